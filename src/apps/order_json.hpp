// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include <nlohmann/json.hpp>

#include "entente/engine/engine.hpp"
#include "entente/engine/positions.hpp"
#include "order.hpp"

namespace entente::apps {

/// What the states of a year's system are read from, beside the order itself.
struct SystemOfYear {
    const atlas::World& world;
    std::span<const atlas::ImpactShareRow> shares{};  ///< Of the issue by which power is shown.
    std::span<const principles::IdealPoint> positions{};
};

/// The whole course: `years` (a row a year, as `order --json` prints it), `series` with every value and interval,
/// `claim` (as `order --claim --json`) and `changes` (the years of largest change and who made them).
[[nodiscard]] nlohmann::ordered_json order_json(const StoredOrder& stored, Seed seed);

/// One year: its row and series as above, `explanations` (as `order --explain Y --json`) and `states`: each living
/// state's share, position and whether it counts among the major powers (null where no list is known).
/// Throws Error{Errc::unknown_id} for a year that the order does not cover.
[[nodiscard]] nlohmann::ordered_json order_year_json(const StoredOrder& stored, Year year, const SystemOfYear& system);

}  // namespace entente::apps
