// SPDX-License-Identifier: Apache-2.0
// Which membership would fit a state that is outside: ridge regressions of each membership on all others.
#pragma once

#include <Eigen/Core>

namespace entente::attain {

/// A score of each state by each organisation, and where it stands among the scores of those outside.
struct AffinityScore {
    Eigen::MatrixXf score;  ///< About 0 (foreign) .. 1 (as good as a member).
    Eigen::MatrixXf lead;   ///< Less the largest score of another state outside.
    Eigen::MatrixXf z;      ///< In standard deviations of the scores of those outside, from their mean.
};

/// The same membership foretold in two ways.
struct Affinity {
    AffinityScore by_organisations;  ///< From the state's other memberships, by how these go together in all states.
    AffinityScore by_states;         ///< From the organisation's members, by how the state goes with each elsewhere.
};

/// Model:   EASE (Steck 2019, The Web Conference, eq. 8): every column of the table M of members is regressed on all
///          other columns with ridge lambda, in closed form. With Q = (M M' + lambda I)^-1 and R = Q m for the members
///          m of an organisation, the leave-one-out forecasts are m - lambda R / (1 - m'R) over organisations and m - R
///          / diag(Q) over states: one inverse serves both.
/// Shape:   members is states x organisations of 0 and 1; `teaches` marks the organisations that M holds, others are
///          forecast from it without having taught; `is_living` marks the states that can be outside.
/// Cost:    O(states^3 + states^2 x organisations), about 5 ms for 190 by 300.
[[nodiscard]] Affinity find_affinity(const Eigen::MatrixXf& members, const Eigen::VectorXf& teaches,
                                     const Eigen::VectorXf& is_living);

}  // namespace entente::attain
