// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/accession_features.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <Eigen/Core>

#include "accession_columns.hpp"
#include "affinity.hpp"
#include "sequences.hpp"

namespace entente::attain {
namespace {

using Matrix = Eigen::MatrixXf;  // States by states, or states by organisations; columns are contiguous.
using Vector = Eigen::VectorXf;
using Index = Eigen::Index;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr int kYoung = 2;  // Who enters an organisation this young is a founder rather than a newcomer.
constexpr float kNewState = 3;
constexpr int kGapJoiners = 5;
constexpr int kWaveYears = 5;
constexpr int kRecentYears = 3;
constexpr int kNearest = 10;     // States that count as near.
constexpr float kFadeYears = 5;  // e-folding of 'years since the last newcomer'

/// Spells and joins of a year as matrices of states by organisations.
struct Memberships {
    Matrix now;  ///< 1: full member in the year before.
    Matrix joined_5, joined_3, joined_1;
    Matrix ever, associate, observer;
    Matrix candidate_since;  ///< Year since which it is an associate or observer; 0: it is neither.
    Matrix outside_since;    ///< Year since which it could have entered.
};

/// The organisations that can be entered in a year.
std::vector<std::uint32_t> open_organisations(std::span<const Organisation> organisations, Year year) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t o = 0; o < organisations.size(); ++o) {
        const Organisation& one = organisations[o];
        if (year - one.begun <= kYoung || (one.ended && *one.ended < year)) continue;
        const bool has_members = std::ranges::any_of(one.spells, [&](const OrganisationSpell& spell) {
            return spell.role == MembershipRole::member && spell.first < year &&
                   (!spell.last || *spell.last >= year - 1);
        });
        if (has_members) open.push_back(o);
    }
    return open;
}

class YearBuilder {
public:
    YearBuilder(const Panel& panel, std::span<const Organisation> organisations, const Predecessors& predecessors,
                Year year, std::span<const atlas::ActorIndex> besides)
        : panel_(panel),
          world_(panel.world()),
          organisations_(organisations),
          predecessors_(predecessors),
          year_(year),
          frame_(panel.frame(year, besides)),
          open_(open_organisations(organisations, year)),
          n_(static_cast<Index>(frame_.num_states())),
          o_(static_cast<Index>(open_.size())) {
        read_memberships();
        read_states();
    }

    AccessionYear build(const AccessionFilter& is_wanted) {
        lift_dyads();
        find_neighbourhoods();
        find_likeness();
        find_sequences();
        Vector is_living(n_);
        for (Index i = 0; i < n_; ++i) is_living[i] = frame_.is_living(static_cast<Slot>(i)) ? 1.0F : 0.0F;
        affinity_ = find_affinity(members_.now, visible_, is_living);
        AccessionYear result{.year = year_};
        std::vector<float> row;
        std::vector<float> rows;
        for (Index o = 0; o < o_; ++o) {
            if (is_gap(o)) continue;
            rows.clear();
            std::vector<AccessionCell> outside;
            for (Index i = 0; i < n_; ++i) {
                const atlas::ActorIndex actor = frame_.states()[static_cast<std::size_t>(i)];
                if (members_.now(i, o) > 0 || only_continues(actor)) continue;
                outside.push_back({open_[static_cast<std::size_t>(o)], actor, joins_now(organisation(o), actor),
                                   statehood_[i] <= kNewState});
                fill(i, o, row);
                rows.insert(rows.end(), row.begin(), row.end());
            }
            rank(rows);
            add_wanted(outside, rows, is_wanted, result);
        }
        return result;
    }

private:
    /// Ranks are among all that are outside; rows are handed out for those that were asked for.
    static void add_wanted(std::span<const AccessionCell> outside, std::span<const float> rows,
                           const AccessionFilter& is_wanted, AccessionYear& result) {
        const std::size_t width = accession_features().size();
        for (std::size_t k = 0; k < outside.size(); ++k) {
            if (is_wanted && !is_wanted(outside[k])) continue;
            result.cells.push_back(outside[k]);
            const auto row = rows.subspan(k * width, width);
            result.features.insert(result.features.end(), row.begin(), row.end());
        }
    }
    [[nodiscard]] const Organisation& organisation(Index o) const {
        return organisations_[open_[static_cast<std::size_t>(o)]];
    }

