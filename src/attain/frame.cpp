// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "frame_reader.hpp"

namespace entente::attain {
namespace {

using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::array<Family, 4> kFamilies{Family::alliance, Family::trade, Family::formal, Family::informal};
constexpr auto kAlliance = static_cast<std::size_t>(TieKind::alliance);
constexpr auto kTrade = static_cast<std::size_t>(TieKind::trade);
constexpr auto kOrganisation = static_cast<std::size_t>(TieKind::organisation);

float log1p_of(float x) {
    return std::log1p(x);
}

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

/// What follows from the ties of all states for each dyad and state.
struct Network {
    Matrix cosine;  ///< Of the memberships in organisations.
    Matrix common_allies, common_trade;
    Vector allies, partners;                      ///< log(1 + number) of each state.
    std::array<Vector, kNumTieKinds> rate;        ///< log(1 + recent foundings) of each state.
    std::array<Matrix, kNumTieKinds> area, peer;  ///< log(1 + sum).
};

Network network_of(const DyadTables& d, const std::vector<int>& subregion, int num_subregions) {
    Network net;
    const Vector own = d.memberships.cwiseSqrt();
    const Matrix norm = (own * own.transpose()).array() + 1e-9F;
    net.cosine = (d.formal + d.informal).cwiseQuotient(norm);
    net.common_allies = d.tied[kAlliance] * d.tied[kAlliance];
    net.common_trade = d.tied[kTrade] * d.tied[kTrade];
    net.allies = d.tied[kAlliance].rowwise().sum().unaryExpr(&log1p_of);
    net.partners = d.tied[kTrade].rowwise().sum().unaryExpr(&log1p_of);
    for (std::size_t k = 0; k < kNumTieKinds; ++k) {
        net.rate[k] = d.rate[k].unaryExpr(&log1p_of);
        net.area[k] = area_sums(d.recent[k], subregion, num_subregions).unaryExpr(&log1p_of);
        net.peer[k] = peer_sums(d.recent[k], net.cosine).unaryExpr(&log1p_of);
    }
    return net;
}

/// Everything that the features of a dyad are computed from.
struct Sight {
    const StateFigures& of_state;
    const DyadTables& tables;
    const Network& network;
    const Matrix& km;
    const Matrix& rank;
};

/// One dyad's features by name.
class DyadWriter {
public:
    DyadWriter(float* row, Eigen::Index a, Eigen::Index b) : row_(row), a_(a), b_(b) {}

