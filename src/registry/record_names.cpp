// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/record_names.hpp"

#include "toml_fields.hpp"

namespace entente::registry {

RecordNames parse_record_names(std::string_view toml, std::string_view file) {
    return read_toml(toml, file, [](Fields& root) {
        RecordNames names;
        if (const toml::table* table = root.table_at("names")) {
            Fields fields(*table, root.faults());
            for (const auto& [record, value] : *table) names.emplace(record.str(), fields.text(record.str()));
        }
        return names;
    });
}

}  // namespace entente::registry
