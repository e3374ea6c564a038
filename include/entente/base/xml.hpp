// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente {

/// Text with &, <, > and quotes escaped, and blanks for the control characters that XML forbids.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace entente
