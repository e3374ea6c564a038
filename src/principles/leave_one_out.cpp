// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/error.hpp"
#include "entente/base/normal.hpp"
#include "entente/base/parallel.hpp"
#include "entente/principles/diagnosis.hpp"
#include "log_phi.hpp"
#include "pareto.hpp"

namespace entente::principles {
namespace {

constexpr std::size_t kVotesPerBlock = 256;
constexpr double kUnreliableShape = 0.7;
constexpr double kUnreliableVariance = 0.4;

/// log P(vote) where y* has mean e and the cut points are -spacing and +spacing.
double log_probability(const LogPhiTable& log_phi, Vote vote, double e, double spacing) {
    if (vote == Vote::no) return log_phi(-spacing - e);
    if (vote == Vote::yes) return log_phi(e - spacing);
    LogIntervalSum interval;
    interval.add(log_phi, spacing - e, -spacing - e);
    return interval.value();
}

/// Where an actor's positions stand in a fit's points.
template <typename Fit>
class PointIndex {
public:
    explicit PointIndex(const Fit& fit) {
        for (std::size_t p = 0; p < fit.points.size(); ++p)
            if (fit.points[p].dimension == 1) place_.emplace(std::pair{fit.points[p].actor, fit.points[p].year}, p);
    }
    /// Of the first dimension; the others follow.
    [[nodiscard]] std::size_t at(ActorId actor, Year year) const {
        const auto found = place_.find({actor, year});
        if (found == place_.end())
            throw Error{Errc::wrong_usage, "the fit has no position of actor " + std::to_string(actor.value()) +
                                               " in " + std::to_string(year.value()) + ": it is of other votes"};
        return found->second;
    }

private:
    std::map<std::pair<ActorId, Year>, std::size_t> place_;
};

template <typename Fit>
std::vector<std::size_t> points_of_votes(const VoteMatrix& votes, const Fit& fit) {
    if (fit.roll_calls.size() != votes.num_roll_calls())
        throw Error{Errc::wrong_usage, "the fit has other roll calls than the votes"};
    const PointIndex<Fit> index(fit);
    std::vector<std::size_t> points;
    points.reserve(votes.num_votes());
    for (const VoteCell& cell : votes.cells())
        points.push_back(index.at(votes.actors()[cell.actor_index], votes.roll_calls()[cell.roll_call_index].year));
    return points;
}

/// Log densities of one vote under every draw.
void log_densities(const GibbsFit& fit, const VoteCell& cell, std::size_t point, std::vector<double>& log_p) {
    const LogPhiTable& log_phi = log_phi_table();
    const PosteriorDraws& draws = fit.draws;
    const auto k = static_cast<std::size_t>(draws.num_dimensions);
    const auto difficulty = draws.roll_call(cell.roll_call_index, k);
    const auto spacing = draws.roll_call(cell.roll_call_index, k + 1);
    log_p.resize(draws.size());
    for (std::size_t s = 0; s < log_p.size(); ++s) log_p[s] = -static_cast<double>(difficulty[s]);
    for (std::size_t a = 0; a < k; ++a) {
        const auto beta = draws.roll_call(cell.roll_call_index, a);
        const auto x = draws.position(point + a);
        for (std::size_t s = 0; s < log_p.size(); ++s) log_p[s] += static_cast<double>(beta[s]) * x[s];
    }
    const auto log_width = draws.log_width(point / k);
    for (std::size_t s = 0; s < log_p.size(); ++s) {
        const double width = log_width.empty() ? 1.0 : std::exp(static_cast<double>(log_width[s]));
        log_p[s] = cell.weight * log_probability(log_phi, cell.vote, log_p[s], width * spacing[s]);
    }
}

double log_sum_exp(const std::vector<double>& values) {
    const double largest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) sum += std::exp(value - largest);
    return largest + std::log(sum);
}

double log_mean_exp(const std::vector<double>& values) {
    return log_sum_exp(values) - std::log(static_cast<double>(values.size()));
}

/// One vote's share of a PredictiveFit.
struct VoteFit {
    double elpd = 0;
    double in_sample = 0;
    double pareto_k = 0;
    bool is_reliable = true;
};

VoteFit psis_of(const std::vector<double>& log_p, std::vector<double>& log_weights) {
    log_weights.resize(log_p.size());
    std::transform(log_p.begin(), log_p.end(), log_weights.begin(), [](double value) { return -value; });
    const double shape = pareto_smooth(log_weights);
    const double total = log_sum_exp(log_weights);
    for (std::size_t s = 0; s < log_p.size(); ++s) log_weights[s] += log_p[s];
    return {log_sum_exp(log_weights) - total, log_mean_exp(log_p), shape, shape <= kUnreliableShape};
}

VoteFit waic_of(const std::vector<double>& log_p) {
    const auto n = static_cast<double>(log_p.size());
    double mean = 0, square = 0;
    for (const double value : log_p) mean += value / n;
    for (const double value : log_p) square += (value - mean) * (value - mean);
    const double variance = square / (n - 1);
    const double in_sample = log_mean_exp(log_p);
    return {in_sample - variance, in_sample, 0, variance <= kUnreliableVariance};
}

PredictiveFit total(const std::vector<VoteFit>& votes, bool has_shapes) {
    PredictiveFit fit;
    fit.num_votes = votes.size();
    for (const VoteFit& vote : votes) {
        fit.elpd += vote.elpd;
        fit.effective_parameters += vote.in_sample - vote.elpd;
        fit.num_unreliable += vote.is_reliable ? 0 : 1;
        fit.pointwise.push_back(static_cast<float>(vote.elpd));
        if (has_shapes) fit.pareto_k.push_back(static_cast<float>(vote.pareto_k));
    }
    const auto n = static_cast<double>(votes.size());
    double square = 0;
    for (const VoteFit& vote : votes) square += (vote.elpd - fit.elpd / n) * (vote.elpd - fit.elpd / n);
    fit.std_error = votes.size() > 1 ? std::sqrt(square * n / (n - 1)) : 0;
    return fit;
}

template <typename OfVote>
std::vector<VoteFit> each_vote(const VoteMatrix& votes, const GibbsFit& fit, const OfVote& of_vote) {
    const auto points = points_of_votes(votes, fit);
    std::vector<VoteFit> result(votes.num_votes());
    parallel_blocks(result.size(), kVotesPerBlock, [&](std::size_t begin, std::size_t end) {
        std::vector<double> log_p, work;
        for (std::size_t c = begin; c < end; ++c) {
            log_densities(fit, votes.cells()[c], points[c], log_p);
            result[c] = of_vote(log_p, work);
        }
    });
    return result;
}

/// Normal approximation of a vote's predictor e = beta x - alpha.
struct PredictorMoments {
    double mean = 0;
    double var = 0;
};

PredictorMoments predictor_of(const IdealPointFit& fit, const RollCallParameters& roll_call, std::size_t point) {
    const auto n = static_cast<std::size_t>(fit.options.num_dimensions);
    const auto cov = [&](std::size_t a, std::size_t b) {
        return roll_call.conditional_cov[std::max(a, b) * (std::max(a, b) + 1) / 2 + std::min(a, b)];
    };
    PredictorMoments moments{-roll_call.difficulty, cov(n, n)};
    for (std::size_t a = 0; a < n; ++a) {
        const double beta = roll_call.discrimination[a];
        const IdealPoint& x = fit.points[point + a];
        const double var = x.conditional_std_error * x.conditional_std_error;
        moments.mean += beta * x.mean;
        moments.var += (beta * beta + cov(a, a)) * var - 2 * x.mean * cov(a, n);
        for (std::size_t b = 0; b < n; ++b) moments.var += x.mean * fit.points[point + b].mean * cov(a, b);
    }
    moments.var = std::max(moments.var, 1e-12);
    return moments;
}

/// The actor's own width of abstention, 1 where all share theirs.
double width_at(const IdealPointFit& fit, std::size_t point) {
    if (fit.abstention_widths.empty()) return 1;
    return std::exp(fit.abstention_widths[point / static_cast<std::size_t>(fit.options.num_dimensions)].log_width);
}

/// log of the vote's probability where its predictor is normal: a probit with the variance in its scale.
double log_marginal(Vote vote, const PredictorMoments& predictor, double spacing) {
    constexpr double kSmallest = 1e-12;
    const double scale = 1 / std::sqrt(1 + predictor.var);
    const double no = normal_cdf((-spacing - predictor.mean) * scale);
    const double yes = normal_cdf((predictor.mean - spacing) * scale);
    const double p = vote == Vote::no ? no : vote == Vote::yes ? yes : 1 - no - yes;
    return std::log(std::max(p, kSmallest));
}

/// The predictor's distribution without what this vote has added to it: gradient and curvature at its mean are undone.
PredictorMoments cavity(const VoteCell& cell, const PredictorMoments& predictor, double spacing) {
    const LogPhiTable& log_phi = log_phi_table();
    double gradient = 0, curvature = 0;
    if (cell.vote == Vote::abstain) {
        const auto d = log_phi.interval_derivatives(spacing - predictor.mean, -spacing - predictor.mean);
        gradient = -(d.by_high + d.by_low);
        curvature = d.minus_high_high + 2 * d.minus_high_low + d.minus_low_low;
    } else {
        const double sign = cell.vote == Vote::yes ? 1 : -1;
        const auto d = log_phi.derivatives(sign * predictor.mean - spacing);
        gradient = sign * d.first;
        curvature = d.minus_second;
    }
    // One vote cannot hold more than nearly all of what is known of its predictor.
    constexpr double kLargestShare = 0.95;
    const double share = std::min(cell.weight * std::max(curvature, 0.0) * predictor.var, kLargestShare);
    const double var = predictor.var / (1 - share);
    return {predictor.mean - var * cell.weight * gradient, var};
}

}  // namespace

