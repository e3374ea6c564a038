// SPDX-License-Identifier: Apache-2.0
//
// The stress set of the benchmark of cores: states of 2012 with real, flat, square-root and tied shares.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "entente/coalition/coalition.hpp"

namespace entente::bench {

struct CoreInstance {
    std::string name{};  ///< shares-dimensions-threshold-cohesion
    coalition::CoreProblem problem{};
};

/// Shares of emissions, trade and product of living states of 2012 and their positions in 1 to 3 dimensions, at two
/// thresholds and two cohesions: 48 problems.
[[nodiscard]] std::vector<CoreInstance> core_instances(const std::filesystem::path& atlas);

/// Made-up actors on a line: shares of three issues with heavy tails (Pareto), places normal.
[[nodiscard]] coalition::CoreProblem many_actors(std::size_t num_actors);

}  // namespace entente::bench
