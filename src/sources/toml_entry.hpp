// SPDX-License-Identifier: Apache-2.0
//
// Reading the entries of data/sources.toml and data/figures/sources.toml.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "entente/base/error.hpp"
#include "entente/base/records.hpp"

namespace entente::sources {

/// Throws Error{Errc::failed} where the file cannot be read, Error{Errc::bad_input} with line and column where it is
/// not TOML.
[[nodiscard]] toml::table read_toml(const std::filesystem::path& file);

/// A text that must be there and not be empty.
[[nodiscard]] std::string required_text(const toml::table& entry, std::string_view key, std::string_view place);

/// Title, citation, version, terms, address, years and looks_ahead of an entry; the id is left empty.
[[nodiscard]] SourceInfo source_info_of(const toml::table& entry, std::string_view place);

}  // namespace entente::sources
