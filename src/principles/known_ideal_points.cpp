// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <optional>
#include <utility>

#include "dimensions.hpp"
#include "entente/principles/ideal_points.hpp"
#include "estimator.hpp"
#include "joint_posterior.hpp"

namespace entente::principles {
namespace {

/// A window starts where the one before it ended, so that little is left to move: looser than a single fit by this.
constexpr double kToleranceFactor = 2.5;

/// Number of roll calls of the years up to a year of the votes: they come first.
std::size_t roll_calls_up_to(const VoteMatrix& votes, std::size_t year_index) {
    std::size_t count = 0;
    while (count < votes.num_roll_calls() && votes.year_index(count) <= year_index) ++count;
    return count;
}

/// Fits that grow by a year at a time. Nothing in here has seen a roll call after the last year added.
template <int K>
class GrowingWindow {
public:
    GrowingWindow(const VoteMatrix& votes, const IdealPointOptions& options, Seed seed, const Monitor& monitor)
        : votes_(votes), options_(options), seed_(seed), monitor_(monitor) {
        options_.tolerance *= kToleranceFactor;
    }

    void add_year(std::size_t year_index) {
        Layout layout(votes_, roll_calls_up_to(votes_, year_index), options_.bridging == Bridging::same_parameters);
        state_ = layout_ ? continue_from<K>(layout, *layout_, state_) : cold_start<K>(layout, options_, seed_);
        layout_.emplace(std::move(layout));
        (void)iterate<K>(*layout_, options_, Monitor{{}, monitor_.stop}, state_);
        orient<K>(*layout_, votes_, options_, state_);
    }

    void append_last_year(std::vector<IdealPoint>& points) {
        const std::size_t year = layout_->num_years - 1;
        std::vector<Mat<K>> var;
        if (options_.standard_errors == StandardErrors::joint) var = posterior_.add_year(*layout_, state_);
        for (std::uint32_t slot = layout_->year_begin[year]; slot < layout_->year_begin[year + 1]; ++slot)
            for (int a = 0; a < K; ++a) {
                const Mat<K>& slot_var = var.empty() ? state_.slots[slot].var : var[slot - layout_->year_begin[year]];
                points.push_back(point_of<K>(*layout_, votes_, state_, slot, a, slot_var(a, a)));
            }
    }

private:
    const VoteMatrix& votes_;
    IdealPointOptions options_;
    Seed seed_;
    const Monitor& monitor_;
    std::optional<Layout> layout_;
    State<K> state_;
    ForwardPosterior<K> posterior_;
};

}  // namespace

std::vector<IdealPoint> fit_known_ideal_points(const VoteMatrix& votes, const IdealPointOptions& options, Seed seed,
                                               const Monitor& monitor) {
    options.validate();
    check_anchor(votes, options);
    return with_dimensions(options.num_dimensions, [&](auto dimensions) {
        GrowingWindow<decltype(dimensions)::value> window(votes, options, seed, monitor);
        std::vector<IdealPoint> points;
        for (std::size_t year_index = 0; year_index < votes.years().size(); ++year_index) {
            monitor.check_stop();
            window.add_year(year_index);
            window.append_last_year(points);
            monitor.report("known ideal points",
                           static_cast<double>(year_index + 1) / static_cast<double>(votes.years().size()));
        }
        return points;
    });
}

}  // namespace entente::principles