    /// Full membership begins in the year.
    [[nodiscard]] bool joins_now(const Organisation& one, atlas::ActorIndex actor) const {
        return std::ranges::any_of(one.spells, [&](const OrganisationSpell& spell) {
            return spell.actor == actor && spell.role == MembershipRole::member && spell.first == year_;
        });
    }
    [[nodiscard]] bool only_continues(atlas::ActorIndex actor) const {
        const auto found = predecessors_.find(world_.actor(actor).id);
        const auto since = state_since(actor);
        return found != predecessors_.end() && found->second.continues && since && year_ - *since <= kYoung;
    }
    /// First year of its present life: the Baltic states of 1991 are new ones, though they had lived before.
    [[nodiscard]] std::optional<Year> state_since(atlas::ActorIndex actor) const {
        std::optional<Year> since;
        for (const Spell& spell : world_.actor(actor).spells)
            if (spell.first <= year_ && (!since || *since < spell.first)) since = spell.first;
        return since;
    }
    /// Five or more enter, and half of them had been members before: a gap in the coding.
    [[nodiscard]] bool is_gap(Index o) const {
        int num_joining = 0;
        int num_back = 0;
        for (const OrganisationSpell& spell : organisation(o).spells) {
            if (spell.role != MembershipRole::member || spell.first != year_) continue;
            const Slot slot = frame_.slot_of(spell.actor);
            if (slot == kNoSlot || members_.now(slot, o) > 0) continue;
            ++num_joining;
            num_back += members_.ever(slot, o) > 0;
        }
        return num_joining >= kGapJoiners && 2 * num_back >= num_joining;
    }
    void read_memberships() {
        for (Matrix* m : {&members_.now, &members_.joined_5, &members_.joined_3, &members_.joined_1, &members_.ever,
                          &members_.associate, &members_.observer})
            m->setZero(n_, o_);
        members_.outside_since.setZero(n_, o_);
        members_.candidate_since.setZero(n_, o_);
        last_newcomer_.setConstant(o_, kNan);
        const Year before = year_ - 1;
        for (Index o = 0; o < o_; ++o) {
            const Organisation& one = organisation(o);
            for (const OrganisationSpell& spell : one.spells) {
                if (spell.first > before) continue;
                const Slot slot = frame_.slot_of(spell.actor);
                if (slot == kNoSlot) continue;
                const auto i = static_cast<Index>(slot);
                const bool is_now = !spell.last || *spell.last >= before;
                if (spell.role == MembershipRole::associate) members_.associate(i, o) = is_now;
                if (spell.role == MembershipRole::observer) members_.observer(i, o) = is_now;
                if (spell.role != MembershipRole::member && is_now)
                    members_.candidate_since(i, o) = static_cast<float>(spell.first.value());
                if (spell.role != MembershipRole::member) continue;
                members_.ever(i, o) = 1;
                if (is_now) members_.now(i, o) = 1;
                if (!is_now) members_.outside_since(i, o) = static_cast<float>(spell.last->value());
                const int age = before - spell.first;
                if (spell.first <= one.begun || is_member(one, spell.actor, spell.first - 1)) continue;
                if (age < kWaveYears) members_.joined_5(i, o) = 1;
                if (age < kRecentYears) members_.joined_3(i, o) = 1;
                if (age < 1) members_.joined_1(i, o) = 1;
                float& last = last_newcomer_[o];
                last = std::isnan(last) ? static_cast<float>(spell.first.value())
                                        : std::max(last, static_cast<float>(spell.first.value()));
            }
        }
        visible_.resize(o_);
        for (Index o = 0; o < o_; ++o) visible_[o] = organisation(o).is_visitor ? 0.0F : 1.0F;
    }

