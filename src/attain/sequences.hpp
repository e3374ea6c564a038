// SPDX-License-Identifier: Apache-2.0
// What usually comes after what: entries into organisations that follow each other.
#pragma once

#include <Eigen/Core>

namespace entente::attain {

/// No entry, in a table of years.
inline constexpr int kNeverEntered = -100'000;

/// Over the columns b that a line entered in the `window` years before `year`: the share of b's entries that were
/// followed by one of column c, `least` .. `window` years later; the sum of these shares, and the largest.
struct Followed {
    Eigen::MatrixXf sum, most;
};

/// Lines are rows of `entry`, which holds years of entry. Only marked lines and columns b teach.
[[nodiscard]] Followed what_follows(const Eigen::MatrixXi& entry, const Eigen::VectorXf& lines,
                                    const Eigen::VectorXf& columns, int year, int least, int window);

}  // namespace entente::attain
