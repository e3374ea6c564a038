// SPDX-License-Identifier: Apache-2.0
#include "matrix.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace entente::attain {
namespace {

constexpr double kNormal90 = 1.645;  ///< Half-width of a 90 % interval in standard errors.
constexpr double kModelDoubt =
    0.35;  ///< Log-scale doubt that no standard error of a fit shows: that next decade's rate differs.
constexpr std::size_t kMinilateralMost = 8;  ///< Beyond eight states nobody speaks of a small number.
constexpr int kRegistryYears = 30;           ///< Years of the curated registry that tell its rates.
constexpr int kLeastRegistryCases = 5;       ///< Fewer partnerships of a scope inform no share of a depth.
constexpr double kUniversalShare = 0.5;

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
std::optional<SearchRange> range_of(Scope scope, double impact, std::size_t pool_size) {
    switch (scope) {
        case Scope::bilateral:
            return SearchRange{.scope = scope, .least = 2, .most = 2, .impact = impact};
        case Scope::multilateral:
            return SearchRange{.scope = scope,
                               .least = 3,
                               .most = std::max<std::size_t>(3, std::min<std::size_t>(pool_size, 40)),
                               .impact = impact};
        case Scope::minilateral:
            return SearchRange{.scope = scope, .least = 3, .most = kMinilateralMost, .impact = impact};
        case Scope::maxilateral:
        case Scope::plurilateral:
            return std::nullopt;
    }
    return std::nullopt;
}

Chance chance_of(double log_hazard, double log_se, double depth, double depth_logit_se, int years) {
    const double se = std::hypot(log_se, kModelDoubt);
    const auto at = [&](double side) {
        const double share = depth >= 1   ? 1.0
                             : depth <= 0 ? 0.0
                                          : logistic(logit(depth) + side * kNormal90 * depth_logit_se);
        return within(log_hazard + side * kNormal90 * se, years) * share;
    };
    return {.probability = within(log_hazard, years) * depth, .low = at(-1), .high = at(1)};
}

/// Actors of the pool that are parties of a partnership, an entity through itself or through all of its members.
Members parties_in(const Pool& pool, const Question& question, const atlas::World& world,
                   const Partnership& partnership) {
    std::vector<atlas::ActorIndex> parties;
    for (const Party& party : partnership.parties)
        if (const auto actor = world.find(party.actor);
            actor && party.spell.holds_in(question.as_of) && party.role != "observer")
            parties.push_back(*actor);
    std::ranges::sort(parties);
    const auto is_party = [&](atlas::ActorIndex actor) { return std::ranges::binary_search(parties, actor); };
    Members inside;
    for (std::size_t k = 0; k < pool.size(); ++k) {
        const auto members = world.members_of(question.pool[k], question.as_of);
        if (is_party(question.pool[k]) || (!members.empty() && std::ranges::all_of(members, is_party)))
            inside.push_back(k);
    }
    return inside;
}

bool is_on_issue(const Partnership& partnership, const Question& question) {
    if (!partnership.issues.empty())
        return std::ranges::find(partnership.issues, question.issue) != partnership.issues.end();
    return std::ranges::find(question.families, partnership.family) != question.families.end();
}

/// What the curated registry tells of a scope: how often such partnerships begin among these actors, and how deep they
/// go.
struct RegistryView {
    int with_pool = 0;  ///< Begun within kRegistryYears with two or more of the pool.
    int num_cases = 0;  ///< Of the scope with a measured depth.
    std::array<int, kNumDepths> reached{};
    Members composition{};
};

RegistryView registry_view(Scope scope, const Pool& pool, const Question& question, const atlas::World& world) {
    RegistryView view;
    for (const Partnership& partnership : world.partnerships()) {
        if (partnership.scope != scope) continue;
        // All on record, not the curated ones alone: those were chosen for being well known, and are deeper than most.
        if (const auto depth = depth_by(partnership, question.as_of)) {
            ++view.num_cases;
            for (std::size_t d = 0; d <= static_cast<std::size_t>(*depth); ++d) ++view.reached[d];
        }
        const bool is_curated =
            std::ranges::any_of(partnership.sources, [](const std::string& s) { return s.starts_with("curated"); });
        if (!is_curated) continue;
        if (question.as_of - partnership.begun > kRegistryYears || is_universal(partnership, world, question.as_of))
            continue;
        Members inside = parties_in(pool, question, world, partnership);
        if (inside.size() < 2) continue;
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
    Filler(const AnswerInputs& inputs, const Question& question, const Pool& pool, const DyadFrame& frame)
        : inputs_(inputs), question_(question), pool_(pool), frame_(frame) {
        for (const Cell cell : all_cells()) matrix_.cells.push_back({.cell = cell});
    }

    Matrix fill(const Monitor& monitor) {
        for (const Scope scope : all_values<Scope>()) fill_scope(scope, monitor);
        mark_held(std::nullopt);
        keep_depths_ordered();
        return std::move(matrix_);
    }

    std::vector<CellAnswer> fill_row(Scope scope, const Monitor& monitor) {
        fill_scope(scope, monitor);
        mark_held(scope);
        keep_depths_ordered();
        const auto first = matrix_.cells.begin() + static_cast<std::ptrdiff_t>(index_of({scope, Depth::practice}));
        return {first, first + kNumDepths};
    }

private:
    void fill_scope(Scope scope, const Monitor& monitor) {
        const RegistryView view = registry_view(scope, pool_, question_, inputs_.world);
        if (const auto range = range_of(scope, question_.impact, pool_.size()))
            fill_from_tables(scope, *range, view, monitor);
        else
            fill_from_registry(scope, view);
    }

    CellAnswer& cell(Scope scope, std::size_t depth) {
        return matrix_.cells[index_of({scope, static_cast<Depth>(depth)})];
    }

    void fill_from_tables(Scope scope, const SearchRange& range, const RegistryView& view, const Monitor& monitor) {
        const auto families = families_of(scope, question_.families);
        if (pool_.size() < range.least) return say(scope, fmt::format("takes {} parties or more", range.least));
        auto founded = search_founded(pool_, frame_, inputs_.model.joint, families, range, monitor);
        auto widened = search_widened(pool_, frame_, inputs_.world, inputs_.model.joint, families, range);
        auto& candidates = matrix_.candidates[static_cast<std::size_t>(scope)];
        candidates = std::move(founded.best);
        // One for each family: the outsider likeliest to join.
        for (const Family family : families)
            if (const auto first = std::ranges::find(widened, family, &Candidate::family); first != widened.end())
                candidates.push_back(*first);
        if (candidates.empty())
            return say(scope, question_.impact > 0
                                  ? fmt::format("no composition of the pool carries {:.0f} % of the issue",
                                                question_.impact * 100)
                                  : "no composition of the pool is covered by the tables");
        std::vector<DepthInputs> inputs;
        for (const Candidate& candidate : candidates) inputs.push_back(depth_inputs_of(candidate));
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            for (std::size_t k = 0; k < candidates.size(); ++k) offer(scope, d, candidates[k], inputs[k]);
            if (cell(scope, d).evidence == CellEvidence::none && view.num_cases >= kLeastRegistryCases)
                borrow_depth(scope, d, view);
            if (cell(scope, d).evidence == CellEvidence::none && cell(scope, d).note.empty())
                say_at(scope, d, "no table shows this step, and too few curated partnerships of this scope tell of it");
            if (!founded.is_exact && cell(scope, d).chance)
                cell(scope, d).note = "larger compositions searched by extending the best 48 of each size";
        }
    }

    /// Takes the candidate where its family shows that depth and it is the likeliest so far.
    void offer(Scope scope, std::size_t d, const Candidate& candidate, const DepthInputs& inputs) {
        const auto f = static_cast<std::size_t>(candidate.family);
        const DepthModel& model = inputs_.model.depth[f];
        if (model.num_cases() == 0) return;
        const auto depth = model.at_least(static_cast<Depth>(d), inputs);
        if (!depth) return;
        const Chance chance = chance_of(candidate.hazard.log_hazard, candidate.hazard.std_error, depth->probability,
                                        depth->logit_se, question_.horizon_years);
        CellAnswer& answer = cell(scope, d);
        if (answer.chance && answer.chance->probability >= chance.probability) return;
        answer.chance = chance;
        answer.composition = pool_.keys(candidate.members);
        answer.evidence = CellEvidence::table;
        answer.way = candidate.way;
        answer.note = candidate.way == Way::widened ? "by joining " + candidate.through : "";
        const double base = average_log_hazard(f, candidate);
        answer.lift = chance.probability / std::max(1e-12, within(base, question_.horizon_years) * depth->probability);
    }

    /// The same at every depth, so computed once a candidate.
    DepthInputs depth_inputs_of(const Candidate& candidate) const {
        FeatureRow row;
        composition_features(frame_, Composition::of_states(pool_.slots(candidate.members)), row);
        return depth_inputs(row, frame_.year());
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

    /// Yearly log hazard of the average set of as many parties: the mean features of sampled dyads are zero by scale.
    double average_log_hazard(std::size_t f, const Candidate& candidate) const {
        const JointModel& model = inputs_.model.joint[f];
        const auto at_mean = [](const LogisticFit& fit, double num_others) {
            Eigen::VectorXd inputs = Eigen::VectorXd::Zero(fit.coefficients.size() - 1);
            inputs[static_cast<Eigen::Index>(kNumDyadFeatures) + 1] = std::log(num_others);
            return std::log(std::max(1e-12, fit.probability(inputs)));
        };
        if (candidate.way == Way::widened) return at_mean(model.accession, 10);
        double sum = at_mean(model.founding, 1);
        for (std::size_t k = 2; k < candidate.members.size(); ++k)
            sum += at_mean(model.joining, static_cast<double>(k));
        return sum;
    }

    /// What the pool has counts as reached. Bodies of half the world's states do not: everybody is in them.
    void mark_held(std::optional<Scope> only) {
        for (const Partnership& partnership : inputs_.world.partnerships()) {
            if (only && partnership.scope != *only) continue;
            const auto depth = depth_by(partnership, question_.as_of);
            if (!depth || partnership.status != Status::active || partnership.ended ||
                !is_on_issue(partnership, question_))
                continue;
            const Members inside = parties_in(pool_, question_, inputs_.world, partnership);
            const std::size_t least =
                partnership.scope == Scope::multilateral || partnership.scope == Scope::minilateral ? 3 : 2;
            if (inside.size() < least || !pool_.carries(inside, question_.impact)) continue;
            if (is_universal(partnership, inputs_.world, question_.as_of)) continue;
            for (std::size_t d = 0; d <= static_cast<std::size_t>(*depth); ++d)
                hold(cell(partnership.scope, d), partnership, inside);
        }
    }

    void hold(CellAnswer& answer, const Partnership& partnership, const Members& inside) const {
        if (answer.evidence != CellEvidence::held || inside.size() > answer.composition.size()) {
            answer.composition = pool_.keys(inside);
            answer.held.insert(answer.held.begin(), partnership.id);
        } else {
            answer.held.push_back(partnership.id);
        }
        answer.evidence = CellEvidence::held;
        answer.way = Way::held;
        answer.chance = Chance{.probability = 1, .low = 1, .high = 1};
        answer.note = "stands already: " + partnership.name;
        answer.lift = answer.lift.value_or(1);
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
    const DyadFrame& frame_;
    Matrix matrix_;
};

}  // namespace

double within(double log_hazard, int years) {
    // 1 - (1 - h)^years without cancellation; a hazard is below one by construction of the logistic.
    const double hazard = std::min(std::exp(log_hazard), 1 - 1e-12);
    return -std::expm1(years * std::log1p(-hazard));
}

double chance_of_all(const Pool& pool, const Members& members, const DyadFrame& frame, const AttainModel& model,
                     const Question& question) {
    double best = 0;
    for (const Family family : question.families) {
        const JointModel& joint = model.joint[static_cast<std::size_t>(family)];
        if (joint.num_foundings == 0) continue;
        best = std::max(best, within(joint.together(frame, pool.blocs(members)).log_hazard, question.horizon_years));
    }
    return best;
}

bool is_universal(const Partnership& partnership, const atlas::World& world, Year year) {
    std::size_t num_states = 0;
    for (const Party& party : partnership.parties) {
        const auto actor = world.find(party.actor);
        num_states += actor && world.actor(*actor).kind == ActorKind::state && party.spell.holds_in(year);
    }
    return static_cast<double>(num_states) > kUniversalShare * static_cast<double>(world.living_states(year).size());
}

std::vector<CellAnswer> fill_row(const AnswerInputs& inputs, const Question& question, const Pool& pool,
                                 const DyadFrame& frame, Scope scope, const Monitor& monitor) {
    return Filler(inputs, question, pool, frame).fill_row(scope, monitor);
}

Matrix fill_matrix(const AnswerInputs& inputs, const Question& question, const Pool& pool, const DyadFrame& frame,
                   const Monitor& monitor) {
    return Filler(inputs, question, pool, frame).fill(monitor);
}

}  // namespace entente::attain
