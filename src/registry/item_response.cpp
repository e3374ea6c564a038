// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/item_response.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include "entente/base/error.hpp"

namespace entente::registry {
namespace {

constexpr double kNodeLimit = 6;        ///< Beyond it a standard normal holds 2e-9.
constexpr int kNewtonSteps = 20;        ///< An M-step needs 2 to 5.
constexpr double kNewtonEnough = 1e-9;  ///< Smallest step worth taking.
constexpr double kFixed = 1e20;         ///< Precision of a parameter that is not estimated.
constexpr double kLargestStep = 1;      ///< On both parameters, so that a flat start does not run away.

double log_logistic(double x) {
    return x >= 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x));
}

/// An item as the optimiser sees it.
struct Item {
    double log_discrimination = 0;
    double difficulty = 0;
    [[nodiscard]] double slope() const { return std::exp(log_discrimination); }
};

/// Evenly spaced values of the trait with the logarithm of their normal weights.
struct Nodes {
    std::vector<double> at;
    std::vector<double> log_weight;

    explicit Nodes(int count) {
        double total = 0;
        for (int q = 0; q < count; ++q) {
            at.push_back(-kNodeLimit + 2 * kNodeLimit * q / (count - 1));
            total += std::exp(-at.back() * at.back() / 2);
        }
        for (const double x : at) log_weight.push_back(-x * x / 2 - std::log(total));
    }
    [[nodiscard]] std::size_t size() const { return at.size(); }
};

/// log P(yes) and log P(no) of each item at each node.
struct LogCurves {
    std::vector<std::vector<double>> yes;
    std::vector<std::vector<double>> no;

    LogCurves(const std::vector<Item>& items, const Nodes& nodes) {
        for (const Item& item : items) {
            auto& log_yes = yes.emplace_back();
            auto& log_no = no.emplace_back();
            for (const double trait : nodes.at) {
                const double logit = item.slope() * (trait - item.difficulty);
                log_yes.push_back(log_logistic(logit));
                log_no.push_back(log_logistic(-logit));
            }
        }
    }
};

/// Posterior weights of the nodes given answers, and the logarithm of the answers' marginal probability.
double node_posterior(std::span<const Answer> answers, const LogCurves& curves, const Nodes& nodes,
                      std::vector<double>& posterior) {
    posterior = nodes.log_weight;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] == Answer::unknown) continue;
        const auto& curve = answers[i] == Answer::yes ? curves.yes[i] : curves.no[i];
        for (std::size_t q = 0; q < posterior.size(); ++q) posterior[q] += curve[q];
    }
    const double largest = *std::max_element(posterior.begin(), posterior.end());
    double total = 0;
    for (double& weight : posterior) total += weight = std::exp(weight - largest);
    for (double& weight : posterior) weight /= total;
    return largest + std::log(total);
}

/// Expected numbers of yes and of answers at each node, for each item.
struct ExpectedCounts {
    std::vector<std::vector<double>> yes;
    std::vector<std::vector<double>> answered;
    double log_likelihood = 0;
};

ExpectedCounts expect(const AnswerTable& table, const std::vector<Item>& items, const Nodes& nodes) {
    const LogCurves curves(items, nodes);
    ExpectedCounts counts{.yes = {items.size(), std::vector<double>(nodes.size())},
                          .answered = {items.size(), std::vector<double>(nodes.size())}};
    std::vector<double> posterior;
    for (std::size_t k = 0; k < table.num_patterns(); ++k) {
        const auto answers = table.pattern(k);
        const double weight = table.counts()[k];
        counts.log_likelihood += weight * node_posterior(answers, curves, nodes, posterior);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i] == Answer::unknown) continue;
            for (std::size_t q = 0; q < nodes.size(); ++q) {
                counts.answered[i][q] += weight * posterior[q];
                if (answers[i] == Answer::yes) counts.yes[i][q] += weight * posterior[q];
            }
        }
    }
    return counts;
}

double precision(double sd) {
    return 1 / (sd * sd);
}

/// Maximises one item's expected log posterior by Fisher scoring on (log discrimination, difficulty).
Item maximise(Item item, const std::vector<double>& yes, const std::vector<double>& answered, const ItemPrior& prior,
              double max_log_discrimination, const Nodes& nodes) {
    if (prior.is_fixed) return item;
    const double prior_a = precision(prior.log_discrimination_sd);
    const double prior_b = precision(prior.difficulty_sd);
    for (int step = 0; step < kNewtonSteps; ++step) {
        const double slope = item.slope();
        Eigen::Vector2d gradient{prior_a * (prior.log_discrimination_mean - item.log_discrimination),
                                 prior_b * (prior.difficulty_mean - item.difficulty)};
        Eigen::Matrix2d information = Eigen::Vector2d{prior_a, prior_b}.asDiagonal();
        for (std::size_t q = 0; q < nodes.size(); ++q) {
            const double distance = nodes.at[q] - item.difficulty;
            const double p = std::exp(log_logistic(slope * distance));
            const Eigen::Vector2d logit_change{slope * distance, -slope};
            gradient += (yes[q] - answered[q] * p) * logit_change;
            information += answered[q] * p * (1 - p) * logit_change * logit_change.transpose();
        }
        information.diagonal().array() += 1e-10;  // An item that nobody answers has no information.
        const Eigen::Vector2d change =
            information.ldlt().solve(gradient).cwiseMax(-kLargestStep).cwiseMin(kLargestStep);
        item.log_discrimination = std::min(item.log_discrimination + change[0], max_log_discrimination);
        item.difficulty += change[1];
        if (change.cwiseAbs().maxCoeff() < kNewtonEnough) break;
    }
    return item;
}