PredictiveFit psis_loo(const VoteMatrix& votes, const GibbsFit& fit) {
    return total(each_vote(votes, fit, psis_of), true);
}

PredictiveFit waic(const VoteMatrix& votes, const GibbsFit& fit) {
    return total(each_vote(votes, fit, [](const auto& log_p, const auto&) { return waic_of(log_p); }), false);
}

PredictiveFit laplace_loo(const VoteMatrix& votes, const IdealPointFit& fit) {
    const auto points = points_of_votes(votes, fit);
    std::vector<VoteFit> result(votes.num_votes());
    parallel_blocks(result.size(), kVotesPerBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c) {
            const VoteCell& cell = votes.cells()[c];
            const RollCallParameters& roll_call = fit.roll_calls[cell.roll_call_index];
            const double spacing = roll_call.cut_points[1] * width_at(fit, points[c]);
            const PredictorMoments predictor = predictor_of(fit, roll_call, points[c]);
            result[c].in_sample = cell.weight * log_marginal(cell.vote, predictor, spacing);
            result[c].elpd = cell.weight * log_marginal(cell.vote, cavity(cell, predictor, spacing), spacing);
        }
    });
    return total(result, false);
}

PredictiveDifference compare(const PredictiveFit& left, const PredictiveFit& right) {
    if (left.pointwise.size() != right.pointwise.size())
        throw Error{Errc::wrong_usage, "two predictive fits of different votes cannot be compared"};
    const auto n = static_cast<double>(left.pointwise.size());
    PredictiveDifference difference;
    double square = 0;
    for (std::size_t c = 0; c < left.pointwise.size(); ++c)
        difference.elpd += static_cast<double>(left.pointwise[c]) - right.pointwise[c];
    for (std::size_t c = 0; c < left.pointwise.size(); ++c) {
        const double d = static_cast<double>(left.pointwise[c]) - right.pointwise[c] - difference.elpd / n;
        square += d * d;
    }
    difference.std_error = n > 1 ? std::sqrt(square * n / (n - 1)) : 0;
    return difference;
}

}  // namespace entente::principles
