// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/base/partnership.hpp"

namespace entente {

/// A series that says who matters for an issue, and its weight among the issue's series.
struct ImpactWeight {
    std::string series{};  ///< Name of a yearly figure (`co2_kt`, `trade_usd`, ...); `one` counts every actor equally.
    double weight = 1.0;
};

/// What a partnership can be about. Read from data/issues.toml.
struct Issue {
    std::string id{};
    std::string name{};
    std::string description{};
    std::vector<ImpactWeight> weights{};     ///< Who matters for it: weighted mean of shares.
    std::vector<std::string> vote_labels{};  ///< Issue labels of UN roll calls that speak to it; empty: all roll calls.
    std::vector<Family> families{};          ///< Families of agreements that speak to it.
};

}  // namespace entente
