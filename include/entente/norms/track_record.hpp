// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/norms/forecast.hpp"

namespace entente::norms {

/// Forecasts are looked back on that were made up to so many years before the ground's year.
inline constexpr int kYearsBack = 10;

/// A voter as it was known in every year: positions filtered from its votes so far, not smoothed by later ones.
struct VoterHistory {
    Voter voter{};                 ///< Its stances are filtered; no ballots.
    std::vector<Leaning> views{};  ///< One a proposal: right after its roll call.
};

/// Prior before the first vote: standard normal, the scale of positions.
/// The roll calls' parameters are those of the ground, so of all votes up to its year.
[[nodiscard]] VoterHistory history_of(const Ground& ground, const Voter& voter);
/// The same of each of the ground's voters, in their order.
[[nodiscard]] std::vector<VoterHistory> histories_of(const Ground& ground);

/// How forecasts for one set, as they would have been made in each of the last years, came true by the ground's year.
///
/// `members` and `ballots` as in ForecastSet, later roll calls than the ground's are not looked at. Years in which
/// fewer than two members were known bring nothing.
[[nodiscard]] std::vector<AcceptanceCase> past_cases(const Ground& ground, std::span<const RecordedRollCall> roll_calls,
                                                     std::span<const VoterHistory* const> members,
                                                     const std::vector<std::string>& ballots,
                                                     const ForecastOptions& options);

/// The lessons of one kind of text.
[[nodiscard]] std::vector<Lesson> lessons_of(std::span<const AcceptanceCase> cases, TextKind kind);

/// What corrects forecasts of a set's agreement, learned from its own past and shrunk to that of sets in general: the
/// shorter its past, the more.
[[nodiscard]] Recalibration own_correction(std::span<const Lesson> lessons, const Recalibration& general);

/// What corrects forecasts for sets in general.
[[nodiscard]] Recalibration general_correction(std::span<const Lesson> lessons);

/// Sets of 2 to 8 of the actors that voted in the ground's year.
[[nodiscard]] std::vector<std::vector<ActorId>> random_sets(const Ground& ground, std::size_t count, Seed seed);

/// Learns ground.corrections from the past of random sets of states, for repeated texts.
[[nodiscard]] std::array<Recalibration, 2> learn_corrections(const Ground& ground, Seed seed);

/// How many of the texts that a set was said to accept it accepted.
struct PastForecasts {
    Year first{};  ///< Years as of which the forecasts were made.
    Year last{};
    std::size_t count = 0;           ///< Votes on repeated texts forecast, at most five years ahead.
    std::size_t num_acceptable = 0;  ///< Those that every member was said to accept,
    double said = 0;                 ///< their mean joint chance by the model,
    double corrected = 0;            ///< the same after the correction that they taught,
    double came_true = 0;            ///< and the share of them that all accepted; 0 where there are none.
};

/// What a set's own past says of its next votes: corrects the joint chances of known texts.
class TrackRecord {
public:
    /// The members as of the ground's year, which is kept by reference; their voters hold their ballots.
    /// Cost: some 2 ms a member.
    TrackRecord(const Ground& ground, std::span<const Member> members, const ForecastOptions& options);
    TrackRecord(const TrackRecord&) = delete;
    TrackRecord& operator=(const TrackRecord&) = delete;

    /// Chance that all consent to a text of the ground, from the model's joint chance and its least willing member's.
    [[nodiscard]] double corrected(std::size_t proposal, double joint, double least) const;
    [[nodiscard]] const PastForecasts& past() const noexcept { return past_; }

private:
    std::vector<RecordedRollCall> roll_calls_;
    ForecastSet set_{};  ///< Ballots alone: no forecast of the years to come is made here.
    SetForecast forecast_;
    Recalibration correction_{};
    PastForecasts past_{};
};

}  // namespace entente::norms
