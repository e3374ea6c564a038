// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "entente/engine/coalition_power.hpp"

namespace entente::apps {

/// Voting power, and the outlook of a coalition, as the command and the server write them.
[[nodiscard]] nlohmann::ordered_json to_json(const engine::CoalitionPower& power);

}  // namespace entente::apps
