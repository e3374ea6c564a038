// SPDX-License-Identifier: Apache-2.0
#include "power_shares.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/power/power.hpp"
#include "svg_file.hpp"

namespace entente::apps {

void sort_rows(std::vector<ShareRow>& rows) {
    std::ranges::stable_sort(
        rows, [](const auto& a, const auto& b) { return a.year != b.year ? a.year < b.year : a.share > b.share; });
}

Shares stored_shares(const engine::Engine& engine, const ShareQuery& query) {
    const Issue& issue = power::find_issue(engine.issues(), query.issue);
    const auto world = engine.world(std::nullopt);
    if (query.majors && world->major_powers().empty())
        throw Error{Errc::failed, "this atlas does not know who is a major power",
                    "Import cow_majors, or see entente order --series con_majors."};
    Shares shares{.issue_name = issue.name};
    for (const ImpactWeight& weight : issue.weights)
        if (const auto series = world->find_series(weight.series))
            shares.sources.push_back(title_of(world->sources(), world->series()[*series].source));
    for (const auto& row : atlas::Atlas(engine.atlas_file(), atlas::OpenMode::read_only).impact_shares(issue.id)) {
        const auto actor = world->find(row.actor);
        if (!actor || !query.is_wanted(row.year)) continue;
        if (query.majors && !world->is_major_power(*actor, row.year)) continue;
        shares.rows.push_back({issue.id, row.year, world->actor(*actor).key, world->actor(*actor).name, row.share,
                               row.sd, row.age_years, world->actor(*actor).region,
                               world->actor(*actor).kind == ActorKind::collective});
    }
    if (shares.rows.empty())
        throw Error{Errc::failed, fmt::format("the atlas holds no shares of {} for that", issue.id),
                    "Run entente estimate power, or ask for another year."};
    return shares;
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

}  // namespace entente::apps
