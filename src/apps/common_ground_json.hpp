// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "entente/engine/common_ground.hpp"

namespace entente::apps {

/// The answer as `common-ground --json` prints it and the server sends it. Members are named by their keys; chances and
/// gains are objects with one number a member. Fields are added, never renamed.
[[nodiscard]] nlohmann::ordered_json to_json(const engine::CommonGroundAnswer& answer);

}  // namespace entente::apps
