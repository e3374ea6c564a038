// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/partnership.hpp"

namespace entente::registry {

/// What a match can go by: a record of a table, or a curated entry (`curated:<id>`). Build it with `match_side`.
struct MatchSide {
    std::string id{};
    Family family = Family::other;
    Year begun{};
    std::vector<ActorId> members{};  ///< All that ever belonged, in order, each once; empty where the source has none.
    std::string name{};              ///< Letters and digits of the name; empty where there is none but the short one.
    std::string short_name{};        ///< Of the id, where it is a word (`cow_igo:nato`) and no number (`desta:17`).
};

/// `name` as the source has it, or empty; brackets and what stands in them do not count.
[[nodiscard]] MatchSide match_side(std::string id, std::string_view name, Family family, Year begun,
                                   const std::vector<Party>& parties);

/// How alike two records are, and how sure it is that they are one partnership.
struct Likeness {
    std::optional<double> name{};     ///< 1 for the same letters or short name, 0 below a half; nothing without names.
    std::optional<double> members{};  ///< Shared members over all members of either; nothing without members.
    int years_apart = 0;
    bool is_same_family = false;
    bool is_same_population = false;  ///< Two tables of one population, in which one body is expected to stand twice.
    double certainty = 0;             ///< 0 .. 1

    /// `name 0.93, members 1.00, 1 year apart, same family`
    [[nodiscard]] std::string text() const;
};

/// Scores a pair by weights of evidence in bits, summed to log odds (Fellegi and Sunter 1969, JASA 64:1183). The
/// weights are judgements, not fitted; `entente registry merges` measures them against the pairs that coders name.
[[nodiscard]] Likeness compare(const MatchSide& a, const MatchSide& b);

/// What became of a pair.
enum class MatchVerdict {
    coder,      ///< One: a curated entry names the record.
    same,       ///< One: data/resolutions.toml says so.
    merged,     ///< One: certain enough.
    different,  ///< Two: data/resolutions.toml says so.
    outdone,    ///< Two: one of them has a better match in the other's table.
    review,     ///< Two, until somebody has looked.
};

struct RecordMatch {
    std::string first{};
    std::string second{};
    std::string partnership{};  ///< Of the first record.
    Likeness likeness{};
    MatchVerdict verdict = MatchVerdict::review;
    std::string reason{};  ///< Of whoever settled it by hand.
};

/// What people settled (data/resolutions.toml).
struct Resolution {
    std::string first{};
    std::string second{};
    bool is_same = false;
    std::string reason{};
};

/// Reads the resolutions. Throws Error{Errc::bad_input} that lists every fault of the text with line and column.
[[nodiscard]] std::vector<Resolution> parse_resolutions(std::string_view toml, std::string_view file);

/// From this certainty on two records are taken for one; below it they are listed for review, down to the second.
inline constexpr double kMergeFrom = 0.9;
inline constexpr double kReviewFrom = 0.5;
/// Records that begin further apart are never one: tables date a founding by signature, entry into force or first
/// member, and before 1965 list members every fifth year only.
inline constexpr int kMostYearsApart = 5;

}  // namespace entente::registry

namespace entente {
template <>
struct Names<registry::MatchVerdict> {
    static constexpr NameTable<registry::MatchVerdict, 6> table{"coder",     "same",    "merged",
                                                                "different", "outdone", "review"};
};
}  // namespace entente
