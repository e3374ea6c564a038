// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>
#include <Eigen/Core>

#include "entente/base/error.hpp"
#include "panel_data.hpp"

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
constexpr std::array<Family, 4> kFamilies{Family::alliance, Family::trade, Family::formal, Family::informal};

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

float log1p_of(float x) {
    return std::log1p(x);
}

/// Figures of each living state, by slot.
struct Monads {
    Vector log_capability, democracy, log_gdp_per_head, log_gdp, position, statehood;
};

/// Counts and sums of each dyad, by slots; symmetric.
struct DyadTables {
    std::array<Matrix, kNumTieKinds> tied, last_founding, recent;
    std::array<Vector, kNumTieKinds> rate;  ///< Foundings in the last years of each state.
    Matrix active_pact, lapsed, formal, informal, close;
    Vector memberships;
    Matrix rivalry, disputes, last_dispute, land, sea;
};

std::vector<atlas::ActorIndex> states_of(const atlas::World& world, Year year,
                                         std::span<const atlas::ActorIndex> besides) {
    std::vector<atlas::ActorIndex> states = world.living_states(year);
    states.insert(states.end(), besides.begin(), besides.end());
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    return states;
}

class FrameBuilder {
public:
    FrameBuilder(const atlas::World& world, Year year, std::span<const atlas::ActorIndex> besides)
        : world_(world),
          t_(year.value()),
          p_(year.value() - 1),
          geography_(std::min(year, world.as_of())),
          states_(states_of(world, geography_, besides)),
          n_(static_cast<Eigen::Index>(states_.size())),
          slot_of_(world.num_actors(), kNoSlot) {
        if (states_.size() > 256)
            throw Error{Errc::bad_input, fmt::format("{} living states in {}; a frame holds at most 256",
                                                     states_.size(), geography_.value())};
        for (std::size_t s = 0; s < states_.size(); ++s) slot_of_[states_[s]] = static_cast<Slot>(s);
    }

    Matrix zeros(float value = 0) const { return Matrix::Constant(n_, n_, value); }

