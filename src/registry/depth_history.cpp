// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/depth_history.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace entente::registry {
namespace {

/// Parties present in a year, each once.
std::size_t num_present(const Partnership& partnership, Year year) {
    std::set<ActorId> present;
    for (const Party& party : partnership.parties)
        if (party.spell.holds_in(year)) present.insert(party.actor);
    return present.size();
}

/// Years in which a party comes or the year after one went.
std::set<Year> turning_years(const Partnership& partnership) {
    std::set<Year> years{partnership.begun};
    for (const Party& party : partnership.parties) {
        years.insert(std::max(party.spell.first, partnership.begun));
        if (party.spell.last) years.insert(*party.spell.last + 1);
    }
    if (partnership.ended) years.insert(*partnership.ended + 1);
    return years;
}

bool is_alive_in(const std::vector<Spell>& lives, Year year) {
    return std::any_of(lives.begin(), lives.end(), [&](const Spell& life) { return life.holds_in(year); });
}

DepthPhase phase_in(const Partnership& partnership, const std::vector<Spell>& lives, Year year) {
    DepthPhase phase{.years = {year, {}}, .is_alive = is_alive_in(lives, year)};
    if (!phase.is_alive) return phase;
    phase.standing = standing_evidence(partnership, year);
    phase.reading = read_depth(partnership, year);
    phase.depth = depth_by(partnership, year);
    return phase;
}

/// What stands now and did not stand before.
std::vector<std::size_t> newly_standing(const DepthPhase& before, const DepthPhase& now) {
    std::vector<std::size_t> changed;
    std::set_difference(now.standing.begin(), now.standing.end(), before.standing.begin(), before.standing.end(),
                        std::back_inserter(changed));
    return changed;
}

}  // namespace

std::vector<std::size_t> standing_evidence(const Partnership& partnership, Year year) {
    std::map<std::string_view, std::size_t> latest;
    for (std::size_t k = 0; k < partnership.evidence.size(); ++k) {
        const Evidence& evidence = partnership.evidence[k];
        if (evidence.since > year) continue;
        const auto [known, is_new] = latest.emplace(evidence.sign, k);
        if (is_new) continue;
        const Evidence& other = partnership.evidence[known->second];
        if (evidence.since > other.since || (evidence.since == other.since && evidence.is_present)) known->second = k;
    }
    std::vector<std::size_t> standing;
    for (const auto& [sign, position] : latest) standing.push_back(position);
    std::sort(standing.begin(), standing.end());
    return standing;
}

DepthReading read_depth(const Partnership& partnership, Year year) {
    DepthReading reading{};
    for (const std::size_t position : standing_evidence(partnership, year)) {
        const Evidence& evidence = partnership.evidence[position];
        const auto step = static_cast<std::size_t>(evidence.depth);
        if (evidence.is_present)
            for (std::size_t d = 0; d <= step; ++d) reading[d] = true;
        else if (!reading[step])
            reading[step] = false;
    }
    return reading;
}

std::vector<Spell> lives_of(const Partnership& partnership) {
    const std::set<Year> years = turning_years(partnership);
    std::size_t most = 0;
    for (const Year year : years) most = std::max(most, num_present(partnership, year));
    const std::size_t needed = std::min<std::size_t>(most, 2);
    std::vector<Spell> lives;
    for (const Year year : years) {
        const bool has_ended = partnership.ended && year > *partnership.ended;
        const bool is_alive = !has_ended && num_present(partnership, year) >= needed;
        const bool was_alive = !lives.empty() && !lives.back().last;
        if (is_alive && !was_alive) lives.push_back({year, {}});
        if (!is_alive && was_alive) lives.back().last = year - 1;
    }
    return lives;
}

std::vector<DepthPhase> depth_history(const Partnership& partnership) {
    const std::vector<Spell> lives = lives_of(partnership);
    std::set<Year> years;
    for (const Spell& life : lives) {
        years.insert(life.first);
        if (life.last) years.insert(*life.last + 1);
    }
    for (const Evidence& evidence : partnership.evidence)
        if (is_alive_in(lives, evidence.since)) years.insert(evidence.since);
    std::vector<DepthPhase> phases;
    for (const Year year : years) {
        DepthPhase phase = phase_in(partnership, lives, year);
        if (!phases.empty()) {
            phase.changed = newly_standing(phases.back(), phase);
            const bool is_same = phase.is_alive == phases.back().is_alive && phase.standing == phases.back().standing;
            if (is_same) continue;
            phases.back().years.last = year - 1;
        } else {
            phase.changed = phase.standing;
        }
        phases.push_back(std::move(phase));
    }
    if (!phases.empty() && !phases.back().is_alive && partnership.ended) phases.pop_back();
    return phases;
}

std::optional<Depth> depth_in(const Partnership& partnership, Year year) {
    if (!is_alive_in(lives_of(partnership), year)) return std::nullopt;
    return depth_by(partnership, year);
}

}  // namespace entente::registry
