// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include "entente/base/random.hpp"
#include "small_matrix.hpp"

namespace entente::principles {

/// Draws are turned to the other side of an approximation's mean by this share: chains that would creep over their
/// range cross it instead (Adler 1981, Phys. Rev. D 23:2901). 0 would be an independent draw.
inline constexpr double kTurn = 0.3;

/// Second-order approximation of a log likelihood around a reference r:
/// gradient . (x - r) - (x - r)' information (x - r) / 2.
template <int N>
struct Approximation {
    Vec<N> gradient = Vec<N>::Zero();
    Mat<N> information = Mat<N>::Zero();

    [[nodiscard]] double at(const Vec<N>& from_reference) const {
        return gradient.dot(from_reference) - 0.5 * from_reference.dot(information * from_reference);
    }
};

/// One year of a walk while a block of years is proposed.
template <int N>
struct WalkYear {
    std::uint32_t slot = 0;
    double precision_into = 0;  ///< Of the step from the year before; in an actor's first year of the walk's start.
    Approximation<N> approximation;
    Vec<N> reference;
    Vec<N> now;
    double log_likelihood = 0;  ///< Where the chain stands.
    Vec<N> proposal;

    Mat<N> filtered_var;  ///< Inverse of the filtered precision.
    Vec<N> filtered_rhs;
    Vec<N> mean;
    Vec<N> noise;
};

/// What lies on either side of a block of years: at 0, where a walk starts; precision 0 where nothing comes after.
template <int N>
struct WalkEnds {
    Vec<N> before = Vec<N>::Zero();
    double precision_out = 0;
    Vec<N> after = Vec<N>::Zero();
};

/// Proposes a block of a walk: forward filter in information form over approximated likelihoods, then a backward pass
/// for the approximation's mean and a draw of its noise. The proposal is turned about the mean, so that the
/// approximation's own density cancels: it is accepted by what the likelihoods differ by
/// (`log_ratio_of_approximation`).
template <int N>
void propose_walk(std::span<WalkYear<N>> years, const WalkEnds<N>& ends, RandomStream& random) {
    for (std::size_t k = 0; k < years.size(); ++k) {
        WalkYear<N>& year = years[k];
        const double p = year.precision_into;
        Mat<N> precision = year.approximation.information;
        Vec<N> rhs = year.approximation.gradient + year.approximation.information * year.reference;
        const bool is_last = k + 1 == years.size();
        precision.diagonal().array() += p + (is_last ? ends.precision_out : years[k + 1].precision_into);
        if (k > 0) {
            precision -= (p * p) * years[k - 1].filtered_var;
            rhs += p * (years[k - 1].filtered_var * years[k - 1].filtered_rhs);
        } else {
            rhs += p * ends.before;
        }
        if (is_last) rhs += ends.precision_out * ends.after;
        year.filtered_var = precision.inverse();
        year.filtered_rhs = rhs;
    }
    const double share_of_noise = std::sqrt(1 - kTurn * kTurn);
    for (std::size_t k = years.size(); k-- > 0;) {
        WalkYear<N>& year = years[k];
        Vec<N> rhs = year.filtered_rhs;
        Vec<N> pull = Vec<N>::Zero();
        if (k + 1 < years.size()) {
            rhs += years[k + 1].precision_into * years[k + 1].mean;
            pull = years[k + 1].precision_into * years[k + 1].noise;
        }
        Vec<N> z;
        for (int a = 0; a < N; ++a) z[a] = random.normal();
        const Mat<N> root = Eigen::LLT<Mat<N>>(year.filtered_var).matrixL();
        year.mean = year.filtered_var * rhs;
        year.noise = year.filtered_var * pull + root * z;
        year.proposal = year.mean - kTurn * (year.now - year.mean) + share_of_noise * year.noise;
    }
}

/// What the approximation of a year's likelihood takes back from the log ratio of a proposal.
template <int N>
[[nodiscard]] double log_ratio_of_approximation(const WalkYear<N>& year) {
    return year.approximation.at(year.now - year.reference) - year.approximation.at(year.proposal - year.reference);
}

/// Cuts a path of years into blocks, the first one of random length, and calls `sample(begin, end)` for each. Longer
/// blocks mix better and are accepted less often.
template <typename Sample>
void for_each_block(std::size_t num_years, RandomStream& random, const Sample& sample) {
    constexpr std::size_t kYearsInBlock = 12;
    std::size_t end = num_years <= kYearsInBlock ? num_years : 1 + random.below(kYearsInBlock);
    for (std::size_t begin = 0; begin < num_years;) {
        sample(begin, end);
        begin = end;
        end = end + kYearsInBlock < num_years ? end + kYearsInBlock : num_years;
    }
}

}  // namespace entente::principles
