// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"
#include "entente/principles/issue_positions.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

constexpr int kFirstSessionMinusOne = 1945;  ///< Session n of the General Assembly begins in September of 1945 + n.

atlas::EstimateRows<atlas::IdealPointRow> smoothed_rows(std::span<const principles::IdealPoint> points,
                                                        atlas::EstimateInfo info) {
    atlas::EstimateRows<atlas::IdealPointRow> rows{.info = std::move(info)};
    rows.rows.reserve(points.size());
    for (const principles::IdealPoint& point : points)
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

std::string how_it_ended(const principles::IdealPointFit& fit) {
    return fmt::format("{} after {} iterations", to_string(fit.diagnostics.termination), fit.diagnostics.iterations);
}

/// What all steps of estimate_principles share.
class PrinciplesEstimation {
public:
    PrinciplesEstimation(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor)
        : atlas_(atlas), options_(options), monitor_(monitor), votes_(atlas.votes(atlas.last_year())) {
        if (votes_.votes.empty())
            throw Error{Errc::failed, "the atlas holds no votes",
                        "Import a folder with the roll calls: entente import DIR."};
    }

    /// One dimension, all votes: the readable summary, with every roll call's parameters.
    void overall() {
        const principles::IdealPointFit fit = fitted(vote_matrix(votes_, VoteClock::session), 1);
        const std::string note = fmt::format("One dimension, smoothed over all votes; {}.", how_it_ended(fit));
        atlas_.store_ideal_points(smoothed_rows(fit.points, info(positions_name(1, ""), note)), parameter_rows(fit));
        overall_ = fit.points;
    }

    /// One dimension for each label of the roll calls.
    void by_issue() {
        for (const std::string& label : vote_labels_of(votes_)) {
            const principles::IdealPointFit fit = fitted(vote_matrix(votes_on(votes_, {label}), VoteClock::session), 1);
            const auto shrunk = principles::shrink_to_overall(fit.points, overall_);
            const std::string note = fmt::format(
                "One dimension, smoothed over the votes on {}, shrunk towards {:.2f} x the overall position (residual "
                "sd {:.2f}); {}.",
                label, shrunk.slope, shrunk.residual_sd, how_it_ended(fit));
            atlas_.store_ideal_points(smoothed_rows(shrunk.points, info(positions_name(1, label), note)), {});
        }
    }

    void in_dimensions(int num_dimensions) {
        const principles::IdealPointFit fit = fitted(vote_matrix(votes_, VoteClock::session), num_dimensions);
        const std::string note =
            fmt::format("{} dimensions, smoothed over all votes; {}.", num_dimensions, how_it_ended(fit));
        atlas_.store_ideal_points(smoothed_rows(fit.points, info(positions_name(num_dimensions, ""), note)), {});
    }

    /// One dimension, each year from the votes up to its end.
    void as_known() {
        const auto known =
            principles::fit_known_ideal_points(vote_matrix(votes_, VoteClock::calendar), {}, options_.seed, monitor_);
        atlas_.store_known_positions(known_rows(
            known, info("known_positions",
                        "One dimension, for each year from the votes dated up to its end and no later ones.")));
    }

private:
    [[nodiscard]] principles::IdealPointFit fitted(const principles::VoteMatrix& votes, int num_dimensions) const {
        return principles::fit_ideal_points(votes, position_options(votes, num_dimensions), options_.seed, monitor_);
    }
    [[nodiscard]] atlas::EstimateInfo info(std::string name, std::string note) const {
        return estimate_info(atlas_, std::move(name), std::move(note), options_,
                             {"actors", "un_votes", "un_roll_calls", "un_roll_call_issues"});
    }

    atlas::Atlas& atlas_;
    const EstimateOptions& options_;
    const Monitor& monitor_;
    atlas::VoteTable votes_;
    std::vector<principles::IdealPoint> overall_{};
};

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
    PrinciplesEstimation estimation(atlas, options, monitor);
    monitor.report("ideal points of all years", 0.0);
    estimation.overall();
    monitor.report("ideal points by issue", 0.1);
    estimation.by_issue();
    monitor.report("ideal points in two and three dimensions", 0.3);
    estimation.in_dimensions(2);
    estimation.in_dimensions(3);
    monitor.report("ideal points as known in each year", 0.5);
    estimation.as_known();
}

}  // namespace entente::engine
