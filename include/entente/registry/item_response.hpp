// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "entente/registry/answers.hpp"

namespace entente::registry {

/// What is believed of an item before its answers are seen: normal for the difficulty and for the logarithm of the
/// discrimination. An infinite spread means nothing is believed.
struct ItemPrior {
    double difficulty_mean = 0;
    double difficulty_sd = std::numeric_limits<double>::infinity();
    double log_discrimination_mean = 0;
    double log_discrimination_sd = std::numeric_limits<double>::infinity();
    bool is_fixed = false;  ///< The means are the parameters; the answers do not move them.
};

/// Parameters of an item on the scale of the trait, which has mean 0 and variance 1 over the cases fitted.
struct ItemParameters {
    double discrimination = 1;     ///< Above 0; how sharply the item tells cases above its difficulty from those below.
    double discrimination_se = 0;  ///< 0 where the item is fixed.
    double difficulty = 0;         ///< The trait at which the answer is yes in half of the cases.
    double difficulty_se = 0;
};

struct ItemResponseOptions {
    int num_nodes = 61;         ///< Of the quadrature, 11 .. 501, evenly over [-6, 6].
    int max_iterations = 2000;  ///< 1 or more.
    double tolerance = 1e-6;    ///< Largest change of a parameter at which the fit has converged.
    /// Above 0. A table whose definition answers several signs at once makes them look all but perfectly
    /// discriminating.
    double max_discrimination = std::numeric_limits<double>::infinity();

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

struct ItemResponseFit {
    std::vector<ItemParameters> items{};
    double log_likelihood = 0;  ///< Marginal, without the priors.
    int num_iterations = 0;
    bool has_converged = false;
    ItemResponseOptions options{};
};

/// Fits the two-parameter logistic model, the graded-response model of items with two answers.
///
/// Model:   P(yes | trait) = 1 / (1 + exp(-discrimination (trait - difficulty))), trait ~ N(0, 1).
///          Samejima (1969), Psychometrika Monograph 17, with two categories; Birnbaum (1968).
/// Method:  marginal maximum likelihood by EM with quadrature (Bock and Aitkin 1981, Psychometrika 46:443); with priors
///          it is the posterior mode. Standard errors come from the cross-products of the cases' marginal scores and
///          the priors' precision, over all items together.
/// Missing: an unknown answer drops out of its case's likelihood, which is right where being unknown does not depend on
///          the answer beyond the other answers.
/// Cost:    O(patterns x items x nodes) an iteration. Deterministic.
/// Throws:  Error{Errc::wrong_usage} where the priors are not one an item.
/// Stopping at max_iterations is not an error: read has_converged.
[[nodiscard]] ItemResponseFit fit_item_response(const AnswerTable& table, std::span<const ItemPrior> priors,
                                                const ItemResponseOptions& options = {});

/// Posterior mean (EAP) and standard deviation of the trait given some answers.
struct TraitScore {
    double mean = 0;
    double sd = 1;
};
[[nodiscard]] TraitScore score_trait(std::span<const Answer> answers, const ItemResponseFit& fit);

}  // namespace entente::registry
