// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "entente/engine/lookback.hpp"
#include "table.hpp"

namespace entente::apps {

/// `as_of`, `until`, `model_as_of`, `score`, `cases` (each with `claims`, `events`, `verdict`), `citations`.
[[nodiscard]] nlohmann::ordered_json to_json(const engine::Lookback& lookback);

/// One row a claim.
[[nodiscard]] Table lookback_table(const engine::Lookback& lookback);

/// For people, as Markdown: what docs/lookback.md prints.
void print_text(std::ostream& out, const engine::Lookback& lookback);

}  // namespace entente::apps
