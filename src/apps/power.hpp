// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/base/issue.hpp"
#include "svg_file.hpp"

namespace entente::apps {

/// Shares of an issue as a picture: lines of the states that are largest in the last year, or a year's line-up.
/// `rows` by year, then by share, largest first; not empty.
[[nodiscard]] std::string power_picture(const CommonOptions& common, const SvgOptions& svg, const Issue& issue,
                                        const atlas::World& world, const std::vector<atlas::ImpactShareRow>& rows);

}  // namespace entente::apps
