// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "entente/base/error.hpp"
#include "entente/base/quantile.hpp"
#include "entente/principles/predict_votes.hpp"

namespace entente::principles {
namespace {

constexpr double kNormalQuantile95 = 1.6448536269514722;

/// Sums over votes of observed and expected scores and log probabilities.
class MisfitSums {
public:
    void add(Vote vote, const VoteProbabilities& probabilities) {
        const std::array<double, 3> p{probabilities.p_no, probabilities.p_abstain, probabilities.p_yes};
        double mean = 0, square = 0, log_mean = 0, log_square = 0;
        for (std::size_t answer = 0; answer < 3; ++answer) {
            const auto score = static_cast<double>(answer);
            const double log_p = std::log(p[answer]);
            mean += p[answer] * score;
            square += p[answer] * score * score;
            log_mean += p[answer] * log_p;
            log_square += p[answer] * log_p * log_p;
        }
        const double variance = square - mean * mean;
        const double residual = static_cast<double>(vote) - mean;
        const double log_p = std::log(p[static_cast<std::size_t>(vote)]);
        standardised_ += residual * residual / variance;
        residuals_ += residual * residual;
        variances_ += variance;
        log_score_ += log_p;
        log_surprise_ += log_p - log_mean;
        log_variance_ += log_square - log_mean * log_mean;
        ++num_votes_;
    }

    [[nodiscard]] Misfit misfit() const {
        Misfit misfit;
        misfit.num_votes = num_votes_;
        if (num_votes_ == 0) return misfit;
        misfit.outfit = standardised_ / num_votes_;
        misfit.infit = residuals_ / variances_;
        misfit.z = log_variance_ > 0 ? log_surprise_ / std::sqrt(log_variance_) : 0;
        misfit.log_score = log_score_ / num_votes_;
        return misfit;
    }

private:
    double standardised_ = 0, residuals_ = 0, variances_ = 0;
    double log_score_ = 0, log_surprise_ = 0, log_variance_ = 0;
    int num_votes_ = 0;
};

/// Sums of every row of the votes, rows told by `row_of` a vote.
template <typename RowOf>
std::vector<MisfitSums> misfit_sums(const VoteMatrix& votes, const IdealPointFit& fit, std::size_t num_rows,
                                    const RowOf& row_of) {
    std::vector<CellQuery> queries;
    queries.reserve(votes.num_votes());
    for (const VoteCell& cell : votes.cells())
        queries.push_back({votes.actors()[cell.actor_index], votes.roll_calls()[cell.roll_call_index].id});
    const std::vector<VoteProbabilities> predictions = predict_votes(fit, queries);
    std::vector<MisfitSums> sums(num_rows);
    for (std::size_t c = 0; c < predictions.size(); ++c) {
        const VoteCell& cell = votes.cells()[c];
        if (cell.weight > 0) sums[row_of(cell)].add(cell.vote, predictions[c]);
    }
    return sums;
}

void check_dimension(int dimension, int num_dimensions) {
    if (dimension >= 1 && dimension <= num_dimensions) return;
    throw Error{Errc::wrong_usage,
                "dimension is " + std::to_string(dimension) + "; the fit has 1 to " + std::to_string(num_dimensions)};
}

/// Calls visit(before, after) with the places of a year's points and of the same actor's in the year before.
template <typename Fit, typename Visit>
void for_each_move(const Fit& fit, Year year, int dimension, int num_dimensions, const Visit& visit) {
    check_dimension(dimension, num_dimensions);
    const auto k = static_cast<std::size_t>(num_dimensions);
    for (std::size_t p = k + static_cast<std::size_t>(dimension) - 1; p < fit.points.size(); p += k)
        if (fit.points[p].year == year && fit.points[p - k].actor == fit.points[p].actor) visit(p - k, p);
}

std::vector<Move> largest_first(std::vector<Move> moves) {
    std::sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) {
        const double left = std::fabs(a.change), right = std::fabs(b.change);
        return left != right ? left > right : a.actor < b.actor;
    });
    return moves;
}

/// Correlation of two successive smoothed positions of variance `var` in a steady random walk whose steps have variance
/// `step_var`: the smoother's gain f / (f + step_var), f the filtered variance that such a smoothed one belongs to.
double steady_correlation(double var, double step_var) {
    const double filtered = 0.5 * (2 * var - step_var + std::sqrt(4 * var * var + step_var * step_var));
    return filtered / (filtered + step_var);
}

}  // namespace

std::vector<RollCallMisfit> roll_call_misfits(const VoteMatrix& votes, const IdealPointFit& fit) {
    const auto sums =
        misfit_sums(votes, fit, votes.num_roll_calls(), [](const VoteCell& c) { return c.roll_call_index; });
    std::vector<RollCallMisfit> misfits;
    for (std::size_t j = 0; j < sums.size(); ++j)
        misfits.push_back({votes.roll_calls()[j].id, votes.roll_calls()[j].year, sums[j].misfit()});
    return misfits;
}

std::vector<ActorMisfit> actor_misfits(const VoteMatrix& votes, const IdealPointFit& fit) {
    const auto sums = misfit_sums(votes, fit, votes.num_actors(), [](const VoteCell& c) { return c.actor_index; });
    std::vector<ActorMisfit> misfits;
    for (std::size_t i = 0; i < sums.size(); ++i) misfits.push_back({votes.actors()[i], sums[i].misfit()});
    return misfits;
}

std::vector<Move> moves_in(const IdealPointFit& fit, Year year, int dimension) {
    std::vector<Move> moves;
    for_each_move(fit, year, dimension, fit.options.num_dimensions, [&](std::size_t before, std::size_t after) {
        const IdealPoint& from = fit.points[before];
        const IdealPoint& to = fit.points[after];
        const auto scale = std::find_if(fit.tau.begin(), fit.tau.end(),
                                        [&](const StepScale& entry) { return entry.actor == to.actor; });
        const double tau = scale == fit.tau.end() ? fit.pooled_tau : scale->tau;
        const double correlation = steady_correlation(from.conditional_std_error * to.conditional_std_error,
                                                      tau * tau * std::abs(to.year - from.year));
        const double covariance = correlation * from.std_error * to.std_error;
        Move move{.actor = to.actor, .change = to.mean - from.mean};
        move.std_error = std::sqrt(from.std_error * from.std_error + to.std_error * to.std_error - 2 * covariance);
        move.low = move.change - kNormalQuantile95 * move.std_error;
        move.high = move.change + kNormalQuantile95 * move.std_error;
        moves.push_back(move);
    });
    return largest_first(std::move(moves));
}

std::vector<Move> moves_in(const GibbsFit& fit, Year year, int dimension) {
    std::vector<Move> moves;
    std::vector<double> changes(fit.draws.size());
    for_each_move(fit, year, dimension, fit.draws.num_dimensions, [&](std::size_t before, std::size_t after) {
        const auto from = fit.draws.position(before);
        const auto to = fit.draws.position(after);
        Move move{.actor = fit.points[after].actor};
        double square = 0;
        for (std::size_t s = 0; s < changes.size(); ++s) {
            changes[s] = static_cast<double>(to[s]) - from[s];
            move.change += changes[s] / static_cast<double>(changes.size());
        }
        for (const double change : changes) square += (change - move.change) * (change - move.change);
        move.std_error = std::sqrt(square / static_cast<double>(changes.size() - 1));
        std::ranges::sort(changes);
        move.low = nearest_rank(changes, 0.05);
        move.high = nearest_rank(changes, 0.95);
        moves.push_back(move);
    });
    return largest_first(std::move(moves));
}

}  // namespace entente::principles
