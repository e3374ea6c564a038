// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "steps.hpp"
#include "words.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kLargestPool = 30;    ///< Larger pools are not asked one by one: no single change moves them.
constexpr std::size_t kLargestPaired = 10;  ///< Larger pools are asked about their rivalries only, pair by pair.
constexpr std::size_t kMostRivalries = 6;
constexpr std::size_t kMostIncoming = 3;
constexpr std::size_t kMostMovers = 12;
constexpr float kFarApart = 0.5F;  ///< Standard deviations of principles: nearer than this is no distance to halve.
constexpr double kLeastChange = 0.005;  ///< Half a point: less reads as no change in whole per cents.
constexpr std::size_t kMostBlockers = 5;

/// One change of one dyad.
struct Change {
    const char* kind = "";
    std::size_t a = 0;
    std::size_t b = 0;
    DyadFeature feature{};
    float value = 0;
    std::string text{};
};

/// All of the pool that the models see, and their chance as things are.
struct Baseline {
    Members all{};
    double before = 0;
};

/// The chance with one change, everything else as it is.
double chance_with(const Inquiry& inquiry, const Baseline& now, const Change& change) {
    const Slot a = inquiry.pool.bloc(change.a).front();
    const Slot b = inquiry.pool.bloc(change.b).front();
    const DyadFrame changed = inquiry.ground.frame.with(a, b, change.feature, change.value);
    return inquiry.prospects.chance_of_all_if(changed, change.a, change.b, now.all);
}

/// What could change between two states of the pool. The dyad's own features only: what would follow from it for others
/// (common allies, for example) is left as it is.
std::vector<Change> changes_of(const Inquiry& inquiry, std::size_t a, std::size_t b, bool is_paired) {
    const Pool& pool = inquiry.pool;
    if (pool.bloc(a).size() != 1 || pool.bloc(b).size() != 1) return {};
    const auto value = [&](DyadFeature feature) {
        return inquiry.ground.frame.value(pool.bloc(a).front(), pool.bloc(b).front(), feature);
    };
    const std::vector<std::string> who{pool.key(a), pool.key(b)};
    std::vector<Change> changes;
    if (value(DyadFeature::rivalry) > 0)
        changes.push_back(
            {"rivalry", a, b, DyadFeature::rivalry, 0, fmt::format("{} are strategic rivals.", listed(who))});
    if (!is_paired) return changes;
    if (const float distance = value(DyadFeature::principle_distance); distance > kFarApart)
        changes.push_back(
            {"distance", a, b, DyadFeature::principle_distance, distance / 2,
             fmt::format("The principles of {} lie {:.1f} standard deviations apart.", listed(who), distance)});
    if (value(DyadFeature::allied) == 0)
        changes.push_back({"tie", a, b, DyadFeature::allied, 1, fmt::format("{} are no allies.", listed(who))});
    if (value(DyadFeature::trade_pact) == 0)
        changes.push_back(
            {"tie", a, b, DyadFeature::trade_pact, 1, fmt::format("{} have no trade agreement.", listed(who))});
    return changes;
}

std::string instead(const char* what, double after, double before) {
    return fmt::format("{}: all of them together {} instead of {}.", what, percent(after), percent(before));
}

void add_pairs(const Inquiry& inquiry, const Baseline& now, std::vector<Mover>& movers) {
    const std::size_t n = inquiry.pool.size();
    std::vector<Change> changes;
    for (std::size_t b = 0; b < n; ++b)
        for (std::size_t a = 0; a < b; ++a)
            std::ranges::move(changes_of(inquiry, a, b, n <= kLargestPaired), std::back_inserter(changes));
    if (n > kLargestPaired && changes.size() > kMostRivalries) changes.resize(kMostRivalries);
    for (const Change& change : changes) {
        const char* what = change.feature == DyadFeature::rivalry              ? "Without the rivalry"
                           : change.feature == DyadFeature::principle_distance ? "With half the distance"
                           : change.feature == DyadFeature::allied             ? "With an alliance"
                                                                               : "With a trade agreement";
        const double after = chance_with(inquiry, now, change);
        movers.push_back({.kind = change.kind,
                          .who = {inquiry.pool.key(change.a), inquiry.pool.key(change.b)},
                          .before = now.before,
                          .after = after,
                          .text = change.text + " " + instead(what, after, now.before)});
    }
}

