// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/error.hpp"

namespace entente::atlas {

/// Marks an SQLite file as an atlas: "Entt".
inline constexpr int kApplicationId = 0x456e7474;

/// Opens the file, refuses what is no atlas of this engine, and migrates an older one in OpenMode::create.
/// Throws Error{Errc::failed}.
[[nodiscard]] SQLite::Database open_atlas(const std::filesystem::path& file, OpenMode mode,
                                          const AtlasOptions& options);

/// A second connection to an atlas that is open already, for reading only.
[[nodiscard]] SQLite::Database open_reader(const std::filesystem::path& file, const AtlasOptions& options);

/// What SQLite says in Entente's terms: what was found, what was being done, and what to do about it.
[[nodiscard]] Error to_error(const SQLite::Exception& exception, const std::filesystem::path& file,
                             std::string_view doing);

/// Calls `work` and turns what SQLite throws into Error.
template <typename Work>
auto guarded(const std::filesystem::path& file, std::string_view doing, Work&& work) {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        throw to_error(exception, file, doing);
    }
}

}  // namespace entente::atlas
