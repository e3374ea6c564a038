// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "entente/atlas/atlas.hpp"
#include "entente/order/order.hpp"

namespace entente::engine {

/// data/order.toml. Throws Error{Errc::failed} naming the file, or what parse_thresholds throws.
[[nodiscard]] order::Thresholds read_order_thresholds(const std::filesystem::path& data);

/// The estimate of order that the atlas holds; empty where it holds none.
[[nodiscard]] order::Order stored_order(const atlas::Atlas& atlas, order::Sight sight);

}  // namespace entente::engine
