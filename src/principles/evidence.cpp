// SPDX-License-Identifier: Apache-2.0
#include "evidence.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"

namespace entente::principles {
namespace {

/// What the position model expects of the votes that it was fitted to.
std::vector<VoteProbabilities> expected_votes(const VoteMatrix& votes, const IdealPointFit& fit) {
    std::vector<CellQuery> cells;
    cells.reserve(votes.num_votes());
    for (const VoteCell& cell : votes.cells())
        cells.push_back({votes.actors()[cell.actor_index], votes.roll_calls()[cell.roll_call_index].id});
    return predict_votes(fit, cells);
}

void write_odds(const AnswerOdds& odds, Eigen::Index first, EvidenceTable::RowXpr row) {
    row[first] = odds.log_no;
    row[first + 1] = odds.log_yes;
}

void write_guesses(std::span<const double, num_residual_kinds> guesses, Eigen::Index first, EvidenceTable::RowXpr row) {
    for (const double guess : guesses) row[first++] = guess;
}

void write_row(const VoteProbabilities& by_positions, const NeighbourEvidence& neighbours, EvidenceTable::RowXpr row) {
    row[constant] = 1;
    write_odds({.log_no = std::log(by_positions.p_no / by_positions.p_abstain),
                .log_yes = std::log(by_positions.p_yes / by_positions.p_abstain)},
               positions, row);
    write_odds(neighbours.similar_roll_calls, similar_roll_calls, row);
    write_odds(neighbours.similar_actors, similar_actors, row);
    write_guesses(neighbours.from_related, from_related, row);
    write_guesses(neighbours.from_co_voters, from_co_voters, row);
}

}  // namespace

Place place_of(const VoteMatrix& votes, const CellQuery& cell) {
    const auto roll_call = votes.find(cell.roll_call);
    if (!roll_call)
        throw Error{Errc::unknown_id,
                    "roll call " + std::to_string(cell.roll_call.value()) + " is not among those of the votes"};
    return {.roll_call = *roll_call, .actor = votes.find(cell.actor)};
}

EvidenceTable evidence_of(const VoteMatrix& fitted, const IdealPointFit& fit, std::span<const CellQuery> cells,
                          const NeighbourOptions& options, const Monitor& monitor) {
    const std::vector<VoteProbabilities> by_positions = predict_votes(fit, cells);
    std::vector<Place> places;
    std::vector<std::vector<std::size_t>> cells_of_year(fitted.years().size());
    for (const CellQuery& cell : cells) {
        places.push_back(place_of(fitted, cell));
        cells_of_year[fitted.year_index(places.back().roll_call)].push_back(places.size() - 1);
    }
    const Residuals residuals = residuals_of(fitted, expected_votes(fitted, fit));
    EvidenceTable table(static_cast<Eigen::Index>(cells.size()), num_columns);
    parallel_for(cells_of_year.size(), [&](std::size_t year_index) {
        if (cells_of_year[year_index].empty()) return;
        monitor.check_stop();
        const VoteWindow window(fitted, residuals, year_index, options);
        for (const std::size_t k : cells_of_year[year_index])
            write_row(by_positions[k], window.evidence(places[k].roll_call, places[k].actor),
                      table.row(static_cast<Eigen::Index>(k)));
    });
    return table;
}

}  // namespace entente::principles
