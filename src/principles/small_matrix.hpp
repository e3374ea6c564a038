// SPDX-License-Identifier: Apache-2.0
//
// Small fixed-size algebra in plain loops. Eigen holds the numbers; its own factorisations of these sizes are unrolled
// for each number of dimensions and take the compiler minutes.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>

namespace entente::principles {

template <int N>
using Vec = Eigen::Matrix<double, N, 1>;
template <int N>
using Mat = Eigen::Matrix<double, N, N>;

/// Lower Cholesky root of a symmetric positive definite matrix; pivots are kept above rounding error.
template <int N>
[[nodiscard]] Mat<N> cholesky_root(const Mat<N>& matrix) {
    Mat<N> root;
    for (int c = 0; c < N; ++c)
        for (int r = 0; r < N; ++r) {
            double sum = r < c ? 0 : matrix(r, c);
            for (int k = 0; k < c && r >= c; ++k) sum -= root(r, k) * root(c, k);
            if (r == c)
                root(r, c) = std::sqrt(std::max(sum, std::numeric_limits<double>::epsilon() * matrix(c, c)));
            else
                root(r, c) = r < c ? 0 : sum / root(c, c);
        }
    return root;
}

/// Inverse of a symmetric positive definite matrix: L^-T L^-1.
template <int N>
[[nodiscard]] Mat<N> spd_inverse(const Mat<N>& matrix) {
    const Mat<N> root = cholesky_root<N>(matrix);
    Mat<N> inverse_root;
    for (int c = 0; c < N; ++c)
        for (int r = 0; r < N; ++r) {
            double sum = r == c ? 1 : 0;
            for (int k = c; k < r; ++k) sum -= root(r, k) * inverse_root(k, c);
            inverse_root(r, c) = r < c ? 0 : sum / root(r, r);
        }
    Mat<N> inverse;
    for (int a = 0; a < N; ++a)
        for (int b = 0; b <= a; ++b) {
            double sum = 0;
            for (int k = a; k < N; ++k) sum += inverse_root(k, a) * inverse_root(k, b);
            inverse(a, b) = inverse(b, a) = sum;
        }
    return inverse;
}

template <>
[[nodiscard]] inline Mat<1> spd_inverse<1>(const Mat<1>& matrix) {
    return Mat<1>{1 / matrix(0, 0)};
}

template <int N>
[[nodiscard]] Vec<N> apply(const Mat<N>& matrix, const Vec<N>& vector) {
    Vec<N> result;
    for (int a = 0; a < N; ++a) {
        double sum = 0;
        for (int b = 0; b < N; ++b) sum += matrix(a, b) * vector[b];
        result[a] = sum;
    }
    return result;
}

template <int N>
[[nodiscard]] Mat<N> product(const Mat<N>& left, const Mat<N>& right) {
    Mat<N> result;
    for (int c = 0; c < N; ++c)
        for (int r = 0; r < N; ++r) {
            double sum = 0;
            for (int k = 0; k < N; ++k) sum += left(r, k) * right(k, c);
            result(r, c) = sum;
        }
    return result;
}

/// change matrix change': a variance after a linear change.
template <int N>
[[nodiscard]] Mat<N> congruent(const Mat<N>& change, const Mat<N>& matrix) {
    return product<N>(change, product<N>(matrix, Mat<N>(change.transpose())));
}

template <int N>
[[nodiscard]] double dot(const Vec<N>& left, const Vec<N>& right) noexcept {
    double sum = 0;
    for (int a = 0; a < N; ++a) sum += left[a] * right[a];
    return sum;
}

/// target += scale x, for vectors and matrices alike.
template <typename Matrix>
void add(Matrix& target, double scale, const Matrix& x) noexcept {
    for (Eigen::Index k = 0; k < target.size(); ++k) target.data()[k] += scale * x.data()[k];
}

/// target += scale vector vector'.
template <int N>
void add_square(Mat<N>& target, double scale, const Vec<N>& vector) noexcept {
    for (int c = 0; c < N; ++c) {
        const double scaled = scale * vector[c];
        for (int r = 0; r < N; ++r) target(r, c) += scaled * vector[r];
    }
}

}  // namespace entente::principles
