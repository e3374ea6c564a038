// SPDX-License-Identifier: Apache-2.0
#include "frame_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string_view>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kEarthRadiusKm = 6371.0;
constexpr float kRecencyYears = 10;  // e-folding of 'years since the last ...'
constexpr float kActivityYears = 4;  // e-folding of recent foundings
constexpr int kRateYears = 5;
constexpr int kDisputeYears = 20;

/// A yearly figure by the names under which an atlas may hold it, the best first; scaled to a common unit.
struct SeriesChoice {
    std::string_view name;
    double offset = 0;
    double scale = 1;
};
constexpr std::array<SeriesChoice, 1> kCapability{{{"cinc"}}};
// Polity2 runs from -10 to 10; times 0.9 because V-Dem's electoral democracy never reaches 1.
constexpr std::array<SeriesChoice, 2> kDemocracy{{{"polyarchy"}, {"polity2", 0.45, 0.045}}};
constexpr std::array<SeriesChoice, 1> kGdpPerHead{{{"gdp_pc"}}};
constexpr std::array<SeriesChoice, 2> kPopulation{{{"population_maddison"}, {"population"}}};

template <std::size_t N>
float known_figure(const atlas::World& world, const std::array<SeriesChoice, N>& choices, atlas::ActorIndex actor,
                   Year year, int max_age) {
    for (const SeriesChoice& choice : choices) {
        const auto series = world.find_series(choice.name);
        if (!series) continue;
        const auto figure = world.figure(*series, actor, year, max_age);
        if (figure) return static_cast<float>(choice.offset + choice.scale * figure->value);
    }
    return kNan;
}

std::vector<atlas::ActorIndex> states_of(const atlas::World& world, Year year,
                                         std::span<const atlas::ActorIndex> besides) {
    std::vector<atlas::ActorIndex> states = world.living_states(year);
    states.insert(states.end(), besides.begin(), besides.end());
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    return states;
}

/// Fills the upper half from the lower.
void mirror(Matrix& m) {
    for (Eigen::Index a = 0; a < m.rows(); ++a)
        for (Eigen::Index b = 0; b < a; ++b) m(b, a) = m(a, b) = std::max(m(a, b), m(b, a));
}
}  // namespace

FrameReader::FrameReader(const atlas::World& world, Year year, std::span<const atlas::ActorIndex> besides)
    : world_(world),
      t_(year.value()),
      p_(year.value() - 1),
      geography_(std::min(year, world.as_of())),
      states_(states_of(world, geography_, besides)),
      n_(static_cast<Eigen::Index>(states_.size())),
      slot_of_(world.num_actors(), kNoSlot) {
    if (states_.size() > 256)
        throw Error{Errc::bad_input, fmt::format("{} living states in {}; a frame holds at most 256", states_.size(),
                                                 geography_.value())};
    for (std::size_t s = 0; s < states_.size(); ++s) slot_of_[states_[s]] = static_cast<Slot>(s);
}

StateFigures FrameReader::figures(const std::vector<int>& born) const {
    StateFigures m;
    for (Vector* v : {&m.log_capability, &m.democracy, &m.log_gdp_per_head, &m.log_gdp, &m.position, &m.statehood})
        v->setConstant(n_, kNan);
    const Year p{p_};
    for (Eigen::Index s = 0; s < n_; ++s) {
        const auto actor = states_[static_cast<std::size_t>(s)];
        m.log_capability[s] = std::log(known_figure(world_, kCapability, actor, p, 5) + 1e-6F);
        m.democracy[s] = known_figure(world_, kDemocracy, actor, p, 5);
        m.log_gdp_per_head[s] = std::log(known_figure(world_, kGdpPerHead, actor, p, 10));
        m.log_gdp[s] = m.log_gdp_per_head[s] + std::log(known_figure(world_, kPopulation, actor, p, 10));
        if (const auto position = world_.position(actor, p, 5)) m.position[s] = static_cast<float>(position->mean);
        const int since = born[actor];
        if (since != kOpenEnd) m.statehood[s] = static_cast<float>(std::clamp(t_ - since, 0, 200));
    }
    return m;
}

Matrix FrameReader::distances() const {
    std::vector<std::optional<CapitalRecord>> capitals;
    for (const auto actor : states_) capitals.push_back(world_.capital(actor, geography_));
    Matrix km = zeros(kNan);
    constexpr double degree = std::numbers::pi / 180;
    for (Eigen::Index a = 0; a < n_; ++a) {
        for (Eigen::Index b = 0; b < a; ++b) {
            const auto& x = capitals[static_cast<std::size_t>(a)];
            const auto& y = capitals[static_cast<std::size_t>(b)];
            if (!x || !y) continue;
            const double north = std::sin((x->latitude_deg - y->latitude_deg) * degree / 2);
            const double east = std::sin((x->longitude_deg - y->longitude_deg) * degree / 2);
            const double h =
                north * north + std::cos(x->latitude_deg * degree) * std::cos(y->latitude_deg * degree) * east * east;
            km(a, b) = km(b, a) = static_cast<float>(2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(h, 1.0))));
        }
    }
    return km;
}

