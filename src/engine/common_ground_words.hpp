// SPDX-License-Identifier: Apache-2.0
//
// What is said about common ground, sentence by sentence.
#pragma once

#include "entente/engine/common_ground.hpp"

namespace entente::engine {

[[nodiscard]] std::string zone_text(const CommonGroundAnswer& answer, const norms::Zone& zone,
                                    const std::string& about);
[[nodiscard]] std::string hardest_text(const CommonGroundAnswer& answer, const CommonGroundHardest& hardest);
[[nodiscard]] std::string package_text(const CommonGroundAnswer& answer, const CommonGroundPackage& package);
[[nodiscard]] std::string answer_text(const CommonGroundAnswer& answer);

}  // namespace entente::engine
