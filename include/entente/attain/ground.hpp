// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/attain/depth_history.hpp"
#include "entente/attain/frame.hpp"

namespace entente::attain {

/// Who stands in a partnership in a year.
struct Roster {
    std::vector<atlas::ActorIndex> parties{};  ///< Ascending, each once; observers are left out.
    std::optional<Depth> depth{};              ///< As far as shown by then.
    /// More than half of the world's states: standing in it together says nothing.
    bool is_universal = false;
};

/// What is known of a World at the end of a year that every question about it rests on: worked out once, shared by many
/// questions. Immutable.
struct AnswerGround {
    DyadFrame frame;                ///< Of the year after.
    DepthHistory history;           ///< Of what was founded by the end of the year.
    std::vector<Roster> rosters{};  ///< Of each of World::partnerships(), in the year.
    /// Foundings of the last kBlocYears in which several states acted as one.
    std::vector<FoundingEvent> bloc_foundings{};

    static constexpr int kBlocYears = 20;
};

/// Cost: about 40 ms for 190 states and 3,000 partnerships.
[[nodiscard]] AnswerGround answer_ground(const atlas::World& world, Year as_of);

}  // namespace entente::attain
