// SPDX-License-Identifier: Apache-2.0
#include "own_proposal.hpp"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/words.hpp"

namespace entente::engine {
namespace {

template <typename Number>
Number number_of(std::string_view text, const std::string& whole) {
    Number value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size())
        throw Error{Errc::wrong_usage, fmt::format("proposal '{}': '{}' is no number", whole, text),
                    "Write like:ID, at:POSITION (one a dimension, by commas) or beta=B,alpha=A,cut=C."};
    return value;
}

norms::Proposal like(std::int32_t id, const norms::Ground& ground) {
    const auto found = ground.find(RollCallId{id});
    if (!found)
        throw Error{Errc::unknown_id, fmt::format("no roll call {}", id),
                    "The ids of roll calls are listed by entente common-ground --json."};
    norms::Proposal proposal = ground.proposals[*found];
    proposal.title = "A text like: " + proposal.title;
    return proposal;
}

/// `beta=..,alpha=..,cut=..` on the first dimension.
norms::Proposal with_parameters(const std::string& text, const norms::Ground& ground, const norms::IssueSpace& space) {
    norms::Proposal proposal = norms::proposal_at(ground, space, {});
    for (const std::string_view item : parts_of(text)) {
        const std::size_t equals = item.find('=');
        const std::string_view name = item.substr(0, equals);
        const double value = number_of<double>(equals == std::string_view::npos ? "" : item.substr(equals + 1), text);
        if (name == "beta")
            proposal.parameters.discrimination[0] = value;
        else if (name == "alpha")
            proposal.parameters.difficulty = value;
        else if (name == "cut" && value >= 0)
            proposal.parameters.cut_points = {-value, value};
        else
            throw Error{Errc::wrong_usage,
                        fmt::format("proposal '{}': '{}' is none of beta, alpha and cut >= 0", text, item)};
    }
    proposal.parameters.conditional_cov = {};
    proposal.parameters.difficulty_se = 0;
    proposal.title = "A text with " + text;
    return proposal;
}

}  // namespace

norms::Proposal own_proposal(const std::string& text, const norms::Ground& ground, const norms::IssueSpace& space) {
    const std::string_view view = text;
    if (view.starts_with("like:")) return like(number_of<std::int32_t>(view.substr(5), text), ground);
    if (view.starts_with("at:")) {
        std::vector<double> position;
        for (const std::string_view part : parts_of(view.substr(3))) position.push_back(number_of<double>(part, text));
        return norms::proposal_at(ground, space, position);
    }
    return with_parameters(text, ground, space);
}

}  // namespace entente::engine
