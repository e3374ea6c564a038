// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "entente/engine/lookback.hpp"
#include "table.hpp"

namespace entente::apps {

/// The cases of data/lookback.toml (all, or the one that is named) asked as of a year, by default the file's own. In
/// another year they are the same questions, and their outcomes by the file's own horizon stay as they are.
/// Throws as engine::look_back.
[[nodiscard]] engine::Lookback look_back_from(const engine::Engine& engine, std::optional<Year> year,
                                              std::string_view only_case, const Monitor& monitor);

/// `as_of`, `until`, `model_as_of`, `score`, `cases` (each with `claims`, `events`, `verdict`), `citations`.
[[nodiscard]] nlohmann::ordered_json to_json(const engine::Lookback& lookback);

/// One row a claim.
[[nodiscard]] Table lookback_table(const engine::Lookback& lookback);

/// For people, as Markdown: what docs/lookback.md prints.
void print_text(std::ostream& out, const engine::Lookback& lookback);

}  // namespace entente::apps
