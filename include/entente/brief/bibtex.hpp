// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::brief {

/// One `@misc` entry with a line break at its end. The year is the last one that the title names, if any; empty fields
/// are left out; what BibTeX would take for its own is escaped.
[[nodiscard]] std::string bibtex_entry(std::string_view key, std::string_view title, std::string_view note,
                                       std::string_view url);

}  // namespace entente::brief