    void put(DyadFeature feature, float value) const { row_[static_cast<std::size_t>(feature)] = value; }
    void put(DyadFeature feature, const Matrix& m) const { put(feature, m(a_, b_)); }
    void put_log(DyadFeature feature, const Matrix& m) const { put(feature, std::log1p(m(a_, b_))); }
    void put_ends(DyadFeature least, DyadFeature most, const Vector& v) const {
        put(least, low(v));
        put(most, std::max(v[a_], v[b_]));
    }
    [[nodiscard]] float low(const Vector& v) const {
        return v[a_] != v[a_] || v[b_] != v[b_] ? kNan : std::min(v[a_], v[b_]);
    }
    [[nodiscard]] float gap(const Vector& v) const { return std::abs(v[a_] - v[b_]); }
    [[nodiscard]] float sum(const Vector& v) const { return v[a_] + v[b_]; }

private:
    float* row_;
    Eigen::Index a_;
    Eigen::Index b_;
};

/// Who the two are: place, size, wealth, regime, principles, age.
void write_attributes(const DyadWriter& dyad, const Sight& sight) {
    const StateFigures& m = sight.of_state;
    dyad.put_log(DyadFeature::log_distance, sight.km);
    dyad.put(DyadFeature::distance_rank, sight.rank);
    dyad.put(DyadFeature::contiguous_land, sight.tables.land);
    dyad.put(DyadFeature::contiguous, sight.tables.sea);
    dyad.put(DyadFeature::log_capability_product, dyad.sum(m.log_capability));
    dyad.put(DyadFeature::capability_gap, dyad.gap(m.log_capability));
    dyad.put(DyadFeature::log_gdp_product, dyad.sum(m.log_gdp));
    dyad.put(DyadFeature::gdp_per_head_gap, dyad.gap(m.log_gdp_per_head));
    dyad.put(DyadFeature::min_gdp_per_head, dyad.low(m.log_gdp_per_head));
    const float democracy = dyad.low(m.democracy);
    dyad.put(DyadFeature::joint_democracy, democracy != democracy ? kNan : democracy > 0.5F ? 1.0F : 0.0F);
    dyad.put(DyadFeature::min_democracy, democracy);
    dyad.put(DyadFeature::democracy_gap, dyad.gap(m.democracy));
    dyad.put(DyadFeature::principle_distance, dyad.gap(m.position));
    dyad.put(DyadFeature::statehood_min, std::log1p(dyad.low(m.statehood)));
    dyad.put(DyadFeature::statehood_gap, std::log1p(dyad.gap(m.statehood)));
}

/// What stands between the two: conflicts and ties.
void write_ties(const DyadWriter& dyad, const DyadTables& d, Eigen::Index a, Eigen::Index b) {
    dyad.put(DyadFeature::rivalry, d.rivalry);
    dyad.put_log(DyadFeature::disputes_20y, d.disputes);
    dyad.put(DyadFeature::dispute_recency, d.last_dispute);
    dyad.put(DyadFeature::allied, d.tied[kAlliance]);
    dyad.put(DyadFeature::active_pact, d.active_pact);
    dyad.put(DyadFeature::trade_pact, d.tied[kTrade]);
    dyad.put_log(DyadFeature::shared_formal, d.formal);
    dyad.put_log(DyadFeature::shared_informal, d.informal);
    dyad.put_log(DyadFeature::close_organisations, d.close);
    dyad.put(DyadFeature::last_alliance, d.last_founding[kAlliance]);
    dyad.put(DyadFeature::last_trade, d.last_founding[kTrade]);
    dyad.put(DyadFeature::last_organisation, d.last_founding[kOrganisation]);
    dyad.put(DyadFeature::alliance_lapsed, d.lapsed(a, b) * (1 - d.tied[kAlliance](a, b)));
}

/// How the two sit among the ties of all others.
void write_network(const DyadWriter& dyad, const Network& net) {
    dyad.put(DyadFeature::membership_cosine, net.cosine);
    dyad.put_log(DyadFeature::shared_allies, net.common_allies);
    dyad.put_log(DyadFeature::shared_trade_partners, net.common_trade);
    dyad.put_ends(DyadFeature::alliance_degree_min, DyadFeature::alliance_degree_max, net.allies);
    dyad.put_ends(DyadFeature::trade_degree_min, DyadFeature::trade_degree_max, net.partners);
    dyad.put_ends(DyadFeature::alliance_rate_min, DyadFeature::alliance_rate_max, net.rate[kAlliance]);
    dyad.put_ends(DyadFeature::trade_rate_min, DyadFeature::trade_rate_max, net.rate[kTrade]);
    dyad.put_ends(DyadFeature::organisation_rate_min, DyadFeature::organisation_rate_max, net.rate[kOrganisation]);
    dyad.put(DyadFeature::area_alliance, net.area[kAlliance]);
    dyad.put(DyadFeature::area_trade, net.area[kTrade]);
    dyad.put(DyadFeature::area_organisation, net.area[kOrganisation]);
    dyad.put(DyadFeature::peer_alliance, net.peer[kAlliance]);
    dyad.put(DyadFeature::peer_trade, net.peer[kTrade]);
    dyad.put(DyadFeature::peer_organisation, net.peer[kOrganisation]);
}

/// Features that rest on each kind of tie.
const std::array<std::vector<DyadFeature>, kNumTieKinds> kFeaturesOfTies{
    {{DyadFeature::allied, DyadFeature::active_pact, DyadFeature::shared_allies, DyadFeature::alliance_degree_min,
      DyadFeature::alliance_degree_max, DyadFeature::alliance_rate_min, DyadFeature::alliance_rate_max,
      DyadFeature::last_alliance, DyadFeature::area_alliance, DyadFeature::peer_alliance, DyadFeature::alliance_lapsed},
     {DyadFeature::trade_pact, DyadFeature::shared_trade_partners, DyadFeature::trade_degree_min,
      DyadFeature::trade_degree_max, DyadFeature::trade_rate_min, DyadFeature::trade_rate_max, DyadFeature::last_trade,
      DyadFeature::area_trade, DyadFeature::peer_trade},
     {DyadFeature::shared_formal, DyadFeature::shared_informal, DyadFeature::close_organisations,
      DyadFeature::membership_cosine, DyadFeature::organisation_rate_min, DyadFeature::organisation_rate_max,
      DyadFeature::last_organisation, DyadFeature::area_organisation, DyadFeature::peer_organisation,
      DyadFeature::peer_alliance, DyadFeature::peer_trade}}};

}  // namespace

/// Fills a frame step by step.
class FrameWriter {
public:
    FrameWriter(const Panel::Data& data, const FrameReader& reader, Year year, DyadFrame& frame)
        : data_(data), reader_(reader), frame_(frame) {
        frame_.year_ = year;
        frame_.states_ = reader.states();
        frame_.slot_of_ = reader.slots();
    }

    void write() {
        const StateFigures figures = reader_.figures(data_.born);
        const DyadTables tables = reader_.tables(data_.ties, data_.foundings, frame_.ties_);
        place_states();
        const Network network = network_of(tables, frame_.subregion_, data_.num_subregions);
        describe_states(figures, network);
        const Matrix km = reader_.distances();
        write_dyads({figures, tables, network, km, distance_ranks(km)});
        forget_uncovered();
        count_foundings();
    }

private:
    void place_states() {
        for (Eigen::Index s = 0; s < reader_.n(); ++s) {
            const auto actor = frame_.states_[static_cast<std::size_t>(s)];
            frame_.living_.push_back(reader_.is_alive(s) ? 1 : 0);
            frame_.num_living_ += frame_.living_.back();
            frame_.region_.push_back(data_.region[actor]);
            frame_.subregion_.push_back(data_.subregion[actor]);
        }
        frame_.subregion_size_.assign(static_cast<std::size_t>(data_.num_subregions), 0);
        for (std::size_t s = 0; s < frame_.states_.size(); ++s)
            frame_.subregion_size_[static_cast<std::size_t>(frame_.subregion_[s])] += frame_.living_[s];
    }

