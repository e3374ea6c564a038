// SPDX-License-Identifier: Apache-2.0
#include "estimator.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>

#include <Eigen/Dense>

#include "dimensions.hpp"
#include "entente/base/error.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

constexpr int kItemStepsAtStart = 2;
constexpr double kStartVar = 0.05;

template <int K>
State<K> empty_state(const Layout& layout, const IdealPointOptions& options) {
    State<K> state;
    state.slots.resize(layout.num_slots);
    for (auto& slot : state.slots) slot.var = Mat<K>::Identity() * kStartVar;
    state.lag_cov.assign(layout.num_slots, Mat<K>::Zero());
    state.step_var.assign(layout.num_slots, 0);
    state.items.resize(layout.num_items);
    state.tau_sq.assign(layout.num_actors, state.pooled_tau_sq);
    state.step_precision.assign(layout.num_slots, 1);
    state.outlier_bound = options.outlier_bound;
    state.outlier_precision = 1 / (options.outlier_sd * options.outlier_sd);
    state.item_prior = fixed_item_prior<K>(options);
    state.widths.is_free = options.abstention == Abstention::by_actor;
    state.widths.mean.assign(layout.num_slots, 0);
    state.widths.var.assign(layout.num_slots, state.widths.first_var);
    return state;
}

/// Items from `first_item` on: from the shares of their votes, then some steps at the positions as they are.
template <int K>
void start_items(const Layout& layout, std::size_t first_item, State<K>& state) {
    for (std::size_t item = first_item; item < layout.num_items; ++item) start_item<K>(layout, item, state);
    for (int k = 0; k < kItemStepsAtStart; ++k) item_step<K>(layout, state, first_item);
}

/// Root mean square movement of the positions since `before`, over all slots and dimensions.
template <int K>
double movement_since(const std::vector<Vec<K>>& before, const State<K>& state) {
    double square = 0;
    for (std::size_t slot = 0; slot < before.size(); ++slot)
        square += (state.slots[slot].mean - before[slot]).squaredNorm();
    return std::sqrt(square / static_cast<double>(std::max<std::size_t>(K * before.size(), 1)));
}

/// Halves a move that takes back the one before it. Two positions at the bound of far ones may otherwise go back and
/// forth for ever: within it nothing pulls them back, beyond it the pull overshoots. Keeps the move in `last`.
template <int K>
void damp_return(const std::vector<Vec<K>>& before, std::vector<Vec<K>>& last, State<K>& state) {
    constexpr double kOpposed = -0.9;  // cosine of the two moves
    double product = 0, square = 0, last_square = 0;
    for (std::size_t slot = 0; slot < before.size(); ++slot) {
        const Vec<K> move = state.slots[slot].mean - before[slot];
        product += move.dot(last[slot]);
        square += move.squaredNorm();
        last_square += last[slot].squaredNorm();
        last[slot] = move;
    }
    if (product > kOpposed * std::sqrt(square * last_square) || product == 0) return;
    for (std::size_t slot = 0; slot < before.size(); ++slot) {
        last[slot] *= 0.5;
        state.slots[slot].mean = before[slot] + last[slot];
    }
}

Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& matrix) {
    return matrix.partialPivLu().inverse();
}

/// Turns uncorrelated positions of variance 1 (x -> L^-1 x, spread = L L') to the axes on which roll calls discriminate
/// most.
Eigen::MatrixXd turn_to_axes(const Eigen::MatrixXd& spread, const Eigen::MatrixXd& strength) {
    const Eigen::MatrixXd root = spread.llt().matrixL();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> axes(root.transpose() * strength * root);
    return axes.eigenvectors().rowwise().reverse().transpose() * inverse_of(root);
}

template <int K>
Eigen::MatrixXd principal_axes(const Layout& layout, const State<K>& state) {
    Mat<K> spread = Mat<K>::Identity() * 1e-9;
    for (const auto& slot : state.slots)
        add_square<K>(spread, 1 / static_cast<double>(std::max<std::size_t>(layout.num_slots, 1)), slot.mean);
    Mat<K> strength = Mat<K>::Zero();
    for (const auto& item : state.items) add_square<K>(strength, 1, item.discrimination());
    return turn_to_axes(spread, strength);
}

