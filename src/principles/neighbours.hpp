// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "entente/principles/predict_votes.hpp"
#include "entente/principles/vote_forecast.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::principles {

/// What is left unexplained of a vote: in its direction, and in whether it is an abstention, by each of two models.
enum ResidualKind : std::size_t {
    direction_by_positions,
    abstention_by_positions,
    direction_by_shares,
    abstention_by_shares,
    num_residual_kinds
};

/// One column for each kind, of all votes in the order of VoteMatrix::cells(). Direction: the vote (no 0, abstain 1,
/// yes 2) less its expectation. Abstention: 1 where the actor abstained, else 0, less the probability of that.
using Residuals = std::array<std::vector<float>, num_residual_kinds>;

/// By the position model, which expects `by_positions` of the same cells, and by the shares of each roll call's votes.
[[nodiscard]] Residuals residuals_of(const VoteMatrix& votes, std::span<const VoteProbabilities> by_positions);

/// Log odds of no and of yes against abstain.
struct AnswerOdds {
    double log_no = 0;
    double log_yes = 0;
};

/// What the votes around a cell say of it.
struct NeighbourEvidence {
    std::array<double, num_residual_kinds> from_co_voters{};  ///< Guesses of the cell's residuals.
    std::array<double, num_residual_kinds> from_related{};    ///< The same, from the actor's other votes.
    AnswerOdds similar_roll_calls;                            ///< In the actor's votes on roll calls like this one.
    AnswerOdds similar_actors;                                ///< In this roll call's votes of actors like this one.
};

/// The votes around one year as dense tables, with how alike actors and roll calls are in them.
///
/// Co-voters are those who vote on the same roll call, related roll calls those on which the same actor votes. The
/// residual of a cell is guessed from theirs by simple kriging: with C the covariances of the residuals within the
/// window, the guess is C_{cell,others} (C_{others,others} + noise_var I)^-1 residuals_{others}, over the
/// `num_neighbours` others of the largest |C_{cell,.}|. Actors, and roll calls, are similar where the squares of the
/// differences between their votes are small.
///
/// The cell's own vote, if there is one, is not used for its value, but is in the covariances: ask about cells that the
/// votes do not hold.
class VoteWindow {
public:
    /// Roll calls of the years within `reach_years` of `year_index` (a position in votes.years()).
    VoteWindow(const VoteMatrix& votes, const Residuals& residuals, std::size_t year_index,
               const NeighbourOptions& options);

    /// Of a roll call of the window's year, and an actor, both by position in the votes. An actor that does not vote in
    /// the window has the roll call's shares alone.
    [[nodiscard]] NeighbourEvidence evidence(std::size_t roll_call_index, std::optional<std::size_t> actor_index) const;

private:
    using Table = Eigen::MatrixXf;

    /// One kind of residual: roll calls x actors, 0 where there is no vote; and the covariances.
    struct Layer {
        Table residual;
        Table of_actors;
        Table of_roll_calls;
    };

    void fill(const VoteMatrix& votes, const Residuals& residuals);
    void compare_actors(Layer& layer) const;
    void compare_roll_calls(Layer& layer) const;
    void measure_unlike_actors();
    void measure_unlike_roll_calls();
    [[nodiscard]] std::vector<Eigen::Index> co_voters(Eigen::Index roll_call, Eigen::Index actor) const;
    [[nodiscard]] std::vector<Eigen::Index> other_votes(Eigen::Index roll_call, Eigen::Index actor) const;
    /// Of a roll call's votes; they add up to share_weight.
    [[nodiscard]] std::array<float, 3> shares(Eigen::Index roll_call) const;

    NeighbourOptions options_;
    std::vector<std::uint32_t> roll_calls_;  ///< Positions in the votes, ascending.
    std::vector<std::uint32_t> actors_;      ///< Positions in the votes, ascending.
    Eigen::VectorXf years_from_;             ///< Of each roll call, less the window's year.
    Eigen::VectorXf worth_;                  ///< Of each roll call: fades with the years between.
    std::vector<Eigen::Index> asked_rows_;   ///< Roll calls of the window's year.
    Table cast_;                             ///< Roll calls x actors: 1 where there is a vote.
    Table vote_;                             ///< -1, 0, +1.
    Table unlike_actors_;                    ///< Actors x actors: mean squared difference of votes.
    Table unlike_roll_calls_;                ///< Roll calls x asked_rows_: the same.
    std::array<Layer, num_residual_kinds> layers_;
};

}  // namespace entente::principles
