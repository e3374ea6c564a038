// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"
#include "entente/principles/issue_positions.hpp"
#include "inputs.hpp"
#include "kept_fits.hpp"

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

atlas::EstimateInfo principles_info(const atlas::Atlas& atlas, std::string name, std::string note,
                                    const EstimateOptions& options) {
    return estimate_info(atlas, std::move(name), std::move(note), options,
                         {"actors", "un_votes", "un_roll_calls", "un_roll_call_issues"});
}

std::string how_it_ended(const principles::IdealPointFit& fit) {
    return fmt::format("{} after {} iterations", to_string(fit.diagnostics.termination), fit.diagnostics.iterations);
}

constexpr std::string_view kKnownPositions = "known_positions";

/// Rows of roll calls of which a later estimate knows newer ones.
std::vector<atlas::RollCallParameterRow> with_newer(const std::vector<atlas::RollCallParameterRow>& stored,
                                                    const std::vector<atlas::RollCallParameterRow>& newer) {
    std::vector<atlas::RollCallParameterRow> rows;
    const auto id = &atlas::RollCallParameterRow::roll_call;
    const auto sorted = [&](std::vector<atlas::RollCallParameterRow> unsorted) {
        std::ranges::sort(unsorted, {}, id);
        return unsorted;
    };
    std::ranges::set_union(sorted(newer), sorted(stored), std::back_inserter(rows), {}, id, id);
    return rows;
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
        const principles::VoteMatrix votes = vote_matrix(votes_, VoteClock::session);
        overall_ = updated_or_fitted(std::string(atlas::kIdealPoints), votes);
        const atlas::EstimateInfo info = this->info(
            std::string(atlas::kIdealPoints), fmt::format("One dimension, smoothed over all votes; {}.", overall_.how));
        auto parameters = parameter_rows(overall_.fit);
        if (overall_.is_update) parameters = with_newer(atlas_.roll_call_parameters(info.name), parameters);
        atlas_.store_ideal_points(smoothed_rows(overall_.fit.points, info), parameters);
        keep_fit(atlas_, info, votes, overall_.fit);
    }

    /// One dimension for each label of the roll calls. An update would be up to a standard error from this: there are
    /// few roll calls of a label in a session.
    void by_issue() {
        for (const std::string& label : vote_labels_of(votes_)) {
            const Fitted fitted = fitted_anew(vote_matrix(votes_on(votes_, {label}), VoteClock::session), 1);
            const auto shrunk = principles::shrink_to_overall(fitted.fit.points, overall_.fit.points);
            const std::string note = fmt::format(
                "One dimension, smoothed over the votes on {}, shrunk towards {:.2f} x the overall position (residual "
                "sd {:.2f}); {}.",
                label, shrunk.slope, shrunk.residual_sd, fitted.how);
            atlas_.store_ideal_points(smoothed_rows(shrunk.points, info(positions_name(1, label), note)), {});
        }
    }

    /// Fitted anew as well: an update of three dimensions would keep axes that the refit turns.
    void in_dimensions(int num_dimensions) {
        const Fitted fitted = fitted_anew(vote_matrix(votes_, VoteClock::session), num_dimensions);
        const std::string note = fmt::format("{} dimensions, smoothed over all votes; {}.", num_dimensions, fitted.how);
        atlas_.store_ideal_points(smoothed_rows(fitted.fit.points, info(positions_name(num_dimensions, ""), note)), {});
    }

    /// One dimension, each year from the votes up to its end: a chain of fits, each started from the one before.
    void as_known() {
        const auto known =
            principles::fit_known_ideal_points(vote_matrix(votes_, VoteClock::calendar), {}, options_.seed, monitor_);
        atlas_.store_known_positions(known_rows(
            known, info(std::string(kKnownPositions),
                        "One dimension, for each year from the votes dated up to its end and no later ones.")));
    }

private:
    /// A fit, and in a few words how it came about.
    struct Fitted {
        principles::IdealPointFit fit;
        std::string how;
        bool is_update = false;  ///< Of a stored fit, to which newer sessions were added.
    };

    /// The stored fit with newer sessions added, or a new one where that will not do.
    [[nodiscard]] Fitted updated_or_fitted(const std::string& name, const principles::VoteMatrix& votes) const {
        if (options_.refit == Refit::always) return fitted_anew(votes, 1);
        auto updated = updated_fit(atlas_, info(name, ""), votes, position_options(votes, 1));
        if (!updated) return fitted_anew(votes, 1);
        const std::string how =
            fmt::format("{} added to the fit of the votes before {}",
                        updated->num_new == 1 ? "one session" : "two sessions", updated->first_new.value());
        if (options_.say) options_.say(fmt::format("{}: {}", name, how));
        return {std::move(updated->fit), how, true};
    }

    [[nodiscard]] Fitted fitted_anew(const principles::VoteMatrix& votes, int num_dimensions) const {
        principles::IdealPointFit fit =
            principles::fit_ideal_points(votes, position_options(votes, num_dimensions), options_.seed, monitor_);
        std::string how = how_it_ended(fit);
        return {std::move(fit), std::move(how)};
    }

    [[nodiscard]] atlas::EstimateInfo info(std::string name, std::string note) const {
        return principles_info(atlas_, std::move(name), std::move(note), options_);
    }

    atlas::Atlas& atlas_;
    const EstimateOptions& options_;
    const Monitor& monitor_;
    atlas::VoteTable votes_;
    Fitted overall_{};
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
    // The positions as known are stored last: where they are current, all others are.
    if (options.refit == Refit::when_inputs_changed &&
        is_current(atlas, principles_info(atlas, std::string(kKnownPositions), "", options))) {
        if (options.say) options.say("principles: not older than the votes, left as they are (--refit fits them anew)");
        return;
    }
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
