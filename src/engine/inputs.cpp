// SPDX-License-Identifier: Apache-2.0
#include "inputs.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace entente::engine {

atlas::EstimateInfo estimate_info(const atlas::Atlas& atlas, std::string name, std::string note,
                                  const EstimateOptions& options, std::initializer_list<std::string> inputs) {
    return {.name = std::move(name),
            .version = ENTENTE_VERSION,
            .seed = options.seed.value(),
            .input_fingerprint = atlas.input_fingerprint(std::vector<std::string>(inputs)),
            .note = std::move(note)};
}

std::optional<atlas::EstimateInfo> stored_info(const atlas::Atlas& atlas, std::string_view name) {
    for (atlas::EstimateInfo& info : atlas.estimates())
        if (info.name == name) return std::move(info);
    return std::nullopt;
}

bool is_current(const atlas::Atlas& atlas, const atlas::EstimateInfo& wanted) {
    const auto stored = stored_info(atlas, wanted.name);
    return stored && stored->version == wanted.version && stored->seed == wanted.seed &&
           stored->input_fingerprint == wanted.input_fingerprint;
}

Year newest_year(const atlas::Atlas& atlas) {
    Year newest = atlas.last_year();
    for (const SourceInfo& source : atlas.sources())
        if (source.last_year) newest = std::max(newest, *source.last_year);
    return newest;
}

}  // namespace entente::engine
