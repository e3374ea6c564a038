// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "entente/base/names.hpp"
#include "entente/base/year.hpp"

namespace entente {

/// Identity of an actor, stable over time and releases. States of the Correlates of War system carry their COW number
/// (2 .. 950); territories start at 1001, collective entities at 2001, clubs at 2501, all others at 3001.
class ActorId {
public:
    constexpr ActorId() noexcept = default;
    explicit constexpr ActorId(std::int32_t value) noexcept : value_(value) {}
    [[nodiscard]] constexpr std::int32_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(ActorId, ActorId) noexcept = default;

private:
    std::int32_t value_ = 0;
};

/// Who can be party to a partnership: at, above or below the state.
enum class ActorKind { state, collective, subnational, firm, civil, person };

template <>
struct Names<ActorKind> {
    static constexpr NameTable<ActorKind, 6> table{"state", "collective", "subnational", "firm", "civil", "person"};
};

/// Anyone who can be party to a partnership. A collective entity (EU, AU, NATO) is an actor itself and has members.
struct Actor {
    ActorId id{};
    std::string key{};   ///< Readable id, unique: ISO alpha-3 for states (`USA`), `EU`, `NATO` for collectives.
    std::string name{};  ///< Name in English.
    ActorKind kind = ActorKind::state;
    std::string region{};         ///< UN M49 region; empty where it has none.
    std::string subregion{};      ///< UN M49 subregion; empty where it has none.
    std::vector<Spell> spells{};  ///< Years of its life; several where it lapsed and revived. Empty: not known.

    /// Whether it existed in a year. An actor without known spells is taken to exist.
    [[nodiscard]] bool is_alive_in(Year year) const noexcept {
        if (spells.empty()) return true;
        for (const Spell& spell : spells)
            if (spell.holds_in(year)) return true;
        return false;
    }
};

}  // namespace entente

template <>
struct std::hash<entente::ActorId> {
    std::size_t operator()(entente::ActorId id) const noexcept { return std::hash<std::int32_t>{}(id.value()); }
};