class Deadline {
public:
    explicit Deadline(double limit_s) : limit_s_(limit_s), start_(std::chrono::steady_clock::now()) {}
    [[nodiscard]] bool has_passed() const {
        if (!std::isfinite(limit_s_)) return false;
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count() > limit_s_;
    }

private:
    double limit_s_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace

template <int K>
State<K> cold_start(const Layout& layout, const IdealPointOptions& options, Seed seed) {
    State<K> state = empty_state<K>(layout, options);
    start_positions<K>(layout, seed, state);
    start_items<K>(layout, 0, state);
    return state;
}

template <int K>
State<K> continue_from(const Layout& layout, const Layout& earlier_layout, const State<K>& earlier) {
    State<K> state = earlier;
    state.slots.assign(layout.num_slots, {});
    state.lag_cov.assign(layout.num_slots, Mat<K>::Zero());
    state.step_var.assign(layout.num_slots, 0);
    state.step_precision.assign(layout.num_slots, 1);
    state.widths.mean.assign(layout.num_slots, 0);
    state.widths.var.assign(layout.num_slots, earlier.widths.first_var);
    state.tau_sq.assign(layout.num_actors, earlier.pooled_tau_sq);
    std::vector<std::size_t> path_of_actor;  // in the earlier layout, by position in the votes
    for (std::size_t path = 0; path < earlier_layout.num_actors; ++path) {
        path_of_actor.resize(earlier_layout.actor_of_path[path] + 1, std::numeric_limits<std::size_t>::max());
        path_of_actor[earlier_layout.actor_of_path[path]] = path;
    }
    for (std::size_t path = 0; path < layout.num_actors; ++path) {
        const std::uint32_t actor = layout.actor_of_path[path];
        const auto slots = layout.path(path);
        if (actor >= path_of_actor.size() || path_of_actor[actor] == std::numeric_limits<std::size_t>::max()) {
            for (const std::uint32_t slot : slots) state.slots[slot].var = Mat<K>::Identity() * kStartVar;
            continue;
        }
        const std::size_t earlier_path = path_of_actor[actor];
        const auto earlier_slots = earlier_layout.path(earlier_path);
        state.tau_sq[path] = earlier.tau_sq[earlier_path];
        for (std::size_t k = 0; k < slots.size(); ++k) {
            const std::uint32_t from = earlier_slots[std::min(k, earlier_slots.size() - 1)];
            state.slots[slots[k]] = earlier.slots[from];
            state.widths.mean[slots[k]] = earlier.widths.mean[from];
            if (k < earlier_slots.size()) state.step_precision[slots[k]] = earlier.step_precision[from];
        }
    }
    state.items.resize(layout.num_items);
    start_items<K>(layout, earlier_layout.num_items, state);
    return state;
}

/// An actor's widths of abstention start where `initial` has them, in years that it does not know at the last it knows.
template <int K>
void start_widths(const Layout& layout, const VoteMatrix& votes, const IdealPointFit& initial, State<K>& state) {
    if (!state.widths.is_free) return;
    const auto key = [](const AbstentionWidth& width) { return std::pair{width.actor, width.year}; };
    const auto& known = initial.abstention_widths;
    for (std::size_t slot = 0; slot < layout.num_slots; ++slot) {
        const ActorId actor = votes.actors()[layout.actor_of_path[layout.slot_path[slot]]];
        const auto after =
            std::ranges::upper_bound(known, std::pair{actor, votes.years()[layout.slot_year[slot]]}, {}, key);
        if (after == known.begin() || std::prev(after)->actor != actor) continue;
        state.widths.mean[slot] = std::prev(after)->log_width;
        state.slots[slot].width = std::exp(state.widths.mean[slot]);
    }
}

template <int K>
State<K> warm_start(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options,
                    const IdealPointFit& initial) {
    State<K> state = empty_state<K>(layout, options);
    std::unordered_map<ActorId, std::vector<const IdealPoint*>> points;
    for (const IdealPoint& point : initial.points)
        if (point.dimension <= K) points[point.actor].push_back(&point);
    for (std::size_t path = 0; path < layout.num_actors; ++path) {
        const auto found = points.find(votes.actors()[layout.actor_of_path[path]]);
        if (found == points.end()) continue;
        for (const std::uint32_t slot : layout.path(path)) {
            const Year year = votes.years()[layout.slot_year[slot]];
            std::array<int, K> distance{};
            distance.fill(std::numeric_limits<int>::max());
            for (const IdealPoint* point : found->second) {
                const auto a = static_cast<std::size_t>(point->dimension - 1);
                if (std::abs(point->year - year) >= distance[a]) continue;
                distance[a] = std::abs(point->year - year);
                state.slots[slot].mean[point->dimension - 1] = point->mean;
            }
        }
    }
    for (const StepScale& scale : initial.tau)
        if (const auto actor = votes.find(scale.actor)) {
            const auto path = std::lower_bound(layout.actor_of_path.begin(), layout.actor_of_path.end(), *actor);
            if (path != layout.actor_of_path.end() && *path == *actor)
                state.tau_sq[static_cast<std::size_t>(path - layout.actor_of_path.begin())] = scale.tau * scale.tau;
        }
    start_widths<K>(layout, votes, initial, state);
    if (initial.pooled_tau > 0) state.pooled_tau_sq = initial.pooled_tau * initial.pooled_tau;
    start_items<K>(layout, 0, state);
    for (std::size_t j = 0; j < layout.item_of_roll_call.size(); ++j) {
        const RollCallParameters* known = initial.find(votes.roll_calls()[j].id);
        if (known == nullptr) continue;
        ItemMoments<K>& item = state.items[layout.item_of_roll_call[j]];
        for (int a = 0; a < K; ++a) item.mean[a] = known->discrimination[static_cast<std::size_t>(a)];
        item.mean[K] = known->difficulty;
        item.mean[K + 1] = std::log(known->cut_points[1]);
    }
    item_step<K>(layout, state);
    return state;
}

template <int K>
FitDiagnostics iterate(const Layout& layout, const IdealPointOptions& options, const Monitor& monitor,
                       State<K>& state) {
    FitDiagnostics diagnostics;
    diagnostics.termination = Termination::max_iterations;
    const Deadline deadline(options.time_limit_s);
    std::vector<Vec<K>> before(layout.num_slots);
    std::vector<Vec<K>> last_move(layout.num_slots, Vec<K>::Zero());
    while (diagnostics.iterations < options.max_iterations) {
        monitor.check_stop();
        for (std::size_t slot = 0; slot < layout.num_slots; ++slot) before[slot] = state.slots[slot].mean;
        actor_step<K>(layout, state);
        diagnostics.log_posterior.push_back(item_step<K>(layout, state));
        year_scale_step<K>(layout, state);
        prior_step<K>(layout, options, state);
        standardise<K>(layout, state);
        ++diagnostics.iterations;
        diagnostics.last_change = movement_since<K>(before, state);
        damp_return<K>(before, last_move, state);
        monitor.report("ideal points", static_cast<double>(diagnostics.iterations) / options.max_iterations);
        if (diagnostics.last_change < options.tolerance) {
            diagnostics.termination = Termination::converged;
            break;
        }
        if (deadline.has_passed()) {
            diagnostics.termination = Termination::time_limit;
            break;
        }
    }
    diagnostics.converged = diagnostics.termination == Termination::converged;
    return diagnostics;
}

template <int K>
void orient(const Layout& layout, const VoteMatrix& votes, const IdealPointOptions& options, State<K>& state) {
    Mat<K> turn = K > 1 ? Mat<K>(principal_axes<K>(layout, state)) : Mat<K>(Mat<K>::Identity());
    Vec<K> anchor = Vec<K>::Zero();
    for (std::size_t path = 0; path < layout.num_actors; ++path) {
        if (options.anchor && votes.actors()[layout.actor_of_path[path]] != *options.anchor) continue;
        for (const std::uint32_t slot : layout.path(path)) anchor += apply<K>(turn, state.slots[slot].mean);
        break;
    }
    for (int a = 0; a < K; ++a)
        if (anchor[a] < 0) turn.row(a) *= -1;

    Mat<K + 2> change = Mat<K + 2>::Identity();
    change.template topLeftCorner<K, K>() = inverse_of(turn).transpose();
    for (std::size_t slot = 0; slot < layout.num_slots; ++slot) {
        state.slots[slot].mean = apply<K>(turn, state.slots[slot].mean);
        state.slots[slot].var = congruent<K>(turn, state.slots[slot].var);
        state.lag_cov[slot] = congruent<K>(turn, state.lag_cov[slot]);
    }
    for (std::size_t item = 0; item < layout.num_items; ++item) {
        state.items[item].mean = apply<K + 2>(change, state.items[item].mean);
        state.items[item].var = congruent<K + 2>(change, state.items[item].var);
    }
    state.item_prior.mean = apply<K + 2>(change, state.item_prior.mean);
    state.item_prior.var = congruent<K + 2>(change, state.item_prior.var);
    state.item_prior.precision = spd_inverse<K + 2>(state.item_prior.var);
}

void check_anchor(const VoteMatrix& votes, const IdealPointOptions& options) {
    if (!options.anchor || votes.num_votes() == 0 || votes.find(*options.anchor)) return;
    throw Error{Errc::unknown_id, "the anchor, actor " + std::to_string(options.anchor->value()) + ", casts no vote",
                "name an actor of these votes as anchor, or none"};
}

#define ENTENTE_PRINCIPLES_INSTANTIATE(K)                                                                              \
    template State<K> cold_start<K>(const Layout&, const IdealPointOptions&, Seed);                                    \
    template State<K> continue_from<K>(const Layout&, const Layout&, const State<K>&);                                 \
    template State<K> warm_start<K>(const Layout&, const VoteMatrix&, const IdealPointOptions&, const IdealPointFit&); \
    template FitDiagnostics iterate<K>(const Layout&, const IdealPointOptions&, const Monitor&, State<K>&);            \
    template void orient<K>(const Layout&, const VoteMatrix&, const IdealPointOptions&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_PRINCIPLES_INSTANTIATE)
#undef ENTENTE_PRINCIPLES_INSTANTIATE

}  // namespace entente::principles
