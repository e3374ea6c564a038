// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "entente/engine/cores.hpp"

namespace entente::apps {

/// Minimal cores as `core --json` prints them and the server sends them. Fields are added, never renamed.
[[nodiscard]] nlohmann::ordered_json to_json(const engine::CoreAnswer& answer);

}  // namespace entente::apps
