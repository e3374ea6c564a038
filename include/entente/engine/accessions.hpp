// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/attain/accession.hpp"

namespace entente::engine {

/// The table whose organisations can be entered: formal ones with members by year.
inline constexpr std::string_view kOrganisationTable = "cow_igo";

/// What accessions are fitted on and forecast from, out of an atlas.
struct AccessionData {
    std::vector<attain::Organisation> organisations{};
    attain::Predecessors predecessors{};
    Year covered_until{};

    [[nodiscard]] attain::AccessionInputs inputs(const attain::Panel& panel) const {
        return {.panel = panel,
                .organisations = organisations,
                .predecessors = predecessors,
                .covered_until = covered_until};
    }
};

/// Reads the organisations of the atlas and data/actors/predecessors.csv.
/// Throws Error{Errc::failed} where the atlas lacks the table.
[[nodiscard]] AccessionData read_accession_data(const atlas::Atlas& atlas, const atlas::World& world,
                                                const std::filesystem::path& data);

}  // namespace entente::engine
