// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "entente/atlas/atlas.hpp"
#include "entente/engine/estimates.hpp"

namespace entente::engine {

/// What an estimate is stored with: its name, the engine's version, the seed, and the sources and estimates that it
/// rests on. A source that the atlas does not hold is named as absent.
[[nodiscard]] atlas::EstimateInfo estimate_info(const atlas::Atlas& atlas, std::string name, std::string note,
                                                const EstimateOptions& options,
                                                std::initializer_list<std::string> inputs);

/// Whether the atlas holds the estimate as it would be made now: by this version and seed, from the same inputs.
[[nodiscard]] bool is_current(const atlas::Atlas& atlas, const atlas::EstimateInfo& wanted);

/// The stored estimate of a name.
[[nodiscard]] std::optional<atlas::EstimateInfo> stored_info(const atlas::Atlas& atlas, std::string_view name);

/// Last year that any source of the atlas covers.
[[nodiscard]] Year newest_year(const atlas::Atlas& atlas);

}  // namespace entente::engine
