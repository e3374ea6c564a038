// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/engine/engine.hpp"
#include "entente/power/power.hpp"
#include "paths.hpp"
#include "power.hpp"

namespace entente::apps {
namespace {

struct PowerOptions {
    std::string issue{};
    std::optional<int> year{};
    bool concentration = false;
    SvgOptions svg{};
};

/// Rows of an issue by year, then by share, largest first.
std::vector<atlas::ImpactShareRow> rows_of(const atlas::Atlas& atlas, const std::string& issue,
                                           const PowerOptions& options, std::optional<Year> as_of) {
    auto rows = atlas.impact_shares(issue);
    std::erase_if(rows, [&](const atlas::ImpactShareRow& row) {
        return (options.year && row.year.value() != *options.year) || (as_of && row.year > *as_of);
    });
    std::ranges::stable_sort(
        rows, [](const auto& a, const auto& b) { return a.year != b.year ? a.year < b.year : a.share > b.share; });
    return rows;
}

Table share_table(const atlas::World& world, const std::vector<atlas::ImpactShareRow>& rows) {
    Table table{.columns = {"issue", "year", "actor", "name", "share", "sd", "age_years"}};
    for (const auto& row : rows)
        if (const auto index = world.find(row.actor))
            table.rows.push_back({row.issue, std::int64_t{row.year.value()}, world.actor(*index).key,
                                  world.actor(*index).name, row.share, row.sd, std::int64_t{row.age_years}});
    return table;
}

Table concentration_table(const std::vector<atlas::ImpactShareRow>& rows) {
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
    const engine::Engine engine(common.atlas, data_folder());
    const Issue& issue = power::find_issue(engine.issues(), options.issue);
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const auto rows = rows_of(atlas, issue.id, options, common.as_of_year());
    if (rows.empty())
        throw Error{Errc::failed, fmt::format("the atlas holds no shares of {} for that", issue.id),
                    "Run entente estimate power, or ask for another year."};
    if (options.svg.is_wanted())
        return write_svg(common, options.svg,
                         power_picture(common, options.svg, issue, *engine.world(std::nullopt), rows));
    print(std::cout, options.concentration ? concentration_table(rows) : share_table(*engine.world(std::nullopt), rows),
          common.format());
}

}  // namespace

void add_power(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("power", "Impact shares of an issue: who matters for it, year by year");
    add_common(command, common);
    auto options = std::make_shared<PowerOptions>();
    command.add_option("--issue", options->issue, "Issue, as in data/issues.toml")->required();
    command.add_option("--year", options->year, "Only this year");
    auto* concentration = command.add_flag("--concentration", options->concentration,
                                           "How concentrated the shares are, instead of the shares");
    add_svg(command, options->svg);
    command.get_option("--svg")->excludes(concentration);
    command.callback([&common, options] { power_command(common, *options); });
}

}  // namespace entente::apps
