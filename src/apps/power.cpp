// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/engine/engine.hpp"
#include "entente/power/power.hpp"
#include "entente/sources/csv.hpp"
#include "paths.hpp"
#include "power.hpp"

namespace entente::apps {
namespace {

struct PowerOptions {
    std::string issue{};
    std::filesystem::path table{};
    std::string value = "value";
    std::optional<int> year{};
    std::optional<int> from{};
    std::optional<int> to{};
    bool concentration = false;
    bool majors = false;
    SvgOptions svg{};

    [[nodiscard]] bool is_wanted(Year when) const {
        return (!year || when.value() == *year) && (!from || when.value() >= *from) && (!to || when.value() <= *to);
    }
};

/// Rows with what they are called and rest on.
struct Shares {
    std::vector<ShareRow> rows{};
    std::string issue_name{};
    std::vector<std::string> sources{};
};

/// By year, then by share, largest first.
void sort_rows(std::vector<ShareRow>& rows) {
    std::ranges::stable_sort(
        rows, [](const auto& a, const auto& b) { return a.year != b.year ? a.year < b.year : a.share > b.share; });
}

/// Stored shares of an issue; of the major powers alone where only they are asked for.
Shares stored_shares(const CommonOptions& common, const PowerOptions& options) {
    const engine::Engine engine(common.atlas, data_folder());
    const Issue& issue = power::find_issue(engine.issues(), options.issue);
    const auto world = engine.world(std::nullopt);
    if (options.majors && world->major_powers().empty())
        throw Error{Errc::failed, "this atlas does not know who is a major power",
                    "Import cow_majors, or see entente order --series con_majors."};
    Shares shares{.issue_name = issue.name};
    for (const ImpactWeight& weight : issue.weights)
        if (const auto series = world->find_series(weight.series))
            shares.sources.push_back(title_of(world->sources(), world->series()[*series].source));
    for (const auto& row : atlas::Atlas(common.atlas, atlas::OpenMode::read_only).impact_shares(issue.id)) {
        const auto actor = world->find(row.actor);
        const bool is_later = common.as_of && row.year.value() > *common.as_of;
        if (!actor || is_later || !options.is_wanted(row.year)) continue;
        if (options.majors && !world->is_major_power(*actor, row.year)) continue;
        shares.rows.push_back({issue.id, row.year, world->actor(*actor).key, world->actor(*actor).name, row.share,
                               row.sd, row.age_years, world->actor(*actor).region,
                               world->actor(*actor).kind == ActorKind::collective});
    }
    if (shares.rows.empty())
        throw Error{Errc::failed, fmt::format("the atlas holds no shares of {} for that", issue.id),
                    "Run entente estimate power, or ask for another year."};
    return shares;
}

/// Shares within each year of a user's own table: columns actor, year and the one named by --value.
Shares own_shares(const PowerOptions& options) {
    const Monitor silent;
    sources::CsvReader csv(options.table, ',', silent);
    const sources::Column actor = csv.column("actor");
    const sources::Column year = csv.column("year");
    const sources::Column value = csv.column(options.value);
    std::vector<ShareRow> rows;
    std::map<Year, double> totals;
    while (csv.next()) {
        const double amount = csv.number(value);
        if (!(amount >= 0)) throw csv.error(value, "a number of 0 or more");
        const std::string name{csv.text(actor)};
        rows.push_back({options.table.stem().string(), csv.year(year), name, name, amount, 0, 0});
        totals[rows.back().year] += amount;
    }
    std::erase_if(rows, [&](const ShareRow& row) { return !options.is_wanted(row.year) || !(totals[row.year] > 0); });
    for (ShareRow& row : rows) row.share /= totals[row.year];
    if (rows.empty()) throw Error{Errc::failed, fmt::format("{} has no values for that", options.table.string())};
    return {std::move(rows), options.table.stem().string(), {options.table.filename().string()}};
}

Table share_table(const std::vector<ShareRow>& rows) {
    Table table{.columns = {"issue", "year", "actor", "name", "share", "sd", "age_years"}};
    for (const ShareRow& row : rows)
        table.rows.push_back({row.issue, std::int64_t{row.year.value()}, row.actor, row.name, row.share, row.sd,
                              std::int64_t{row.age_years}});
    return table;
}

Table concentration_table(const std::vector<ShareRow>& rows) {
    Table table{.columns = {"issue", "year", "actors", "herfindahl", "effective_number", "con", "top1", "top2"}};
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin;
        std::vector<double> shares;
        for (; end < rows.size() && rows[end].year == rows[begin].year; ++end) shares.push_back(rows[end].share);
        const auto c = power::concentration(shares);
        table.rows.push_back({rows[begin].issue, std::int64_t{rows[begin].year.value()}, std::int64_t{c.num_actors},
                              c.herfindahl, c.effective_number, c.con, c.top1, c.top2});
        begin = end;
    }
    return table;
}

void power_command(const CommonOptions& common, const PowerOptions& options) {
    Shares shares = options.table.empty() ? stored_shares(common, options) : own_shares(options);
    sort_rows(shares.rows);
    if (options.svg.is_wanted())
        return write_svg(common, options.svg,
                         power_picture(common, options.svg, shares.rows, shares.issue_name, shares.sources));
    print(std::cout, options.concentration ? concentration_table(shares.rows) : share_table(shares.rows),
          common.format());
}

}  // namespace

void add_power(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("power", "Shares of an issue: who matters for it, year by year");
    command.footer(
        "A carried figure has an age; its doubt has grown with it.\n"
        "Examples: entente power --issue climate --year 2020\n"
        "          entente power --issue security --concentration --majors\n"
        "          entente power --table ships.csv --value tonnage --concentration");
    add_common(command, common);
    auto options = std::make_shared<PowerOptions>();
    CLI::Option_group* of_what = command.add_option_group("shares of what");
    of_what->add_option("--issue", options->issue, "Issue, as in data/issues.toml");
    auto* table = of_what->add_option("--table", options->table, "A table of your own: actor, year and a value");
    of_what->require_option(1);
    command.add_option("--value", options->value, "Column of --table that is shared out")
        ->needs(table)
        ->capture_default_str();
    auto* year = command.add_option("--year", options->year, "Only this year");
    command.add_option("--from", options->from, "Only this year and later ones")->excludes(year);
    command.add_option("--to", options->to, "Only this year and earlier ones")->excludes(year);
    command.add_flag("--concentration", options->concentration,
                     "How concentrated the shares are, instead of the shares");
    add_svg(command, options->svg);
    command.get_option("--svg")->excludes(command.get_option("--concentration"));
    command.add_flag("--majors", options->majors, "Among the major powers only (Correlates of War)")->excludes(table);
    command.callback([&common, options] { power_command(common, *options); });
}

}  // namespace entente::apps