    [[nodiscard]] Vector figures(std::string_view name, Year year, int max_age) const {
        Vector values = Vector::Constant(n_, kNan);
        const auto series = world_.find_series(name);
        if (!series || year.value() < panel_.first_year().value()) return values;
        for (Index i = 0; i < n_; ++i)
            if (const auto figure = world_.figure(*series, frame_.states()[static_cast<std::size_t>(i)], year, max_age))
                values[i] = static_cast<float>(figure->value);
        return values;
    }

    void read_states() {
        democracy_ = figures("polyarchy", year_ - 1, 5);
        democracy_before_ = figures("polyarchy", year_ - 6, 5);
        gdp_per_head_ = figures("gdp_pc", year_ - 1, 10).array().log();
        statehood_.resize(n_);
        for (Index i = 0; i < n_; ++i) {
            const auto since = state_since(frame_.states()[static_cast<std::size_t>(i)]);
            statehood_[i] = since ? static_cast<float>(year_ - *since) : kNan;
        }
        member_counts_ = members_.now * visible_;
        wave_counts_ = members_.joined_5 * visible_;
        last_counts_ = members_.joined_1 * visible_;
        world_wave_ = std::log1p((members_.joined_3 * visible_).sum() / static_cast<float>(kRecentYears));
    }

    /// Mean, greatest and least of each lifted feature between a state and the members.
    void lift_dyads() {
        const Matrix counts = Matrix::Ones(n_, n_);
        for (const Lifted& lifted : kLifted) {
            Matrix values(n_, n_);
            for (Index a = 0; a < n_; ++a)
                for (Index b = 0; b < n_; ++b)
                    values(b, a) =
                        a == b ? kNan : frame_.value(static_cast<Slot>(b), static_cast<Slot>(a), lifted.feature);
            const Matrix known = values.array().isNaN().select(Matrix::Zero(n_, n_), counts);
            const Matrix filled = values.array().isNaN().select(Matrix::Zero(n_, n_), values);
            means_.push_back((filled * members_.now).cwiseQuotient(known * members_.now));  // 0/0 is NaN: not known.
            if (lifted.has_max) maxima_.push_back(extremes(values, [](float x, float y) { return x > y; }));
            if (lifted.has_min) minima_.push_back(extremes(values, [](float x, float y) { return x < y; }));
            if (lifted.feature == DyadFeature::log_distance) distances_ = values;
        }
    }
    template <typename Better>
    [[nodiscard]] Matrix extremes(const Matrix& values, Better better) const {
        Matrix result = Matrix::Constant(n_, o_, kNan);
        for (Index o = 0; o < o_; ++o)
            for (Index m = 0; m < n_; ++m) {
                if (members_.now(m, o) == 0) continue;
                for (Index i = 0; i < n_; ++i) {
                    const float value = values(i, m);
                    if (!std::isnan(value) && (std::isnan(result(i, o)) || better(value, result(i, o))))
                        result(i, o) = value;
                }
            }
        return result;
    }

