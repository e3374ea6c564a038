// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/partnership.hpp"

namespace entente::registry {

/// What a scope rule can ask about a partnership in the year of its founding.
enum class ScopeFact {
    parties,         ///< Parties that act for themselves; a bloc counts as one.
    collective,      ///< How many of them are collective entities or blocs.
    non_state,       ///< How many are below or outside of the state.
    private_bodies,  ///< How many are outside of government: firm, civil, person.
    layers,          ///< Different layers: states and collective entities are one; each other kind is one.
    share,           ///< Share of the concerned group's impact on the issue, 0 .. 1.
    size_share,      ///< Members as a share of the concerned group's number, 0 .. 1.
    treaty,          ///< 1: founded on a binding text.
    open_club,       ///< 1: admits whoever shares its function.
    all_collective,  ///< 1: every party is a collective entity or bloc.
};

}  // namespace entente::registry

namespace entente {
template <>
struct Names<registry::ScopeFact> {
    static constexpr NameTable<registry::ScopeFact, 10> table{"parties",   "collective",    "non_state",  "private",
                                                              "layers",    "share",         "size_share", "treaty",
                                                              "open_club", "all_collective"};
};
}  // namespace entente

namespace entente::registry {

/// Facts of one partnership; nothing where a fact is not known.
class ScopeFacts {
public:
    void set(ScopeFact fact, double value) noexcept { values_[static_cast<std::size_t>(fact)] = value; }
    [[nodiscard]] std::optional<double> operator[](ScopeFact fact) const noexcept {
        return values_[static_cast<std::size_t>(fact)];
    }

private:
    std::array<std::optional<double>, num_names<ScopeFact>> values_{};
};

/// A fact must be known and lie within [low, high].
struct ScopeCondition {
    ScopeFact fact{};
    double low = 0;
    double high = 0;
};

struct ScopeRule {
    std::string id{};
    Scope scope{};
    std::vector<ScopeCondition> conditions{};
    std::string text{};  ///< The verdict in words.
    std::string why{};
};

/// The decision table and the formality of scopes (data/scopes.toml).
struct ScopeRules {
    std::vector<ScopeRule> rules{};           ///< In order; the last one has no conditions.
    std::array<int, kNumScopes> formality{};  ///< Rank of each scope; equal ranks are not ordered.
    std::vector<std::string> written_from{};  ///< Curated partnerships that the rules were written from.

    /// The first rule all of whose conditions hold. A fact that is not known fires no rule.
    [[nodiscard]] const ScopeRule& decide(const ScopeFacts& facts) const noexcept;
    [[nodiscard]] bool is_more_formal(Scope a, Scope b) const noexcept {
        return formality[static_cast<std::size_t>(a)] > formality[static_cast<std::size_t>(b)];
    }
};

/// Reads the rules. Throws Error{Errc::bad_input} that lists every fault of the text with line and column.
[[nodiscard]] ScopeRules parse_scope_rules(std::string_view toml, std::string_view file);

/// What a set of states carries of an issue in a year, and how large it is within the concerned group.
struct GroupShare {
    double share = 0;       ///< Of the issue, 0 .. 1.
    double size_share = 0;  ///< Of the group's number, 0 .. 1.
};

/// Tells the shares of a set; nothing where they are not known. An empty function means that none are.
using ShareOf =
    std::function<std::optional<GroupShare>(std::span<const ActorId> actors, Year year, std::string_view issue)>;

/// Kind of an actor; nothing where the id is not known.
using KindOf = std::function<std::optional<ActorKind>(ActorId)>;

/// Counts and layers of the parties that founded the partnership: those present in its first year, or in the first year
/// in which two of them are. Treaty, open club and shares are set by the caller.
[[nodiscard]] ScopeFacts founding_facts(const Partnership& partnership, const KindOf& kind_of);

/// Those parties' ids, in order, each once.
[[nodiscard]] std::vector<ActorId> founders_of(const Partnership& partnership);

}  // namespace entente::registry
