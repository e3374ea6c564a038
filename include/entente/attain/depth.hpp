// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "entente/base/cell.hpp"
#include "entente/base/progress.hpp"

namespace entente::attain {

/// Founded partnerships of one family: how deep they went and what was known when they were founded.
struct DepthData {
    Eigen::MatrixXd x{};         ///< One row each, standardised; columns are the model's covariates.
    std::vector<Depth> depth{};  ///< Measured depth.
    std::vector<int> year{};     ///< Of founding; in ascending order.
};

/// Probability of at least a depth and its standard error on the logit scale.
struct DepthChance {
    double probability = 0;
    double logit_se = 0;
};

/// Depth given formation in one family: P(D >= d) = logistic(cut_d + x . beta), cut falling in d (the cumulative logit
/// of McCullagh 1980, J. R. Statist. Soc. B 42(2)). Steps that no partnership of the family reached, or all did, are
/// not cut: their chance is the add-a-half share.
class DepthModel {
public:
    DepthModel() = default;

    /// Nothing for a step that the family's sources cannot show.
    [[nodiscard]] std::optional<DepthChance> at_least(Depth depth, std::span<const double> x) const;

    [[nodiscard]] int num_cases() const noexcept { return num_cases_; }
    /// Whether covariates foretold earlier years' depths better than the family's own shares.
    [[nodiscard]] bool uses_covariates() const noexcept { return uses_covariates_; }
    /// 1 - RPS(covariates) / RPS(shares) on earlier years, each predicted from the years before it; 0: not tried.
    [[nodiscard]] double skill() const noexcept { return skill_; }

    // As stored.
    struct State {
        int num_cases = 0;
        bool uses_covariates = false;
        double skill = 0;
        std::array<bool, kNumDepths> is_observable{};
        std::array<double, kNumDepths> share{};  ///< P(D >= d), add-a-half.
        std::vector<int> cut_depths{};           ///< Steps that have a cut, ascending.
        std::vector<double> cuts{};
        std::vector<double> beta{};
        Eigen::MatrixXd covariance{};  ///< Of (cuts, beta).
    };
    [[nodiscard]] State state() const;
    [[nodiscard]] static DepthModel of_state(State state);

private:
    friend DepthModel fit_depth(const DepthData&, const std::array<bool, kNumDepths>&, double);
    int num_cases_ = 0;
    bool uses_covariates_ = false;
    double skill_ = 0;
    std::array<bool, kNumDepths> is_observable_{};
    std::array<double, kNumDepths> share_{};
    std::vector<int> cut_depths_{};
    Eigen::VectorXd cuts_{};
    Eigen::VectorXd beta_{};
    Eigen::MatrixXd covariance_{};
};

/// Cuts and slopes of the cumulative logit by penalised maximum likelihood.
struct OrderedFit {
    std::vector<int> cut_depths{};
    Eigen::VectorXd cuts{};
    Eigen::VectorXd beta{};
    Eigen::MatrixXd covariance{};
};
[[nodiscard]] OrderedFit fit_ordered(const Eigen::MatrixXd& x, std::span<const Depth> depth, double ridge);

/// Fits the depth of a family, with covariates only if they help on earlier years (ranked probability score of each
/// fifth of the cases, predicted from those before it).
/// `is_observable` says which steps the family's sources can show at all.
[[nodiscard]] DepthModel fit_depth(const DepthData& data, const std::array<bool, kNumDepths>& is_observable,
                                   double ridge = 10);

/// Ranked probability score of a forecast P(D >= d) against what was seen (Epstein 1969); lower is better.
[[nodiscard]] double ranked_probability_score(std::span<const double> at_least, Depth seen);

}  // namespace entente::attain
