// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "entente/attain/answer.hpp"

namespace entente::apps {

/// The answer as `ask --json` prints it and the server sends it: docs/http/answer.schema.json. Fields are added, never
/// renamed.
[[nodiscard]] nlohmann::ordered_json to_json(const attain::Answer& answer);

/// What an answer rests on.
[[nodiscard]] nlohmann::ordered_json to_json(const attain::Provenance& provenance);

}  // namespace entente::apps