void add_outgoing(const Inquiry& inquiry, const Baseline& now, std::vector<Mover>& movers) {
    if (now.all.size() < 3) return;
    const std::vector<double> without = inquiry.prospects.chances_without_each(now.all);
    for (std::size_t i = 0; i < now.all.size(); ++i) {
        const std::size_t k = now.all[i];
        if (std::ranges::find(inquiry.question.must, inquiry.question.pool[k]) != inquiry.question.must.end()) continue;
        const double after = without[i];
        movers.push_back({.kind = "actor_out",
                          .who = {inquiry.pool.key(k)},
                          .before = now.before,
                          .after = after,
                          .text = fmt::format("Without {} the rest stand together with {} instead of {}.",
                                              inquiry.pool.key(k), percent(after), percent(now.before))});
    }
}

/// The outsiders whose coming in would cost least: looked for by the chance that a founding with all of the pool holds
/// one more, then evaluated anew.
void add_incoming(const Inquiry& inquiry, const Baseline& now, std::vector<Mover>& movers) {
    const Pool& pool = inquiry.pool;
    const std::vector<Slot> inside = pool.slots(now.all);
    std::vector<std::pair<double, Slot>> outsiders;
    for (Slot slot = 0; slot < inquiry.ground.frame.num_states(); ++slot) {
        if (!inquiry.ground.frame.is_living(slot) || std::ranges::binary_search(inside, slot)) continue;
        double best = -1e9;
        for (const Family family : inquiry.question.families) {
            const JointModel& model = inquiry.inputs.model.joint[static_cast<std::size_t>(family)];
            if (!inquiry.prospects.is_fitted(family)) continue;
            best = std::max(best,
                            model.joining_chance(inquiry.ground.frame, pool.blocs(now.all), Bloc{slot}, Doubt::left_out)
                                .log_hazard);
        }
        outsiders.emplace_back(-best, slot);
    }
    std::ranges::sort(outsiders);
    if (outsiders.size() > kMostIncoming) outsiders.resize(kMostIncoming);
    for (const auto& [cost, slot] : outsiders) {
        Question wider = inquiry.question;
        wider.pool.push_back(inquiry.ground.frame.states()[slot]);
        const Pool larger(inquiry.inputs, wider, inquiry.ground);
        const double after = Prospects(inquiry.inputs, wider, larger, inquiry.ground).chance_of_all(larger.visible());
        const std::string& key = inquiry.inputs.world.actor(wider.pool.back()).key;
        movers.push_back({.kind = "actor_in",
                          .who = {key},
                          .before = now.before,
                          .after = after,
                          .text = fmt::format("With {} besides, all of them stand together with {} instead of {}.", key,
                                              percent(after), percent(now.before))});
    }
}

}  // namespace

std::vector<Mover> find_movers(const Inquiry& inquiry) {
    const Members all = inquiry.pool.visible();
    if (all.size() < 2 || all.size() > kLargestPool || !inquiry.pool.are_parties(all)) return {};
    const Baseline now{.all = all, .before = inquiry.prospects.chance_of_all(all)};
    std::vector<Mover> movers;
    add_pairs(inquiry, now, movers);
    add_outgoing(inquiry, now, movers);
    if (all.size() <= kLargestPaired) add_incoming(inquiry, now, movers);
    std::erase_if(movers, [](const Mover& m) { return std::abs(m.after - m.before) < kLeastChange; });
    std::ranges::stable_sort(movers, std::ranges::greater{}, [](const Mover& m) { return m.after - m.before; });
    if (movers.size() > kMostMovers) movers.resize(kMostMovers);
    return movers;
}

std::vector<Blocker> blockers_of(std::span<const Mover> movers, const Pool& pool) {
    const Cell cell{pool.size() == 2 ? Scope::bilateral : Scope::multilateral, Depth::practice};
    std::vector<Blocker> blockers;
    for (const Mover& mover : movers) {
        const char* kind = mover.kind == "actor_out"  ? "actor"
                           : mover.kind == "rivalry"  ? "dyad"
                           : mover.kind == "distance" ? "principle"
                                                      : nullptr;
        if (kind == nullptr || !(mover.after > mover.before) || blockers.size() == kMostBlockers) continue;
        blockers.push_back(
            {.kind = kind, .who = mover.who, .cell = cell, .loss = mover.after - mover.before, .text = mover.text});
    }
    return blockers;
}

}  // namespace entente::attain
