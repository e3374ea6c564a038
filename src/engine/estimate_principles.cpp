// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

constexpr int kFirstSessionMinusOne = 1945;  ///< Session n of the General Assembly begins in September of 1945 + n.

atlas::EstimateRows<atlas::IdealPointRow> smoothed_rows(const principles::IdealPointFit& fit,
                                                        atlas::EstimateInfo info) {
    atlas::EstimateRows<atlas::IdealPointRow> rows{.info = std::move(info)};
    rows.rows.reserve(fit.points.size());
    for (const principles::IdealPoint& point : fit.points)
        rows.rows.push_back({point.actor, point.year, point.dimension, point.mean, point.std_error});
    return rows;
}

std::vector<atlas::RollCallParameterRow> parameter_rows(const principles::IdealPointFit& fit) {
    std::vector<atlas::RollCallParameterRow> rows;
    rows.reserve(fit.roll_calls.size());
    for (const principles::RollCallParameters& roll_call : fit.roll_calls)
        rows.push_back({.roll_call = roll_call.id,
                        .discrimination = roll_call.discrimination[0],
                        .discrimination_se = roll_call.discrimination_se[0],
                        .difficulty = roll_call.difficulty,
                        .difficulty_se = roll_call.difficulty_se,
                        .cut_low = roll_call.cut_points[0],
                        .cut_low_se = roll_call.cut_point_se,
                        .cut_high = roll_call.cut_points[1],
                        .cut_high_se = roll_call.cut_point_se});
    return rows;
}

atlas::EstimateRows<atlas::KnownPosition> known_rows(std::span<const principles::IdealPoint> points,
                                                     atlas::EstimateInfo info) {
    atlas::EstimateRows<atlas::KnownPosition> rows{.info = std::move(info)};
    rows.rows.reserve(points.size());
    for (const principles::IdealPoint& point : points)
        rows.rows.push_back({point.actor, point.year, point.mean, point.std_error});
    return rows;
}

}  // namespace

principles::VoteMatrix vote_matrix(const atlas::VoteTable& votes, VoteClock clock) {
    std::vector<principles::RollCall> roll_calls;
    roll_calls.reserve(votes.roll_calls.size());
    for (const RollCallRecord& record : votes.roll_calls) {
        const Year year = clock == VoteClock::session ? Year{kFirstSessionMinusOne + record.session} : record.year;
        roll_calls.push_back({.id = record.id, .year = year, .bridge = std::nullopt});
    }
    return principles::VoteMatrix{std::move(roll_calls), votes.votes};
}

void estimate_principles(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    const atlas::VoteTable votes = atlas.votes(atlas.last_year());
    if (votes.votes.empty())
        throw Error{Errc::failed, "the atlas holds no votes",
                    "Import a folder with the roll calls: entente import DIR."};
    const auto info = [&](const char* name, std::string note) {
        return estimate_info(atlas, name, std::move(note), options, {"actors", "un_votes", "un_roll_calls"});
    };

    monitor.report("ideal points of all years", 0.0);
    const auto fit = principles::fit_ideal_points(vote_matrix(votes, VoteClock::session), {}, options.seed, monitor);
    const std::string note = fmt::format("One dimension, smoothed over all votes; {} after {} iterations.",
                                         to_string(fit.diagnostics.termination), fit.diagnostics.iterations);
    atlas.store_ideal_points(smoothed_rows(fit, info("ideal_points", note)), parameter_rows(fit));

    monitor.report("ideal points as known in each year", 0.3);
    const auto known =
        principles::fit_known_ideal_points(vote_matrix(votes, VoteClock::calendar), {}, options.seed, monitor);
    atlas.store_known_positions(known_rows(
        known,
        info("known_positions", "One dimension, for each year from the votes dated up to its end and no later ones.")));
}

}  // namespace entente::engine
