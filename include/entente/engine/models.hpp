// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "entente/atlas/atlas.hpp"

namespace entente::engine {

/// Name under which models of what two states found are stored.
inline constexpr std::string_view kPairModels = "pair";

/// All models of a name in the atlas, ascending by year; `read` makes one of its JSON.
template <typename Read>
[[nodiscard]] auto stored_models(const atlas::Atlas& atlas, std::string_view name, const Read& read) {
    std::vector<decltype(read(std::string_view{}))> models;
    for (const Year year : atlas.model_years(name)) models.push_back(read(atlas.model(name, year)->json));
    return models;
}

}  // namespace entente::engine
