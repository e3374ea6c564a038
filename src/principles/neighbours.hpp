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

/// What a model left unexplained in every vote, in the order of VoteMatrix::cells().
struct Residuals {
    std::vector<float> direction;   ///< The vote (no 0, abstain 1, yes 2) less its expectation.
    std::vector<float> abstention;  ///< 1 where the actor abstained, else 0, less the probability of that.
};

/// `expected`: of the same cells.
[[nodiscard]] Residuals residuals_of(const VoteMatrix& votes, std::span<const VoteProbabilities> expected);

/// What the votes around a cell say of it. The kriged numbers are guesses of its residuals.
struct NeighbourEvidence {
    double co_voters_direction = 0;
    double co_voters_abstention = 0;
    double related_direction = 0;
    double related_abstention = 0;
    /// Log odds against abstain in the actor's own votes on the most similar roll calls.
    double similar_no = 0;
    double similar_yes = 0;
};

/// The votes around one year as dense tables, with how alike actors and roll calls are in them.
///
/// Co-voters are those who vote on the same roll call, related roll calls those on which the same actor votes. The
/// residual of a cell is guessed from theirs by simple kriging: with C the covariances of the residuals within the
/// window, the guess is C_{cell,others} (C_{others,others} + noise_var I)^-1 residuals_{others}, over the
/// `num_neighbours` others of the largest |C_{cell,.}|. Roll calls are similar where their votes differ little.
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
    void measure_unlikeness();
    [[nodiscard]] std::array<float, 3> shares(Eigen::Index roll_call) const;
    [[nodiscard]] double from_co_voters(const Layer& layer, Eigen::Index roll_call, Eigen::Index actor) const;
    [[nodiscard]] double from_related(const Layer& layer, Eigen::Index roll_call, Eigen::Index actor) const;
    /// Weights of no, abstain and yes among the actor's votes on similar roll calls; `asked`: position in asked_rows_.
    [[nodiscard]] std::array<float, 3> similar_votes(Eigen::Index asked, Eigen::Index actor) const;

    NeighbourOptions options_;
    std::vector<std::uint32_t> roll_calls_;  ///< Positions in the votes, ascending.
    std::vector<std::uint32_t> actors_;      ///< Positions in the votes, ascending.
    Eigen::VectorXf years_from_;             ///< Of each roll call, less the window's year.
    Eigen::VectorXf worth_;                  ///< Of each roll call: fades with the years between.
    std::vector<Eigen::Index> asked_rows_;   ///< Roll calls of the window's year.
    Table cast_;                             ///< Roll calls x actors: 1 where there is a vote.
    Table vote_;                             ///< -1, 0, +1.
    Table unlikeness_;                       ///< asked_rows_ x roll calls.
    std::array<Layer, 2> layers_;            ///< Direction, abstention.
};

}  // namespace entente::principles
