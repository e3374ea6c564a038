// SPDX-License-Identifier: Apache-2.0
#include "panels.hpp"

#include <cstddef>

#include "entente/base/parallel.hpp"

namespace entente::principles {

using Eigen::Index;
using Eigen::MatrixXd;

namespace {

/// Columns of a panel.
constexpr std::size_t kPanel = 48;

/// Calls body(first, count) for the panels of a matrix.
template <typename Body>
void for_each_panel(const MatrixXd& matrix, const Body& body) {
    parallel_blocks(static_cast<std::size_t>(matrix.cols()), kPanel, [&](std::size_t begin, std::size_t end) {
        body(static_cast<Index>(begin), static_cast<Index>(end - begin));
    });
}

}  // namespace

void copy_lower_to_upper(MatrixXd& matrix) {
    matrix.triangularView<Eigen::StrictlyUpper>() = matrix.transpose();
}

MatrixXd product(const MatrixXd& left, const MatrixXd& right) {
    MatrixXd result(left.rows(), right.cols());
    for_each_panel(right, [&](Index first, Index count) {
        result.middleCols(first, count).noalias() = left * right.middleCols(first, count);
    });
    return result;
}

void add_symmetric_product(MatrixXd& target, const MatrixXd& left, const MatrixXd& right) {
    for_each_panel(target, [&](Index first, Index count) {
        const Index below = target.rows() - first;
        target.block(first, first, below, count).noalias() +=
            left.rightCols(below).transpose() * right.middleCols(first, count);
    });
    copy_lower_to_upper(target);
}

MatrixXd inverse_of(const MatrixXd& precision) {
    // With precision = L L', a panel of the inverse from the diagonal down needs only what of L is below and right of
    // it.
    const Eigen::LLT<MatrixXd> root(precision);
    MatrixXd inverse(precision.rows(), precision.cols());
    for_each_panel(precision, [&](Index first, Index count) {
        const Index below = precision.rows() - first;
        const auto corner = root.matrixLLT().bottomRightCorner(below, below);
        MatrixXd panel = MatrixXd::Identity(below, count);
        corner.triangularView<Eigen::Lower>().solveInPlace(panel);
        corner.transpose().triangularView<Eigen::Upper>().solveInPlace(panel);
        inverse.block(first, first, below, count) = panel;
    });
    copy_lower_to_upper(inverse);
    return inverse;
}

}  // namespace entente::principles
