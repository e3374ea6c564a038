// SPDX-License-Identifier: Apache-2.0
#include "affinity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Cholesky>

namespace entente::attain {
namespace {

using Eigen::Index;

constexpr double kRidge = 20;  ///< Chosen beforehand, not searched: a state has 20 to 60 memberships.

/// Sums over the states outside of one organisation.
struct Outside {
    double sum = 0;
    double square = 0;
    double count = 0;
    float first = -std::numeric_limits<float>::infinity();   ///< The largest score.
    float second = -std::numeric_limits<float>::infinity();  ///< The next one.

    void add(float score) {
        sum += score;
        square += static_cast<double>(score) * score;
        count += 1;
        second = std::max(second, std::min(first, score));
        first = std::max(first, score);
    }
    [[nodiscard]] double mean() const { return count > 0 ? sum / count : 0; }
    [[nodiscard]] double sd() const {
        constexpr double kLeast = 1e-9;
        return count > 0 ? std::sqrt(std::max(kLeast, square / count - mean() * mean())) : 1;
    }
};

AffinityScore among_those_outside(const Eigen::MatrixXd& score, const Eigen::MatrixXf& members,
                                  const Eigen::VectorXf& is_living) {
    AffinityScore result{.score = score.cast<float>(),
                         .lead = Eigen::MatrixXf::Zero(score.rows(), score.cols()),
                         .z = Eigen::MatrixXf::Zero(score.rows(), score.cols())};
    for (Index o = 0; o < score.cols(); ++o) {
        Outside outside;
        for (Index i = 0; i < score.rows(); ++i)
            if (members(i, o) == 0 && is_living[i] > 0) outside.add(result.score(i, o));
        for (Index i = 0; i < score.rows(); ++i) {
            const float own = result.score(i, o);
            if (outside.count > 1) result.lead(i, o) = own - (own >= outside.first ? outside.second : outside.first);
            result.z(i, o) = static_cast<float>((own - outside.mean()) / outside.sd());
        }
    }
    return result;
}

}  // namespace

Affinity find_affinity(const Eigen::MatrixXf& members, const Eigen::VectorXf& teaches,
                       const Eigen::VectorXf& is_living) {
    const Index n = members.rows();
    const Eigen::MatrixXd all = members.cast<double>();
    const Eigen::MatrixXd taught = all * teaches.cast<double>().asDiagonal();
    Eigen::MatrixXd gram = taught * taught.transpose();
    gram.diagonal().array() += kRidge;
    const Eigen::MatrixXd inverse = gram.llt().solve(Eigen::MatrixXd::Identity(n, n));
    const Eigen::MatrixXd residual = inverse * all;
    const Eigen::MatrixXd by_states = all - inverse.diagonal().cwiseInverse().asDiagonal() * residual;
    Eigen::MatrixXd by_organisations = all;
    for (Index o = 0; o < all.cols(); ++o) {
        // One that has not taught is not left out of what it is foretold from.
        const double own = teaches[o] > 0 ? all.col(o).dot(residual.col(o)) : 0;
        by_organisations.col(o) -= residual.col(o) * (kRidge / (1 - own));
    }
    return {among_those_outside(by_organisations, members, is_living),
            among_those_outside(by_states, members, is_living)};
}

}  // namespace entente::attain
