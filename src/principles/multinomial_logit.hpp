// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <Eigen/Dense>

#include "entente/base/records.hpp"
#include "entente/principles/predict_votes.hpp"

namespace entente::principles {

/// One row a vote, one column a piece of evidence.
using EvidenceTable = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Log odds of no and of yes against abstain, linear in the evidence.
struct MultinomialLogit {
    Eigen::VectorXd no;
    Eigen::VectorXd yes;

    /// `evidence`: one row of a table of as many columns as there are weights.
    [[nodiscard]] VoteProbabilities predict(const Eigen::Ref<const Eigen::VectorXd>& evidence) const;
};

/// Weights with the highest posterior density, by Newton steps.
///
/// Prior:   normal around `prior`; a weight's standard deviation is what moves the log odds by `prior_log_odds` (> 0)
///          where the evidence has its root mean square. Without a vote the prior's weights come back.
/// Shape:   evidence has one row for each vote.
/// Cost:    O(votes columns^2) a step; same bits whatever the number of threads.
[[nodiscard]] MultinomialLogit fit_multinomial_logit(const EvidenceTable& evidence, std::span<const Vote> votes,
                                                     const MultinomialLogit& prior, double prior_log_odds);

}  // namespace entente::principles
