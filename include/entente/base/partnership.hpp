// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/cell.hpp"

namespace entente {

/// The kind of agreement by which partnerships are counted and forecast. `formal` are organisations with a treaty and
/// a secretariat, `informal` those without; `other` is what the tables of the field do not hold.
enum class Family { alliance, trade, formal, informal, other };

template <>
struct Names<Family> {
    static constexpr NameTable<Family, 5> table{"alliance", "trade", "formal", "informal", "other"};
};

/// How a partnership stands at the end of what is known.
enum class Status { active, ended, failed, lapsed, suspended };

template <>
struct Names<Status> {
    static constexpr NameTable<Status, 5> table{"active", "ended", "failed", "lapsed", "suspended"};
};

/// One actor's part in a partnership.
struct Party {
    ActorId actor{};
    Spell spell{};
    std::string role = "member";  ///< member, associate, observer, host, donor, ...
    int side = 0;                 ///< Parties with the same number above 0 act as one bloc; 0 acts for itself.
};

/// One observed sign of depth: what the codebook asks, what was found, since when, and where it is written.
struct Evidence {
    std::string sign{};             ///< Id of the sign in the codebook.
    Depth depth = Depth::practice;  ///< The step that the codebook says this sign shows.
    bool is_present = true;         ///< false is an observed absence; what is not covered has no Evidence at all.
    Year since{};
    std::string citation{};  ///< Citation key, or the id of the source table and its column.
    std::string note{};
};

/// A partnership: parties over time, scope, measured depth, label and sources.
struct Partnership {
    std::string id{};  ///< Unique and stable: `nato`, or the record's id in its table (`atop:1005`).
    std::string name{};
    Family family = Family::other;
    Scope scope = Scope::bilateral;
    std::string scope_rule{};      ///< Id of the rule in data/scopes.toml that gave the scope, or `coder`.
    std::optional<Depth> depth{};  ///< Highest step with evidence; nothing if no source can show any.
    std::string label = "none";    ///< What it calls itself: `strategic`, `comprehensive strategic`, ..., `none`.
    Status status = Status::active;
    Year begun{};
    std::optional<Year> ended{};
    std::vector<std::string> issues{};
    std::vector<Party> parties{};
    std::vector<Evidence> evidence{};
    std::vector<std::string> sources{};  ///< `curated:<citation key>` or `<table>:<record>`.
};

/// Depth of a partnership by the end of a year: the highest step with evidence since then or earlier. Nothing where no
/// source can show any; a step that a source cannot show is missing, not denied.
[[nodiscard]] std::optional<Depth> depth_by(const Partnership& partnership, Year year) noexcept;

}  // namespace entente
