// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/catalogue.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/nearest.hpp"
#include "toml_entry.hpp"

namespace entente::sources {

Catalogue Catalogue::read(const std::filesystem::path& file) {
    const toml::table document = read_toml(file);
    const std::string name = file.filename().string();
    const toml::table* sources = document["source"].as_table();
    if (sources == nullptr)
        throw Error{Errc::bad_input,
                    fmt::format("{}: found no [source.<id>] table; one for each source is expected", name)};
    Catalogue catalogue;
    for (const auto& [id, node] : *sources) {
        const std::string place = fmt::format("{} line {}, source.{}", name, node.source().begin.line, id.str());
        if (!node.is_table()) throw Error{Errc::bad_input, fmt::format("{}: a table is expected", place)};
        SourceInfo info = source_info_of(*node.as_table(), place);
        info.id = id.str();
        catalogue.sources_.emplace(info.id, std::move(info));
    }
    return catalogue;
}

const SourceInfo& Catalogue::source(std::string_view id) const {
    const auto found = sources_.find(id);
    if (found != sources_.end()) return found->second;
    std::vector<std::string> ids;
    for (const auto& [known, info] : sources_) ids.push_back(known);
    throw Error{
        Errc::unknown_id,
        fmt::format("the catalogue of sources has no '{}'; nearest: {}", id, fmt::join(nearest_names(id, ids), ", ")),
        "add the source to data/sources.toml"};
}

}  // namespace entente::sources
