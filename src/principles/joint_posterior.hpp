// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <Eigen/Dense>

#include "layout.hpp"
#include "model.hpp"

namespace entente::principles {

/// Variances of the joint posterior of positions and items at its mode.
template <int K>
struct JointPosterior {
    std::vector<Mat<K>> slot_var;
    std::vector<Mat<K + 2>> item_var;
};

/// Curvature of the joint log posterior (Gauss-Newton form, so that it is positive definite), inverted exactly where it
/// is needed. Items are eliminated first: what is left couples the actors of a year with each other, and years only
/// through each actor's own walk, so it is block tridiagonal and is inverted year by year.
///
/// Location, scale and axes are the identified ones: variances are conditional on them.
/// The prior of far positions is left out: it holds them, but it is no evidence of where they are.
/// Bridged items couple years that are not neighbours; that coupling is left out, their own uncertainty is not.
/// Cost: O(sum over years of (actors x K)^3).
template <int K>
[[nodiscard]] JointPosterior<K> joint_posterior(const Layout& layout, const State<K>& state);

/// Variances of the positions of the last year alone, given what an earlier window's call left of the year before it:
/// the forward half of the same elimination, one year at a time.
template <int K>
class ForwardPosterior {
public:
    /// Adds the last year of this layout, which must be the year after the last one added (or the first).
    /// Returns the variances of that year's slots, in their order.
    std::vector<Mat<K>> add_year(const Layout& layout, const State<K>& state);

private:
    Eigen::MatrixXd filtered_var_;              ///< Of the year before.
    std::vector<std::uint32_t> actors_before_;  ///< VoteMatrix positions of its slots' actors.
};

}  // namespace entente::principles
