// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/attain/composition.hpp"
#include "entente/attain/frame.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"

namespace entente::attain {

/// Foundings that are pooled and compared: a family and a class of size. Organisations of two are counted as `many`.
enum class CaseGroup : std::uint8_t {
    alliance_two,
    alliance_many,
    trade_two,
    trade_bloc,
    trade_many,
    formal,
    informal,
};
inline constexpr std::size_t kNumCaseGroups = 7;

[[nodiscard]] CaseGroup case_group(Family family, SizeClass size) noexcept;
[[nodiscard]] Family family_of(CaseGroup group) noexcept;
[[nodiscard]] SizeClass size_of(CaseGroup group) noexcept;
[[nodiscard]] std::string_view name_of(CaseGroup group) noexcept;

struct CaseOptions {
    int num_decoys = 50;      ///< Sets per founding, half drawn anew, half by swaps; 2 .. 1000.
    int max_units = 60;       ///< Larger foundings are left out: nothing of the same size is comparable.
    Year first{1817};         ///< First founding year used.
    bool keeps_sets = false;  ///< Whether the table names the candidates' states, too; features alone fit a model.

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// A founding with its decoys: rows first_row (the real set) .. first_row + num_rows - 1 of CaseTable::features.
struct Case {
    std::uint32_t partnership = 0;
    CaseGroup group{};
    Year year{};
    int num_units = 0;
    int num_members = 0;
    std::size_t first_row = 0;
    std::size_t num_rows = 0;
};

/// Foundings and the sets that could have been founded instead, in the order of year.
struct CaseTable {
    std::vector<Case> cases{};
    std::vector<FeatureRow> features{};
    /// Units of each row's set, where CaseOptions::keeps_sets; otherwise empty.
    std::vector<std::vector<std::vector<atlas::ActorIndex>>> sets{};
};

/// Draws, for every founding, sets of the same size that lived in that year and did not found anything.
///
/// Fresh decoys: a first unit uniformly, each next one uniformly among those politically relevant to one drawn before
/// (contiguous, same region, or a major power involved). Swaps: one or two units of the real set replaced. A bloc is
/// swapped for blocs that negotiated in the fifteen years before. A set may hold a unit relevant to no other as often
/// as real sets of its group did in earlier years, so that relevance itself does not give the real set away.
/// Never a decoy: a set that founded a partnership of the family in that year or the one before, and a dyad tied by an
/// alliance or trade agreement founded that year. Reads nothing dated later than the founding's year.
/// Cost: 3 s for 2,000 foundings on two cores. Same seed, same bits, whatever the number of threads.
[[nodiscard]] CaseTable sample_cases(const Panel& panel, const CaseOptions& options, Seed seed,
                                     const Monitor& monitor = {});

/// The units of a founding as slots of a frame; those that do not live in the frame are left out.
[[nodiscard]] Composition composition_of(const FoundingEvent& event, const DyadFrame& frame);

}  // namespace entente::attain