/// Starts at the prior's mean, or at the logit of the share of yes.
std::vector<Item> starting_items(const AnswerTable& table, std::span<const ItemPrior> priors) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < table.num_items(); ++i) {
        const double yes = table.count(i, Answer::yes);
        const double no = table.count(i, Answer::no);
        const bool has_prior = priors[i].is_fixed || std::isfinite(priors[i].difficulty_sd);
        items.push_back({priors[i].log_discrimination_mean,
                         has_prior ? priors[i].difficulty_mean : std::log((no + 0.5) / (yes + 0.5))});
    }
    return items;
}

/// Covariance of (log discrimination, difficulty) of all items: the inverse of the summed cross-products of the
/// patterns' scores and the priors' precision.
Eigen::MatrixXd covariance_of(const AnswerTable& table, const std::vector<Item>& items,
                              std::span<const ItemPrior> priors, const Nodes& nodes) {
    const LogCurves curves(items, nodes);
    const auto size = static_cast<Eigen::Index>(2 * items.size());
    Eigen::MatrixXd information = Eigen::MatrixXd::Zero(size, size);
    std::vector<double> posterior;
    for (std::size_t k = 0; k < table.num_patterns(); ++k) {
        const auto answers = table.pattern(k);
        node_posterior(answers, curves, nodes, posterior);
        Eigen::VectorXd score = Eigen::VectorXd::Zero(size);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i] == Answer::unknown) continue;
            const double slope = items[i].slope();
            for (std::size_t q = 0; q < nodes.size(); ++q) {
                const double distance = nodes.at[q] - items[i].difficulty;
                const double residual = (answers[i] == Answer::yes ? 1 : 0) - std::exp(curves.yes[i][q]);
                score[static_cast<Eigen::Index>(2 * i)] += posterior[q] * residual * slope * distance;
                score[static_cast<Eigen::Index>(2 * i + 1)] -= posterior[q] * residual * slope;
            }
        }
        information.noalias() += table.counts()[k] * score * score.transpose();
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(2 * i);
        const double fixed = priors[i].is_fixed ? kFixed : 0;
        information(at, at) += precision(priors[i].log_discrimination_sd) + fixed + 1e-10;
        information(at + 1, at + 1) += precision(priors[i].difficulty_sd) + fixed + 1e-10;
    }
    return information.ldlt().solve(Eigen::MatrixXd::Identity(size, size));
}

double largest_change(const std::vector<Item>& before, const std::vector<Item>& after) {
    double largest = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
        largest = std::max({largest, std::abs(before[i].log_discrimination - after[i].log_discrimination),
                            std::abs(before[i].difficulty - after[i].difficulty)});
    return largest;
}

}  // namespace

void ItemResponseOptions::validate() const {
    if (num_nodes < 11 || num_nodes > 501)
        throw Error{Errc::wrong_usage, fmt::format("num_nodes is {}; expected 11 .. 501", num_nodes)};
    if (max_iterations < 1)
        throw Error{Errc::wrong_usage, fmt::format("max_iterations is {}; expected 1 or more", max_iterations)};
    if (!(max_discrimination > 0))
        throw Error{Errc::wrong_usage, fmt::format("max_discrimination is {}; expected above 0", max_discrimination)};
    if (!(tolerance > 0)) throw Error{Errc::wrong_usage, fmt::format("tolerance is {}; expected above 0", tolerance)};
}

ItemResponseFit fit_item_response(const AnswerTable& table, std::span<const ItemPrior> priors,
                                  const ItemResponseOptions& options) {
    options.validate();
    if (priors.size() != table.num_items())
        throw Error{Errc::wrong_usage, fmt::format("{} priors for {} items", priors.size(), table.num_items())};
    const Nodes nodes(options.num_nodes);
    std::vector<Item> items = starting_items(table, priors);
    ItemResponseFit fit{.options = options};
    while (!fit.has_converged && fit.num_iterations < options.max_iterations) {
        const ExpectedCounts counts = expect(table, items, nodes);
        const std::vector<Item> before = items;
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i] = maximise(items[i], counts.yes[i], counts.answered[i], priors[i],
                                std::log(options.max_discrimination), nodes);
        ++fit.num_iterations;
        fit.has_converged = largest_change(before, items) < options.tolerance;
    }
    fit.log_likelihood = expect(table, items, nodes).log_likelihood;
    const Eigen::MatrixXd covariance = covariance_of(table, items, priors, nodes);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(2 * i);
        const double slope = items[i].slope();
        fit.items.push_back(
            {slope, slope * std::sqrt(covariance(at, at)), items[i].difficulty, std::sqrt(covariance(at + 1, at + 1))});
    }
    return fit;
}

TraitScore score_trait(std::span<const Answer> answers, const ItemResponseFit& fit) {
    const Nodes nodes(fit.options.num_nodes);
    std::vector<double> posterior = nodes.log_weight;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] == Answer::unknown) continue;
        const ItemParameters& item = fit.items[i];
        for (std::size_t q = 0; q < nodes.size(); ++q) {
            const double logit = item.discrimination * (nodes.at[q] - item.difficulty);
            posterior[q] += log_logistic(answers[i] == Answer::yes ? logit : -logit);
        }
    }
    const double largest = *std::max_element(posterior.begin(), posterior.end());
    double total = 0;
    double sum = 0;
    double square = 0;
    for (std::size_t q = 0; q < nodes.size(); ++q) {
        const double weight = std::exp(posterior[q] - largest);
        total += weight;
        sum += weight * nodes.at[q];
        square += weight * nodes.at[q] * nodes.at[q];
    }
    const double mean = sum / total;
    return {mean, std::sqrt(std::max(0.0, square / total - mean * mean))};
}

}  // namespace entente::registry
