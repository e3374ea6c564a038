// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "coalition_power_json.hpp"
#include "command.hpp"
#include "entente/sources/csv.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

struct VotingPowerCommand {
    engine::CoalitionPowerRequest request{};
    std::filesystem::path table{};
    std::vector<std::string> values{"weight"};
};

std::vector<std::string> keys_of(const engine::CoalitionPower& power, const std::vector<std::size_t>& positions) {
    std::vector<std::string> keys;
    for (const std::size_t k : positions) keys.push_back(power.actors[k].key);
    return keys;
}

/// A quota of votes as they are, or up to 1 a part of them.
std::uint64_t quota_in_votes(double quota, const std::vector<std::uint64_t>& weights) {
    if (!(quota > 1)) return coalition::quota_of(weights, quota);
    const auto total = static_cast<double>(coalition::quota_of(weights, 1));
    if (quota > total)
        throw Error{Errc::wrong_usage, fmt::format("quota is {}; all votes together are {:.0f}", quota, total)};
    return static_cast<std::uint64_t>(std::ceil(quota));
}

std::uint64_t whole_number(const sources::CsvReader& csv, sources::Column column) {
    const double value = csv.number(column);
    if (!(value >= 0 && value <= 9e15 && value == std::floor(value)))
        throw csv.error(column, "a whole number of votes, 0 or more");
    return static_cast<std::uint64_t>(value);
}

void check_voters(const engine::CoalitionPower& power, const std::string& file) {
    std::set<std::string> seen;
    for (const Actor& actor : power.actors)
        if (!seen.insert(actor.key).second)
            throw Error{Errc::bad_input, fmt::format("{} names {} twice; expected each voter once", file, actor.key)};
    if (power.actors.empty()) throw Error{Errc::bad_input, fmt::format("{} has no rows; expected voters", file)};
}

/// Weights of a table of one's own: a column actor, and a column of whole numbers for each rule.
engine::CoalitionPower power_of_table(const VotingPowerCommand& command, const Monitor& monitor) {
    sources::CsvReader csv(command.table, ',', monitor);
    const sources::Column actor = csv.column("actor");
    std::vector<sources::Column> columns;
    for (const std::string& value : command.values) columns.push_back(csv.column(value));
    engine::CoalitionPower result{.issues = command.values};
    result.vote.rules.resize(columns.size());
    while (csv.next()) {
        const std::string name{csv.text(actor)};
        result.actors.push_back({.key = name, .name = name});
        for (std::size_t k = 0; k < columns.size(); ++k)
            result.vote.rules[k].weights.push_back(whole_number(csv, columns[k]));
    }
    check_voters(result, csv.name());
    const auto& quotas = command.request.quotas;
    if (quotas.size() != 1 && quotas.size() != columns.size())
        throw Error{Errc::wrong_usage, fmt::format("{} quotas for {} columns", quotas.size(), columns.size())};
    for (std::size_t k = 0; k < columns.size(); ++k)
        result.vote.rules[k].quota =
            quota_in_votes(quotas.size() == 1 ? quotas[0] : quotas[k], result.vote.rules[k].weights);
    result.power = coalition::voting_power(result.vote, command.request.options, monitor);
    return result;
}

/// Rows by Shapley's value, the most powerful first.
Table power_table(const engine::CoalitionPower& p) {
    Table table{
        .columns = {"actor", "name", "weight", "shapley", "banzhaf_share", "banzhaf", "swings", "veto", "dummy"}};
    std::vector<std::size_t> order(p.actors.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t k) { return p.power.shapley.values[k]; });
    for (const std::size_t k : order) {
        std::vector<std::string> weights;
        for (const auto& rule : p.vote.rules) weights.push_back(fmt::format("{}", rule.weights[k]));
        table.rows.push_back({p.actors[k].key, p.actors[k].name, fmt::format("{}", fmt::join(weights, " ")),
                              p.power.shapley.values[k], p.power.banzhaf_share[k], p.power.banzhaf.values[k],
                              p.power.swings.empty() ? Value{} : Value{p.power.swings[k]},
                              static_cast<bool>(p.power.has_veto[k]), static_cast<bool>(p.power.is_dummy[k])});
    }
    return table;
}

Table stability_table(const engine::CoalitionPower& p) {
    Table table{.columns = {"stated", "members stay", "outsiders stay out", "would leave", "would join", "ride free"}};
    for (const auto& variant : p.outlook->variants) {
        const coalition::Stability& result = variant.result;
        table.rows.push_back({variant.name, result.is_internal, result.is_external, keys_of(p, result.leavers),
                              keys_of(p, result.joiners), static_cast<std::int64_t>(result.free_riders.size())});
    }
    return table;
}

/// What the figures are worth, in a line.
std::string exactness_note(const engine::CoalitionPower& p) {
    const auto words = [](const coalition::PowerIndex& index) {
        switch (index.exactness) {
            case coalition::Exactness::exact:
                return std::string("exact");
            case coalition::Exactness::bounded:
                return fmt::format("within {:.1g} of the truth", index.error);
            case coalition::Exactness::sampled:
                return fmt::format("sampled, standard error up to {:.1g}", index.error);
        }
        return std::string{};
    };
    std::vector<std::string> quotas;
    for (std::size_t k = 0; k < p.vote.rules.size(); ++k)
        quotas.push_back(fmt::format(
            "{} of {} ({})", p.vote.rules[k].quota,
            std::accumulate(p.vote.rules[k].weights.begin(), p.vote.rules[k].weights.end(), std::uint64_t{0}),
            p.issues[k]));
    return fmt::format("{} voters, quota {}. Shapley-Shubik {}; Banzhaf {}.", p.actors.size(),
                       fmt::join(quotas, " and "), words(p.power.shapley), words(p.power.banzhaf));
}

