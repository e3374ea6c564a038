// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/records.hpp"

namespace entente::sources {

/// The recorded votes of any assembly: a council, a parliament, a court.
struct VoteFile {
    /// Names of the voters, sorted; voter k has ActorId k + 1 here and nowhere else.
    std::vector<std::string> voters{};
    /// Roll calls by year, then by their text; roll call k has RollCallId k + 1 and its text as `resolution`. A date
    /// stands where the file has one.
    std::vector<RollCallRecord> roll_calls{};
    std::vector<VoteRecord> votes{};
    std::vector<double> weights{};  ///< One a vote where the file has a column `weight`; else empty.
    std::int64_t num_absent = 0;    ///< Rows without a vote (absent, not voting): they are no votes.
    std::int64_t num_repeated = 0;  ///< Rows that repeat an earlier one word for word.

    /// Throws Error{unknown_id} with the nearest names.
    [[nodiscard]] ActorId voter(const std::string& name) const;
};

/// Reads a long table of votes, plain or gzip, with one row for each voter and roll call and the columns
///
///   voter      name or number of who votes
///   roll_call  what is voted on
///   date       of the roll call, ISO (`1994-05-31`); or `year`, a whole number
///   vote       yes, no or abstain (also y, n, a; 1, 0; for, against, abstention; aye, nay, yea), in any case.
///              absent, not voting, NA, `-` or nothing: no vote
///   weight     may be left out: how much the vote counts, >= 0
///
/// in any order; other columns are passed over. The order of the rows does not matter.
/// Throws Error{bad_input} that names file, line, column, value and what was expected: a missing column, a vote that is
/// none of these words, two votes of a voter on a roll call, a roll call with two dates, a weight that is no number.
[[nodiscard]] VoteFile read_vote_file(const std::filesystem::path& file, const Monitor& monitor = {});

}  // namespace entente::sources
