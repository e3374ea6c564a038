// SPDX-License-Identifier: Apache-2.0
//
// UN M49: the codes and names of countries and areas of the present day.
#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {

/// Namibia's ISO alpha-2 code is NA: no text but the empty one means 'missing' here.
void import_un_m49(ImportJob& job) {
    constexpr Year kToday{2024};  // The list is of the present day: its codes say nothing of earlier holders.
    TableRows rows = job.open();
    const Column iso2 = rows.column("iso2");
    const Column iso3 = rows.column("iso3");
    const Column numeric = rows.column("iso_numeric");
    const Column name = rows.column("name");
    const Column official = rows.column("official_name");
    ActorFinder actors = job.actors("un_m49");
    ActorRecords& records = job.table().actors;
    while (rows.next()) {
        (void)rows.integer(numeric, 1, 999);
        const std::optional<ActorId> actor = actors.find(rows, {{"iso3", iso3}, {"", name}}, kToday);
        if (!actor) continue;
        records.codes.push_back({*actor, "iso2", std::string(rows.text(iso2)), kToday, std::nullopt});
        records.codes.push_back({*actor, "iso3", std::string(rows.text(iso3)), kToday, std::nullopt});
        records.codes.push_back({*actor, "ison", std::string(rows.text(numeric)), kToday, std::nullopt});
        records.aliases.push_back({*actor, std::string(rows.text(name)), kToday, std::nullopt});
        if (rows.text(official) != rows.text(name) && !rows.is_missing(official))
            records.aliases.push_back({*actor, std::string(rows.text(official)), kToday, std::nullopt});
        rows.keep();
    }
}

}  // namespace entente::sources
