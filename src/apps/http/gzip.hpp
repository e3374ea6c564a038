// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::apps::http {

/// The text as a gzip member (RFC 1952); the same bytes for the same text.
[[nodiscard]] std::string gzipped(std::string_view text);

/// Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3): named, or `*`, with a quality above 0.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace entente::apps::http
