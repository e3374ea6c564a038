// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/positions.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/base/nearest.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// Labels of the UN's roll calls as their producer has them (Voeten 2013).
struct Label {
    std::string_view id;
    std::string_view name;
};
constexpr std::array<Label, 6> kLabels{{{"co", "colonialism"},
                                        {"di", "arms control and disarmament"},
                                        {"ec", "economic development"},
                                        {"hr", "human rights"},
                                        {"me", "the Palestinian conflict"},
                                        {"nu", "nuclear weapons and material"}}};

const Label* find_label(std::string_view id) {
    const auto* const found = std::ranges::find(kLabels, id, &Label::id);
    return found == kLabels.end() ? nullptr : found;
}

bool speaks_to(const RollCallRecord& roll_call, const std::vector<std::string>& labels) {
    return labels.empty() || std::ranges::any_of(roll_call.issues, [&](const std::string& label) {
               return std::ranges::find(labels, label) != labels.end();
           });
}

std::vector<principles::IdealPoint> known_points(const atlas::Atlas& atlas, Year as_of) {
    const atlas::World world = atlas.world(as_of);
    std::vector<principles::IdealPoint> points;
    constexpr int kFirstYear = 1946;
    for (atlas::ActorIndex index = 0; index < world.num_actors(); ++index)
        for (Year year{kFirstYear}; year <= as_of; year = year + 1)
            if (const auto position = world.position(index, year))
                points.push_back({.actor = position->actor,
                                  .year = position->year,
                                  .mean = position->mean,
                                  .std_error = position->std_error});
    return points;
}

}  // namespace

std::string positions_name(int num_dimensions, std::string_view label) {
    std::string name{atlas::kIdealPoints};
    if (!label.empty()) name += fmt::format("_{}", label);
    if (num_dimensions > 1) name += fmt::format("_{}d", num_dimensions);
    return name;
}

std::vector<std::string> vote_labels(std::string_view issue, const std::filesystem::path& data) {
    if (issue.empty()) return {};
    if (find_label(issue) != nullptr) return {std::string(issue)};
    std::vector<std::string> names;
    for (const Label& label : kLabels) names.emplace_back(label.id);
    for (const Issue& known : read_issues(data)) {
        if (known.id != issue) {
            names.push_back(known.id);
            continue;
        }
        if (known.vote_labels.empty())
            throw Error{Errc::unknown_id, fmt::format("no votes are labelled as speaking to {}", issue),
                        "Without --issue all votes are used."};
        std::vector<std::string> labels = known.vote_labels;
        std::ranges::sort(labels);
        return labels;
    }
    const auto nearest = nearest_names(issue, names);
    throw Error{Errc::unknown_id, fmt::format("no votes on '{}'", issue),
                fmt::format("{}: {}.", nearest.empty() ? "The labels and issues are" : "Nearest",
                            fmt::join(nearest.empty() ? names : nearest, ", "))};
}

std::string label_name(std::string_view label) {
    const Label* const known = find_label(label);
    return std::string(known != nullptr ? known->name : label);
}

std::vector<std::string> vote_labels_of(const atlas::VoteTable& votes) {
    std::set<std::string> labels;
    for (const RollCallRecord& roll_call : votes.roll_calls)
        labels.insert(roll_call.issues.begin(), roll_call.issues.end());
    return {labels.begin(), labels.end()};
}

atlas::VoteTable votes_on(atlas::VoteTable votes, const std::vector<std::string>& labels) {
    if (labels.empty()) return votes;
    std::erase_if(votes.roll_calls, [&](const RollCallRecord& roll_call) { return !speaks_to(roll_call, labels); });
    // Both are in the order of roll calls.
    std::erase_if(votes.votes, [&, at = votes.roll_calls.begin()](const VoteRecord& vote) mutable {
        while (at != votes.roll_calls.end() && at->id < vote.roll_call) ++at;
        return at == votes.roll_calls.end() || at->id != vote.roll_call;
    });
    return votes;
}

atlas::VoteTable votes_for(const atlas::Atlas& atlas, const PositionsRequest& request) {
    const std::vector<std::string> labels = vote_labels(request.issue, request.data);
    atlas::VoteTable votes = votes_on(atlas.votes(request.as_of.value_or(atlas.last_year())), labels);
    if (votes.votes.empty())
        throw Error{Errc::failed,
                    request.issue.empty() ? std::string("the atlas holds no votes to fit positions to")
                                          : fmt::format("the atlas holds no votes on {}", request.issue),
                    "Import a folder with the roll calls and their issues: entente import DIR."};
    return votes;
}

std::optional<Positions> stored_positions(const atlas::Atlas& atlas, const PositionsRequest& request) {
    const std::vector<std::string> labels = vote_labels(request.issue, request.data);
    if (request.as_of) {
        if (request.num_dimensions > 1 || !labels.empty()) return std::nullopt;
        const auto info = stored_info(atlas, "known_positions");
        if (!info) return std::nullopt;
        return Positions{known_points(atlas, *request.as_of), info->note};
    }
    if (labels.size() > 1) return std::nullopt;
    const std::string name = positions_name(request.num_dimensions, labels.empty() ? "" : labels.front());
    const auto info = stored_info(atlas, name);
    if (!info) return std::nullopt;
    Positions positions{.basis = info->note};
    for (const atlas::IdealPointRow& row : atlas.ideal_points(name))
        positions.points.push_back({.actor = row.actor,
                                    .year = row.year,
                                    .dimension = row.dimension,
                                    .mean = row.mean,
                                    .std_error = row.std_error});
    return positions;
}

principles::IdealPointOptions position_options(const principles::VoteMatrix& votes, int num_dimensions) {
    principles::IdealPointOptions options{.num_dimensions = num_dimensions};
    // The joint inverse takes (actors x dimensions)^3 a year; one dimension is always worth it.
    constexpr std::size_t kAffordable = 250;
    if (num_dimensions > 1 && votes.num_actors() * static_cast<std::size_t>(num_dimensions) > kAffordable)
        options.standard_errors = principles::StandardErrors::given_roll_calls;
    return options;
}

}  // namespace entente::engine