    void describe_states(const StateFigures& figures, const Network& network) {
        frame_.position_.assign(figures.position.data(), figures.position.data() + reader_.n());
        double total = 0;
        float largest = 0;
        for (Eigen::Index s = 0; s < reader_.n(); ++s) {
            const float share = std::exp(figures.log_capability[s]) - 1e-6F;
            frame_.capability_.push_back(share);
            if (share == share) total += share;
            if (share > largest) {
                largest = share;
                frame_.leader_ = static_cast<Slot>(s);
            }
            frame_.major_.push_back(reader_.is_major(s) ? 1 : 0);
            for (std::size_t k = 0; k < kNumTieKinds; ++k) frame_.rate_[k].push_back(network.rate[k][s]);
        }
        if (total > 0)
            for (float& share : frame_.capability_) share = static_cast<float>(share / total);
    }

    void write_dyads(const Sight& sight) {
        frame_.relevant_.assign(frame_.states_.size(), {});
        for (Eigen::Index a = 0; a < reader_.n(); ++a) {
            DyadFrame::StateDyads dyads(static_cast<std::size_t>(a) * DyadFrame::kStride);
            for (Eigen::Index b = 0; b < a; ++b) {
                const DyadWriter dyad(dyads.data() + static_cast<std::size_t>(b) * DyadFrame::kStride, a, b);
                write_attributes(dyad, sight);
                write_ties(dyad, sight.tables, a, b);
                write_network(dyad, sight.network);
                write_place(dyad, static_cast<Slot>(a), static_cast<Slot>(b));
                if (sight.tables.sea(a, b) > 0 || is_same_region(a, b) || reader_.is_major_now(a) ||
                    reader_.is_major_now(b))
                    mark_relevant(static_cast<Slot>(a), static_cast<Slot>(b));
            }
            frame_.dyads_.push_back(std::make_shared<DyadFrame::StateDyads>(std::move(dyads)));
        }
    }

    [[nodiscard]] bool is_same_region(Eigen::Index a, Eigen::Index b) const {
        return frame_.region_[static_cast<std::size_t>(a)] == frame_.region_[static_cast<std::size_t>(b)];
    }

    void write_place(const DyadWriter& dyad, Slot a, Slot b) const {
        dyad.put(DyadFeature::same_region, is_same_region(a, b) ? 1.0F : 0.0F);
        dyad.put(DyadFeature::same_subregion, frame_.subregion_[a] == frame_.subregion_[b] ? 1.0F : 0.0F);
        dyad.put(DyadFeature::num_majors, static_cast<float>(frame_.major_[a] + frame_.major_[b]));
    }

    void mark_relevant(Slot a, Slot b) {
        frame_.relevant_[a][b / 64] |= std::uint64_t{1} << (b % 64);
        frame_.relevant_[b][a / 64] |= std::uint64_t{1} << (a % 64);
    }

    /// Where only well-known ties were written down by hand, no tie on record is not 'no tie': not known.
    void forget_uncovered() {
        for (std::size_t kind = 0; kind < kNumTieKinds; ++kind) {
            if (data_.is_kind_covered[kind]) continue;
            for (const auto& dyads : frame_.dyads_)
                for (std::size_t row = 0; row < dyads->size(); row += DyadFrame::kStride)
                    for (const DyadFeature feature : kFeaturesOfTies[kind])
                        (*dyads)[row + static_cast<std::size_t>(feature)] = kNan;
        }
    }

    void count_foundings() {
        for (const FoundingEvent& event : data_.events) {
            const int age = frame_.year_ - event.year;
            for (std::size_t k = 0; k < kFamilies.size(); ++k)
                if (event.family == kFamilies[k] && age >= 1 && age <= 3) frame_.founding_rate_[k] += 1.0 / 3.0;
        }
    }

    const Panel::Data& data_;
    const FrameReader& reader_;
    DyadFrame& frame_;
};

DyadFrame Panel::frame(Year year, std::span<const atlas::ActorIndex> besides) const {
    if (year.value() < first_year().value() || year > last_year())
        throw Error{Errc::wrong_usage,
                    fmt::format("no frame for {}: features reach from {} to {}, the year after what is known",
                                year.value(), first_year().value(), last_year().value())};
    DyadFrame frame;
    const FrameReader reader(world(), year, besides);
    FrameWriter(*data_, reader, year, frame).write();
    return frame;
}

DyadFrame DyadFrame::with(Slot a, Slot b, DyadFeature feature, float value) const {
    DyadFrame changed = *this;
    auto& dyads = changed.dyads_[std::max(a, b)];
    dyads = std::make_shared<StateDyads>(*dyads);
    (*dyads)[std::min(a, b) * kStride + static_cast<std::size_t>(feature)] = value;
    return changed;
}

}  // namespace entente::attain
