// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/scope_rules.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "toml_fields.hpp"

namespace entente::registry {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

bool is_flag(ScopeFact fact) {
    return fact == ScopeFact::treaty || fact == ScopeFact::open_club || fact == ScopeFact::all_collective;
}

/// Reads every condition that a rule's table holds: `<fact>_min`, `<fact>_max`, or a flag's true or false.
std::vector<ScopeCondition> read_conditions(Fields& fields) {
    std::vector<ScopeCondition> conditions;
    for (const ScopeFact fact : all_values<ScopeFact>()) {
        const std::string name(to_string(fact));
        if (is_flag(fact)) {
            if (const auto value = fields.flag(name))
                conditions.push_back({fact, *value ? 1.0 : 0.0, *value ? 1.0 : 0.0});
            continue;
        }
        const auto low = fields.number(name + "_min");
        const auto high = fields.number(name + "_max");
        if (!low && !high) continue;
        if (low && high && *low > *high)
            fields.fault(name + "_min", fmt::format("'{}_min' lies above '{}_max'", name, name));
        conditions.push_back({fact, low.value_or(-kUnbounded), high.value_or(kUnbounded)});
    }
    return conditions;
}

ScopeRule read_rule(const toml::table& table, Faults& faults) {
    Fields fields(table, faults);
    ScopeRule rule;
    rule.id = fields.text("id");
    rule.scope = fields.word<Scope>("scope");
    rule.text = fields.text("text");
    rule.why = fields.text("why");
    rule.conditions = read_conditions(fields);
    fields.finish();
    return rule;
}

void read_formality(Fields& root, ScopeRules& rules) {
    const toml::table* table = root.table_at("formality");
    if (!table) {
        root.fault("formality", "[formality] is missing; expected a rank for each scope");
        return;
    }
    Fields fields(*table, root.faults());
    for (const Scope scope : all_values<Scope>()) {
        const auto rank = fields.number(to_string(scope));
        if (!rank) fields.fault(to_string(scope), fmt::format("no rank for '{}'", to_string(scope)));
        rules.formality[static_cast<std::size_t>(scope)] = static_cast<int>(rank.value_or(0));
    }
    fields.finish();
}

bool holds(const ScopeCondition& condition, const ScopeFacts& facts) {
    const auto value = facts[condition.fact];
    return value && condition.low <= *value && *value <= condition.high;
}

/// Lesser members do not decide how a partnership is organised.
bool is_full(const Party& party) {
    return party.role != "observer" && party.role != "associate";
}

/// Full parties present in a year, in order, each once.
std::vector<const Party*> present_in(const Partnership& partnership, Year year) {
    std::vector<const Party*> present;
    for (const Party& party : partnership.parties) {
        const bool is_known = std::any_of(present.begin(), present.end(),
                                          [&](const Party* other) { return other->actor == party.actor; });
        if (party.spell.holds_in(year) && is_full(party) && !is_known) present.push_back(&party);
    }
    return present;
}

/// Parties of the first year from `begun` on in which there are at least two; of the first party's year where there
/// never are. Tables that record members every fifth year begin late.
std::vector<const Party*> founding_parties(const Partnership& partnership) {
    std::set<Year> years{partnership.begun};
    for (const Party& party : partnership.parties)
        if (party.spell.first > partnership.begun) years.insert(party.spell.first);
    std::vector<const Party*> fallback;
    for (const Year year : years) {
        auto present = present_in(partnership, year);
        if (present.size() >= 2) return present;
        if (fallback.empty()) fallback = std::move(present);
    }
    return fallback;
}

}  // namespace

const ScopeRule& ScopeRules::decide(const ScopeFacts& facts) const noexcept {
    for (const ScopeRule& rule : rules)
        if (std::all_of(rule.conditions.begin(), rule.conditions.end(),
                        [&](const ScopeCondition& condition) { return holds(condition, facts); }))
            return rule;
    return rules.back();
}

ScopeRules parse_scope_rules(std::string_view toml, std::string_view file) {
    return read_toml(toml, file, [](Fields& fields) {
        ScopeRules rules;
        read_formality(fields, rules);
        rules.written_from = fields.texts("written_from");
        std::set<std::string> ids;
        for (const toml::table* table : fields.tables("rule")) {
            rules.rules.push_back(read_rule(*table, fields.faults()));
            if (!ids.insert(rules.rules.back().id).second)
                fields.faults().add(table->source(), fmt::format("rule '{}' stands twice", rules.rules.back().id));
        }
        if (rules.rules.empty() || !rules.rules.back().conditions.empty())
            fields.fault("rule", "the last [[rule]] must have no conditions, so that a verdict is always given");
        return rules;
    });
}

ScopeFacts founding_facts(const Partnership& partnership, const KindOf& kind_of) {
    std::map<int, std::vector<ActorKind>> blocs;
    std::vector<ActorKind> units;
    std::set<ActorKind> layers;
    for (const Party* party : founding_parties(partnership)) {
        const ActorKind kind = kind_of(party->actor).value_or(ActorKind::state);
        layers.insert(kind == ActorKind::collective ? ActorKind::state : kind);
        if (party->side > 0)
            blocs[party->side].push_back(kind);
        else
            units.push_back(kind);
    }
    for (const auto& [side, kinds] : blocs) units.push_back(kinds.size() > 1 ? ActorKind::collective : kinds.front());
    const auto count = [&](auto is_counted) {
        return static_cast<double>(std::count_if(units.begin(), units.end(), is_counted));
    };
    const double num_collective = count([](ActorKind kind) { return kind == ActorKind::collective; });
    ScopeFacts facts;
    facts.set(ScopeFact::parties, static_cast<double>(units.size()));
    facts.set(ScopeFact::collective, num_collective);
    facts.set(ScopeFact::non_state,
              count([](ActorKind kind) { return kind != ActorKind::collective && kind != ActorKind::state; }));
    facts.set(ScopeFact::private_bodies, count([](ActorKind kind) { return kind >= ActorKind::firm; }));
    facts.set(ScopeFact::layers, static_cast<double>(layers.size()));
    facts.set(ScopeFact::all_collective, num_collective == static_cast<double>(units.size()) ? 1 : 0);
    return facts;
}

std::vector<ActorId> founders_of(const Partnership& partnership) {
    std::vector<ActorId> founders;
    for (const Party* party : founding_parties(partnership)) founders.push_back(party->actor);
    std::sort(founders.begin(), founders.end());
    return founders;
}

}  // namespace entente::registry
