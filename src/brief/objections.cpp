// SPDX-License-Identifier: Apache-2.0
#include "objections.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "reasons.hpp"

namespace entente::brief {
namespace {

using attain::Answer;
using attain::CellAnswer;
using attain::CellEvidence;

/// A chance below this multiple of an average set's is no merit of the actors'.
constexpr double kSmallLift = 1.5;

using Objection = std::optional<Line> (*)(const Answer&, const NameBook&);

std::optional<Line> low_end(const Answer& answer, const NameBook&) {
    const CellAnswer* const cell = headline(answer);
    if (!cell || cell->evidence == CellEvidence::held || cell->chance->low >= answer.question.threshold)
        return std::nullopt;
    return Line{
        "The range reaches below the mark.",
        fmt::format("The headline clears {} only at its best estimate. At the low end of its range it is {}, "
                    "which is {}.",
                    percent(answer.question.threshold), percent(cell->chance->low), likelihood(cell->chance->low))};
}

std::optional<Line> nothing_new(const Answer& answer, const NameBook&) {
    const bool has_forecast = std::ranges::any_of(answer.matrix, [&](const CellAnswer& cell) {
        return cell.chance && cell.evidence != CellEvidence::held &&
               cell.chance->probability >= answer.question.threshold;
    });
    const CellAnswer* const cell = headline(answer);
    if (!cell || has_forecast) return std::nullopt;
    return Line{"There is nothing new to gain.",
                fmt::format("All that clears {} stands already. Whatever goes beyond it is less likely than that, so "
                            "effort spent here would change little.",
                            percent(answer.question.threshold))};
}

std::optional<Line> all_together(const Answer& answer, const NameBook&) {
    const auto best = std::ranges::max_element(answer.together.foundings, {},
                                               [](const attain::Founding& f) { return f.chance.probability; });
    if (best == answer.together.foundings.end() || best->chance.probability >= answer.question.threshold)
        return std::nullopt;
    const bool is_beaten = std::ranges::any_of(answer.matrix, [&](const CellAnswer& cell) {
        return cell.chance && cell.chance->probability > best->chance.probability;
    });
    return Line{
        fmt::format("A new partnership of {} is another matter.", answer.actors.size() == 2 ? "the two" : "all"),
        likely_that(best->chance, all_of(answer.actors.size()) + " found something new together") +
            (is_beaten ? " The better figures rest on what stands, on joining larger bodies, or on fewer members."
                       : "")};
}

bool has_failed(const attain::Comparable& c) {
    return c.status == Status::failed || c.status == Status::lapsed || c.status == Status::suspended;
}

std::optional<Line> failed_precedents(const Answer& answer, const NameBook&) {
    std::vector<std::string> names;
    for (const auto& c : answer.comparables)
        if (has_failed(c)) names.push_back(precedent(c));
    if (names.empty()) return std::nullopt;
    return Line{"Its like has failed.",
                fmt::format("Of the {} nearest precedents, {} did not last: {}.", count(answer.comparables.size()),
                            count(names.size()), listed(names))};
}

std::optional<Line> blocker(const Answer& answer, const NameBook& names) {
    const attain::Mover* const obstacle = main_obstacle(answer);
    if (obstacle == nullptr) return std::nullopt;
    return Line{"One obstacle weighs most.", change_in_words(*obstacle, answer, names, Manner::obstacle)};
}

std::optional<Line> thin_evidence(const Answer& answer, const NameBook&) {
    std::size_t num_few = 0;
    std::size_t num_none = 0;
    for (const CellAnswer& cell : answer.matrix) {
        num_few += cell.evidence == CellEvidence::registry ? 1 : 0;
        num_none += cell.evidence == CellEvidence::none ? 1 : 0;
    }
    if (num_few + num_none == 0) return std::nullopt;
    const CellAnswer* const cell = headline(answer);
    const std::string here = cell && cell->evidence == CellEvidence::registry
                                 ? " The headline itself rests on a few well-known partnerships."
                                 : "";
    std::vector<std::string> parts;
    if (num_few > 0)
        parts.push_back(
            fmt::format("{} {} on a few curated partnerships", count(num_few), num_few == 1 ? "rests" : "rest"));
    if (num_none > 0)
        parts.push_back(fmt::format("{} {} on nothing at all", count(num_none), num_none == 1 ? "rests" : "rest"));
    return Line{"The evidence is thin in places.", fmt::format("Of the thirty squares, {}.{}", listed(parts), here)};
}

std::optional<Line> no_better_than_chance(const Answer& answer, const NameBook&) {
    const CellAnswer* const cell = headline(answer);
    if (!cell || cell->evidence == CellEvidence::held || !cell->lift || *cell->lift >= kSmallLift) return std::nullopt;
    // Rates of curated partnerships of a form are the same for everyone.
    if (cell->evidence == CellEvidence::registry)
        return Line{"Others would do as well.",
                    "The headline is the rate of well-known partnerships of that form. It does not depend on who takes "
                    "part, and so says nothing for these actors in particular."};
    const std::string how = is_like_average(*cell->lift) ? "the same chance"
                            : *cell->lift < 1            ? "a better chance"
                                                         : "almost the same chance";
    return Line{"Others would do as well.",
                fmt::format("An average set of as many states has {}: these actors' is {:.1f} times as high, so they "
                            "bring no advantage of their own.",
                            how, *cell->lift)};
}

std::optional<Line> exposure(const Answer& answer, const NameBook&) {
    if (!answer.next_step || answer.next_step->visibility < kExposed) return std::nullopt;
    return Line{"The next step is in full view.",
                "It invites opposition at home and abroad before anything is gained; a quieter form may last longer."};
}

std::optional<Line> no_need(const Answer& answer, const NameBook& names) {
    const attain::Need& need = answer.need;
    if (need.required_share <= 0 || need.shortfall > 0 || need.verdict == "unknown") return std::nullopt;
    return Line{"It is not needed.", fmt::format("{} carry {} of the issue, above the {} required.",
                                                 capitalised(names.actors(need.like_minded)),
                                                 percent(need.like_minded_share), percent(need.required_share))};
}

constexpr std::array<Objection, 9> kObjections{low_end, nothing_new, all_together,          failed_precedents,
                                               blocker, no_need,     no_better_than_chance, thin_evidence,
                                               exposure};

}  // namespace

const CellAnswer* headline(const Answer& answer) {
    const auto rank = [](const attain::FrontierPoint& p) {
        return std::tuple(p.cell.depth, p.probability, p.composition.size());
    };
    const auto best = std::ranges::max_element(answer.frontier, {}, rank);
    return best == answer.frontier.end() ? nullptr : &answer.matrix[index_of(best->cell)];
}

std::vector<Line> objections(const Answer& answer, const NameBook& names) {
    std::vector<Line> lines;
    for (const Objection objection : kObjections)
        if (auto line = objection(answer, names)) lines.push_back(std::move(*line));
    return lines;
}

}  // namespace entente::brief
