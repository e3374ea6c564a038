// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "table.hpp"

namespace entente::apps {

/// Writes a table of texts as a Stata file (format 118, UTF-8). A column all of whose values read as numbers is one of
/// doubles, an empty value is missing; all others are texts. Throws Error{Errc::failed} where it cannot be written.
void print_stata(std::ostream& out, const Table& table, const std::string& label);

}  // namespace entente::apps
