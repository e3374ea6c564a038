// SPDX-License-Identifier: Apache-2.0
#include "matrix.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "words.hpp"

namespace entente::attain {
namespace {

constexpr std::size_t kMinilateralMost = 8;    ///< Beyond eight states nobody speaks of a small number.
constexpr std::size_t kMultilateralMost = 40;  ///< The models of joining are fitted on far fewer.
constexpr int kRegistryYears = 30;             ///< Years of the curated registry that tell its rates.
constexpr int kLeastRegistryCases = 5;         ///< Fewer partnerships of a scope inform no share of a depth.

/// Families whose partnerships are organised so: treaties make multilateral ones, clubs without treaty minilateral
/// ones.
std::vector<Family> families_of(Scope scope, std::span<const Family> asked) {
    constexpr std::array treaty{Family::alliance, Family::trade, Family::formal};
    constexpr std::array club{Family::informal};
    std::vector<Family> families;
    for (const Family family : asked) {
        const bool is_treaty = std::ranges::find(treaty, family) != treaty.end();
        const bool is_club = std::ranges::find(club, family) != club.end();
        if ((scope == Scope::multilateral && !is_treaty) || (scope == Scope::minilateral && !is_club)) continue;
        if (is_treaty || is_club) families.push_back(family);
    }
    if (families.empty() && scope == Scope::multilateral) families.push_back(Family::formal);
    if (families.empty() && scope == Scope::minilateral) families.push_back(Family::informal);
    return families;
}

/// How many parties a scope takes; nothing where tables do not tell of it.
std::optional<SearchRange> range_of(Scope scope, const Question& question, std::size_t pool_size) {
    const double impact = question.impact;
    switch (scope) {
        case Scope::bilateral:
            return SearchRange{.scope = scope, .least = 2, .most = 2, .impact = impact, .must = musts_of(question)};
        case Scope::multilateral:
            return SearchRange{.scope = scope,
                               .least = 3,
                               .most = std::max<std::size_t>(3, std::min(pool_size, kMultilateralMost)),
                               .impact = impact,
                               .must = musts_of(question)};
        case Scope::minilateral:
            return SearchRange{
                .scope = scope, .least = 3, .most = kMinilateralMost, .impact = impact, .must = musts_of(question)};
        case Scope::maxilateral:
        case Scope::plurilateral:
            return std::nullopt;
    }
    return std::nullopt;
}

/// What the curated registry tells of a scope: how often such partnerships begin among these actors, and how deep they
/// go.
struct RegistryView {
    int with_pool = 0;  ///< Begun within kRegistryYears with two or more of the pool.
    int num_cases = 0;  ///< Of the scope with a measured depth.
    std::array<int, kNumDepths> reached{};
    Members composition{};
};

RegistryView registry_view(Scope scope, const Pool& pool, const Question& question, const atlas::World& world,
                           const AnswerGround& ground) {
    RegistryView view;
    for (std::size_t k = 0; k < ground.rosters.size(); ++k) {
        const Partnership& partnership = world.partnerships()[k];
        const Roster& roster = ground.rosters[k];
        if (partnership.scope != scope) continue;
        // All on record, not the curated ones alone: those were chosen for being well known, and are deeper than most.
        if (roster.depth) {
            ++view.num_cases;
            for (std::size_t d = 0; d <= static_cast<std::size_t>(*roster.depth); ++d) ++view.reached[d];
        }
        const bool is_curated =
            std::ranges::any_of(partnership.sources, [](const std::string& s) { return s.starts_with("curated"); });
        if (!is_curated) continue;
        if (question.as_of - partnership.begun > kRegistryYears || roster.is_universal) continue;
        Members inside = pool.parties_in(roster);
        if (inside.size() < 2 || !std::ranges::includes(inside, musts_of(question)) ||
            !pool.carries(inside, question.impact))
            continue;
        ++view.with_pool;
        if (inside.size() > view.composition.size()) view.composition = std::move(inside);
    }
    return view;
}

/// Share of curated partnerships of the scope that reach a depth, with the doubt of few cases (Jeffreys).
std::pair<double, double> registry_depth(const RegistryView& view, std::size_t depth) {
    const double yes = view.reached[depth] + 0.5;
    const double no = view.num_cases - view.reached[depth] + 0.5;
    return {yes / (yes + no), std::sqrt(1 / yes + 1 / no)};
}

class Filler {
public:
    Filler(const AnswerInputs& inputs, const Question& question, const Pool& pool, const AnswerGround& ground,
           const Prospects& prospects)
        : inputs_(inputs), question_(question), pool_(pool), ground_(ground), prospects_(prospects) {
        for (const Cell cell : all_cells()) cells_.push_back({.cell = cell});
    }

