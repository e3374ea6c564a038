// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "entente/base/records.hpp"

namespace entente::sources {

/// What is to be said of each source whatever its rows: title, citation, version, terms, address, years covered. Read
/// from data/sources.toml, so that a new version of a table needs no change of the code.
class Catalogue {
public:
    /// Throws Error{Errc::failed} where the file cannot be read, Error{Errc::bad_input} where it is malformed or an
    /// entry lacks a field.
    [[nodiscard]] static Catalogue read(const std::filesystem::path& file);

    /// The entry of a source. Throws Error{Errc::unknown_id} with the nearest ids.
    [[nodiscard]] const SourceInfo& source(std::string_view id) const;
    [[nodiscard]] const std::map<std::string, SourceInfo, std::less<>>& sources() const noexcept { return sources_; }

private:
    std::map<std::string, SourceInfo, std::less<>> sources_;
};

}  // namespace entente::sources
