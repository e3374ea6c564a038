// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/engine/engine.hpp"
#include "entente/sources/csv.hpp"
#include "paths.hpp"
#include "power.hpp"

namespace entente::apps {
namespace {

struct PowerOptions {
    ShareQuery query{};
    std::filesystem::path table{};
    std::string value = "value";
    bool concentration = false;
    SvgOptions svg{};
};

Shares stored_shares(const CommonOptions& common, ShareQuery query) {
    query.as_of = common.as_of_year();
    return stored_shares(engine::Engine(common.atlas, data_folder()), query);
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
    std::erase_if(rows,
                  [&](const ShareRow& row) { return !options.query.is_wanted(row.year) || !(totals[row.year] > 0); });
    for (ShareRow& row : rows) row.share /= totals[row.year];
    if (rows.empty()) throw Error{Errc::failed, fmt::format("{} has no values for that", options.table.string())};
    return {std::move(rows), options.table.stem().string(), {options.table.filename().string()}};
}

void power_command(const CommonOptions& common, const PowerOptions& options) {
    Shares shares = options.table.empty() ? stored_shares(common, options.query) : own_shares(options);
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
    of_what->add_option("--issue", options->query.issue, "Issue, as in data/issues.toml");
    auto* table = of_what->add_option("--table", options->table, "A table of your own: actor, year and a value");
    of_what->require_option(1);
    command.add_option("--value", options->value, "Column of --table that is shared out")
        ->needs(table)
        ->capture_default_str();
    auto* year = command.add_option("--year", options->query.year, "Only this year");
    command.add_option("--from", options->query.from, "Only this year and later ones")->excludes(year);
    command.add_option("--to", options->query.to, "Only this year and earlier ones")->excludes(year);
    command.add_flag("--concentration", options->concentration,
                     "How concentrated the shares are, instead of the shares");
    add_svg(command, options->svg);
    command.get_option("--svg")->excludes(command.get_option("--concentration"));
    command.add_flag("--majors", options->query.majors, "Among the major powers only (Correlates of War)")
        ->excludes(table);
    command.callback([&common, options] { power_command(common, *options); });
}

}  // namespace entente::apps
