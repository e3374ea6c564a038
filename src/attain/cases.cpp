// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/cases.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "entente/attain/decoys.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "panel_data.hpp"

namespace entente::attain {

namespace {

constexpr std::uint32_t kPurposeDecoys = 0xa77a0001;
constexpr int kBlocYears = 15;
constexpr int kMaxTries = 6000;
constexpr int kMaxLoneMisses = 300;
constexpr double kPriorLone = 0.1;  // Before there are foundings to count: their long-run share.
constexpr double kPriorWeight = 10;

struct GroupInfo {
    Family family;
    SizeClass size;
    std::string_view name;
};
constexpr std::array<GroupInfo, kNumCaseGroups> kGroups{{
    {Family::alliance, SizeClass::two, "alliance.two"},
    {Family::alliance, SizeClass::many, "alliance.many"},
    {Family::trade, SizeClass::two, "trade.two"},
    {Family::trade, SizeClass::bloc, "trade.bloc"},
    {Family::trade, SizeClass::many, "trade.many"},
    {Family::formal, SizeClass::many, "formal.many"},
    {Family::informal, SizeClass::many, "informal.many"},
}};

/// The events of one year with what their decoys need.
struct YearWork {
    Year year{};
    std::vector<std::size_t> events{};  ///< Positions in Panel::foundings().
    std::vector<Case> cases{};
    std::vector<FeatureRow> features{};
    std::vector<std::vector<std::vector<atlas::ActorIndex>>> sets{};
    std::vector<char> lone{};  ///< Of each event: whether the real set holds a lone unit; 2: not usable.
};

bool is_usable(const Composition& real, const CaseOptions& options) {
    return real.num_units >= 2 && real.num_units <= options.max_units;
}

std::vector<Unit> recent_blocs(const Panel& panel, const DyadFrame& frame) {
    std::set<Unit> blocs;
    for (const FoundingEvent& event : panel.foundings()) {
        const int age = frame.year() - event.year;
        if (age < 1 || age > kBlocYears) continue;
        for (const auto& unit : event.units) {
            Unit slots;
            for (const auto actor : unit) slots.push_back(frame.slot_of(actor));
            const bool lives = std::none_of(slots.begin(), slots.end(), [](Slot s) { return s == kNoSlot; });
            if (unit.size() > 1 && lives) blocs.insert(std::move(slots));
        }
    }
    return {blocs.begin(), blocs.end()};
}

/// Sets and dyads that founded something of a family in the year or the one before, and so are no decoys.
struct Real {
    std::array<std::set<Composition>, 4> sets;
    std::array<std::set<std::pair<Slot, Slot>>, 4> tied;
};

Real real_sets(const Panel& panel, const DyadFrame& frame) {
    Real real;
    for (const FoundingEvent& event : panel.foundings()) {
        const int age = frame.year() - event.year;
        if (age < 0 || age > 1) continue;
        const Composition composition = composition_of(event, frame);
        const auto family = static_cast<std::size_t>(event.family);
        real.sets[family].insert(composition);
        if (age > 0 || tie_kind_of(event.family) == TieKind::organisation) continue;
        for (std::size_t a = 0; a < composition.members.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                if (composition.unit[a] != composition.unit[b])
                    real.tied[family].emplace(composition.members[b], composition.members[a]);
    }
    return real;
}

bool is_tied(const Composition& set, const std::set<std::pair<Slot, Slot>>& tied) {
    for (std::size_t a = 0; a < set.members.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (set.unit[a] != set.unit[b] && tied.contains({set.members[b], set.members[a]})) return true;
    return false;
}

/// A stream's item from a partnership's stable id, so that no other founding changes its decoys (FNV-1a, 32 bits).
std::uint32_t item_of(std::string_view id) {
    std::uint32_t hash = 2166136261U;
    for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

/// Draws the decoys of one founding.
class DecoyDraw {
public:
    DecoyDraw(const SetSampler& sampler, const Real& real, Family family, double lone_rate, RandomStream random)
        : sampler_(sampler),
          real_(real),
          family_(static_cast<std::size_t>(family)),
          lone_rate_(lone_rate),
          random_(random) {}

    std::vector<Composition> draw(const Composition& actual, int count) {
        const std::vector<Unit> units = to_units(actual);
        std::vector<bool> blocs;
        for (const Unit& unit : units) blocs.push_back(unit.size() > 1);
        std::set<Composition> seen{actual};
        std::vector<Composition> decoys;
        add(decoys, seen, count / 2, actual, [&](bool lone) { return sampler_.fresh(blocs, lone, random_); });
        add(decoys, seen, count - count / 2, actual, [&](bool lone) { return sampler_.swap(units, lone, random_); });
        return decoys;
    }

private:
    template <typename Drawer>
    void add(std::vector<Composition>& decoys, std::set<Composition>& seen, int count, const Composition& actual,
             const Drawer& drawer) {
        int got = 0;
        int misses = 0;
        bool want_lone = random_.uniform() < lone_rate_;
        for (int attempt = 0; attempt < kMaxTries && got < count; ++attempt) {
            const auto units = drawer(want_lone);
            if (!units || (misses < kMaxLoneMisses && sampler_.has_lone(*units) != want_lone)) {
                ++misses;
                continue;
            }
            Composition set = to_composition(*units);
            const bool tied = actual.num_units == 2 && is_tied(set, real_.tied[family_]);
            if (tied || real_.sets[family_].contains(set) || !seen.insert(set).second) continue;
            decoys.push_back(std::move(set));
            ++got;
            misses = 0;
            want_lone = random_.uniform() < lone_rate_;
        }
    }

    const SetSampler& sampler_;
    const Real& real_;
    std::size_t family_;
    double lone_rate_;
    RandomStream random_;
};

std::vector<YearWork> years_of(const Panel& panel, const CaseOptions& options) {
    std::vector<YearWork> years;
    const auto events = panel.foundings();
    for (std::size_t k = 0; k < events.size(); ++k) {
        if (events[k].year < options.first) continue;
        if (years.empty() || years.back().year != events[k].year) years.push_back({.year = events[k].year});
        years.back().events.push_back(k);
    }
    return years;
}

/// How often real sets of each group held a lone unit in the years before each year.
std::vector<std::array<double, kNumCaseGroups>> lone_rates(const Panel& panel, const std::vector<YearWork>& years) {
    std::vector<std::array<double, kNumCaseGroups>> rates;
    std::array<double, kNumCaseGroups> lone{};
    std::array<double, kNumCaseGroups> all{};
    for (const YearWork& work : years) {
        auto& rate = rates.emplace_back();
        for (std::size_t g = 0; g < kNumCaseGroups; ++g)
            rate[g] = (lone[g] + kPriorLone * kPriorWeight) / (all[g] + kPriorWeight);
        for (std::size_t k = 0; k < work.events.size(); ++k) {
            if (work.lone[k] == 2) continue;
            const FoundingEvent& event = panel.foundings()[work.events[k]];
            const bool bloc =
                std::any_of(event.units.begin(), event.units.end(), [](const auto& u) { return u.size() > 1; });
            const SizeClass size = bloc ? SizeClass::bloc : event.units.size() == 2 ? SizeClass::two : SizeClass::many;
            const auto g = static_cast<std::size_t>(case_group(event.family, size));
            lone[g] += work.lone[k];
            all[g] += 1;
        }
    }
    return rates;
}

void fill_lone(const Panel& panel, const DyadFrame& frame, const CaseOptions& options, YearWork& work) {
    const SetSampler sampler(frame, {});
    for (const std::size_t k : work.events) {
        const Composition real = composition_of(panel.foundings()[k], frame);
        work.lone.push_back(!is_usable(real, options) ? 2 : sampler.has_lone(to_units(real)) ? 1 : 0);
    }
}

/// The states of each unit.
std::vector<std::vector<atlas::ActorIndex>> states_of(const Composition& composition, const DyadFrame& frame) {
    std::vector<std::vector<atlas::ActorIndex>> units;
    for (const Unit& unit : to_units(composition)) {
        auto& states = units.emplace_back();
        for (const Slot slot : unit) states.push_back(frame.states()[slot]);
    }
    return units;
}

void fill_cases(const Panel& panel, const atlas::World& world, const DyadFrame& frame, const CaseOptions& options,
                const std::array<double, kNumCaseGroups>& lone_rate, Seed seed, YearWork& work) {
    const Real real = real_sets(panel, frame);
    const std::vector<Unit> blocs = recent_blocs(panel, frame);
    for (std::size_t k = 0; k < work.events.size(); ++k) {
        if (work.lone[k] == 2) continue;
        const FoundingEvent& event = panel.foundings()[work.events[k]];
        const Composition actual = composition_of(event, frame);
        std::vector<Unit> own = blocs;
        for (Unit& unit : to_units(actual))
            if (unit.size() > 1 && std::find(own.begin(), own.end(), unit) == own.end()) own.push_back(std::move(unit));
        const SetSampler sampler(frame, std::move(own));
        const CaseGroup group = case_group(event.family, size_class(actual));
        const StreamId stream{kPurposeDecoys, item_of(world.partnerships()[event.partnership].id)};
        DecoyDraw draw(sampler, real, event.family, lone_rate[static_cast<std::size_t>(group)],
                       RandomStream(seed, stream));
        const std::vector<Composition> decoys = draw.draw(actual, options.num_decoys);
        work.cases.push_back({.partnership = event.partnership,
                              .group = group,
                              .year = event.year,
                              .num_units = actual.num_units,
                              .num_members = static_cast<int>(actual.members.size()),
                              .first_row = work.features.size(),
                              .num_rows = decoys.size() + 1});
        composition_features(frame, actual, work.features.emplace_back());
        for (const Composition& decoy : decoys) composition_features(frame, decoy, work.features.emplace_back());
        if (!options.keeps_sets) continue;
        work.sets.push_back(states_of(actual, frame));
        for (const Composition& decoy : decoys) work.sets.push_back(states_of(decoy, frame));
    }
}

}  // namespace

CaseGroup case_group(Family family, SizeClass size) noexcept {
    switch (family) {
        case Family::alliance:
            return size == SizeClass::two ? CaseGroup::alliance_two : CaseGroup::alliance_many;
        case Family::trade:
            return size == SizeClass::two    ? CaseGroup::trade_two
                   : size == SizeClass::bloc ? CaseGroup::trade_bloc
                                             : CaseGroup::trade_many;
        case Family::formal:
            return CaseGroup::formal;
        case Family::informal:
        case Family::other:
            break;
    }
    return CaseGroup::informal;
}

Family family_of(CaseGroup group) noexcept {
    return kGroups[static_cast<std::size_t>(group)].family;
}
SizeClass size_of(CaseGroup group) noexcept {
    return kGroups[static_cast<std::size_t>(group)].size;
}
std::string_view name_of(CaseGroup group) noexcept {
    return kGroups[static_cast<std::size_t>(group)].name;
}

void CaseOptions::validate() const {
    if (num_decoys < 2 || num_decoys > 1000)
        throw Error{Errc::wrong_usage, fmt::format("num_decoys is {}; expected 2 .. 1000", num_decoys)};
    if (max_units < 2 || max_units > 200)
        throw Error{Errc::wrong_usage, fmt::format("max_units is {}; expected 2 .. 200", max_units)};
}

Composition composition_of(const FoundingEvent& event, const DyadFrame& frame) {
    std::vector<Unit> units;
    for (const auto& unit : event.units) {
        Unit slots;
        for (const auto actor : unit)
            if (frame.slot_of(actor) != kNoSlot) slots.push_back(frame.slot_of(actor));
        if (!slots.empty()) units.push_back(std::move(slots));
    }
    return to_composition(units);
}

CaseTable sample_cases(const Panel& panel, const CaseOptions& options, Seed seed, const Monitor& monitor) {
    options.validate();
    const atlas::World& world = panel.world();
    std::vector<YearWork> years = years_of(panel, options);
    std::vector<DyadFrame> frames(years.size());
    parallel_for(years.size(), [&](std::size_t y) {
        monitor.check_stop();
        frames[y] = panel.frame(years[y].year);
        fill_lone(panel, frames[y], options, years[y]);
    });
    monitor.report("drawing sets that could have been founded", 0.4);
    const auto rates = lone_rates(panel, years);
    parallel_for(years.size(), [&](std::size_t y) {
        monitor.check_stop();
        fill_cases(panel, world, frames[y], options, rates[y], seed, years[y]);
    });
    CaseTable table;
    for (YearWork& work : years) {
        for (Case& c : work.cases) {
            c.first_row += table.features.size();
            table.cases.push_back(c);
        }
        table.features.insert(table.features.end(), work.features.begin(), work.features.end());
        table.sets.insert(table.sets.end(), work.sets.begin(), work.sets.end());
        work.features = {};
    }
    return table;
}

}  // namespace entente::attain
