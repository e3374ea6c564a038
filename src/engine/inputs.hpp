// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>

#include "entente/atlas/atlas.hpp"
#include "entente/engine/estimates.hpp"

namespace entente::engine {

/// What an estimate is stored with: its name, the engine's version, the seed, and the sources and estimates that it
/// rests on. A source that the atlas does not hold is named as absent.
[[nodiscard]] atlas::EstimateInfo estimate_info(const atlas::Atlas& atlas, std::string name, std::string note,
                                                const EstimateOptions& options,
                                                std::initializer_list<std::string> inputs);

/// Last year that any source of the atlas covers.
[[nodiscard]] Year newest_year(const atlas::Atlas& atlas);

}  // namespace entente::engine