    /// Share of the states marked in each row that `which` marks (members, newcomers); NaN for a row without any.
    [[nodiscard]] Matrix share_of(const Matrix& marked, const Matrix& which) const {
        const Vector number = marked.rowwise().sum();
        Matrix share = marked * which;
        for (Index i = 0; i < n_; ++i) share.row(i) /= number[i] > 0 ? number[i] : kNan;
        return share;
    }
    /// Marks the states nearest to each by a distance; NaN is no neighbour.
    [[nodiscard]] Matrix nearest(const Matrix& distance) const {
        Matrix marked = Matrix::Zero(n_, n_);
        std::vector<Index> order;
        for (Index i = 0; i < n_; ++i) {
            order.clear();
            for (Index k = 0; k < n_; ++k)
                if (k != i && !std::isnan(distance(i, k)) && frame_.is_living(static_cast<Slot>(k))) order.push_back(k);
            const auto last = order.begin() + std::min<std::ptrdiff_t>(kNearest, std::ssize(order));
            std::partial_sort(order.begin(), last, order.end(), [&](Index a, Index b) {
                return distance(i, a) < distance(i, b) || (distance(i, a) == distance(i, b) && a < b);
            });
            for (auto it = order.begin(); it != last; ++it) marked(i, *it) = 1;
        }
        return marked;
    }
    [[nodiscard]] Matrix dyads(DyadFeature feature) const {
        Matrix values = Matrix::Zero(n_, n_);
        for (Index a = 0; a < n_; ++a)
            for (Index b = 0; b < n_; ++b)
                if (a != b) values(a, b) = frame_.value(static_cast<Slot>(a), static_cast<Slot>(b), feature);
        return values;
    }

    void find_neighbourhoods() {
        const Matrix region = dyads(DyadFeature::same_region);
        const Matrix subregion = dyads(DyadFeature::same_subregion);
        const Matrix near_distance = nearest(distances_);
        const Matrix near_membership = nearest(-dyads(DyadFeature::membership_cosine));
        share_region_ = share_of(region, members_.now);
        share_subregion_ = share_of(subregion, members_.now);
        share_neighbours_ = share_of(dyads(DyadFeature::contiguous), members_.now);
        share_near_position_ = share_of(nearest(dyads(DyadFeature::principle_distance)), members_.now);
        share_near_membership_ = share_of(near_membership, members_.now);
        share_near_distance_ = share_of(near_distance, members_.now);
        wave_near_distance_ = share_of(near_distance, members_.joined_3);
        wave_near_membership_ = share_of(near_membership, members_.joined_3);
        const Matrix outside = Matrix::Ones(n_, o_) - members_.now;
        left_region_ = region * outside;
        left_subregion_ = subregion * outside;
        wave_region_ = region * members_.joined_5;
        wave_subregion_ = subregion * members_.joined_5;
        last_wave_subregion_ = subregion * members_.joined_1;
        const Vector size = members_.now.colwise().sum();
        const Matrix known = distances_.array().isNaN().select(Matrix::Zero(n_, n_), distances_);
        span_ = (members_.now.array() * (known * members_.now).array()).colwise().sum().transpose();
        span_ = span_.array() / (size.array() * (size.array() - 1)).max(1);
        concentration_.resize(o_);
        for (Index o = 0; o < o_; ++o) {
            std::array<float, 64> of_region{};
            for (Index i = 0; i < n_; ++i)
                of_region[static_cast<std::size_t>(frame_.region_of(static_cast<Slot>(i)))] += members_.now(i, o);
            concentration_[o] = *std::ranges::max_element(of_region) / std::max(1.0F, size[o]);
        }
    }

    /// Year in which each state last entered each organisation, founders left out; far in the past: never.
    [[nodiscard]] Eigen::MatrixXi entry_years() const {
        Eigen::MatrixXi entry = Eigen::MatrixXi::Constant(n_, o_, kNeverEntered);
        for (Index o = 0; o < o_; ++o) {
            const Organisation& one = organisation(o);
            for (const OrganisationSpell& spell : one.spells) {
                const bool is_entry = spell.role == MembershipRole::member && spell.first < year_ &&
                                      spell.first > one.begun && !is_member(one, spell.actor, spell.first - 1);
                const Slot slot = is_entry ? frame_.slot_of(spell.actor) : kNoSlot;
                if (slot != kNoSlot) entry(slot, o) = std::max(entry(slot, o), spell.first.value());
            }
        }
        return entry;
    }

