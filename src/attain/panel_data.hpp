// SPDX-License-Identifier: Apache-2.0
// What a Panel keeps of a World: ties and foundings in a compact form.
#pragma once

#include <array>
#include <limits>
#include <vector>

#include "entente/attain/frame.hpp"

namespace entente::attain {

inline constexpr int kOpenEnd = std::numeric_limits<int>::max();

/// A state's spell in a partnership. `side` above 0: acts with the others of that side.
struct TieParty {
    atlas::ActorIndex actor = 0;
    int first = 0;
    int last = kOpenEnd;
    int side = 0;
};

struct Tie {
    TieKind kind{};
    std::uint32_t partnership = 0;
    int active_since = kOpenEnd;  ///< First year with evidence of a duty of active assistance.
    std::vector<TieParty> parties{};
};

/// A founding with its dyads of different units, each once, low actor first.
struct FoundingTies {
    TieKind kind{};
    int year = 0;
    float weight = 1;  ///< 1 / (units - 1): every member's weights sum to one.
    std::vector<std::pair<atlas::ActorIndex, atlas::ActorIndex>> dyads{};
    std::vector<atlas::ActorIndex> members{};
};

struct Panel::Data {
    const atlas::World* world = nullptr;
    std::vector<Tie> ties{};
    std::vector<FoundingEvent> events{};
    std::vector<FoundingTies> foundings{};  ///< Entry k belongs to events[k].
    std::vector<int> born{};                ///< First year of each actor's life; kOpenEnd where not known.
    std::vector<int> region{};              ///< Number of each actor's region and subregion; 0: none.
    std::vector<int> subregion{};
    int num_subregions = 0;
    std::array<bool, kNumTieKinds> is_kind_covered{};  ///< By a table, not by hand-picked ties alone.
};

[[nodiscard]] TieKind tie_kind_of(Family family) noexcept;

}  // namespace entente::attain
