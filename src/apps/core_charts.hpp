// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "entente/engine/cores.hpp"
#include "svg_file.hpp"

namespace entente::apps {

/// The growth of the core over the years, where history was asked for, else the largest share of each size: a line for
/// any cohesion and one for each of up to three closer ones.
/// Throws Error{wrong_usage} where neither history nor frontier was asked for.
[[nodiscard]] std::string core_picture(const CommonOptions& common, const SvgOptions& svg,
                                       const engine::CoreAnswer& answer);

}  // namespace entente::apps