void print_outlook(std::ostream& out, const engine::CoalitionPower& p) {
    const engine::CoalitionOutlook& outlook = *p.outlook;
    out << fmt::format("\nThe coalition {} carries {:.1f} % of {}{}.\n", fmt::join(keys_of(p, outlook.members), ", "),
                       100 * outlook.share, p.issues.front(), outlook.wins ? " and reaches the quota" : "");
    if (!outlook.critical.empty())
        out << fmt::format("Without any one of these it would not: {}.\n",
                           fmt::join(keys_of(p, outlook.critical), ", "));
    out << '\n';
    print(out, stability_table(p), Format::text);
    if (outlook.payments.total <= 0) return;
    out << fmt::format("\nTo keep all, {:.4g} has to change hands, {:.4g} of it from outside:\n",
                       outlook.payments.total, outlook.payments.from_outside);
    for (std::size_t k = 0; k < outlook.members.size(); ++k)
        if (const double transfer = outlook.payments.transfers[k]; std::abs(transfer) > 1e-9)
            out << fmt::format("  {} {} {:.4g}\n", p.actors[outlook.members[k]].key, transfer > 0 ? "receives" : "pays",
                               std::abs(transfer));
}

void voting_power_command(const CommonOptions& common, VotingPowerCommand command) {
    command.request.as_of = common.as_of_year();
    command.request.options.seed = Seed{common.seed};
    const Monitor monitor = monitor_of(common);
    const engine::CoalitionPower power =
        command.table.empty()
            ? engine::coalition_power(engine::Engine(common.atlas, data_folder()), command.request, monitor)
            : power_of_table(command, monitor);
    if (common.format() == Format::json) {
        std::cout << to_json(power).dump() << '\n';
        return;
    }
    print(std::cout, power_table(power), common.format());
    if (common.format() == Format::csv) return;
    std::cout << '\n' << exactness_note(power) << '\n';
    if (!power.unknown.empty()) {
        std::vector<std::string> keys;
        for (const Actor& actor : power.unknown) keys.push_back(actor.key);
        std::cout << fmt::format("Left out, since no figures say what they carry: {}.\n", fmt::join(keys, ", "));
    }
    if (power.outlook) print_outlook(std::cout, power);
}

}  // namespace

void add_voting_power(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("voting-power", "Who decides, who can veto, and whether a coalition lasts");
    command.footer(
        "Examples: entente voting-power --issue climate --actors world --quota 0.8 --as-of 2012\n"
        "          entente voting-power --issue climate,trade --actors G20:members --quota 0.6,0.5\n"
        "          entente voting-power --issue climate --actors world --coalition CHN,USA,EU:members --cost 0.02\n"
        "          entente voting-power --table council.csv --value votes --quota 12");
    add_common(command, common);
    auto options = std::make_shared<VotingPowerCommand>();
    engine::CoalitionPowerRequest& request = options->request;
    auto* issue =
        command
            .add_option("--issue", request.issues, "Issues, as in data/issues.toml; a set must reach the quota of each")
            ->delimiter(',');
    auto* actors =
        command.add_option("--actors", request.actors, "Who votes: codes, names, EU, EU:members, world; by commas");
    issue->needs(actors);
    actors->needs(issue);
    auto* table =
        command.add_option("--table", options->table, "A table of your own: actor and whole votes")->excludes(issue);
    command.add_option("--value", options->values, "Columns of --table, one for each rule")
        ->delimiter(',')
        ->needs(table);
    command.add_option("--quota", request.quotas, "Part of all votes that wins, 0 to 1; with --table, above 1: votes")
        ->delimiter(',')
        ->capture_default_str();
    command.add_option("--resolution", request.resolution, "Shares are weighed in whole parts of this")
        ->capture_default_str();
    auto* coalition =
        command.add_option("--coalition", request.coalition, "Members of a coalition: would it hold together?")
            ->needs(issue);
    command.add_option("--stake", request.stake, "What the whole issue carried is worth to each")
        ->needs(coalition)
        ->capture_default_str();
    command.add_option("--cost", request.cost, "What membership costs each, in the unit of the stake")
        ->needs(coalition)
        ->capture_default_str();
    command.add_option("--required", request.required_share, "Share below which a coalition is worth nothing")
        ->needs(coalition)
        ->capture_default_str();
    command.add_option("--spillover", request.spillover, "What outsiders enjoy of it: 1 all, 0 nothing")
        ->needs(coalition)
        ->capture_default_str();
    command.callback([&common, options] {
        if (options->table.empty() && options->request.issues.empty())
            throw Error{Errc::wrong_usage, "neither an issue nor a table of weights is named",
                        "Give --issue and --actors, or --table."};
        voting_power_command(common, *options);
    });
}

}  // namespace entente::apps
