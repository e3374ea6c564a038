// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core_inputs.hpp"

namespace entente::engine {

/// Places in one dimension, as they could be known in the year.
[[nodiscard]] Places known_places(const atlas::World& world, Year year);
/// Places in two or three dimensions: as the atlas stores them if the year is the last one it knows of, else fitted to
/// the votes of the five years up to the year. Throws Error{failed} where there are no votes.
[[nodiscard]] Places places_in(int num_dimensions, const atlas::Atlas& atlas, const atlas::World& world, Year year,
                               const Monitor& monitor);
/// Gives collective entities the mean of their members' places.
void place_entities(Places& places, const atlas::World& world, Year year);

}  // namespace entente::engine
