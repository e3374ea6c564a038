// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "entente/attain/attain.hpp"
#include "matrix.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kMostBlockers = 5;
constexpr double kLeastGain = 0.001;  ///< A tenth of a point: less is no obstacle worth naming.
constexpr std::size_t kMostComparables = 6;
constexpr std::size_t kLargestBlockedPool = 30;  ///< Larger pools are not asked actor by actor: no single one blocks.

std::string percent(double probability) {
    if (probability < 0.005) return "less than 1 %";
    if (probability > 0.995 && probability < 1) return "over 99 %";
    return fmt::format("{:.0f} %", probability * 100);
}

std::string listed(std::span<const std::string> words) {
    if (words.size() > 6) return fmt::format("{} and {} others", fmt::join(words.first(4), ", "), words.size() - 4);
    if (words.size() < 2) return words.empty() ? "nobody" : words.front();
    return fmt::format("{} and {}", fmt::join(words.first(words.size() - 1), ", "), words.back());
}

/// A cell beats another where it is at least as formal and as deep, and more of one.
bool beats(const Cell& a, const Cell& b, const IsMoreFormal& is_more_formal) {
    if (is_more_formal(a.scope, b.scope)) return a.depth >= b.depth;
    return a.scope == b.scope && a.depth > b.depth;
}

std::vector<FrontierPoint> find_frontier(const Matrix& matrix, const Question& question,
                                         const IsMoreFormal& is_more_formal) {
    std::vector<const CellAnswer*> cleared;
    for (const CellAnswer& cell : matrix.cells)
        if (cell.chance && cell.chance->probability >= question.threshold) cleared.push_back(&cell);
    std::vector<FrontierPoint> frontier;
    for (const CellAnswer* cell : cleared)
        if (std::ranges::none_of(
                cleared, [&](const CellAnswer* other) { return beats(other->cell, cell->cell, is_more_formal); }))
            frontier.push_back({cell->cell, cell->chance->probability, cell->composition});
    return frontier;
}

