// SPDX-License-Identifier: Apache-2.0
#include "neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace entente::principles {
namespace {

using Index = Eigen::Index;
using Table = Eigen::MatrixXf;

/// Votes added to each answer of a roll call's shares.
constexpr float kSharePrior = 0.3F;
/// A roll call a year away counts as less like by this mean squared difference.
constexpr float kUnlikenessOfAYear = 0.03F;
/// Common votes with a difference of 1 that are added to every comparison.
constexpr float kCommonVotePrior = 1;

/// The positions of the `most` largest counts, ascending; all of those above 0 where they are fewer.
std::vector<std::uint32_t> most_votes(std::span<const std::uint32_t> count, std::size_t most) {
    std::vector<std::uint32_t> kept;
    for (std::uint32_t k = 0; k < count.size(); ++k)
        if (count[k] > 0) kept.push_back(k);
    if (kept.size() > most) {
        std::stable_sort(kept.begin(), kept.end(), [&](auto left, auto right) { return count[left] > count[right]; });
        kept.resize(most);
        std::sort(kept.begin(), kept.end());
    }
    return kept;
}

std::optional<Index> position_in(std::span<const std::uint32_t> sorted, std::size_t value) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), value);
    if (found == sorted.end() || *found != value) return std::nullopt;
    return found - sorted.begin();
}

/// Keeps the `most` candidates that come first by `before` (a strict order), in that order.
template <typename Before>
void keep_first(std::vector<Index>& candidates, int most, const Before& before) {
    const auto count = std::min(candidates.size(), static_cast<std::size_t>(most));
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end(),
                      before);
    candidates.resize(count);
}

/// Simple kriging of the residual of `unit` from those of `others`, which are cut to the ones that vary most with it.
template <typename ResidualOf>
double kriged(const Table& cov, Index unit, std::vector<Index> others, const ResidualOf& residual_of,
              const NeighbourOptions& options) {
    if (others.empty()) return 0;
    keep_first(others, options.num_neighbours, [&](Index left, Index right) {
        const float a = std::fabs(cov(left, unit));
        const float b = std::fabs(cov(right, unit));
        return a > b || (a == b && left < right);
    });
    const auto n = static_cast<Index>(others.size());
    Table among(n, n);
    Eigen::VectorXf with_unit(n), residual(n);
    for (Index a = 0; a < n; ++a) {
        const Index other = others[static_cast<std::size_t>(a)];
        with_unit[a] = cov(other, unit);
        residual[a] = residual_of(other);
        for (Index b = 0; b < n; ++b) among(b, a) = cov(others[static_cast<std::size_t>(b)], other);
        among(a, a) += static_cast<float>(options.noise_var);
    }
    return with_unit.dot(among.llt().solve(residual));
}

/// Turns sums of products into covariances that shrink to 0 where votes are few: / sqrt((n_a + prior)(n_b + prior)).
void scale_by_votes(Table& products, const Eigen::VectorXf& num_votes, double prior_votes) {
    const Eigen::VectorXf scale = (num_votes.array() + static_cast<float>(prior_votes)).rsqrt();
    products = scale.asDiagonal() * products * scale.asDiagonal();
}

/// Mean squared difference of the votes of columns `left` and `right`, rows weighted. Columns of both tables: whether
/// there is a vote, and which.
Table unlikeness(const Table& cast_left, const Table& vote_left, const Table& cast_right, const Table& vote_right,
                 const Eigen::VectorXf& weight) {
    // Sum over common votes of (left - right)^2, by its three products.
    const Table weighted_cast = weight.asDiagonal() * cast_right;
    const Table weighted_vote = weight.asDiagonal() * vote_right;
    const Table common = cast_left.transpose() * weighted_cast;
    Table result = vote_left.cwiseAbs2().transpose() * weighted_cast +
                   cast_left.transpose() * weighted_vote.cwiseProduct(vote_right) -
                   2 * vote_left.transpose() * weighted_vote;
    result = (result.array() + kCommonVotePrior) / (common.array() + kCommonVotePrior);
    return result;
}

/// Log odds of the three answers in the votes of the most similar others, and in the shares of the roll call.
template <typename VoteOf>
AnswerOdds similar_odds(const Table& unlike, Index unit, std::vector<Index> others, const VoteOf& vote_of,
                        std::array<float, 3> weight, const NeighbourOptions& options) {
    keep_first(others, options.num_neighbours, [&](Index left, Index right) {
        const float a = unlike(left, unit);
        const float b = unlike(right, unit);
        return a < b || (a == b && left < right);
    });
    for (const Index other : others)
        weight[static_cast<std::size_t>(vote_of(other) + 1)] +=
            std::exp(-unlike(other, unit) / static_cast<float>(options.likeness_scale));
    return {.log_no = std::log(weight[0] / weight[1]), .log_yes = std::log(weight[2] / weight[1])};
}

