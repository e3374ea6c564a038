// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::brief {

/// One `@misc` entry with a line break at its end. A citation that reads `Authors. Year. "Title." Rest` is taken apart;
/// any other text is the title, and the last year that it names the year. Empty fields are left out; what BibTeX would
/// take for its own is escaped.
[[nodiscard]] std::string bibtex_entry(std::string_view key, std::string_view citation, std::string_view note,
                                       std::string_view url);

}  // namespace entente::brief