    std::vector<CellAnswer> fill(const Monitor& monitor) {
        for (const Scope scope : all_values<Scope>()) fill_scope(scope, monitor);
        mark_held(std::nullopt);
        keep_depths_ordered();
        return std::move(cells_);
    }

    std::vector<CellAnswer> fill_row(Scope scope, const Monitor& monitor) {
        fill_scope(scope, monitor);
        mark_held(scope);
        keep_depths_ordered();
        const auto first = cells_.begin() + static_cast<std::ptrdiff_t>(index_of({scope, Depth::practice}));
        return {first, first + kNumDepths};
    }

private:
    void fill_scope(Scope scope, const Monitor& monitor) {
        const RegistryView view = registry_view(scope, pool_, question_, inputs_.world, ground_);
        if (const auto range = range_of(scope, question_, pool_.size()))
            fill_from_tables(scope, *range, view, monitor);
        else
            fill_from_registry(scope, view);
    }

    CellAnswer& cell(Scope scope, std::size_t depth) { return cells_[index_of({scope, static_cast<Depth>(depth)})]; }

    void fill_from_tables(Scope scope, const SearchRange& range, const RegistryView& view, const Monitor& monitor) {
        if (pool_.size() < range.least) return say(scope, fmt::format("takes {} parties or more", range.least));
        if (range.must.size() > range.most)
            return say(scope,
                       fmt::format("takes {} parties at most, and {} have to be in it", range.most, range.must.size()));
        const auto families = families_of(scope, question_.families);
        std::array<double, kNumDepths> bound{};
        for (const Family family : families) offer_founded(scope, family, range, bound, monitor);
        if (scope != Scope::bilateral)  // What another joins is no longer bilateral.
            offer_widened(scope, families, range, bound);
        for (std::size_t d = 0; d < kNumDepths; ++d) certify(cell(scope, d), bound[d]);
        if (!cell(scope, 0).chance) return say(scope, why_nothing(range));
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            if (cell(scope, d).evidence == CellEvidence::none && view.num_cases >= kLeastRegistryCases)
                borrow_depth(scope, d, view);
            if (cell(scope, d).evidence == CellEvidence::none && cell(scope, d).note.empty())
                say_at(scope, d, "no table shows this step, and too few curated partnerships of this scope tell of it");
        }
    }

    /// The best of a family at each depth that it shows, and what bounds the family.
    void offer_founded(Scope scope, Family family, const SearchRange& range, std::array<double, kNumDepths>& bound,
                       const Monitor& monitor) {
        const DepthOutlook& outlook = prospects_.outlook(family);
        if (!prospects_.is_fitted(family) || !outlook.is_known()) return;
        const SearchResults found =
            search_founded(prospects_.chains(family), outlook, family, range, prospects_.worth(family), monitor);
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            bound[d] = std::max(bound[d], found[d].bound);
            if (found[d].best) offer(scope, d, *found[d].best);
        }
    }

    /// Every way of widening was looked at; a family's deeper cells take the best of its likeliest ones.
    void offer_widened(Scope scope, std::span<const Family> families, const SearchRange& range,
                       std::array<double, kNumDepths>& bound) {
        const Worth worth{.horizon_years = question_.horizon_years};
        for (const Candidate& candidate :
             search_widened(pool_, ground_.frame, inputs_.world, question_, inputs_.model.joint, families, range)) {
            const auto shares = prospects_.outlook(candidate.family).shares(candidate.members);
            for (std::size_t d = 0; d < kNumDepths; ++d) {
                const auto& chance = cell(scope, d).chance;
                if (worth(candidate.hazard.log_hazard) * shares[d] > (chance ? chance->probability : 0))
                    offer(scope, d, candidate);
                if (cell(scope, d).chance) bound[d] = std::max(bound[d], cell(scope, d).chance->probability);
            }
        }
    }

