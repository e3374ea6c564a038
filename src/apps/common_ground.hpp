// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "entente/engine/common_ground.hpp"
#include "svg_file.hpp"

namespace entente::apps {

/// What `entente common-ground` was asked.
struct CommonGroundOptions {
    engine::CommonGroundRequest request{};
    std::optional<int> from{};
    std::optional<int> to{};
    bool calibration = false;
    SvgOptions svg{};
};

/// Chances of the listed texts, least willing member first, as a picture.
[[nodiscard]] std::string common_ground_picture(const engine::CommonGroundAnswer& answer, const CommonOptions& common,
                                                const SvgOptions& svg);

/// `--calibration`: what was predicted to be accepted against what was.
void print_calibration(const CommonOptions& common, const CommonGroundOptions& options);

}  // namespace entente::apps