    void find_sequences() {
        constexpr int kOrganisationYears = 3;
        constexpr int kStateYears = 4;
        const Eigen::MatrixXi entry = entry_years();
        Followed organisations = what_follows(entry, Vector::Ones(n_), visible_, year_.value(), 0, kOrganisationYears);
        follows_organisations_ = std::move(organisations.sum);
        follows_most_ = std::move(organisations.most);
        // States repeat each other's entries.
        const Followed states =
            what_follows(entry.transpose(), visible_, Vector::Ones(n_), year_.value(), 1, kStateYears);
        follows_states_ = states.sum.transpose();
        follows_state_most_ = states.most.transpose();
    }

    /// Who is like whom, by members and memberships: collaborative filtering in both directions.
    void find_likeness() {
        const Matrix visible_now = members_.now * visible_.asDiagonal();
        const Vector org_norm = members_.now.colwise().norm().transpose().array() + 1e-6F;
        Matrix alike = members_.now.transpose() * members_.now;
        alike = org_norm.cwiseInverse().asDiagonal() * alike * org_norm.cwiseInverse().asDiagonal();
        alike.diagonal().setZero();
        alike = visible_.asDiagonal() * alike;  // Rows: the other organisation.
        const Vector total = alike.colwise().sum().transpose().array() + 1e-6F;
        like_organisations_ = visible_now * alike * total.cwiseInverse().asDiagonal();
        like_organisations_wave_ = members_.joined_3 * alike * total.cwiseInverse().asDiagonal();

        const Vector state_norm = visible_now.rowwise().norm().array() + 1e-6F;
        Matrix states = visible_now * visible_now.transpose();
        states = state_norm.cwiseInverse().asDiagonal() * states * state_norm.cwiseInverse().asDiagonal();
        states.diagonal().setZero();
        const Vector weight = states.rowwise().sum().array() + 1e-6F;
        like_states_ = weight.cwiseInverse().asDiagonal() * states * members_.now;
        like_states_wave_ = weight.cwiseInverse().asDiagonal() * states * members_.joined_3;

        like_states_last_ = weight.cwiseInverse().asDiagonal() * states * members_.joined_1;
        like_organisations_last_ = members_.joined_1 * alike * total.cwiseInverse().asDiagonal();
        const Matrix joined = members_.joined_5 * visible_.asDiagonal();
        Matrix fellows = joined * joined.transpose();
        fellows.diagonal().setZero();
        const Vector fellow_weight = fellows.rowwise().sum().array() + 0.5F;
        fellow_share_ = fellow_weight.cwiseInverse().asDiagonal() * fellows * members_.now;
        fellow_wave_ = fellow_weight.cwiseInverse().asDiagonal() * fellows * members_.joined_3;

        const Matrix common = members_.now.transpose() * members_.now;
        const Vector size = common.diagonal();
        body_within_ = Matrix::Zero(n_, o_);
        for (Index o = 0; o < o_; ++o)
            for (Index b = 0; b < o_; ++b) {
                if (b == o || visible_[b] == 0 || size[b] < 3) continue;
                // The state itself is in the body and not in the organisation.
                const float share = common(b, o) / (size[b] - 1);
                for (Index i = 0; i < n_; ++i)
                    if (members_.now(i, b) > 0) body_within_(i, o) = std::max(body_within_(i, o), share);
            }
    }

    [[nodiscard]] float purpose(Index o, std::size_t which) const {
        const auto& known = organisation(o).purposes[which];
        return known ? static_cast<float>(*known) : kNan;
    }
    [[nodiscard]] bool predecessor_is_member(Index i, Index o) const {
        const auto found = predecessors_.find(world_.actor(frame_.states()[static_cast<std::size_t>(i)]).id);
        const auto before = found == predecessors_.end() ? std::nullopt : world_.find(found->second.actor);
        if (!before) return false;
        for (int age = 1; age <= kRecentYears; ++age)
            if (is_member(organisation(o), *before, year_ - age)) return true;
        return false;
    }