    /// Takes the candidate where it is the likeliest so far at a depth that its family shows.
    void offer(Scope scope, std::size_t d, const Candidate& candidate) {
        const DepthOutlook& outlook = prospects_.outlook(candidate.family);
        const DepthChance depth = outlook.chance(d, candidate.members).value_or(DepthChance{});
        const Chance chance =
            candidate.way == Way::founded
                ? prospects_.chance(candidate.family, candidate.hazard, depth.probability, depth.logit_se)
                : prospects_.joining_chance(candidate.hazard, depth.probability, depth.logit_se);
        CellAnswer& answer = cell(scope, d);
        if (answer.chance && answer.chance->probability >= chance.probability) return;
        answer.chance = chance;
        answer.composition = pool_.keys(candidate.members);
        answer.evidence = CellEvidence::table;
        answer.way = candidate.way;
        answer.note = candidate.way == Way::widened ? "by joining " + candidate.through : "";
        const double base = prospects_.average_log_hazard(candidate.family, candidate.members.size(), candidate.way) +
                            (candidate.way == Way::founded ? prospects_.worth(candidate.family).log_offset : 0);
        const double average = outlook.average(d).value_or(DepthChance{}).probability;
        answer.lift = chance.probability / std::max(1e-12, within(base, question_.horizon_years) * average);
    }

    static void certify(CellAnswer& answer, double bound) {
        constexpr double kTolerance = 1e-9;
        if (!answer.chance) return;
        const double probability = answer.chance->probability;
        const bool is_proven = bound <= probability * (1 + kTolerance);
        answer.certificate = is_proven ? Certificate::certified : Certificate::bounded;
        answer.bound = is_proven ? probability : bound;
        if (!is_proven)
            answer.note += fmt::format("{}the search was cut off: no composition is likelier than {}",
                                       answer.note.empty() ? "" : "; ", percent(bound));
    }

    /// Why no composition of a range has a number.
    std::string why_nothing(const SearchRange& range) const {
        const double most = pool_.share(pool_.everyone()).value_or(0);
        if (range.impact > most)
            return fmt::format("even all of the pool carry only {} of the issue, and {} is asked for", percent(most),
                               percent(range.impact));
        if (range.impact > 0)
            return fmt::format("no {} to {} parties of the pool that the tables cover carry {} of the issue",
                               range.least, range.most, percent(range.impact));
        return "no composition of the pool is covered by the tables";
    }

    /// A depth that no table shows of any family: the chance of the deepest step that tables show, times the share of
    /// those partnerships of the scope which, having reached that step, went on to this one by a coder's finding.
    void borrow_depth(Scope scope, std::size_t d, const RegistryView& view) {
        if (view.reached[d] == 0) return say_at(scope, d, "no partnership of this scope on record reaches it");
        std::size_t base = d;
        while (base > 0 && cell(scope, base).evidence != CellEvidence::table) --base;
        const CellAnswer& shown = cell(scope, base);
        if (shown.evidence != CellEvidence::table) return;
        const double yes = view.reached[d] + 0.5;
        const double no = view.reached[base] - view.reached[d] + 0.5;
        const double share = yes / (yes + no);
        const double half_width = kNormal90 * std::sqrt(1 / yes + 1 / no);
        CellAnswer& answer = cell(scope, d);
        answer.chance = Chance{.probability = shown.chance->probability * share,
                               .low = shown.chance->low * logistic(logit(share) - half_width),
                               .high = shown.chance->high * logistic(logit(share) + half_width)};
        answer.lift = shown.lift;
        answer.composition = shown.composition;
        answer.evidence = CellEvidence::registry;
        answer.way = shown.way;
        answer.note = fmt::format(
            "beyond {}: the share of the {} partnerships of this scope on record that went on; deep ties show in few "
            "sources, so more may have",
            to_string(static_cast<Depth>(base)), view.reached[base]);
    }

