// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/diagnosis.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "principles.hpp"

namespace entente::apps {
namespace {

using principles::Unidentified;

/// Key, name and codes of an actor as the first columns of a row.
std::vector<Value> who(const Assembly& assembly, ActorId actor, Year year) {
    const auto voter = assembly.voters().find(actor, year);
    if (!voter) return {fmt::format("{}", actor.value()), std::monostate{}, std::monostate{}, std::monostate{}};
    return {voter->key, voter->name, voter->iso3, voter->cow};
}

void add_misfit(std::vector<Value>& row, const principles::Misfit& misfit) {
    row.insert(row.end(), {misfit.z, misfit.outfit, misfit.infit, misfit.log_score, std::int64_t{misfit.num_votes}});
}

/// Leave-one-out score of the votes in 1, 2 and 3 dimensions: from the draws with --method gibbs, else from the fast
/// fit.
Table dimension_table(const Assembly& assembly, PrinciplesOptions options, const CommonOptions& common) {
    Table table{
        .columns = {"dimensions", "elpd", "se", "gain", "gain_se", "effective_parameters", "unreliable", "votes"}};
    const std::string issue = issues_of(options).front();
    const principles::VoteMatrix votes = assembly.votes(issue);
    std::optional<principles::PredictiveFit> fewer;
    for (int k = 1; k <= principles::kMaxDimensions; ++k) {
        options.num_dimensions = k;
        principles::PredictiveFit fit;
        if (options.method == PositionMethod::gibbs) {
            fit = principles::psis_loo(votes, sample(assembly, options, common, issue));
        } else {
            principles::IdealPointOptions settings = assembly.fit_options(votes);
            settings.num_dimensions = k;
            fit = principles::laplace_loo(
                votes, principles::fit_ideal_points(votes, settings, Seed{common.seed}, monitor_of(common)));
        }
        const auto gain = fewer ? principles::compare(fit, *fewer) : principles::PredictiveDifference{};
        table.rows.push_back({std::int64_t{k}, fit.elpd, fit.std_error, fewer ? Value{gain.elpd} : Value{},
                              fewer ? Value{gain.std_error} : Value{}, fit.effective_parameters,
                              static_cast<std::int64_t>(fit.num_unreliable), static_cast<std::int64_t>(fit.num_votes)});
        fewer = std::move(fit);
    }
    return table;
}

Table roll_call_misfit_table(const Assembly& assembly, const PrinciplesOptions& options) {
    Table table{
        .columns = {"roll_call", "year", "date", "resolution", "title", "z", "outfit", "infit", "log_score", "votes"}};
    const std::string issue = issues_of(options).front();
    const principles::VoteMatrix votes = assembly.votes(issue);
    auto misfits = principles::roll_call_misfits(votes, assembly.fit(votes));
    std::ranges::stable_sort(misfits, {}, [](const principles::RollCallMisfit& m) { return m.misfit.z; });
    std::unordered_map<std::int32_t, RollCallRecord> records;
    for (RollCallRecord& record : assembly.roll_calls(issue)) records.emplace(record.id.value(), std::move(record));
    for (const principles::RollCallMisfit& misfit : misfits) {
        const RollCallRecord& record = records.at(misfit.id.value());
        if (!options.is_in_span(record.year)) continue;
        std::vector<Value> row{std::int64_t{misfit.id.value()}, std::int64_t{record.year.value()}, record.date,
                               record.resolution, record.title};
        add_misfit(row, misfit.misfit);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table voter_misfit_table(const Assembly& assembly, const PrinciplesOptions& options) {
    Table table{.columns = {"actor", "name", "iso3", "cow", "z", "outfit", "infit", "log_score", "votes"}};
    const std::string issue = issues_of(options).front();
    const principles::VoteMatrix votes = assembly.votes(issue);
    auto misfits = principles::actor_misfits(votes, assembly.fit(votes));
    std::ranges::stable_sort(misfits, {}, [](const principles::ActorMisfit& m) { return m.misfit.z; });
    for (const principles::ActorMisfit& misfit : misfits) {
        if (!assembly.is_wanted(misfit.actor)) continue;
        std::vector<Value> row = who(assembly, misfit.actor, votes.years().back());
        add_misfit(row, misfit.misfit);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table identification_table(const Assembly& assembly, const PrinciplesOptions& options) {
    Table table{.columns = {"what", "actor", "name", "year", "dimension", "count", "text"}};
    const std::string issue = issues_of(options).front();
    const principles::VoteMatrix votes = assembly.votes(issue);
    for (const auto& warning : principles::identification_warnings(votes, assembly.fit(votes))) {
        if (warning.actor && !assembly.is_wanted(*warning.actor)) continue;
        if (warning.year && !options.is_in_span(*warning.year)) continue;
        const std::vector<Value> actor =
            warning.actor ? who(assembly, *warning.actor, warning.year.value_or(votes.years().back()))
                          : std::vector<Value>{std::monostate{}, std::monostate{}};
        table.rows.push_back({std::string(to_string(warning.what)), actor[0], actor[1],
                              warning.year ? Value{std::int64_t{warning.year->value()}} : Value{},
                              warning.dimension > 0 ? Value{std::int64_t{warning.dimension}} : Value{},
                              std::int64_t{warning.count}, warning.text});
    }
    return table;
}

}  // namespace

Table mover_table(const Assembly& assembly, const PrinciplesOptions& options, const CommonOptions& common) {
    const Year year{*options.movers};
    Table table{.columns = {"actor", "name", "iso3", "cow", "year", "change", "se", "low", "high"}};
    const bool has_dimension = options.num_dimensions > 1;
    if (has_dimension) table.columns.emplace_back("dimension");
    const bool has_issue = !options.issues.empty();
    if (has_issue) table.columns.emplace_back("issue");
    for (const std::string& issue : issues_of(options)) {
        const bool is_sampled = options.method == PositionMethod::gibbs;
        std::optional<principles::GibbsFit> sampled;
        std::optional<principles::IdealPointFit> fitted;
        if (is_sampled)
            sampled = sample(assembly, options, common, issue);
        else
            fitted = assembly.fit(assembly.votes(issue));
        for (int d = 1; d <= options.num_dimensions; ++d)
            for (const principles::Move& move : is_sampled ? moves_in(*sampled, year, d) : moves_in(*fitted, year, d)) {
                if (!assembly.is_wanted(move.actor)) continue;
                std::vector<Value> row = who(assembly, move.actor, year);
                row.insert(row.end(), {std::int64_t{year.value()}, move.change, move.std_error, move.low, move.high});
                if (has_dimension) row.emplace_back(std::int64_t{d});
                if (has_issue) row.emplace_back(issue);
                table.rows.push_back(std::move(row));
            }
    }
    if (table.rows.empty())
        throw Error{Errc::failed, fmt::format("nobody has a position both in {} and the year before", year.value()),
                    "Ask for a year in which there were votes, and not the first one."};
    return table;
}

Table diagnosis_table(const Assembly& assembly, const PrinciplesOptions& options, const CommonOptions& common) {
    if (issues_of(options).size() > 1)
        throw Error{Errc::wrong_usage, "--diagnose looks at one fit: ask for one issue at a time"};
    if (options.diagnose == "dimensions") return dimension_table(assembly, options, common);
    if (options.diagnose == "roll-calls") return roll_call_misfit_table(assembly, options);
    if (options.diagnose == "voters") return voter_misfit_table(assembly, options);
    return identification_table(assembly, options);
}

void say_warnings(const Assembly& assembly, const CommonOptions& common,
                  const std::vector<principles::IdentificationWarning>& warnings) {
    std::map<Unidentified, int> more;
    for (const principles::IdentificationWarning& warning : warnings) {
        if (warning.actor && !assembly.is_wanted(*warning.actor)) continue;
        constexpr int kMostLines = 3;
        if (warning.what != Unidentified::actor_year && more[warning.what] < kMostLines)
            say(common, "warning: " + warning.text);
        ++more[warning.what];
    }
    for (const auto& [what, count] : more)
        if (count > 0)
            say(common, fmt::format("warning: the votes hardly identify {} {} of '{}': see --diagnose identification",
                                    count, count == 1 ? "case" : "cases", to_string(what)));
}

}  // namespace entente::apps