    /// The row of a cell, column by column in the order of accession_features().
    void fill(Index i, Index o, std::vector<float>& row) const {
        row.clear();
        for (const Matrix& m : means_) row.push_back(m(i, o));
        for (const Matrix& m : maxima_) row.push_back(m(i, o));
        for (const Matrix& m : minima_) row.push_back(m(i, o));
        std::array<float, kOwn.size()> own{};
        const auto put = [&own](Own which, float value) { own[static_cast<std::size_t>(which)] = value; };
        const Organisation& one = organisation(o);
        const float size = members_.now.col(o).sum();
        put(Own::share_region, share_region_(i, o));
        put(Own::share_subregion, share_subregion_(i, o));
        put(Own::share_neighbours, share_neighbours_(i, o));
        put(Own::share_near_position, share_near_position_(i, o));
        put(Own::share_near_membership, share_near_membership_(i, o));
        put(Own::share_near_distance, share_near_distance_(i, o));
        put(Own::wave_region, std::log1p(wave_region_(i, o)));
        put(Own::wave_subregion, std::log1p(wave_subregion_(i, o)));
        put(Own::last_wave_subregion, std::log1p(last_wave_subregion_(i, o)));
        put(Own::log_members, std::log(std::max(1.0F, size)));
        put(Own::share_of_states, size / static_cast<float>(std::max<std::size_t>(1, frame_.num_living())));
        put(Own::log_age, std::log(static_cast<float>(std::max(1, year_ - one.begun))));
        put(Own::wave, std::log1p(members_.joined_5.col(o).sum()));
        put(Own::last_wave, std::log1p(members_.joined_1.col(o).sum()));
        const float last = last_newcomer_[o];
        put(Own::newcomer_recency,
            std::isnan(last) ? 0.0F : std::exp((last - static_cast<float>(year_.value() - 1)) / kFadeYears));
        put(Own::span, span_[o]);
        put(Own::region_concentration, concentration_[o]);
        put(Own::political, purpose(o, 0));
        put(Own::social, purpose(o, 1));
        put(Own::economic, purpose(o, 2));
        put(Own::excess_distance, means_.front()(i, o) - span_[o]);
        put(Own::memberships, std::log1p(member_counts_[i]));
        put(Own::own_wave, std::log1p(wave_counts_[i]));
        put(Own::own_last_wave, std::log1p(last_counts_[i]));
        put(Own::statehood, std::log1p(statehood_[i]));
        put(Own::democracy, democracy_[i]);
        put(Own::democracy_change, democracy_[i] - democracy_before_[i]);
        put(Own::capability, std::log(frame_.capability_share(static_cast<Slot>(i)) + 1e-6F));
        put(Own::gdp_per_head, gdp_per_head_[i]);
        put(Own::world_wave, world_wave_);
        put(Own::was_member, members_.ever(i, o));
        put(Own::predecessor_is_member, predecessor_is_member(i, o) ? 1.0F : 0.0F);
        put(Own::is_associate, members_.associate(i, o));
        put(Own::is_observer, members_.observer(i, o));
        const float since = std::max(members_.outside_since(i, o), static_cast<float>(one.begun.value()));
        const float waiting = static_cast<float>(year_.value()) - since;
        put(Own::years_outside, std::log1p(std::isnan(statehood_[i]) ? waiting : std::min(waiting, statehood_[i])));
        put(Own::like_organisations, like_organisations_(i, o));
        put(Own::like_organisations_wave, like_organisations_wave_(i, o));
        put(Own::like_states, like_states_(i, o));
        put(Own::like_states_wave, like_states_wave_(i, o));
        put(Own::body_within, body_within_(i, o));
        put(Own::like_states_last, like_states_last_(i, o));
        put(Own::like_organisations_last, like_organisations_last_(i, o));
        put(Own::wave_near_distance, wave_near_distance_(i, o));
        put(Own::wave_near_membership, wave_near_membership_(i, o));
        put(Own::fellow_share, fellow_share_(i, o));
        put(Own::fellow_wave, fellow_wave_(i, o));
        put(Own::candidate_years, members_.candidate_since(i, o) > 0
                                      ? std::log1p(static_cast<float>(year_.value()) - members_.candidate_since(i, o))
                                      : 0.0F);
        put(Own::left_in_subregion, std::log1p(left_subregion_(i, o)));
        put(Own::left_in_region, std::log1p(left_region_(i, o)));
        put(Own::others_wave, std::log1p(members_.joined_1.col(o).sum() - last_wave_subregion_(i, o)));
        put(Own::follows_organisations, follows_organisations_(i, o));
        put(Own::follows_most, follows_most_(i, o));
        put(Own::follows_states, follows_states_(i, o));
        put(Own::follows_state_most, follows_state_most_(i, o));
        const auto put_affinity = [&](Own first, const AffinityScore& affinity) {
            const auto at = static_cast<std::size_t>(first);
            own[at] = affinity.score(i, o);
            own[at + 1] = affinity.lead(i, o);
            own[at + 2] = affinity.z(i, o);
        };
        put_affinity(Own::affinity_organisations, affinity_.by_organisations);
        put_affinity(Own::affinity_states, affinity_.by_states);
        row.insert(row.end(), own.begin(), own.end());
        row.resize(row.size() + kRanked.size());
    }