/// Ties in force in the year before.
void FrameReader::add_ties(const std::vector<Tie>& ties, DyadTables& d, std::vector<TieSet>& sets) const {
    for (const Tie& tie : ties) {
        std::vector<std::pair<Slot, int>> in_force;
        TieSet set{.kind = tie.kind, .partnership = tie.partnership};
        for (const TieParty& party : tie.parties) {
            const Slot slot = slot_of_[party.actor];
            if (slot == kNoSlot || party.first > p_ || party.last < p_) continue;
            if (set.members[slot / 64] >> (slot % 64) & 1) continue;
            set.members[slot / 64] |= std::uint64_t{1} << (slot % 64);
            ++set.size;
            in_force.emplace_back(slot, party.side);
        }
        add_lapsed(tie, d);
        if (set.size < 2) continue;
        sets.push_back(set);
        const Family family = world_.partnerships()[tie.partnership].family;
        const float closeness = 1.0F / std::log1p(static_cast<float>(set.size));
        for (std::size_t x = 0; x < in_force.size(); ++x) {
            const auto [a, side_a] = in_force[x];
            if (tie.kind == TieKind::organisation) d.memberships[a] += 1;
            for (std::size_t y = 0; y < x; ++y) {
                const auto [b, side_b] = in_force[y];
                if (side_a > 0 && side_a == side_b) continue;
                d.tied[static_cast<std::size_t>(tie.kind)](a, b) = 1;
                if (tie.active_since <= p_) d.active_pact(a, b) = 1;
                if (tie.kind != TieKind::organisation) continue;
                (family == Family::formal ? d.formal : d.informal)(a, b) += 1;
                d.close(a, b) += closeness;
            }
        }
    }
}

void FrameReader::add_lapsed(const Tie& tie, DyadTables& d) const {
    if (tie.kind != TieKind::alliance) return;
    for (std::size_t x = 0; x < tie.parties.size(); ++x) {
        for (std::size_t y = 0; y < x; ++y) {
            const int last = std::min(tie.parties[x].last, tie.parties[y].last);
            const int first = std::max(tie.parties[x].first, tie.parties[y].first);
            const Slot a = slot_of_[tie.parties[x].actor];
            const Slot b = slot_of_[tie.parties[y].actor];
            if (last >= p_ || last < p_ - kRateYears || first > last || a == kNoSlot || b == kNoSlot || a == b)
                continue;
            d.lapsed(std::max(a, b), std::min(a, b)) = 1;
        }
    }
}

/// Foundings up to the year before: the last one of each dyad, recent ones by weight, and each state's rate.
void FrameReader::add_foundings(const std::vector<FoundingTies>& foundings, DyadTables& d) const {
    for (const FoundingTies& founding : foundings) {
        if (founding.year > p_) break;  // In the order of years.
        const auto k = static_cast<std::size_t>(founding.kind);
        const auto since = static_cast<float>(t_ - founding.year);
        const float weight = founding.weight * std::exp(-since / kActivityYears);
        const float recency = std::exp(-since / kRecencyYears);
        for (const auto& [x, y] : founding.dyads) {
            const Slot low = slot_of_[x];
            const Slot high = slot_of_[y];
            if (low == kNoSlot || high == kNoSlot) continue;
            d.last_founding[k](high, low) = recency;
            d.recent[k](high, low) += weight;
        }
        if (founding.year <= p_ - kRateYears) continue;
        for (const auto member : founding.members)
            if (slot_of_[member] != kNoSlot) d.rate[k][slot_of_[member]] += 1;
    }
}

void FrameReader::add_conflict(DyadTables& d) const {
    for (const RivalryRecord& rivalry : world_.rivalries())
        if (rivalry.spell.holds_in(Year{p_}))
            if (float* x = cell(rivalry.first, rivalry.second, d.rivalry)) *x = 1;
    for (const DisputeRecord& dispute : world_.disputes()) {
        const int year = dispute.year.value();
        if (year > p_) continue;
        if (float* x = cell(dispute.first, dispute.second, d.disputes); x && year > p_ - kDisputeYears) *x += 1;
        if (float* x = cell(dispute.first, dispute.second, d.last_dispute))
            *x = std::max(*x, std::exp(-static_cast<float>(t_ - year) / kRecencyYears));
    }
    for (const ContiguityRecord& contiguity : world_.contiguities()) {
        if (!contiguity.spell.holds_in(geography_)) continue;
        if (float* x = cell(contiguity.first, contiguity.second, d.sea)) *x = 1;
        if (float* x = cell(contiguity.first, contiguity.second, d.land); x && contiguity.type == 1) *x = 1;
    }
}

DyadTables FrameReader::tables(const std::vector<Tie>& ties, const std::vector<FoundingTies>& foundings,
                               std::vector<TieSet>& sets) const {
    DyadTables d;
    d.for_each_matrix([&](Matrix& m) { m = zeros(); });
    for (Vector& v : d.rate) v.setZero(n_);
    d.memberships.setZero(n_);
    add_ties(ties, d, sets);
    add_foundings(foundings, d);
    add_conflict(d);
    d.for_each_matrix(mirror);
    return d;
}

bool FrameReader::is_alive(Eigen::Index s) const {
    return world_.is_alive(states_[static_cast<std::size_t>(s)], geography_);
}

bool FrameReader::is_major(Eigen::Index s) const {
    return world_.is_major_power(states_[static_cast<std::size_t>(s)], Year{p_});
}

bool FrameReader::is_major_now(Eigen::Index s) const {
    return world_.is_major_power(states_[static_cast<std::size_t>(s)], geography_);
}

float* FrameReader::cell(ActorId first, ActorId second, Matrix& m) const {
    const auto a = world_.find(first);
    const auto b = world_.find(second);
    if (!a || !b || slot_of_[*a] == kNoSlot || slot_of_[*b] == kNoSlot) return nullptr;
    return &m(std::max(slot_of_[*a], slot_of_[*b]), std::min(slot_of_[*a], slot_of_[*b]));
}

}  // namespace entente::attain
