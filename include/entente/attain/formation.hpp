// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <vector>

#include <Eigen/Core>

#include "entente/attain/cases.hpp"
#include "entente/attain/design.hpp"

namespace entente::attain {

/// Prior standard deviations of a standardised coefficient: of what all groups share, what a family and a class of size
/// share, and what a group has of its own. Chosen on foundings before 1950 and trade before 1990; docs/attain.md.
struct PoolingPrior {
    double shared_sd = 0.08;
    double family_sd = 0.06;
    double size_sd = 0.06;
    double own_sd = 0.08;
};

struct FormationOptions {
    PoolingPrior prior{};
    /// A founding that is this many years older counts half; infinity: all count alike.
    double half_life_years = 40;
    int max_iterations = 400;
    double tolerance = 1e-5;  ///< Stops when no coordinate of the whitened gradient exceeds this share of the loss.
    int num_draws = 32;       ///< Draws from the Laplace approximation; 0: none.

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

using GroupVectors = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic>;  ///< kNumDesign x kNumCaseGroups.

/// Which of the sets that could have been founded was founded: a conditional logit for each group, tied by a prior.
struct FormationFit {
    Year before{};  ///< Only foundings of earlier years were used.
    std::array<GroupScale, kNumCaseGroups> scale{};
    std::array<int, kNumCaseGroups> num_cases{};
    GroupVectors coefficients{};
    std::vector<Eigen::MatrixXf> draws{};  ///< Each kNumDesign x kNumCaseGroups.
    double log_likelihood = 0;
    int iterations = 0;
    bool has_converged = false;

    /// Log odds of a set against an average decoy of its group.
    [[nodiscard]] double score(CaseGroup group, const FeatureRow& features) const;
    /// The same under every draw.
    [[nodiscard]] std::vector<double> score_draws(CaseGroup group, const FeatureRow& features) const;
};

/// Fits P(S | one of the candidates is founded) = exp(theta_g . z(S)) / sum over candidates, McFadden (1974), with
/// theta = shared + family + size + own, each normal around zero (a ridge that pools; Gelman and Hill 2007, ch. 12).
/// Signs that theory fixes are kept by a one-sided penalty. Maximum a posteriori by L-BFGS; draws by Laplace.
/// Cost: 2 s for 2,000 foundings of 51 candidates on two cores.
/// Determinism: same cases, same options, same seed, same bits at any number of threads.
[[nodiscard]] FormationFit fit_formation(const CaseTable& table, Year before, const FormationOptions& options,
                                         Seed seed, const Monitor& monitor = {});

}  // namespace entente::attain