    /// Fills the columns of ranks of one organisation's rows: log(1 + how many are nearer); ties share the better rank.
    static void rank(std::span<float> rows) {
        const auto table = accession_features();
        const std::size_t width = table.size();
        const std::size_t num_rows = rows.size() / width;
        std::vector<float> values(num_rows);
        for (std::size_t r = 0; r < kRanked.size(); ++r) {
            const auto column = static_cast<std::size_t>(
                std::ranges::find(table, kRanked[r].column, &FeatureInfo::name) - table.begin());
            for (std::size_t k = 0; k < num_rows; ++k) {
                const float value = rows[k * width + column];
                // Not known is farthest.
                values[k] = std::isnan(value)           ? std::numeric_limits<float>::max()
                            : kRanked[r].more_is_nearer ? -value
                                                        : value;
            }
            std::vector<float> sorted = values;
            std::ranges::sort(sorted);
            for (std::size_t k = 0; k < num_rows; ++k) {
                const auto nearer = std::ranges::lower_bound(sorted, values[k]) - sorted.begin();
                rows[k * width + width - kRanked.size() + r] = std::log1p(static_cast<float>(nearer));
            }
        }
    }

    const Panel& panel_;
    const atlas::World& world_;
    std::span<const Organisation> organisations_;
    const Predecessors& predecessors_;
    Year year_;
    DyadFrame frame_;
    std::vector<std::uint32_t> open_;
    Index n_;
    Index o_;
    Memberships members_;
    Vector visible_, last_newcomer_;
    Vector democracy_, democracy_before_, gdp_per_head_, statehood_, member_counts_, wave_counts_, last_counts_;
    float world_wave_ = 0;
    std::vector<Matrix> means_, maxima_, minima_;
    Matrix distances_;
    Matrix share_region_, share_subregion_, share_neighbours_, share_near_position_, share_near_membership_,
        share_near_distance_, wave_region_, wave_subregion_, last_wave_subregion_;
    Vector span_, concentration_;
    Matrix like_organisations_, like_organisations_wave_, like_states_, like_states_wave_, body_within_,
        like_states_last_, like_organisations_last_, wave_near_distance_, wave_near_membership_, fellow_share_,
        fellow_wave_, left_subregion_, left_region_, follows_organisations_, follows_most_, follows_states_,
        follows_state_most_;
    Affinity affinity_;
};

}  // namespace

AccessionYear accession_year(const Panel& panel, std::span<const Organisation> organisations,
                             const Predecessors& predecessors, Year year, std::span<const atlas::ActorIndex> besides,
                             const AccessionFilter& is_wanted) {
    return YearBuilder(panel, organisations, predecessors, year, besides).build(is_wanted);
}

}  // namespace entente::attain