/// Shares of a roll call's votes, with some added to each answer.
VoteProbabilities shares_of(std::span<const VoteCell> votes) {
    std::array<double, 3> count{kSharePrior, kSharePrior, kSharePrior};
    for (const VoteCell& cell : votes) count[static_cast<std::size_t>(cell.vote)] += 1;
    const double sum = count[0] + count[1] + count[2];
    return {.p_no = count[0] / sum, .p_abstain = count[1] / sum, .p_yes = count[2] / sum};
}

float direction_residual(Vote vote, const VoteProbabilities& expected) {
    return static_cast<float>(static_cast<int>(vote) - (1 - expected.p_no + expected.p_yes));
}

float abstention_residual(Vote vote, const VoteProbabilities& expected) {
    return static_cast<float>((vote == Vote::abstain ? 1 : 0) - expected.p_abstain);
}

}  // namespace

Residuals residuals_of(const VoteMatrix& votes, std::span<const VoteProbabilities> by_positions) {
    Residuals residuals;
    for (auto& column : residuals) column.reserve(votes.num_votes());
    for (std::size_t j = 0; j < votes.num_roll_calls(); ++j) {
        const VoteProbabilities by_shares = shares_of(votes.votes_on(j));
        for (const VoteCell& cell : votes.votes_on(j)) {
            const VoteProbabilities& expected = by_positions[residuals[0].size()];
            residuals[direction_by_positions].push_back(direction_residual(cell.vote, expected));
            residuals[abstention_by_positions].push_back(abstention_residual(cell.vote, expected));
            residuals[direction_by_shares].push_back(direction_residual(cell.vote, by_shares));
            residuals[abstention_by_shares].push_back(abstention_residual(cell.vote, by_shares));
        }
    }
    return residuals;
}

VoteWindow::VoteWindow(const VoteMatrix& votes, const Residuals& residuals, std::size_t year_index,
                       const NeighbourOptions& options)
    : options_(options) {
    const Year year = votes.years()[year_index];
    const auto most = static_cast<std::size_t>(options.max_window);
    std::vector<std::uint32_t> votes_on(votes.num_roll_calls(), 0), votes_of(votes.num_actors(), 0);
    for (std::size_t j = 0; j < votes.num_roll_calls(); ++j) {
        if (std::abs(votes.roll_calls()[j].year - year) > options.reach_years) continue;
        votes_on[j] = static_cast<std::uint32_t>(votes.votes_on(j).size());
        for (const VoteCell& cell : votes.votes_on(j)) ++votes_of[cell.actor_index];
    }
    roll_calls_ = most_votes(votes_on, most);
    actors_ = most_votes(votes_of, most);
    fill(votes, residuals);
    years_from_.resize(static_cast<Index>(roll_calls_.size()));
    for (std::size_t row = 0; row < roll_calls_.size(); ++row) {
        years_from_[static_cast<Index>(row)] = static_cast<float>(votes.roll_calls()[roll_calls_[row]].year - year);
        if (votes.year_index(roll_calls_[row]) == year_index) asked_rows_.push_back(static_cast<Index>(row));
    }
    worth_ = (-years_from_.cwiseAbs() / static_cast<float>(options.fading_years)).array().exp();
    for (Layer& layer : layers_) {
        compare_actors(layer);
        compare_roll_calls(layer);
    }
    measure_unlike_actors();
    measure_unlike_roll_calls();
}

void VoteWindow::fill(const VoteMatrix& votes, const Residuals& residuals) {
    const auto rows = static_cast<Index>(roll_calls_.size());
    const auto columns = static_cast<Index>(actors_.size());
    cast_ = Table::Zero(rows, columns);
    vote_ = Table::Zero(rows, columns);
    for (Layer& layer : layers_) layer.residual = Table::Zero(rows, columns);
    std::vector<Index> column_of(votes.num_actors(), -1);
    for (Index k = 0; k < columns; ++k) column_of[actors_[static_cast<std::size_t>(k)]] = k;
    for (Index row = 0; row < rows; ++row) {
        for (const VoteCell& cell : votes.votes_on(roll_calls_[static_cast<std::size_t>(row)])) {
            const Index column = column_of[cell.actor_index];
            if (column < 0) continue;
            const auto k = static_cast<std::size_t>(&cell - votes.cells().data());
            cast_(row, column) = 1;
            vote_(row, column) = static_cast<float>(static_cast<int>(cell.vote) - 1);
            for (std::size_t kind = 0; kind < num_residual_kinds; ++kind)
                layers_[kind].residual(row, column) = residuals[kind][k];
        }
    }
}