/// By scope, the composition of the deepest cell that clears the threshold, else of the likeliest cell.
std::vector<CompositionAnswer> best_compositions(const Matrix& matrix, const Question& question, const Pool& pool) {
    std::vector<CompositionAnswer> compositions;
    for (const Scope scope : all_values<Scope>()) {
        const CellAnswer* chosen = nullptr;
        for (const CellAnswer& cell : matrix.cells) {
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
void add_everyone(std::vector<CompositionAnswer>& compositions, const AnswerInputs& inputs, const Question& question,
                  const Pool& pool, const DyadFrame& frame) {
    constexpr std::size_t kLargest = 40;
    const Members all = pool.everyone();
    const bool is_seen = std::ranges::all_of(all, [&](std::size_t k) { return pool.is_visible(k); });
    if (all.size() < 3 || all.size() > kLargest || !is_seen) return;
    compositions.push_back({.scope = Scope::multilateral,
                            .members = pool.keys(all),
                            .depth = Depth::practice,
                            .probability = chance_of_all(pool, all, frame, inputs.model, question),
                            .impact_share = pool.share(all)});
}

/// What the chance that the whole pool stand together would gain if an actor stayed away, a rivalry ended or principles
/// were half as far apart: each evaluated anew, not approximated.
std::vector<Blocker> find_blockers(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                   const DyadFrame& frame) {
    std::vector<Blocker> blockers;
    Members all = pool.everyone();
    std::erase_if(all, [&](std::size_t k) { return !pool.is_visible(k); });
    if (all.size() < 2 || all.size() > kLargestBlockedPool) return blockers;
    const Cell cell{all.size() == 2 ? Scope::bilateral : Scope::multilateral, Depth::practice};
    const double base = chance_of_all(pool, all, frame, inputs.model, question);
    const auto add = [&](const char* kind, std::vector<std::string> who, double gain, std::string text) {
        if (gain > kLeastGain)
            blockers.push_back(
                {.kind = kind, .who = std::move(who), .cell = cell, .loss = gain, .text = std::move(text)});
    };
    if (all.size() > 2)
        for (const std::size_t k : all) {
            Members others = all;
            std::erase(others, k);
            const double without = chance_of_all(pool, others, frame, inputs.model, question);
            add("actor", {pool.key(k)}, without - base,
                fmt::format("Without {} the rest stand together with {} instead of {}.", pool.key(k), percent(without),
                            percent(base)));
        }
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (pool.bloc(all[i]).size() != 1 || pool.bloc(all[j]).size() != 1) continue;
            const Slot a = pool.bloc(all[i]).front();
            const Slot b = pool.bloc(all[j]).front();
            const float distance = frame.value(a, b, DyadFeature::principle_distance);
            const auto changed = [&](DyadFeature feature, float value) {
                return chance_of_all(pool, all, frame.with(a, b, feature, value), inputs.model, question) - base;
            };
            const std::vector<std::string> who{pool.key(all[j]), pool.key(all[i])};
            if (all.size() <= 8 && !std::isnan(distance) && distance > 0.5F)
                add("principle", who, changed(DyadFeature::principle_distance, distance / 2),
                    fmt::format("The principles of {} lie {:.1f} standard deviations apart.", listed(who), distance));
            if (frame.value(a, b, DyadFeature::rivalry) > 0)
                add("dyad", who, changed(DyadFeature::rivalry, 0),
                    fmt::format("{} are strategic rivals.", listed(who)));
        }
    std::ranges::stable_sort(blockers, std::ranges::greater{}, &Blocker::loss);
    if (blockers.size() > kMostBlockers) blockers.resize(kMostBlockers);
    return blockers;
}

std::string outcome_of(const Partnership& partnership) {
    const std::string depth =
        partnership.depth ? fmt::format("reached {}", to_string(*partnership.depth)) : "depth not shown by any source";
    switch (partnership.status) {
        case Status::active:
            return "stands, " + depth;
        case Status::ended:
            return fmt::format("ended {}, {}", partnership.ended ? partnership.ended->value() : 0, depth);
        case Status::failed:
            return fmt::format("failed {}", partnership.ended ? partnership.ended->value() : 0);
        case Status::lapsed:
            return "lapsed, " + depth;
        case Status::suspended:
            return "suspended, " + depth;
    }
    return depth;
}

std::vector<Comparable> find_comparables(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                         const DyadFrame& frame) {
    const std::vector<Slot> slots = pool.slots(pool.everyone());
    if (slots.size() < 2) return {};
    FeatureRow row;
    composition_features(frame, Composition::of_states(slots), row);
    const auto place = place_of(row);
    std::unordered_map<std::string_view, const Precedent*> precedents;
    for (const Precedent& precedent : inputs.model.precedents) precedents.emplace(precedent.id, &precedent);
    std::vector<Comparable> comparables;
    for (const Partnership& partnership : inputs.world.partnerships()) {
        const auto precedent = precedents.find(partnership.id);
        if (precedent == precedents.end() ||
            !(std::ranges::find(question.families, partnership.family) != question.families.end() ||
              partnership.family == Family::other))
            continue;
        double sum = 0;
        for (std::size_t k = 0; k < kNumPlace; ++k) sum += std::pow(place[k] - precedent->second->place[k], 2);
        comparables.push_back({.id = partnership.id,
                               .name = partnership.name,
                               .year = partnership.begun.value(),
                               .scope = partnership.scope,
                               .depth = partnership.depth,
                               .status = partnership.status,
                               .distance = std::sqrt(sum / kNumPlace),
                               .outcome = outcome_of(partnership)});
    }
    std::ranges::stable_sort(comparables, {}, &Comparable::distance);
    // The nearest of all, and the nearest two that came to nothing, so that success is not all that is shown.
    std::vector<Comparable> shown;
    int num_failures = 0;
    for (const Comparable& comparable : comparables) {
        const bool is_failure = comparable.status == Status::failed || comparable.status == Status::lapsed;
        if (is_failure ? num_failures < 2
                       : shown.size() < kMostComparables - 2 + static_cast<std::size_t>(num_failures)) {
            shown.push_back(comparable);
            num_failures += is_failure;
        }
    }
    std::ranges::stable_sort(shown, {}, &Comparable::distance);
    return shown;
}

/// Two are like-minded where values are probable between them: they share a partnership of values, or the forecast of
/// one clears the threshold.
bool are_like_minded(const AnswerInputs& inputs, const Question& question, std::size_t i, std::size_t j) {
    for (const Partnership& partnership : inputs.world.partnerships()) {
        const auto depth = depth_by(partnership, question.as_of);
        if (!depth || *depth < Depth::values || partnership.ended) continue;
        int found = 0;
        for (const std::size_t k : {i, j}) {
            const ActorId id = inputs.world.actor(question.pool[k]).id;
            found += std::ranges::any_of(
                partnership.parties, [&](const Party& p) { return p.actor == id && p.spell.holds_in(question.as_of); });
        }
        if (found == 2) return true;
    }
    return false;
}

Need find_need(const AnswerInputs& inputs, const Question& question, const Pool& pool) {
    Need need{.required_share = question.impact};
    if (!(question.impact > 0)) {
        need.verdict = "nice to have";
        need.text = "No share of the issue was asked for (--impact), so the like-minded suffice by definition.";
        return need;
    }
    const std::size_t n = pool.size();
    if (!pool.share(pool.everyone())) {
        need.verdict = "unknown";
        need.text = "Nobody's share of this issue is known for that year.";
        return need;
    }
    std::vector<std::vector<bool>> alike(n, std::vector<bool>(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) alike[i][j] = alike[j][i] = are_like_minded(inputs, question, i, j);
    // From every actor on, the largest share first: a clique that is best for pools of this size in all but odd cases.
    Members best;
    for (std::size_t start = 0; start < n; ++start) {
        Members clique{start};
        Members rest = pool.everyone();
        std::ranges::stable_sort(rest, std::ranges::greater{},
                                 [&](std::size_t k) { return pool.share({k}).value_or(0); });
        for (const std::size_t k : rest)
            if (k != start && std::ranges::all_of(clique, [&](std::size_t c) { return alike[c][k]; }))
                clique.push_back(k);
        std::ranges::sort(clique);
        if (best.empty() || pool.share(clique).value_or(0) > pool.share(best).value_or(0)) best = clique;
    }
    need.like_minded = pool.keys(best);
    need.like_minded_share = pool.share(best).value_or(0);
    need.shortfall = std::max(0.0, question.impact - need.like_minded_share);
    Members closed = best;
    Members rest = pool.everyone();
    std::ranges::stable_sort(rest, std::ranges::greater{}, [&](std::size_t k) { return pool.share({k}).value_or(0); });
    for (const std::size_t k : rest) {
        if (pool.share(closed).value_or(0) >= question.impact) break;
        if (std::ranges::find(closed, k) != closed.end()) continue;
        closed.push_back(k);
        need.closers.push_back(pool.key(k));
    }
    need.verdict = need.shortfall > 0 ? "need to have" : "nice to have";
    need.text = need.shortfall > 0
                    ? fmt::format("The like-minded ({}) carry {} of the issue and lack {}; {} would close the gap.",
                                  listed(need.like_minded), percent(need.like_minded_share), percent(need.shortfall),
                                  listed(need.closers))
                    : fmt::format("The like-minded ({}) carry {} of the issue by themselves.", listed(need.like_minded),
                                  percent(need.like_minded_share));
    return need;
}

/// How much of the public eye a step draws: rivals in it, major powers on both sides of a dividing line, formality,
/// size. The weights are equal for want of evidence; each part is in 0 .. 1.
double visibility_of(const Pool& pool, const DyadFrame& frame, const CellAnswer& cell) {
    std::vector<Slot> slots;
    for (std::size_t k = 0; k < pool.size(); ++k)
        if (std::ranges::find(cell.composition, pool.key(k)) != cell.composition.end())
            slots.insert(slots.end(), pool.bloc(k).begin(), pool.bloc(k).end());
    bool has_rivals = false;
    bool divides_majors = false;
    for (std::size_t i = 0; i < slots.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (slots[i] == slots[j]) continue;
            has_rivals = has_rivals || frame.value(slots[i], slots[j], DyadFeature::rivalry) > 0;
            divides_majors =
                divides_majors || (frame.is_major(slots[i]) && frame.is_major(slots[j]) &&
                                   frame.value(slots[i], slots[j], DyadFeature::principle_distance) > 1.0F);
        }
    const double formality = cell.cell.scope == Scope::bilateral || cell.cell.scope == Scope::multilateral ? 1.0
                             : cell.cell.scope == Scope::minilateral                                       ? 0.5
                                                                                                           : 0.25;
    const double depth = static_cast<double>(cell.cell.depth) / (kNumDepths - 1);
    return (has_rivals + divides_majors + formality + depth) / 4;
}

/// From what stands now, the likeliest square that is one step deeper or in a more formal scope; from nothing, the
/// likeliest square of all.
std::optional<NextStep> find_next_step(const AnswerInputs& inputs, const Matrix& matrix, const Pool& pool,
                                       const DyadFrame& frame) {
    const CellAnswer* best = nullptr;
    const auto is_held = [](const CellAnswer& cell) { return cell.evidence == CellEvidence::held; };
    const bool holds_anything = std::ranges::any_of(matrix.cells, is_held);
    for (const CellAnswer& cell : matrix.cells) {
        if (!cell.chance || is_held(cell)) continue;
        const bool is_adjacent = !holds_anything || std::ranges::any_of(matrix.cells, [&](const CellAnswer& held) {
            if (!is_held(held)) return false;
            const bool is_deeper = held.cell.scope == cell.cell.scope &&
                                   static_cast<int>(cell.cell.depth) == static_cast<int>(held.cell.depth) + 1;
            return is_deeper ||
                   (held.cell.depth == cell.cell.depth && inputs.is_more_formal(cell.cell.scope, held.cell.scope));
        });
        if (is_adjacent && (!best || cell.chance->probability > best->chance->probability)) best = &cell;
    }
    if (!best) return std::nullopt;
    const double visibility = visibility_of(pool, frame, *best);
    return NextStep{.cell = best->cell,
                    .probability = best->chance->probability,
                    .composition = best->composition,
                    .visibility = visibility,
                    .text = fmt::format("{} {} at the depth of {} among {}: {}, {}.",
                                        holds_anything ? "From what stands now, a" : "To begin with, a",
                                        to_string(best->cell.scope), to_string(best->cell.depth),
                                        listed(best->composition), percent(best->chance->probability),
                                        visibility < 0.4   ? "under the radar"
                                        : visibility < 0.7 ? "seen by those who look"
                                                           : "in full view")};
}

std::string verdict_of(const Answer& answer) {
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
    const Panel panel(inputs.world);
    // The year after: what is decided next rests on what was known at the end of as_of.
    const DyadFrame frame = panel.frame(question.as_of + 1);
    const Pool pool(inputs, question, frame);

    Answer result{.question = std::move(question)};
    for (const atlas::ActorIndex actor : result.question.pool) result.actors.push_back(inputs.world.actor(actor));
    const Matrix matrix = fill_matrix(inputs, result.question, pool, frame, monitor);
    result.matrix = matrix.cells;
    result.frontier = find_frontier(matrix, result.question, inputs.is_more_formal);
    result.compositions = best_compositions(matrix, result.question, pool);
    add_everyone(result.compositions, inputs, result.question, pool, frame);
    result.blockers = find_blockers(inputs, result.question, pool, frame);
    result.comparables = find_comparables(inputs, result.question, pool, frame);
    result.need = find_need(inputs, result.question, pool);
    result.next_step = find_next_step(inputs, matrix, pool, frame);
    result.verdict = verdict_of(result);
    return result;
}

}  // namespace entente::attain
