// SPDX-License-Identifier: Apache-2.0
#include "multinomial_logit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "entente/base/parallel.hpp"

namespace entente::principles {
namespace {

constexpr std::size_t kBlock = 2048;       // votes summed at once
constexpr int kMaxSteps = 50;              // Newton steps; a handful are needed
constexpr int kMaxHalvings = 30;           // of a step that leads down
constexpr double kSmallestGain = 1e-6;     // of the log posterior
constexpr double kSmallestSquare = 1e-12;  // keeps the prior proper for evidence that is always 0

VoteProbabilities softmax(double no, double yes) {
    const double top = std::max({no, 0.0, yes});
    const double e_no = std::exp(no - top);
    const double e_abstain = std::exp(-top);
    const double e_yes = std::exp(yes - top);
    const double sum = e_no + e_abstain + e_yes;
    return {.p_no = e_no / sum, .p_abstain = e_abstain / sum, .p_yes = e_yes / sum};
}

double probability_of(Vote vote, const VoteProbabilities& p) {
    return vote == Vote::no ? p.p_no : vote == Vote::yes ? p.p_yes : p.p_abstain;
}

/// Log likelihood with its gradient and its negated Hessian in (no, yes), summed over some votes.
struct Curve {
    double value = 0;
    Eigen::VectorXd gradient;
    Eigen::MatrixXd curvature;

    Curve& operator+=(const Curve& other) {
        if (gradient.size() == 0) return *this = other;
        value += other.value;
        gradient += other.gradient;
        curvature += other.curvature;
        return *this;
    }
};

Curve curve_of(const EvidenceTable& evidence, std::span<const Vote> votes, const MultinomialLogit& logit,
               std::size_t begin, std::size_t end) {
    const Eigen::Index n = evidence.cols();
    const auto rows = evidence.middleRows(static_cast<Eigen::Index>(begin), static_cast<Eigen::Index>(end - begin));
    const Eigen::VectorXd no = rows * logit.no;
    const Eigen::VectorXd yes = rows * logit.yes;
    Eigen::VectorXd slope_no(rows.rows()), slope_yes(rows.rows());
    Eigen::VectorXd bend_no(rows.rows()), bend_yes(rows.rows()), bend_both(rows.rows());
    Curve curve;
    for (Eigen::Index k = 0; k < rows.rows(); ++k) {
        const Vote vote = votes[begin + static_cast<std::size_t>(k)];
        const VoteProbabilities p = softmax(no[k], yes[k]);
        curve.value += std::log(std::max(probability_of(vote, p), 1e-300));
        slope_no[k] = (vote == Vote::no ? 1 : 0) - p.p_no;
        slope_yes[k] = (vote == Vote::yes ? 1 : 0) - p.p_yes;
        bend_no[k] = p.p_no * (1 - p.p_no);
        bend_yes[k] = p.p_yes * (1 - p.p_yes);
        bend_both[k] = -p.p_no * p.p_yes;
    }
    curve.gradient.resize(2 * n);
    curve.gradient << rows.transpose() * slope_no, rows.transpose() * slope_yes;
    curve.curvature.resize(2 * n, 2 * n);
    curve.curvature.topLeftCorner(n, n) = rows.transpose() * bend_no.asDiagonal() * rows;
    curve.curvature.bottomRightCorner(n, n) = rows.transpose() * bend_yes.asDiagonal() * rows;
    curve.curvature.topRightCorner(n, n) = rows.transpose() * bend_both.asDiagonal() * rows;
    curve.curvature.bottomLeftCorner(n, n) = curve.curvature.topRightCorner(n, n).transpose();
    return curve;
}

/// The log posterior and its derivatives at some weights.
class Posterior {
public:
    Posterior(const EvidenceTable& evidence, std::span<const Vote> votes, const MultinomialLogit& prior,
              double prior_log_odds)
        : evidence_(evidence), votes_(votes), prior_(prior) {
        const auto rows = static_cast<double>(std::max<Eigen::Index>(evidence.rows(), 1));
        const Eigen::VectorXd square = evidence.colwise().squaredNorm().transpose() / rows;
        precision_.resize(2 * square.size());
        precision_ << square, square;
        precision_ = (precision_.array() + kSmallestSquare) / (prior_log_odds * prior_log_odds);
    }

    [[nodiscard]] Curve at(const MultinomialLogit& logit) const {
        const Eigen::Index n = prior_.no.size();
        Eigen::VectorXd offset(2 * n);
        offset << logit.no - prior_.no, logit.yes - prior_.yes;
        Curve curve{.gradient = Eigen::VectorXd::Zero(2 * n), .curvature = Eigen::MatrixXd::Zero(2 * n, 2 * n)};
        curve += parallel_sum<Curve>(votes_.size(), kBlock, [&](std::size_t begin, std::size_t end) {
            return curve_of(evidence_, votes_, logit, begin, end);
        });
        curve.value -= 0.5 * offset.dot(precision_.cwiseProduct(offset));
        curve.gradient -= precision_.cwiseProduct(offset);
        curve.curvature.diagonal() += precision_;
        return curve;
    }

private:
    const EvidenceTable& evidence_;
    std::span<const Vote> votes_;
    const MultinomialLogit& prior_;
    Eigen::VectorXd precision_;
};

MultinomialLogit moved(const MultinomialLogit& logit, const Eigen::VectorXd& step) {
    const Eigen::Index n = logit.no.size();
    return {.no = logit.no + step.head(n), .yes = logit.yes + step.tail(n)};
}

}  // namespace

VoteProbabilities MultinomialLogit::predict(const Eigen::Ref<const Eigen::VectorXd>& evidence) const {
    return softmax(no.dot(evidence), yes.dot(evidence));
}

MultinomialLogit fit_multinomial_logit(const EvidenceTable& evidence, std::span<const Vote> votes,
                                       const MultinomialLogit& prior, double prior_log_odds) {
    if (votes.empty()) return prior;
    const Posterior posterior(evidence, votes, prior, prior_log_odds);
    MultinomialLogit logit = prior;
    Curve here = posterior.at(logit);
    for (int k = 0; k < kMaxSteps; ++k) {
        Eigen::VectorXd step = here.curvature.llt().solve(here.gradient);
        MultinomialLogit next = moved(logit, step);
        Curve there = posterior.at(next);
        for (int halving = 0; there.value < here.value && halving < kMaxHalvings; ++halving) {
            step *= 0.5;
            next = moved(logit, step);
            there = posterior.at(next);
        }
        if (there.value < here.value) break;
        const double gain = there.value - here.value;
        logit = std::move(next);
        here = std::move(there);
        if (gain < kSmallestGain) break;
    }
    return logit;
}

}  // namespace entente::principles
