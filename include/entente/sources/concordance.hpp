// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/error.hpp"
#include "entente/base/records.hpp"

namespace entente::sources {

/// A name in the form in which names are compared.
///
/// Case, accents and punctuation go (Unicode NFKD without marks, full case folding); apostrophes vanish without a gap,
/// and so do the dots of initials; `St`, `Rep`, `Dem`, `Fed` and `Is` are written out; `the`, `of`, `and` and `&` are
/// left out unless nothing else is there. "Côte d’Ivoire" and "COTE D'IVOIRE" give "cote divoire", "St. Kitts & Nevis"
/// and "Saint Kitts and Nevis" give "saint kitts nevis". Bytes that are not UTF-8 count as blanks. Never throws on
/// text.
[[nodiscard]] std::string fold_name(std::string_view text);

/// What a code or a name stands for: one actor, several (to be asked back, never guessed), or none.
struct Resolution {
    std::optional<ActorId> actor{};
    std::vector<ActorId> candidates{};  ///< Two or more, in the order of their keys, where it is ambiguous; else empty.
    bool is_in_force = true;  ///< false: nobody held it in the year asked about; these are the holders of other years.

    [[nodiscard]] bool is_found() const noexcept { return actor.has_value(); }
    [[nodiscard]] bool is_ambiguous() const noexcept { return !candidates.empty(); }
    [[nodiscard]] bool is_none() const noexcept { return !actor && candidates.empty(); }
};

/// Finds actors by the codes and names of many systems, with the years in which they hold.
///
/// Years:   with a year, those count who held the code or name in it; where nobody did, all who ever held it
///          (`is_in_force` is false then). Without a year, today's holders count; where there is none, all of them.
/// Systems: general ones are `cow`, `cowabb`, `gw` (Gleditsch-Ward), `iso2`, `iso3`, `ison` (ISO 3166 numeric) and `un`
///          (M49), and `key`, the actors' own keys, which hold in any year; the others have the name of the source
///          whose codes they are (data/actors/README.md lists them).
/// Codes:   numbers may have leading zeros; letters of the general systems may be in either case.
/// Cost:    a hash look-up, 0.1 microseconds; an unknown spelling is folded first, about 1 microsecond.
/// Threads: immutable after construction; safe to share.
class Concordance {
public:
    /// A code that several actors hold in one year (records of several sources may differ) is ambiguous in it.
    /// Throws Error{Errc::bad_input} where two actors have one key or id; Error{Errc::unknown_id} where a code or name
    /// belongs to no actor.
    explicit Concordance(ActorRecords records);

    /// What a code of a system stands for. An unknown system has no codes.
    [[nodiscard]] Resolution resolve(std::string_view system, std::string_view code,
                                     std::optional<Year> year = {}) const;
    /// What a name stands for. A single comma is taken as an inversion ("Korea, South") where the text itself is
    /// unknown.
    [[nodiscard]] Resolution resolve_name(std::string_view text, std::optional<Year> year = {}) const;
    /// What a user's text stands for: a key, a code, a name.
    ///
    /// A key means its actor in any year. `system:code` (`cow:2`, `gw:260`, `iso:840`, `iso:US`, `key:EU`) asks one
    /// system. A bare number is looked up as COW, Gleditsch-Ward, ISO numeric and M49, other text as ISO alpha-2,
    /// alpha-3 and name; where these disagree it is ambiguous: `840` is the Philippines (COW) or the United States
    /// (ISO).
    [[nodiscard]] Resolution resolve_any(std::string_view text, std::optional<Year> year = {}) const;
    /// What a text of a source's table stands for: a code of the source's own system, else a name.
    [[nodiscard]] Resolution resolve_in_source(std::string_view source, std::string_view text,
                                               std::optional<Year> year = {}) const;
    /// Why a text of a source is deliberately no actor in a year; nothing if it may be one. Importers ask this first.
    [[nodiscard]] std::optional<std::string_view> reason_not_actor(std::string_view source, std::string_view text,
                                                                   Year year) const;

    /// The actor that a user's text stands for. Throws Error{Errc::unknown_id} with the nearest names, or
    /// Error{Errc::wrong_usage} with all the actors that an ambiguous text could mean.
    [[nodiscard]] ActorId require(std::string_view text, std::optional<Year> year = {}) const;
    /// The up to `count` actors whose names or keys are nearest to the text, as "Germany (DEU)", nearest first.
    [[nodiscard]] std::vector<std::string> nearest(std::string_view text, std::size_t count = 3) const;

    /// Throws Error{Errc::unknown_id} for an id that no actor has.
    [[nodiscard]] const Actor& actor(ActorId id) const;
    [[nodiscard]] const ActorRecords& records() const noexcept { return records_; }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    template <typename Value>
    using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

    /// Who holds a code or name, and when; both years included.
    struct Holder {
        ActorId actor{};
        int first = std::numeric_limits<int>::min();
        int last = std::numeric_limits<int>::max();
    };
    using Holders = std::vector<Holder>;
    /// Years in which a text of a source is no actor.
    struct Exclusion {
        int first = std::numeric_limits<int>::min();
        int last = std::numeric_limits<int>::max();
        std::string reason{};
    };

    void index_actors();
    void index_codes();
    void index_names();
    void index_exclusions();
    [[nodiscard]] const Holders* find_code(std::string_view system, std::string_view code) const;
    [[nodiscard]] const Holders* find_name(std::string_view text) const;
    [[nodiscard]] std::optional<Resolution> resolve_prefixed(std::string_view text, std::optional<Year> year) const;
    [[nodiscard]] Resolution settle(const Holders& holders, std::optional<Year> year) const;
    [[nodiscard]] Resolution resolution_of(std::vector<ActorId> actors, bool is_in_force) const;
    void sort_by_key(std::vector<ActorId>& actors) const;
    [[nodiscard]] std::string label(ActorId id) const;

    ActorRecords records_;
    std::unordered_map<ActorId, std::size_t> by_id_;
    TextMap<ActorId> by_key_;
    TextMap<TextMap<Holders>> by_code_;  ///< By system, then code.
    std::vector<Holders> names_;
    TextMap<std::size_t> by_name_;      ///< Position in names_ by folded name.
    TextMap<std::size_t> by_spelling_;  ///< The same by a name exactly as the records write it: needs no folding.
    TextMap<TextMap<std::vector<Exclusion>>> not_actors_;  ///< By source, then text.
};

}  // namespace entente::sources
