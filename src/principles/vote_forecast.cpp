// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/vote_forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "entente/base/error.hpp"
#include "evidence.hpp"
#include "multinomial_logit.hpp"

namespace entente::principles {
namespace {

constexpr std::uint32_t kFoldStream = 0x666f6c64;  // 'fold'
/// More votes than these teach nothing new: a long table is dealt into more folds, so that one holds no more.
constexpr std::size_t kMostVotesOfAFold = 100000;
/// How far, a priori, a part may move the log odds: with few votes the position model is left as it is.
constexpr double kPriorLogOdds = 0.5;
/// No vote is less probable than this: a model that calls something impossible is wrong sooner or later.
constexpr double kSmallestProbability = 1e-4;

void require(bool holds, const std::string& field, double value, const std::string& range) {
    if (holds) return;
    throw Error{Errc::wrong_usage, field + " is " + std::to_string(value) + "; expected " + range};
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

/// Votes held out of a fit, with what the fitted ones say of them.
struct Lessons {
    EvidenceTable evidence{0, num_columns};
    std::vector<Vote> votes{};

    void append(const EvidenceTable& more, std::span<const Vote> more_votes) {
        EvidenceTable both(evidence.rows() + more.rows(), num_columns);
        both << evidence, more;
        evidence = std::move(both);
        votes.insert(votes.end(), more_votes.begin(), more_votes.end());
    }
    /// Those at every second place, from the first or from the second on.
    [[nodiscard]] Lessons half(std::size_t first) const {
        Lessons half;
        for (std::size_t k = first; k < votes.size(); k += 2) half.votes.push_back(votes[k]);
        half.evidence.resize(static_cast<Eigen::Index>(half.votes.size()), num_columns);
        for (Eigen::Index row = 0; row < half.evidence.rows(); ++row)
            half.evidence.row(row) = evidence.row(2 * row + static_cast<Eigen::Index>(first));
        return half;
    }
};

/// Reports as a stretch of a longer work, and passes the wish to stop on.
Monitor stretch_of(const Monitor& monitor, double from, double to) {
    return {.progress = [&monitor, from, to](std::string_view what,
                                             double share) { monitor.report(what, from + share * (to - from)); },
            .stop = monitor.stop};
}

/// What a forecast is made with, and the fits that it goes through.
class Forecaster {
public:
    Forecaster(const VoteMatrix& given, const VoteForecastOptions& options, Seed seed, const Monitor& monitor)
        : given_(given), options_(options), seed_(seed), monitor_(monitor), position_options_(options.ideal_points) {
        num_folds_ = std::max(options.num_folds, static_cast<int>(given.num_votes() / kMostVotesOfAFold));
        position_options_.anchor.reset();
    }

    /// Holds folds of the given votes out, one after the other, until they are enough to learn from.
    [[nodiscard]] Lessons learn() {
        Lessons lessons;
        for (int fold = 0; fold < num_folds_ && lessons.votes.size() < options_.enough_votes; ++fold) {
            std::vector<bool> is_held_out(given_.num_votes());
            for (std::size_t k = 0; k < given_.num_votes(); ++k) is_held_out[k] = fold_of(k) == fold;
            const VoteMatrix fitted = only(given_, [&](std::size_t k) { return !is_held_out[k]; });
            std::vector<CellQuery> cells;
            std::vector<Vote> votes;
            for (std::size_t k = 0; k < given_.num_votes(); ++k) {
                const VoteCell& cell = given_.cells()[k];
                if (!is_held_out[k] || cell.weight == 0) continue;
                cells.push_back({given_.actors()[cell.actor_index], given_.roll_calls()[cell.roll_call_index].id});
                votes.push_back(cell.vote);
            }
            lessons.append(evidence_from(fitted, cells, stretch_of(monitor_, 0, 0.6)), votes);
        }
        return lessons;
    }

    /// What all given votes say.
    [[nodiscard]] EvidenceTable evidence(std::span<const CellQuery> cells) {
        return evidence_from(given_, cells, stretch_of(monitor_, 0.6, 1));
    }

private:
    [[nodiscard]] int fold_of(std::size_t vote) const {
        RandomStream random{seed_, {.purpose = kFoldStream, .item = static_cast<std::uint32_t>(vote)}};
        return static_cast<int>(random.below(static_cast<std::uint32_t>(num_folds_)));
    }

    [[nodiscard]] EvidenceTable evidence_from(const VoteMatrix& fitted, std::span<const CellQuery> cells,
                                              const Monitor& monitor) {
        // Votes differ little from fold to fold: each fit starts where the one before ended.
        fit_ = fit_ideal_points(fitted, position_options_, seed_, monitor, fit_ ? &*fit_ : nullptr);
        return evidence_of(fitted, *fit_, cells, options_.neighbours, monitor);
    }

    const VoteMatrix& given_;
    const VoteForecastOptions& options_;
    Seed seed_;
    const Monitor& monitor_;
    IdealPointOptions position_options_;
    int num_folds_ = 0;
    std::optional<IdealPointFit> fit_;
};

/// The position model by itself.
MultinomialLogit positions_alone() {
    MultinomialLogit logit{.no = Eigen::VectorXd::Zero(num_columns), .yes = Eigen::VectorXd::Zero(num_columns)};
    logit.no[positions] = 1;
    logit.yes[positions + 1] = 1;
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

/// Evidence of which some columns are not used.
EvidenceTable without(EvidenceTable evidence, const EvidencePart& part) {
    evidence.middleCols(part.first, part.count).setZero();
    return evidence;
}

EvidenceTable only_part(const EvidenceTable& evidence, const EvidencePart& part) {
    EvidenceTable result = EvidenceTable::Zero(evidence.rows(), evidence.cols());
    result.col(constant) = evidence.col(constant);
    result.middleCols(part.first, part.count) = evidence.middleCols(part.first, part.count);
    return result;
}

/// Weights learned from one half of the lessons, scored on the other.
template <typename Use>
ForecastScore score_of(const Lessons& to_learn, const Lessons& to_score, const Use& use) {
    const MultinomialLogit logit =
        fit_multinomial_logit(use(to_learn.evidence), to_learn.votes, positions_alone(), kPriorLogOdds);
    return score_forecast(predictions(logit, use(to_score.evidence)), to_score.votes);
}

std::vector<PartScore> part_scores(const Lessons& lessons) {
    const Lessons to_learn = lessons.half(0);
    const Lessons to_score = lessons.half(1);
    std::vector<PartScore> scores;
    for (const EvidencePart& part : kEvidenceParts)
        scores.push_back(
            {.part = part.name,
             .alone = score_of(to_learn, to_score, [&](const auto& table) { return only_part(table, part); }),
             .without = score_of(to_learn, to_score, [&](const auto& table) { return without(table, part); })});
    return scores;
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
    require(num_folds >= 2, "VoteForecastOptions::num_folds", num_folds, "at least 2");
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
    const std::vector<bool> asked = asked_about(votes, cells);
    const VoteMatrix given = only(votes, [&](std::size_t k) { return !asked[k]; });
    Forecaster forecaster(given, options, seed, monitor);

    const Lessons lessons = forecaster.learn();
    const MultinomialLogit stack =
        fit_multinomial_logit(lessons.evidence, lessons.votes, positions_alone(), kPriorLogOdds);
    return {.probabilities = predictions(stack, forecaster.evidence(cells)),
            .num_set_aside = votes.num_votes() - given.num_votes(),
            .num_held_out = lessons.votes.size(),
            .positions_alone = score_forecast(predictions(positions_alone(), lessons.evidence), lessons.votes),
            .stacked = score_forecast(predictions(stack, lessons.evidence), lessons.votes),
            .parts = options.part_scores == PartScores::measured ? part_scores(lessons) : std::vector<PartScore>{}};
}

}  // namespace entente::principles
