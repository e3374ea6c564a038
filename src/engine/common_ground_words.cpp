// SPDX-License-Identifier: Apache-2.0
#include "common_ground_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/base/words.hpp"

namespace entente::engine {
namespace {

std::string name_of(const CommonGroundAnswer& answer, std::size_t member) {
    return answer.members[member].actor.name;
}

std::string names_of(const CommonGroundAnswer& answer, const std::vector<std::size_t>& members) {
    std::vector<std::string> names;
    for (const std::size_t member : members) names.push_back(name_of(answer, member));
    return enumerated(names);
}

std::string limit_text(const CommonGroundAnswer& answer, std::optional<std::size_t> member) {
    return member ? fmt::format("{}'s limit", name_of(answer, *member)) : std::string("no member's limit");
}

}  // namespace

std::string zone_text(const CommonGroundAnswer& answer, const norms::Zone& zone, const std::string& about) {
    const std::string subject = about.empty() ? "" : fmt::format(" (most of all {})", about);
    const std::string where =
        answer.num_dimensions == 1 ? "" : fmt::format(" on dimension {}{}", zone.dimension, subject);
    if (!zone.unwilling.empty())
        return fmt::format("There is no zone of agreement{}: no typical text would be accepted by {}.", where,
                           names_of(answer, zone.unwilling));
    if (zone.is_empty)
        return fmt::format(
            "There is no zone of agreement{}: {} accepts nothing under {:+.2f} and {} nothing over {:+.2f}.", where,
            name_of(answer, *zone.low_by), zone.low, name_of(answer, *zone.high_by), zone.high);
    return fmt::format("All accept texts that pull by {:+.2f} ({}) to {:+.2f} ({}){}.", zone.low,
                       limit_text(answer, zone.low_by), zone.high, limit_text(answer, zone.high_by), where);
}

std::string hardest_text(const CommonGroundAnswer& answer, const CommonGroundHardest& hardest) {
    const CommonGroundMember& member = answer.members[hardest.member];
    std::string text = fmt::format("{} is the hardest to bring along: it alone stands in the way of {} texts.",
                                   member.actor.name, member.num_blocked);
    if (!hardest.concession) return text + " No shift of any of them within the range of known texts would bring it.";
    text += fmt::format(" The smallest concession: shift “{}” by {:.2f} towards it.", hardest.title,
                        hardest.concession->shift);
    if (!hardest.concession->lost.empty())
        text += fmt::format(" That would lose {}.", names_of(answer, hardest.concession->lost));
    return text;
}

std::string package_text(const CommonGroundAnswer& answer, const CommonGroundPackage& package) {
    if (package.parts.empty()) return "No package was found from which every member gains.";
    const auto least = std::ranges::min_element(package.gains) - package.gains.begin();
    std::string text =
        fmt::format("{} texts, {}; the least gain, {:.2f}, is {}'s.", package.parts.size(),
                    package.is_proven ? std::string("proven best")
                                      : fmt::format("within {} of the best possible",
                                                    whole_percent(std::max(package.bound / package.nash - 1, 0.0))),
                    package.gains[static_cast<std::size_t>(least)], name_of(answer, static_cast<std::size_t>(least)));
    for (std::size_t i = 0; i < answer.members.size(); ++i) {
        std::size_t num_given = 0;
        for (const CommonGroundPart& part : package.parts) num_given += part.gains[i] < 0 ? 1 : 0;
        if (num_given > 0) text += fmt::format(" {} gives on {} of them.", name_of(answer, i), num_given);
    }
    return text + fmt::format(" A mediator would begin with “{}”: its least willing member is the most willing.",
                              package.parts.front().title);
}

std::string answer_text(const CommonGroundAnswer& answer) {
    const std::string about = answer.issue_name.empty() ? "" : fmt::format(" on {}", answer.issue_name);
    const char* consent = answer.request.consent == norms::Consent::yes ? "say yes to" : "not oppose";
    if (answer.num_acceptable > 0)
        return fmt::format("All {} would {} {} of {} texts{} (each with a chance of at least {}).",
                           answer.members.size(), consent, answer.num_acceptable, answer.num_considered, about,
                           whole_percent(answer.request.threshold));
    return fmt::format(
        "There is no text{} out of {} that all {} would {} with a chance of at least {} each; the nearest "
        "stops at {} for {}.",
        about, answer.num_considered, answer.members.size(), consent, whole_percent(answer.request.threshold),
        whole_percent(answer.proposals.front().worst_chance), name_of(answer, answer.proposals.front().worst_member));
}

}  // namespace entente::engine
