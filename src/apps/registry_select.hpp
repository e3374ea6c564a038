// SPDX-License-Identifier: Apache-2.0
//
// Which partnerships of the registry are asked for, and how they are listed or counted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry.hpp"

namespace entente::apps {

/// Each empty one lets everything through.
struct RegistryFilters {
    std::string actor{};
    std::string scope{};
    std::string depth{};  ///< Or `unknown`.
    std::string label{};
    std::string family{};
    std::string status{};
    std::string issue{};
    std::string text{};         ///< Part of the id or name, whatever its case.
    std::optional<int> year{};  ///< Alive in this year, with the parties and depth of that year.
    std::vector<std::string> by{};
};

/// The partnerships that pass, in the order of ids. Throws Error{unknown_id, wrong_usage} for the actor.
[[nodiscard]] std::vector<const Partnership*> select(const CommonOptions& common, const Registry& registry,
                                                     const RegistryFilters& filters);

/// A row for each, as `registry list` prints it.
[[nodiscard]] Table partnership_list(const Registry& registry, const std::vector<const Partnership*>& selected,
                                     const RegistryFilters& filters);

/// Numbers of partnerships: rows by the first of `filters.by`, columns by the second. Throws Error{wrong_usage} for
/// what is none of cell, scope, depth, decade, family, status, label.
[[nodiscard]] Table partnership_counts(const std::vector<const Partnership*>& selected, const RegistryFilters& filters);

}  // namespace entente::apps
