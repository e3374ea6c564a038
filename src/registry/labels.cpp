// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/labels.hpp"

#include <set>

#include "toml_fields.hpp"

namespace entente::registry {

std::vector<Label> parse_labels(std::string_view toml, std::string_view file) {
    return read_toml(toml, file, [](Fields& root) {
        std::vector<Label> labels;
        std::set<std::string> words;
        for (const toml::table* table : root.tables("label")) {
            Fields fields(*table, root.faults());
            Label label{.word = fields.text("word"), .group = fields.text("group")};
            fields.finish();
            if (!words.insert(label.word).second)
                fields.fault("word", fmt::format("label '{}' stands twice", label.word));
            labels.push_back(std::move(label));
        }
        return labels;
    });
}

}  // namespace entente::registry
