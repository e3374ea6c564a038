// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "entente/attain/attain.hpp"
#include "steps.hpp"
#include "words.hpp"

namespace entente::attain {
namespace {

constexpr std::string_view kLikeliest = "likeliest";  ///< Label of the option that is the next step.

/// A cell beats another where it is at least as formal and as deep, and more of one.
bool beats(const Cell& a, const Cell& b, const IsMoreFormal& is_more_formal) {
    if (is_more_formal(a.scope, b.scope)) return a.depth >= b.depth;
    return a.scope == b.scope && a.depth > b.depth;
}

std::vector<FrontierPoint> find_frontier(std::span<const CellAnswer> matrix, const Question& question,
                                         const IsMoreFormal& is_more_formal) {
    std::vector<const CellAnswer*> cleared;
    for (const CellAnswer& cell : matrix)
        if (cell.chance && cell.chance->probability >= question.threshold) cleared.push_back(&cell);
    std::vector<FrontierPoint> frontier;
    for (const CellAnswer* cell : cleared)
        if (std::ranges::none_of(
                cleared, [&](const CellAnswer* other) { return beats(other->cell, cell->cell, is_more_formal); }))
            frontier.push_back({cell->cell, cell->chance->probability, cell->composition});
    return frontier;
}

/// By scope, the composition of the deepest cell that clears the threshold, else of the likeliest cell.
std::vector<CompositionAnswer> best_compositions(std::span<const CellAnswer> matrix, const Question& question,
                                                 const Pool& pool) {
    std::vector<CompositionAnswer> compositions;
    for (const Scope scope : all_values<Scope>()) {
        const CellAnswer* chosen = nullptr;
        for (const CellAnswer& cell : matrix) {
            if (cell.cell.scope != scope || !cell.chance) continue;
            if (!chosen || cell.chance->probability >= question.threshold ||
                cell.chance->probability >= chosen->chance->probability)
                chosen = &cell;
        }
        if (!chosen) continue;
        Members members;
        for (std::size_t k = 0; k < pool.size(); ++k)
            if (std::ranges::find(chosen->composition, pool.key(k)) != chosen->composition.end()) members.push_back(k);
        compositions.push_back({.scope = scope,
                                .members = chosen->composition,
                                .depth = chosen->cell.depth,
                                .probability = chosen->chance->probability,
                                .impact_share = pool.share(members),
                                .how = chosen->way});
    }
    return compositions;
}

/// All of the pool together, whatever the depth: what the asker had in mind by naming them.
void add_everyone(std::vector<CompositionAnswer>& compositions, const Together& together, const Pool& pool) {
    if (pool.size() < 3 || together.foundings.empty()) return;
    double best = 0;
    for (const Founding& one : together.foundings) best = std::max(best, one.chance.probability);
    compositions.push_back({.scope = Scope::multilateral,
                            .members = pool.keys(pool.everyone()),
                            .depth = Depth::practice,
                            .probability = best,
                            .impact_share = pool.share(pool.everyone())});
}

/// What a founding of a family is called in a sentence.
constexpr std::array<const char*, 5> kFoundingOf{"an alliance", "a trade agreement", "an organisation with a treaty",
                                                 "a club without a treaty", "something"};

/// What stands among all of the actors, and what is the chance of something new among all of them.
std::string together_text(const Answer& answer) {
    const Together& together = answer.together;
    const char* all = answer.actors.size() == 2 ? "The two" : "All of them";
    std::string text;
    if (!together.bonds.empty()) {
        const Bond& bond = together.bonds.front();
        const std::string more =
            together.bonds.size() > 1 ? fmt::format(" and {} more", together.bonds.size() - 1) : "";
        const bool is_dated = bond.name.ends_with(fmt::format("({})", bond.since.value()));
        text = fmt::format(" {} stand together in {} ({}{}){}.", all, bond.name,
                           is_dated ? "" : fmt::format("{}, ", bond.since.value()),
                           bond.depth ? fmt::format("as deep as {}", to_string(*bond.depth)) : "depth not shown", more);
    }
    const auto best =
        std::ranges::max_element(together.foundings, {}, [](const Founding& one) { return one.chance.probability; });
    if (best != together.foundings.end())
        text += fmt::format(" That {} found {} on it within {} years: {}.",
                            answer.actors.size() == 2 ? "they" : "all of them",
                            kFoundingOf[static_cast<std::size_t>(best->family)], answer.question.horizon_years,
                            percent(best->chance.probability));
    return text;
}

std::string verdict_of(const Answer& answer, const Pool& pool) {
    const Question& question = answer.question;
    std::vector<std::string> names;
    for (const Actor& actor : answer.actors) names.push_back(actor.name);
    const std::string who = listed(names);
    const std::string when = fmt::format("within {} years of {}", question.horizon_years, question.as_of.value());
    if (!answer.frontier.empty()) {
        const auto deepest =
            std::ranges::max_element(answer.frontier, {}, [](const FrontierPoint& p) { return p.cell.depth; });
        const bool stands = deepest->probability >= 1;
        return fmt::format("On {}, the most that {} can agree to is a {} partnership as deep as {} ({}): {}.",
                           question.issue_name, who, to_string(deepest->cell.scope), to_string(deepest->cell.depth),
                           listed(deepest->composition),
                           stands ? "it stands already" : fmt::format("{} {}", percent(deepest->probability), when));
    }
    const CellAnswer* best = nullptr;
    for (const CellAnswer& cell : answer.matrix)
        if (cell.chance && (!best || cell.chance->probability > best->chance->probability)) best = &cell;
    const auto share = pool.share(pool.everyone());
    if (!best && share && *share < question.impact)
        return fmt::format("On {}, {} together carry {} as of {}, and {} is asked for: no partnership among them does.",
                           question.issue_name, who, percent(*share), question.as_of.value(), percent(question.impact));
    if (!best)
        return fmt::format("On {}, nothing that is known of {} as of {} informs an answer.", question.issue_name, who,
                           question.as_of.value());
    return fmt::format(
        "On {}, nothing among {} clears {}; the likeliest is a {} partnership at the depth of {} ({}): {} {}.",
        question.issue_name, who, percent(question.threshold), to_string(best->cell.scope), to_string(best->cell.depth),
        listed(best->composition), percent(best->chance->probability), when);
}

}  // namespace

Answer answer(const AnswerInputs& inputs, Question question, const Monitor& monitor) {
    if (question.pool.size() < 2) throw Error{Errc::wrong_usage, "a partnership takes two; name two actors or more"};
    std::optional<AnswerGround> own;
    const AnswerGround& ground =
        inputs.ground ? *inputs.ground : own.emplace(answer_ground(inputs.world, question.as_of));
    const Pool pool(inputs, question, ground);

    Answer result{.question = std::move(question)};
    const Prospects prospects(inputs, result.question, pool, ground);
    const Inquiry inquiry{
        .inputs = inputs, .question = result.question, .pool = pool, .ground = ground, .prospects = prospects};
    for (const atlas::ActorIndex actor : result.question.pool) result.actors.push_back(inputs.world.actor(actor));
    result.matrix = fill_matrix(inputs, result.question, pool, ground, prospects, monitor);
    result.frontier = find_frontier(result.matrix, result.question, inputs.is_more_formal);
    result.together = find_together(inquiry);
    result.compositions = best_compositions(result.matrix, result.question, pool);
    add_everyone(result.compositions, result.together, pool);
    result.movers = find_movers(inquiry);
    result.blockers = blockers_of(result.movers, pool);
    result.contributions = find_contributions(inquiry);
    result.comparables = find_comparables(inquiry);
    result.need = find_need(inquiry);
    result.options = find_options(inquiry, result.matrix);
    if (!result.options.empty() && result.options.front().label == kLikeliest)
        result.next_step = result.options.front();
    result.verdict = verdict_of(result, pool) + together_text(result);
    result.provenance.model_as_of = inputs.model.before - 1;
    return result;
}

}  // namespace entente::attain
