// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entente/attain/attain.hpp"
#include "entente/engine/accessions.hpp"

namespace entente::engine {

/// A row of a file of sets: what is asked, and where the file says so the founding it belongs to and its number among
/// the candidates (0: the one that was founded).
struct SetRow {
    attain::SetCase set{};
    std::string event{};
    int candidate = 0;
};

/// Rows `set_id,year,family,members[,units][,event,candidate]`: members by COW number joined by `+`, in units of the
/// sizes `2;1` (default: each by itself). Throws Error{bad_input} naming line and column.
[[nodiscard]] std::vector<SetRow> read_sets(const std::filesystem::path& file, const atlas::World& world,
                                            const Monitor& monitor);

/// A row of a file of states outside of organisations; `event` and `weight` where the file has them.
struct AccessionRow {
    std::string id{};
    attain::AccessionCase asked{};
    bool joins = false;
    double weight = 1;
};

/// Rows `case_id,igo,ccode,year[,event,weight]` of organisations in `data`. Throws as `read_sets` does.
[[nodiscard]] std::vector<AccessionRow> read_accession_cases(const std::filesystem::path& file,
                                                             const AccessionData& data, const atlas::World& world,
                                                             const Monitor& monitor);

/// Adds organisations that the atlas does not hold: rows `igo,ccode,membership,first_year,last_year`. A last year in
/// which the atlas's own table closes is no exit.
void add_visitors(AccessionData& data, const std::filesystem::path& file, const atlas::World& world,
                  const Monitor& monitor);

}  // namespace entente::engine
