// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/vote_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "multinomial_logit.hpp"
#include "neighbours.hpp"

namespace entente::principles {
namespace {

constexpr std::uint32_t kHeldOutStream = 0x6c726e73;  // 'lrns'
/// How far, a priori, a part may move the log odds: with few votes the position model is left as it is.
constexpr double kPriorLogOdds = 0.5;
/// No vote is less probable than this: a model that calls something impossible is wrong sooner or later.
constexpr double kSmallestProbability = 1e-4;

void require(bool holds, const std::string& field, double value, const std::string& range) {
    if (holds) return;
    throw Error{Errc::wrong_usage, field + " is " + std::to_string(value) + "; expected " + range};
}

/// A cell by position in some votes; an actor that they do not know has none.
struct Place {
    std::size_t roll_call = 0;
    std::optional<std::size_t> actor{};
};

Place place_of(const VoteMatrix& votes, const CellQuery& cell) {
    const auto roll_call = votes.find(cell.roll_call);
    if (!roll_call)
        throw Error{Errc::unknown_id,
                    "roll call " + std::to_string(cell.roll_call.value()) + " is not among those of the votes"};
    return {.roll_call = *roll_call, .actor = votes.find(cell.actor)};
}

/// The votes for which keep(position in votes.cells()) holds, with all roll calls.
template <typename Keep>
VoteMatrix only(const VoteMatrix& votes, const Keep& keep) {
    std::vector<VoteRecord> records;
    std::vector<double> weights;
    for (std::size_t k = 0; k < votes.num_votes(); ++k) {
        if (!keep(k)) continue;
        const VoteCell& cell = votes.cells()[k];
        records.push_back({votes.roll_calls()[cell.roll_call_index].id, votes.actors()[cell.actor_index], cell.vote});
        weights.push_back(cell.weight);
    }
    const auto roll_calls = votes.roll_calls();
    return VoteMatrix{{roll_calls.begin(), roll_calls.end()}, records, weights};
}

/// Which votes are asked about, by position in votes.cells().
std::vector<bool> asked_about(const VoteMatrix& votes, std::span<const CellQuery> cells) {
    std::vector<bool> asked(votes.num_votes(), false);
    for (const CellQuery& cell : cells) {
        const Place place = place_of(votes, cell);
        if (!place.actor) continue;
        const auto row = votes.votes_on(place.roll_call);
        const auto found = std::lower_bound(
            row.begin(), row.end(), *place.actor,
            [](const VoteCell& vote, std::size_t actor_index) { return vote.actor_index < actor_index; });
        if (found != row.end() && found->actor_index == *place.actor)
            asked[static_cast<std::size_t>(&*found - votes.cells().data())] = true;
    }
    return asked;
}

/// Votes to fit, and votes kept from the fit.
struct Split {
    VoteMatrix fitted;
    std::vector<CellQuery> held_out;
    std::vector<Vote> votes;
};

Split hold_out(const VoteMatrix& votes, double share, Seed seed) {
    Split split;
    std::vector<bool> keep(votes.num_votes());
    for (std::size_t k = 0; k < votes.num_votes(); ++k) {
        RandomStream random{seed, {.purpose = kHeldOutStream, .item = static_cast<std::uint32_t>(k)}};
        keep[k] = random.uniform() >= share;
        const VoteCell& cell = votes.cells()[k];
        if (keep[k] || cell.weight == 0) continue;
        split.held_out.push_back({votes.actors()[cell.actor_index], votes.roll_calls()[cell.roll_call_index].id});
        split.votes.push_back(cell.vote);
    }
    split.fitted = only(votes, [&](std::size_t k) { return keep[k]; });
    return split;
}

/// Columns of the evidence.
enum Column : Eigen::Index {
    constant,
    positions_no,
    positions_yes,
    co_voters_direction,
    co_voters_abstention,
    related_direction,
    related_abstention,
    similar_no,
    similar_yes,
    num_columns
};

void write_evidence(const VoteProbabilities& positions, const NeighbourEvidence& neighbours,
                    EvidenceTable::RowXpr row) {
    row[constant] = 1;
    row[positions_no] = std::log(positions.p_no / positions.p_abstain);
    row[positions_yes] = std::log(positions.p_yes / positions.p_abstain);
    row[co_voters_direction] = neighbours.co_voters_direction;
    row[co_voters_abstention] = neighbours.co_voters_abstention;
    row[related_direction] = neighbours.related_direction;
    row[related_abstention] = neighbours.related_abstention;
    row[similar_no] = neighbours.similar_no;
    row[similar_yes] = neighbours.similar_yes;
}

/// All that the fitted votes say of cells that they do not hold.
EvidenceTable evidence_of(const VoteMatrix& fitted, const IdealPointFit& fit, std::span<const CellQuery> cells,
                          const NeighbourOptions& options, const Monitor& monitor) {
    std::vector<CellQuery> own;
    for (const VoteCell& cell : fitted.cells())
        own.push_back({fitted.actors()[cell.actor_index], fitted.roll_calls()[cell.roll_call_index].id});
    const Residuals residuals = residuals_of(fitted, predict_votes(fit, own));
    const std::vector<VoteProbabilities> positions = predict_votes(fit, cells);

    std::vector<Place> places;
    std::vector<std::vector<std::size_t>> cells_of_year(fitted.years().size());
    for (const CellQuery& cell : cells) {
        places.push_back(place_of(fitted, cell));
        cells_of_year[fitted.year_index(places.back().roll_call)].push_back(places.size() - 1);
    }
    EvidenceTable table(static_cast<Eigen::Index>(cells.size()), num_columns);
    parallel_for(cells_of_year.size(), [&](std::size_t year_index) {
        if (cells_of_year[year_index].empty()) return;
        monitor.check_stop();
        const VoteWindow window(fitted, residuals, year_index, options);
        for (const std::size_t k : cells_of_year[year_index])
            write_evidence(positions[k], window.evidence(places[k].roll_call, places[k].actor),
                           table.row(static_cast<Eigen::Index>(k)));
    });
    return table;
}

/// The position model by itself.
MultinomialLogit positions_alone() {
    MultinomialLogit logit{.no = Eigen::VectorXd::Zero(num_columns), .yes = Eigen::VectorXd::Zero(num_columns)};
    logit.no[positions_no] = 1;
    logit.yes[positions_yes] = 1;
    return logit;
}

std::vector<VoteProbabilities> predictions(const MultinomialLogit& logit, const EvidenceTable& evidence) {
    std::vector<VoteProbabilities> result;
    result.reserve(static_cast<std::size_t>(evidence.rows()));
    const double share = 1 - 3 * kSmallestProbability;
    for (Eigen::Index k = 0; k < evidence.rows(); ++k) {
        const VoteProbabilities p = logit.predict(evidence.row(k).transpose());
        result.push_back({.p_no = kSmallestProbability + share * p.p_no,
                          .p_abstain = kSmallestProbability + share * p.p_abstain,
                          .p_yes = kSmallestProbability + share * p.p_yes});
    }
    return result;
}

/// Reports as the stretch of a longer work, and passes the wish to stop on.
Monitor stretch_of(const Monitor& monitor, double from, double to) {
    return {.progress = [&monitor, from, to](std::string_view what,
                                             double share) { monitor.report(what, from + share * (to - from)); },
            .stop = monitor.stop};
}

}  // namespace

void NeighbourOptions::validate() const {
    const auto positive = [](double value) { return value > 0 && std::isfinite(value); };
    require(reach_years >= 0, "NeighbourOptions::reach_years", reach_years, "at least 0");
    require(fading_years > 0, "NeighbourOptions::fading_years", fading_years, "more than 0");
    require(num_neighbours >= 1, "NeighbourOptions::num_neighbours", num_neighbours, "at least 1");
    require(positive(prior_votes), "NeighbourOptions::prior_votes", prior_votes, "a finite number above 0");
    require(positive(noise_var), "NeighbourOptions::noise_var", noise_var, "a finite number above 0");
    require(positive(likeness_scale), "NeighbourOptions::likeness_scale", likeness_scale, "a finite number above 0");
    require(positive(share_weight), "NeighbourOptions::share_weight", share_weight, "a finite number above 0");
    require(max_window >= 2, "NeighbourOptions::max_window", max_window, "at least 2");
}

void VoteForecastOptions::validate() const {
    ideal_points.validate();
    neighbours.validate();
    require(share_held_out > 0 && share_held_out < 1, "VoteForecastOptions::share_held_out", share_held_out,
            "more than 0 and less than 1");
}

ForecastScore score_forecast(std::span<const VoteProbabilities> forecasts, std::span<const Vote> votes) {
    ForecastScore score;
    for (std::size_t k = 0; k < votes.size(); ++k) {
        const std::array<double, 3> p{forecasts[k].p_no, forecasts[k].p_abstain, forecasts[k].p_yes};
        const auto vote = static_cast<std::size_t>(votes[k]);
        score.log_score += std::log(p[vote]);
        score.accuracy += std::max_element(p.begin(), p.end()) - p.begin() == static_cast<std::ptrdiff_t>(vote) ? 1 : 0;
    }
    const auto n = static_cast<double>(std::max<std::size_t>(votes.size(), 1));
    return {.log_score = score.log_score / n, .accuracy = score.accuracy / n};
}

VoteForecast forecast_votes(const VoteMatrix& votes, std::span<const CellQuery> cells,
                            const VoteForecastOptions& options, Seed seed, const Monitor& monitor) {
    options.validate();
    IdealPointOptions position_options = options.ideal_points;
    position_options.anchor.reset();
    const std::vector<bool> asked = asked_about(votes, cells);
    const VoteMatrix given = only(votes, [&](std::size_t k) { return !asked[k]; });

    // How much does each part count? Of votes that are held out of those given.
    const Split split = hold_out(given, options.share_held_out, seed);
    const IdealPointFit trial = fit_ideal_points(split.fitted, position_options, seed, stretch_of(monitor, 0, 0.4));
    const EvidenceTable seen = evidence_of(split.fitted, trial, split.held_out, options.neighbours, monitor);
    const MultinomialLogit stack = fit_multinomial_logit(seen, split.votes, positions_alone(), kPriorLogOdds);

    // What do all given votes say of the cells asked about?
    const IdealPointFit fit = fit_ideal_points(given, position_options, seed, stretch_of(monitor, 0.6, 0.9), &trial);
    const EvidenceTable evidence = evidence_of(given, fit, cells, options.neighbours, monitor);
    return {.probabilities = predictions(stack, evidence),
            .num_set_aside = votes.num_votes() - given.num_votes(),
            .num_held_out = split.votes.size(),
            .positions_alone = score_forecast(predictions(positions_alone(), seen), split.votes),
            .stacked = score_forecast(predictions(stack, seen), split.votes)};
}

}  // namespace entente::principles
