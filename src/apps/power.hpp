// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "power_shares.hpp"
#include "svg_file.hpp"

namespace entente::apps {

/// Shares as a picture: lines of those that are largest in the last year, or the line-up where there is one year only.
/// `rows` by year, then by share, largest first; not empty.
[[nodiscard]] std::string power_picture(const CommonOptions& common, const SvgOptions& svg,
                                        const std::vector<ShareRow>& rows, const std::string& issue_name,
                                        const std::vector<std::string>& sources);

}  // namespace entente::apps
