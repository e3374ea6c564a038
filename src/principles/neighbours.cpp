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

}  // namespace

Residuals residuals_of(const VoteMatrix& votes, std::span<const VoteProbabilities> expected) {
    Residuals residuals;
    residuals.direction.reserve(votes.num_votes());
    residuals.abstention.reserve(votes.num_votes());
    for (std::size_t k = 0; k < votes.num_votes(); ++k) {
        const Vote vote = votes.cells()[k].vote;
        const VoteProbabilities& p = expected[k];
        residuals.direction.push_back(static_cast<float>(static_cast<int>(vote) - (1 - p.p_no + p.p_yes)));
        residuals.abstention.push_back(static_cast<float>((vote == Vote::abstain ? 1 : 0) - p.p_abstain));
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
    measure_unlikeness();
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
            layers_[0].residual(row, column) = residuals.direction[k];
            layers_[1].residual(row, column) = residuals.abstention[k];
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

void VoteWindow::measure_unlikeness() {
    const auto rows = static_cast<Index>(asked_rows_.size());
    Table cast(rows, cast_.cols()), vote(rows, cast_.cols());
    for (Index k = 0; k < rows; ++k) {
        cast.row(k) = cast_.row(asked_rows_[static_cast<std::size_t>(k)]);
        vote.row(k) = vote_.row(asked_rows_[static_cast<std::size_t>(k)]);
    }
    // Sum over common voters of (vote_a - vote_b)^2, by its three products.
    const Table square = vote_.cwiseAbs2();
    const Table common = cast * cast_.transpose();
    unlikeness_ = vote.cwiseAbs2() * cast_.transpose() + cast * square.transpose() - 2 * vote * vote_.transpose();
    unlikeness_ = (unlikeness_.array() + 1) / (common.array() + 1);
    unlikeness_.rowwise() += kUnlikenessOfAYear * years_from_.cwiseAbs().transpose();
}

double VoteWindow::from_co_voters(const Layer& layer, Index roll_call, Index actor) const {
    std::vector<Index> others;
    for (Index k = 0; k < cast_.cols(); ++k)
        if (k != actor && cast_(roll_call, k) > 0) others.push_back(k);
    return kriged(
        layer.of_actors, actor, std::move(others), [&](Index k) { return layer.residual(roll_call, k); }, options_);
}

double VoteWindow::from_related(const Layer& layer, Index roll_call, Index actor) const {
    std::vector<Index> others;
    for (Index j = 0; j < cast_.rows(); ++j)
        if (j != roll_call && cast_(j, actor) > 0) others.push_back(j);
    return kriged(
        layer.of_roll_calls, roll_call, std::move(others), [&](Index j) { return layer.residual(j, actor); }, options_);
}

std::array<float, 3> VoteWindow::shares(Index roll_call) const {
    std::array<float, 3> count{kSharePrior, kSharePrior, kSharePrior};
    for (Index k = 0; k < cast_.cols(); ++k)
        if (cast_(roll_call, k) > 0) count[static_cast<std::size_t>(vote_(roll_call, k) + 1)] += 1;
    const float sum = count[0] + count[1] + count[2];
    for (float& share : count) share /= sum;
    return count;
}

std::array<float, 3> VoteWindow::similar_votes(Index asked, Index actor) const {
    std::vector<Index> others;
    for (Index j = 0; j < cast_.rows(); ++j)
        if (j != asked_rows_[static_cast<std::size_t>(asked)] && cast_(j, actor) > 0) others.push_back(j);
    const auto unlike = [&](Index j) { return unlikeness_(asked, j); };
    keep_first(others, options_.num_neighbours, [&](Index left, Index right) {
        return unlike(left) < unlike(right) || (unlike(left) == unlike(right) && left < right);
    });
    std::array<float, 3> weight{};
    for (const Index j : others)
        weight[static_cast<std::size_t>(vote_(j, actor) + 1)] +=
            std::exp(-unlike(j) / static_cast<float>(options_.likeness_scale));
    return weight;
}

NeighbourEvidence VoteWindow::evidence(std::size_t roll_call_index, std::optional<std::size_t> actor_index) const {
    NeighbourEvidence evidence;
    const auto roll_call = position_in(roll_calls_, roll_call_index);
    if (!roll_call) return evidence;
    const auto asked = std::lower_bound(asked_rows_.begin(), asked_rows_.end(), *roll_call) - asked_rows_.begin();
    std::array<float, 3> weight = shares(*roll_call);
    for (float& share : weight) share *= static_cast<float>(options_.share_weight);
    if (const auto actor = actor_index ? position_in(actors_, *actor_index) : std::nullopt) {
        evidence.co_voters_direction = from_co_voters(layers_[0], *roll_call, *actor);
        evidence.co_voters_abstention = from_co_voters(layers_[1], *roll_call, *actor);
        evidence.related_direction = from_related(layers_[0], *roll_call, *actor);
        evidence.related_abstention = from_related(layers_[1], *roll_call, *actor);
        const std::array<float, 3> similar = similar_votes(asked, *actor);
        for (std::size_t answer = 0; answer < 3; ++answer) weight[answer] += similar[answer];
    }
    evidence.similar_no = std::log(weight[0] / weight[1]);
    evidence.similar_yes = std::log(weight[2] / weight[1]);
    return evidence;
}

}  // namespace entente::principles
