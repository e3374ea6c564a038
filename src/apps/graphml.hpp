// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>
#include <vector>

#include "table.hpp"

namespace entente::apps {

/// A table that is a network: each row an edge between what two of its columns name.
struct Network {
    std::string_view name;    ///< As it is asked for.
    std::string_view table;   ///< Whose rows are the edges.
    std::string_view source;  ///< Column.
    std::string_view target;  ///< Column.
    std::string_view source_kind;
    std::string_view target_kind;  ///< The same as source_kind where both name the same things.
};

/// The networks that can be exported; `partnerships` is that of actors and the partnerships that they are party to.
[[nodiscard]] const std::vector<Network>& networks();

/// Writes GraphML (Brandes et al. 2002): nodes with `kind` and `key`, edges with the other columns as attributes.
void print_graphml(std::ostream& out, const Network& network, const Table& edges);

}  // namespace entente::apps