void VoteWindow::compare_actors(Layer& layer) const {
    const Table faded = worth_.cwiseSqrt().asDiagonal() * layer.residual;
    layer.of_actors = faded.transpose() * faded;
    scale_by_votes(layer.of_actors, cast_.transpose() * worth_, options_.prior_votes);
}

void VoteWindow::compare_roll_calls(Layer& layer) const {
    layer.of_roll_calls = layer.residual * layer.residual.transpose();
    scale_by_votes(layer.of_roll_calls, cast_.rowwise().sum(), options_.prior_votes);
    for (Index a = 0; a < years_from_.size(); ++a)
        for (Index b = 0; b < years_from_.size(); ++b)
            layer.of_roll_calls(b, a) *=
                std::exp(-std::fabs(years_from_[a] - years_from_[b]) / static_cast<float>(options_.fading_years));
}

void VoteWindow::measure_unlike_actors() {
    unlike_actors_ = unlikeness(cast_, vote_, cast_, vote_, worth_);
}

void VoteWindow::measure_unlike_roll_calls() {
    const auto columns = static_cast<Index>(asked_rows_.size());
    Table cast(cast_.cols(), columns), vote(cast_.cols(), columns);
    for (Index k = 0; k < columns; ++k) {
        cast.col(k) = cast_.row(asked_rows_[static_cast<std::size_t>(k)]).transpose();
        vote.col(k) = vote_.row(asked_rows_[static_cast<std::size_t>(k)]).transpose();
    }
    unlike_roll_calls_ =
        unlikeness(cast_.transpose(), vote_.transpose(), cast, vote, Eigen::VectorXf::Ones(cast.rows()));
    unlike_roll_calls_.colwise() += kUnlikenessOfAYear * years_from_.cwiseAbs();
}

std::vector<Index> VoteWindow::co_voters(Index roll_call, Index actor) const {
    std::vector<Index> others;
    for (Index k = 0; k < cast_.cols(); ++k)
        if (k != actor && cast_(roll_call, k) > 0) others.push_back(k);
    return others;
}

std::vector<Index> VoteWindow::other_votes(Index roll_call, Index actor) const {
    std::vector<Index> others;
    for (Index j = 0; j < cast_.rows(); ++j)
        if (j != roll_call && cast_(j, actor) > 0) others.push_back(j);
    return others;
}

std::array<float, 3> VoteWindow::shares(Index roll_call) const {
    std::array<float, 3> count{kSharePrior, kSharePrior, kSharePrior};
    for (Index k = 0; k < cast_.cols(); ++k)
        if (cast_(roll_call, k) > 0) count[static_cast<std::size_t>(vote_(roll_call, k) + 1)] += 1;
    const float scale = static_cast<float>(options_.share_weight) / (count[0] + count[1] + count[2]);
    for (float& share : count) share *= scale;
    return count;
}

NeighbourEvidence VoteWindow::evidence(std::size_t roll_call_index, std::optional<std::size_t> actor_index) const {
    NeighbourEvidence evidence;
    const auto roll_call = position_in(roll_calls_, roll_call_index);
    if (!roll_call) return evidence;
    const auto actor = actor_index ? position_in(actors_, *actor_index) : std::nullopt;
    const std::array<float, 3> weight = shares(*roll_call);
    const AnswerOdds of_all{.log_no = std::log(weight[0] / weight[1]), .log_yes = std::log(weight[2] / weight[1])};
    if (!actor) return {.similar_roll_calls = of_all, .similar_actors = of_all};

    const std::vector<Index> voters = co_voters(*roll_call, *actor);
    const std::vector<Index> related = other_votes(*roll_call, *actor);
    for (std::size_t kind = 0; kind < num_residual_kinds; ++kind) {
        const Layer& layer = layers_[kind];
        evidence.from_co_voters[kind] = kriged(
            layer.of_actors, *actor, voters, [&](Index k) { return layer.residual(*roll_call, k); }, options_);
        evidence.from_related[kind] = kriged(
            layer.of_roll_calls, *roll_call, related, [&](Index j) { return layer.residual(j, *actor); }, options_);
    }
    const auto asked = std::lower_bound(asked_rows_.begin(), asked_rows_.end(), *roll_call) - asked_rows_.begin();
    evidence.similar_roll_calls = similar_odds(
        unlike_roll_calls_, asked, related, [&](Index j) { return vote_(j, *actor); }, weight, options_);
    evidence.similar_actors = similar_odds(
        unlike_actors_, *actor, voters, [&](Index k) { return vote_(*roll_call, k); }, weight, options_);
    return evidence;
}

}  // namespace entente::principles
