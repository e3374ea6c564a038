// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// A log width may not move further than this in one step.
constexpr double kLongestMove = 0.7;
/// Smallest variances of the walk.
constexpr double kSmallestVar = 1e-3;

constexpr std::size_t kActorsPerBlock = 8;
constexpr std::size_t kSlotsPerBlock = 512;

/// Sums of squares from which the walk's two variances are learned.
struct WalkSquares {
    double first = 0, num_first = 0;
    double step = 0, num_steps = 0;

    WalkSquares& operator+=(const WalkSquares& other) noexcept {
        first += other.first, num_first += other.num_first;
        step += other.step, num_steps += other.num_steps;
        return *this;
    }
};

/// Forward filter, backward smoother of one actor's log widths.
template <int K>
class WidthSmoother {
public:
    WidthSmoother(const Layout& layout, const std::vector<SlotInformation<K>>& information, WidthWalk& walk)
        : layout_(layout), information_(information), walk_(walk) {}

    void smooth(std::span<const std::uint32_t> path, WalkSquares& squares) {
        mean_.resize(path.size());
        var_.resize(path.size());
        for (std::size_t k = 0; k < path.size(); ++k) {
            const SlotInformation<K>& votes = information_[path[k]];
            const double precision = k == 0 ? 1 / walk_.first_var : 1 / (var_[k - 1] + step_var(path[k]));
            const double prior_mean = k == 0 ? 0 : mean_[k - 1];
            var_[k] = 1 / (precision + votes.width_info);
            mean_[k] =
                var_[k] * (precision * prior_mean + votes.width_gradient + votes.width_info * walk_.mean[path[k]]);
        }
        double later_mean = 0, later_var = 0;
        for (std::size_t k = path.size(); k-- > 0;) {
            double mean = mean_[k], var = var_[k];
            if (k + 1 < path.size()) {
                const double scale = step_var(path[k + 1]);
                const double gain = var / (var + scale);
                const double lag = later_var * gain;
                mean += gain * (later_mean - mean);
                var += gain * gain * (later_var - var_[k] - scale);
                const double step = later_mean - mean;
                squares.step += (step * step + later_var + var - 2 * lag) / layout_.gap[layout_.slot_year[path[k + 1]]];
                squares.num_steps += 1;
            }
            later_mean = mean;
            later_var = var;
            const double move = std::clamp(mean - walk_.mean[path[k]], -kLongestMove, kLongestMove);
            walk_.mean[path[k]] = std::clamp(walk_.mean[path[k]] + move, -kLargestLogWidth, kLargestLogWidth);
            walk_.var[path[k]] = var;
        }
        squares.first += later_mean * later_mean + later_var;
        squares.num_first += 1;
    }

private:
    [[nodiscard]] double step_var(std::uint32_t slot) const {
        return walk_.step_var * layout_.gap[layout_.slot_year[slot]];
    }

    const Layout& layout_;
    const std::vector<SlotInformation<K>>& information_;
    WidthWalk& walk_;
    std::vector<double> mean_;
    std::vector<double> var_;
};

}  // namespace

template <int K>
void width_step(const Layout& layout, const std::vector<SlotInformation<K>>& information, State<K>& state) {
    WidthWalk& walk = state.widths;
    if (!walk.is_free) return;
    const auto squares =
        parallel_sum<WalkSquares>(layout.num_actors, kActorsPerBlock, [&](std::size_t begin, std::size_t end) {
            WalkSquares of_block;
            WidthSmoother<K> smoother(layout, information, walk);
            for (std::size_t actor = begin; actor < end; ++actor) smoother.smooth(layout.path(actor), of_block);
            return of_block;
        });
    const WidthWalk start;
    constexpr double kPriorYears = WidthWalk::kPriorYears;
    walk.first_var =
        std::max(kSmallestVar, (squares.first + kPriorYears * start.first_var) / (squares.num_first + kPriorYears));
    walk.step_var =
        std::max(kSmallestVar, (squares.step + kPriorYears * start.step_var) / (squares.num_steps + kPriorYears));
    parallel_for(
        layout.num_slots, [&](std::size_t slot) { state.slots[slot].width = std::exp(walk.mean[slot]); },
        kSlotsPerBlock);
}

// NOLINTBEGIN(bugprone-macro-parentheses): a template's argument takes none
#define ENTENTE_INSTANTIATE(K) \
    template void width_step<K>(const Layout&, const std::vector<SlotInformation<K>>&, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace entente::principles