    Monads monads(const std::vector<int>& born) const {
        Monads m;
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

    Matrix distances() const {
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
                const double h = north * north +
                                 std::cos(x->latitude_deg * degree) * std::cos(y->latitude_deg * degree) * east * east;
                km(a, b) = km(b, a) = static_cast<float>(2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(h, 1.0))));
            }
        }
        return km;
    }

    /// Ties in force in the year before.
    void add_ties(const std::vector<Tie>& ties, DyadTables& d, std::vector<TieSet>& sets) const {
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

    /// Foundings up to the year before: the last one of each dyad, recent ones by weight, and each state's rate.
    void add_foundings(const std::vector<Founding>& foundings, DyadTables& d) const {
        for (const Founding& founding : foundings) {
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

    void add_conflict(DyadTables& d) const {
        for (const RivalryRecord& rivalry : world_.rivalries())
            if (rivalry.spell.holds_in(Year{p_})) put(rivalry.first, rivalry.second, d.rivalry, 1);
        for (const DisputeRecord& dispute : world_.disputes()) {
            const int year = dispute.year.value();
            if (year > p_) continue;
            if (year > p_ - kDisputeYears) put(dispute.first, dispute.second, d.disputes, 1, true);
            const auto recency = std::exp(-static_cast<float>(t_ - year) / kRecencyYears);
            put_max(dispute.first, dispute.second, d.last_dispute, recency);
        }
        for (const ContiguityRecord& contiguity : world_.contiguities()) {
            if (!contiguity.spell.holds_in(geography_)) continue;
            put(contiguity.first, contiguity.second, d.sea, 1);
            if (contiguity.type == 1) put(contiguity.first, contiguity.second, d.land, 1);
        }
    }

    DyadTables tables(const std::vector<Tie>& ties, const std::vector<Founding>& foundings,
                      std::vector<TieSet>& sets) const {
        DyadTables d;
        for (auto* group : {&d.tied, &d.last_founding, &d.recent})
            for (Matrix& m : *group) m = zeros();
        for (Matrix* m : {&d.active_pact, &d.lapsed, &d.formal, &d.informal, &d.close, &d.rivalry, &d.disputes,
                          &d.last_dispute, &d.land, &d.sea})
            *m = zeros();
        for (Vector& v : d.rate) v.setZero(n_);
        d.memberships.setZero(n_);
        add_ties(ties, d, sets);
        add_foundings(foundings, d);
        add_conflict(d);
        for (auto* group : {&d.tied, &d.last_founding, &d.recent})
            for (Matrix& m : *group) mirror(m);
        for (Matrix* m : {&d.active_pact, &d.lapsed, &d.formal, &d.informal, &d.close, &d.rivalry, &d.disputes,
                          &d.last_dispute, &d.land, &d.sea})
            mirror(*m);
        return d;
    }

    const std::vector<atlas::ActorIndex>& states() const { return states_; }
    const std::vector<Slot>& slots() const { return slot_of_; }
    Eigen::Index n() const { return n_; }
    bool is_major(Eigen::Index s) const {
        return world_.is_major_power(states_[static_cast<std::size_t>(s)], Year{p_});
    }
    bool is_major_now(Eigen::Index s) const {
        return world_.is_major_power(states_[static_cast<std::size_t>(s)], geography_);
    }

private:
    static void mirror(Matrix& m) {
        for (Eigen::Index a = 0; a < m.rows(); ++a)
            for (Eigen::Index b = 0; b < a; ++b) m(b, a) = m(a, b) = std::max(m(a, b), m(b, a));
    }
    void put(ActorId first, ActorId second, Matrix& m, float value, bool is_sum = false) const {
        const auto a = world_.find(first);
        const auto b = world_.find(second);
        if (!a || !b || slot_of_[*a] == kNoSlot || slot_of_[*b] == kNoSlot) return;
        float& x = m(std::max(slot_of_[*a], slot_of_[*b]), std::min(slot_of_[*a], slot_of_[*b]));
        x = is_sum ? x + value : value;
    }
    void put_max(ActorId first, ActorId second, Matrix& m, float value) const {
        const auto a = world_.find(first);
        const auto b = world_.find(second);
        if (!a || !b || slot_of_[*a] == kNoSlot || slot_of_[*b] == kNoSlot) return;
        float& x = m(std::max(slot_of_[*a], slot_of_[*b]), std::min(slot_of_[*a], slot_of_[*b]));
        x = std::max(x, value);
    }
    void add_lapsed(const Tie& tie, DyadTables& d) const {
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

    const atlas::World& world_;
    int t_;
    int p_;
    Year geography_;
    std::vector<atlas::ActorIndex> states_;
    Eigen::Index n_;
    std::vector<Slot> slot_of_;
};

/// log(1 + rank of b among the states nearest to a), mean of both directions.
Matrix distance_ranks(const Matrix& km) {
    const Eigen::Index n = km.rows();
    Matrix rank = Matrix::Constant(n, n, kNan);
    std::vector<Eigen::Index> order;
    for (Eigen::Index a = 0; a < n; ++a) {
        order.clear();
        for (Eigen::Index b = 0; b < n; ++b)
            if (b != a && km(a, b) == km(a, b)) order.push_back(b);
        std::sort(order.begin(), order.end(), [&](Eigen::Index x, Eigen::Index y) {
            return km(a, x) < km(a, y) || (km(a, x) == km(a, y) && x < y);
        });
        for (std::size_t k = 0; k < order.size(); ++k) rank(order[k], a) = std::log1p(static_cast<float>(k));
    }
    return (rank + rank.transpose()) / 2;
}

/// Sum over b's subregion (b itself left out) of a's recent foundings, both directions.
Matrix area_sums(const Matrix& recent, const std::vector<int>& subregion, int num_subregions) {
    const Eigen::Index n = recent.rows();
    Matrix by_area = Matrix::Zero(n, num_subregions);
    for (Eigen::Index b = 0; b < n; ++b) by_area.col(subregion[static_cast<std::size_t>(b)]) += recent.col(b);
    Matrix sum(n, n);
    for (Eigen::Index b = 0; b < n; ++b) sum.col(b) = by_area.col(subregion[static_cast<std::size_t>(b)]);
    sum -= recent;
    return (sum + sum.transpose()).cwiseMax(0.0F);
}

/// Recent foundings of a with others, weighted by how alike they are to b; both directions.
Matrix peer_sums(const Matrix& recent, const Matrix& cosine) {
    Matrix off = cosine;
    off.diagonal().setZero();
    const Matrix sum = recent * off;
    return sum + sum.transpose();
}

}  // namespace

/// Features that rest on each kind of tie.
constexpr std::array<std::array<DyadFeature, 11>, kNumTieKinds> kFeaturesOfTies{
    {{DyadFeature::allied, DyadFeature::active_pact, DyadFeature::shared_allies, DyadFeature::alliance_degree_min,
      DyadFeature::alliance_degree_max, DyadFeature::alliance_rate_min, DyadFeature::alliance_rate_max,
      DyadFeature::last_alliance, DyadFeature::area_alliance, DyadFeature::peer_alliance, DyadFeature::alliance_lapsed},
     {DyadFeature::trade_pact, DyadFeature::shared_trade_partners, DyadFeature::trade_degree_min,
      DyadFeature::trade_degree_max, DyadFeature::trade_rate_min, DyadFeature::trade_rate_max, DyadFeature::last_trade,
      DyadFeature::area_trade, DyadFeature::peer_trade, DyadFeature::trade_pact, DyadFeature::trade_pact},
     {DyadFeature::shared_formal, DyadFeature::shared_informal, DyadFeature::close_organisations,
      DyadFeature::membership_cosine, DyadFeature::organisation_rate_min, DyadFeature::organisation_rate_max,
      DyadFeature::last_organisation, DyadFeature::area_organisation, DyadFeature::peer_organisation,
      DyadFeature::peer_alliance, DyadFeature::peer_trade}}};

void Panel::forget_uncovered(DyadFrame& frame) const {
    // Where only well-known ties were written down by hand, no tie on record is not 'no tie'.
    for (std::size_t kind = 0; kind < kNumTieKinds; ++kind) {
        if (data_->is_kind_covered[kind]) continue;
        for (std::size_t row = 0; row < frame.values_.size(); row += DyadFrame::kStride)
            for (const DyadFeature feature : kFeaturesOfTies[kind])
                frame.values_[row + static_cast<std::size_t>(feature)] = std::numeric_limits<float>::quiet_NaN();
    }
}

DyadFrame Panel::frame(Year year, std::span<const atlas::ActorIndex> besides) const {
    const atlas::World& world = *data_->world;
    if (year.value() < first_year().value() || year > last_year())
        throw Error{Errc::wrong_usage,
                    fmt::format("no frame for {}: features reach from {} to {}, the year after what is known",
                                year.value(), first_year().value(), last_year().value())};
    const FrameBuilder builder(world, year, besides);
    DyadFrame frame;
    frame.year_ = year;
    frame.states_ = builder.states();
    frame.slot_of_ = builder.slots();
    const Eigen::Index n = builder.n();
    const Monads m = builder.monads(data_->born);
    const DyadTables d = builder.tables(data_->ties, data_->foundings, frame.ties_);
    const Matrix km = builder.distances();
    const Matrix rank = distance_ranks(km);
    for (const auto actor : frame.states_) {
        frame.living_.push_back(world.is_alive(actor, std::min(year, world.as_of())) ? 1 : 0);
        frame.num_living_ += frame.living_.back();
        frame.region_.push_back(data_->region[actor]);
        frame.subregion_.push_back(data_->subregion[actor]);
    }
    frame.subregion_size_.assign(static_cast<std::size_t>(data_->num_subregions), 0);
    for (std::size_t s = 0; s < frame.states_.size(); ++s)
        frame.subregion_size_[static_cast<std::size_t>(frame.subregion_[s])] += frame.living_[s];

    const Vector own = d.memberships.cwiseSqrt();
    const Matrix norm = (own * own.transpose()).array() + 1e-9F;
    const Matrix cosine = (d.formal + d.informal).cwiseQuotient(norm);
    const auto& tied = d.tied;
    constexpr auto al = static_cast<std::size_t>(TieKind::alliance);
    constexpr auto tr = static_cast<std::size_t>(TieKind::trade);
    constexpr auto og = static_cast<std::size_t>(TieKind::organisation);
    const Matrix common_allies = tied[al] * tied[al];
    const Matrix common_trade = tied[tr] * tied[tr];
    const Vector allies = tied[al].rowwise().sum().unaryExpr(&log1p_of);
    const Vector partners = tied[tr].rowwise().sum().unaryExpr(&log1p_of);
    std::array<Vector, kNumTieKinds> rate;
    std::array<Matrix, kNumTieKinds> area;
    std::array<Matrix, kNumTieKinds> peer;
    for (std::size_t k = 0; k < kNumTieKinds; ++k) {
        rate[k] = d.rate[k].unaryExpr(&log1p_of);
        area[k] = area_sums(d.recent[k], frame.subregion_, data_->num_subregions).unaryExpr(&log1p_of);
        peer[k] = peer_sums(d.recent[k], cosine).unaryExpr(&log1p_of);
    }

    double total = 0;
    float largest = 0;
    frame.capability_.resize(frame.states_.size());
    frame.position_.assign(m.position.data(), m.position.data() + n);
    for (Eigen::Index s = 0; s < n; ++s) {
        const float share = std::exp(m.log_capability[s]) - 1e-6F;
        frame.capability_[static_cast<std::size_t>(s)] = share;
        if (share == share) total += share;
        if (share > largest) {
            largest = share;
            frame.leader_ = static_cast<Slot>(s);
        }
        frame.major_.push_back(builder.is_major(s) ? 1 : 0);
        for (std::size_t k = 0; k < kNumTieKinds; ++k) frame.rate_[k].push_back(rate[k][s]);
    }
    if (total > 0)
        for (float& share : frame.capability_) share = static_cast<float>(share / total);

    frame.values_.assign(static_cast<std::size_t>(n * (n - 1) / 2) * DyadFrame::kStride, 0.0F);
    frame.relevant_.assign(frame.states_.size(), {});
    for (Eigen::Index a = 0; a < n; ++a) {
        for (Eigen::Index b = 0; b < a; ++b) {
            const auto sa = static_cast<Slot>(a);
            const auto sb = static_cast<Slot>(b);
            float* row = frame.values_.data() + DyadFrame::pair_index(sa, sb) * DyadFrame::kStride;
            const auto put = [row](DyadFeature feature, float value) {
                row[static_cast<std::size_t>(feature)] = value;
            };
            const auto low = [&](const Vector& v) {
                return v[a] != v[a] || v[b] != v[b] ? kNan : std::min(v[a], v[b]);
            };
            const auto high = [&](const Vector& v) { return std::max(v[a], v[b]); };
            const auto gap = [&](const Vector& v) { return std::abs(v[a] - v[b]); };
            put(DyadFeature::log_distance, std::log1p(km(a, b)));
            put(DyadFeature::distance_rank, rank(a, b));
            put(DyadFeature::contiguous_land, d.land(a, b));
            put(DyadFeature::contiguous, d.sea(a, b));
            const bool one_region = frame.region_[sa] == frame.region_[sb];
            put(DyadFeature::same_region, one_region ? 1.0F : 0.0F);
            put(DyadFeature::same_subregion, frame.subregion_[sa] == frame.subregion_[sb] ? 1.0F : 0.0F);
            put(DyadFeature::log_capability_product, m.log_capability[a] + m.log_capability[b]);
            put(DyadFeature::capability_gap, gap(m.log_capability));
            put(DyadFeature::num_majors, static_cast<float>(frame.major_[sa] + frame.major_[sb]));
            put(DyadFeature::log_gdp_product, m.log_gdp[a] + m.log_gdp[b]);
            put(DyadFeature::gdp_per_head_gap, gap(m.log_gdp_per_head));
            put(DyadFeature::min_gdp_per_head, low(m.log_gdp_per_head));
            const float democracy = low(m.democracy);
            put(DyadFeature::joint_democracy, democracy != democracy ? kNan : democracy > 0.5F ? 1.0F : 0.0F);
            put(DyadFeature::min_democracy, democracy);
            put(DyadFeature::democracy_gap, gap(m.democracy));
            put(DyadFeature::principle_distance, gap(m.position));
            put(DyadFeature::rivalry, d.rivalry(a, b));
            put(DyadFeature::disputes_20y, std::log1p(d.disputes(a, b)));
            put(DyadFeature::dispute_recency, d.last_dispute(a, b));
            put(DyadFeature::allied, tied[al](a, b));
            put(DyadFeature::active_pact, d.active_pact(a, b));
            put(DyadFeature::trade_pact, tied[tr](a, b));
            put(DyadFeature::shared_formal, std::log1p(d.formal(a, b)));
            put(DyadFeature::shared_informal, std::log1p(d.informal(a, b)));
            put(DyadFeature::close_organisations, std::log1p(d.close(a, b)));
            put(DyadFeature::membership_cosine, cosine(a, b));
            put(DyadFeature::shared_allies, std::log1p(common_allies(a, b)));
            put(DyadFeature::shared_trade_partners, std::log1p(common_trade(a, b)));
            put(DyadFeature::alliance_degree_min, low(allies));
            put(DyadFeature::alliance_degree_max, high(allies));
            put(DyadFeature::trade_degree_min, low(partners));
            put(DyadFeature::trade_degree_max, high(partners));
            put(DyadFeature::alliance_rate_min, low(rate[al]));
            put(DyadFeature::alliance_rate_max, high(rate[al]));
            put(DyadFeature::trade_rate_min, low(rate[tr]));
            put(DyadFeature::trade_rate_max, high(rate[tr]));
            put(DyadFeature::organisation_rate_min, low(rate[og]));
            put(DyadFeature::organisation_rate_max, high(rate[og]));
            put(DyadFeature::last_alliance, d.last_founding[al](a, b));
            put(DyadFeature::last_trade, d.last_founding[tr](a, b));
            put(DyadFeature::last_organisation, d.last_founding[og](a, b));
            put(DyadFeature::statehood_min, std::log1p(low(m.statehood)));
            put(DyadFeature::statehood_gap, std::log1p(gap(m.statehood)));
            put(DyadFeature::area_alliance, area[al](a, b));
            put(DyadFeature::area_trade, area[tr](a, b));
            put(DyadFeature::area_organisation, area[og](a, b));
            put(DyadFeature::peer_alliance, peer[al](a, b));
            put(DyadFeature::peer_trade, peer[tr](a, b));
            put(DyadFeature::peer_organisation, peer[og](a, b));
            put(DyadFeature::alliance_lapsed, d.lapsed(a, b) * (1 - tied[al](a, b)));
            if (d.sea(a, b) > 0 || one_region || builder.is_major_now(a) || builder.is_major_now(b)) {
                frame.relevant_[sa][sb / 64] |= std::uint64_t{1} << (sb % 64);
                frame.relevant_[sb][sa / 64] |= std::uint64_t{1} << (sa % 64);
            }
        }
    }
    for (const FoundingEvent& event : data_->events) {
        const int age = year - event.year;
        for (std::size_t k = 0; k < kFamilies.size(); ++k)
            if (event.family == kFamilies[k] && age >= 1 && age <= 3) frame.founding_rate_[k] += 1.0 / 3.0;
    }
    forget_uncovered(frame);
    return frame;
}

DyadFrame DyadFrame::with(Slot a, Slot b, DyadFeature feature, float value) const {
    DyadFrame changed = *this;
    changed.values_[pair_index(a, b) * kStride + static_cast<std::size_t>(feature)] = value;
    return changed;
}

}  // namespace entente::attain
