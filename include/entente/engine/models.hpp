// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/parallel.hpp"

namespace entente::engine {

/// Name under which models of what two states found are stored.
inline constexpr std::string_view kPairModels = "pair";

/// All models of a name in the atlas, ascending by year; `read` makes one of its JSON.
template <typename Read>
[[nodiscard]] auto stored_models(const atlas::Atlas& atlas, std::string_view name, const Read& read) {
    std::vector<std::string> texts;
    for (const Year year : atlas.model_years(name)) texts.push_back(atlas.model(name, year)->json);
    std::vector<decltype(read(std::string_view{}))> models(texts.size());
    parallel_for(texts.size(), [&](std::size_t k) { models[k] = read(texts[k]); });
    return models;
}

}  // namespace entente::engine