    void fill_from_registry(Scope scope, const RegistryView& view) {
        std::size_t num_collectives = 0;
        for (std::size_t k = 0; k < pool_.size(); ++k) num_collectives += pool_.is_collective(k);
        if (scope == Scope::maxilateral && num_collectives < 2) return say(scope, "takes two collective entities");
        if (view.with_pool == 0 || view.num_cases < kLeastRegistryCases)
            return say(scope, "no curated partnership of this scope has two of these actors");
        const double log_rate = std::log((view.with_pool + 0.5) / kRegistryYears);
        const double rate_se = 1 / std::sqrt(view.with_pool + 0.5);
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            if (view.reached[d] == 0) {
                say_at(scope, d, "no partnership of this scope on record reaches it");
                continue;
            }
            const auto [share, logit_se] = registry_depth(view, d);
            CellAnswer& answer = cell(scope, d);
            answer.chance = chance_of(log_rate, rate_se, share, logit_se, question_.horizon_years);
            answer.lift = 1;
            answer.composition = pool_.keys(view.composition);
            answer.evidence = CellEvidence::registry;
            answer.note = fmt::format("rate of {} curated partnerships with these actors in {} years, depth of {}",
                                      view.with_pool, kRegistryYears, view.num_cases);
        }
    }

    /// What the pool has counts as reached. Bodies of half the world's states do not: everybody is in them.
    void mark_held(std::optional<Scope> only) {
        for (std::size_t k = 0; k < ground_.rosters.size(); ++k) {
            const Partnership& partnership = inputs_.world.partnerships()[k];
            const Roster& roster = ground_.rosters[k];
            if (only && partnership.scope != *only) continue;
            if (!roster.depth || roster.is_universal || partnership.status != Status::active || partnership.ended ||
                !is_on_issue(partnership, question_))
                continue;
            const Members inside = pool_.parties_in(roster);
            const std::size_t least =
                partnership.scope == Scope::multilateral || partnership.scope == Scope::minilateral ? 3 : 2;
            if (inside.size() < least || !pool_.carries(inside, question_.impact)) continue;
            if (!std::ranges::includes(inside, musts_of(question_))) continue;
            for (std::size_t d = 0; d <= static_cast<std::size_t>(*roster.depth); ++d)
                hold(cell(partnership.scope, d), partnership, inside);
        }
    }

    /// The partnership with the most of the pool stands first.
    void hold(CellAnswer& answer, const Partnership& partnership, const Members& inside) const {
        const bool is_first = answer.evidence != CellEvidence::held || inside.size() > answer.composition.size();
        answer.held.insert(is_first ? answer.held.begin() : answer.held.end(), partnership.id);
        answer.held_names.insert(is_first ? answer.held_names.begin() : answer.held_names.end(), partnership.name);
        if (!is_first) return;
        answer.composition = pool_.keys(inside);
        answer.evidence = CellEvidence::held;
        answer.way = Way::held;
        answer.chance = Chance{.probability = 1, .low = 1, .high = 1};
        answer.note = "stands already: " + partnership.name;
        answer.lift = answer.lift.value_or(1);
        answer.certificate = Certificate::certified;
        answer.bound = 1;
    }

    /// A deeper step claims the shallower ones: its chance is at most theirs.
    void keep_depths_ordered() {
        for (const Scope scope : all_values<Scope>()) {
            double most = 1;
            for (std::size_t d = 0; d < kNumDepths; ++d) {
                CellAnswer& answer = cell(scope, d);
                if (!answer.chance) continue;
                Chance& chance = *answer.chance;
                chance.probability = std::min(chance.probability, most);
                chance.low = std::min(chance.low, chance.probability);
                chance.high = std::max(chance.high, chance.probability);
                most = chance.probability;
            }
        }
    }

    void say(Scope scope, const std::string& note) {
        for (std::size_t d = 0; d < kNumDepths; ++d) say_at(scope, d, note);
    }
    void say_at(Scope scope, std::size_t d, const std::string& note) { cell(scope, d).note = note; }

    const AnswerInputs& inputs_;
    const Question& question_;
    const Pool& pool_;
    const AnswerGround& ground_;
    const Prospects& prospects_;
    std::vector<CellAnswer> cells_;
};

}  // namespace

Members musts_of(const Question& question) {
    Members musts;
    for (std::size_t k = 0; k < question.pool.size(); ++k)
        if (std::ranges::find(question.must, question.pool[k]) != question.must.end()) musts.push_back(k);
    return musts;
}

std::vector<CellAnswer> fill_row(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                 const AnswerGround& ground, const Prospects& prospects, Scope scope,
                                 const Monitor& monitor) {
    return Filler(inputs, question, pool, ground, prospects).fill_row(scope, monitor);
}

std::vector<CellAnswer> fill_matrix(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                    const AnswerGround& ground, const Prospects& prospects, const Monitor& monitor) {
    return Filler(inputs, question, pool, ground, prospects).fill(monitor);
}

}  // namespace entente::attain
