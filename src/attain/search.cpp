// SPDX-License-Identifier: Apache-2.0
#include "search.hpp"

#include <algorithm>
#include <cmath>

#include "entente/base/parallel.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kExactPool = 12;  ///< Up to here every composition is looked at: 4,083 of three or more.
constexpr std::size_t kBeam = 48;       ///< Compositions kept of each size beyond that.

bool overlaps(const Bloc& a, const Bloc& b) {
    return std::ranges::any_of(a, [&](Slot slot) { return std::ranges::find(b, slot) != b.end(); });
}

/// Actors that the models see; an entity and its own member are no two parties.
bool is_possible(const Pool& pool, const Members& members, const SearchRange& range) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!pool.is_visible(members[i]) || (range.only_collectives && !pool.is_collective(members[i]))) return false;
        for (std::size_t j = 0; j < i; ++j)
            if ((pool.is_collective(members[i]) || pool.is_collective(members[j])) &&
                overlaps(pool.bloc(members[i]), pool.bloc(members[j])))
                return false;
    }
    return true;
}

/// Likelier first; ties by members, so that the order of work means nothing.
bool is_better(const Candidate& a, const Candidate& b) {
    return a.hazard.log_hazard != b.hazard.log_hazard ? a.hazard.log_hazard > b.hazard.log_hazard
                                                      : a.members < b.members;
}

std::vector<Members> pairs_of(const Pool& pool) {
    std::vector<Members> pairs;
    for (std::size_t i = 0; i < pool.size(); ++i)
        for (std::size_t j = i + 1; j < pool.size(); ++j) pairs.push_back({i, j});
    return pairs;
}

/// Sets of one more actor each, every one once.
std::vector<Members> extended(const Pool& pool, std::span<const Candidate> smaller) {
    std::vector<Members> larger;
    for (const Candidate& candidate : smaller)
        for (std::size_t k = 0; k < pool.size(); ++k) {
            if (std::ranges::binary_search(candidate.members, k)) continue;
            Members members = candidate.members;
            members.insert(std::ranges::lower_bound(members, k), k);
            larger.push_back(std::move(members));
        }
    std::ranges::sort(larger);
    larger.erase(std::unique(larger.begin(), larger.end()), larger.end());
    return larger;
}

std::vector<Candidate> evaluated(const Pool& pool, const DyadFrame& frame, const JointModel& model, Family family,
                                 const std::vector<Members>& sets, const SearchRange& range) {
    std::vector<std::optional<Candidate>> values(sets.size());
    parallel_for(
        sets.size(),
        [&](std::size_t k) {
            if (is_possible(pool, sets[k], range))
                values[k] = Candidate{
                    .members = sets[k], .family = family, .hazard = model.together(frame, pool.blocs(sets[k]))};
        },
        64);
    std::vector<Candidate> candidates;
    for (auto& value : values)
        if (value) candidates.push_back(std::move(*value));
    std::ranges::sort(candidates, is_better);
    return candidates;
}

}  // namespace

SearchResult search_founded(const Pool& pool, const DyadFrame& frame, const std::array<JointModel, 4>& models,
                            std::span<const Family> families, const SearchRange& range, const Monitor& monitor) {
    SearchResult result;
    const std::size_t most = std::min(range.most, pool.size());
    for (const Family family : families) {
        const JointModel& model = models[static_cast<std::size_t>(family)];
        if (model.num_foundings == 0) continue;
        std::optional<Candidate> best;
        std::vector<Candidate> level = evaluated(pool, frame, model, family, pairs_of(pool), range);
        for (std::size_t size = 2; size <= most && !level.empty(); ++size) {
            monitor.check_stop();
            if (size >= range.least)
                for (const Candidate& candidate : level) {
                    if (best && !is_better(candidate, *best)) break;
                    if (!pool.carries(candidate.members, range.impact)) continue;
                    best = candidate;
                    break;
                }
            // A larger set is taken to be no likelier than the one that it extends, so nothing that the likeliest of
            // this size could grow into beats a composition that carries the share already.
            if (best && size >= range.least && best->hazard.log_hazard >= level.front().hazard.log_hazard) break;
            if (pool.size() > kExactPool && level.size() > kBeam) {
                level.resize(kBeam);
                result.is_exact = false;
            }
            if (size < most) level = evaluated(pool, frame, model, family, extended(pool, level), range);
        }
        if (best) result.best.push_back(std::move(*best));
    }
    return result;
}

std::vector<Candidate> search_widened(const Pool& pool, const DyadFrame& frame, const atlas::World& world,
                                      const std::array<JointModel, 4>& models, std::span<const Family> families,
                                      const SearchRange& range) {
    std::vector<Candidate> found;
    for (const TieSet& tie : frame.ties()) {
        const Partnership& partnership = world.partnerships()[tie.partnership];
        if (std::ranges::find(families, partnership.family) == families.end() || partnership.scope != range.scope)
            continue;
        // To join what half of the world is in says nothing about these actors.
        if (2 * static_cast<std::size_t>(tie.size) > frame.num_living()) continue;
        const auto is_inside = [&](const Bloc& bloc) {
            return std::ranges::all_of(bloc, [&](Slot slot) { return tie.members[slot / 64] >> (slot % 64) & 1; });
        };
        Members inside;
        Members outside;
        for (std::size_t k = 0; k < pool.size(); ++k)
            if (pool.is_visible(k)) (is_inside(pool.bloc(k)) ? inside : outside).push_back(k);
        if (inside.size() + 1 < range.least || inside.empty() || outside.empty() || inside.size() + 1 > range.most)
            continue;
        Bloc members;
        for (Slot slot = 0; slot < frame.num_states(); ++slot)
            if (tie.members[slot / 64] >> (slot % 64) & 1) members.push_back(slot);
        for (const std::size_t k : outside) {
            Members together = inside;
            together.insert(std::ranges::lower_bound(together, k), k);
            if (!is_possible(pool, together, range) || !pool.carries(together, range.impact)) continue;
            found.push_back({.members = std::move(together),
                             .family = partnership.family,
                             .hazard = models[static_cast<std::size_t>(partnership.family)].accession_hazard(
                                 frame, members, pool.bloc(k)),
                             .way = Way::widened,
                             .through = partnership.id});
        }
    }
    std::ranges::sort(found, is_better);
    return found;
}

}  // namespace entente::attain
