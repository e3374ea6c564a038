// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/track_record.hpp"

#include <algorithm>
#include <optional>

#include "entente/base/parallel.hpp"
#include "filter.hpp"
#include "views.hpp"

namespace entente::norms {
namespace {

constexpr double kGeneralSd = 0.5;  ///< Of a weight of the correction in general, around 'changes nothing',
constexpr double kOwnSd = 0.25;     ///< and of a set's own, around that in general.

/// What was known of a voter in a year; nothing before its first vote.
std::optional<Member> known_at(const Ground& ground, const VoterHistory& history, Year year) {
    const std::vector<Stance>& stances = history.voter.stances;
    const auto later = std::ranges::upper_bound(stances, year, {}, &Stance::year);
    if (later == stances.begin()) return std::nullopt;
    Member member{
        .voter = {.actor = history.voter.actor, .tau = history.voter.tau, .stances = {stances.begin(), later}}};
    const Fading fading(ground.habit);
    member.leanings.reserve(ground.proposals.size());
    for (std::size_t j = 0; j < ground.proposals.size() && ground.proposals[j].parameters.year <= year; ++j)
        member.leanings.push_back(fading.after(history.views[j], year - ground.proposals[j].parameters.year));
    return member;
}

PastForecasts summary_of(std::span<const AcceptanceCase> cases, const Recalibration& correction, Year as_of) {
    PastForecasts past{.first = as_of - kYearsBack, .last = as_of - 1, .count = cases.size()};
    for (const AcceptanceCase& entry : cases) {
        if (!entry.is_called_acceptable) continue;
        ++past.num_acceptable;
        past.said += entry.clues.joint;
        past.corrected += correction.chance_of(entry.clues);
        past.came_true += entry.accepted ? 1 : 0;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(past.num_acceptable, 1));
    past.said /= count;
    past.corrected /= count;
    past.came_true /= count;
    return past;
}

ForecastSet set_of(Year as_of, std::span<const Member> members) {
    ForecastSet set{.known_until = as_of};
    for (const Member& member : members) set.ballots.push_back(member.voter.ballots);
    return set;
}

}  // namespace

VoterHistory history_of(const Ground& ground, const Voter& voter) {
    Voter filtered = voter;
    filtered.stances = filtered_stances(ground, voter, [&](Year year) {
        Stance first{.year = year, .width = voter.stances.front().width};
        first.var.fill(1);
        return first;
    });
    std::vector<Leaning> views = filtered.stances.empty() ? std::vector<Leaning>{} : views_of(ground, filtered);
    filtered.ballots.clear();
    return {std::move(filtered), std::move(views)};
}

std::vector<VoterHistory> histories_of(const Ground& ground) {
    std::vector<VoterHistory> histories(ground.voters.size());
    parallel_for(histories.size(), [&](std::size_t k) { histories[k] = history_of(ground, ground.voters[k]); });
    return histories;
}

std::vector<AcceptanceCase> past_cases(const Ground& ground, std::span<const RecordedRollCall> roll_calls,
                                       std::span<const VoterHistory* const> members,
                                       const std::vector<std::string>& ballots, const ForecastOptions& options) {
    std::array<std::vector<AcceptanceCase>, kYearsBack> by_year;
    parallel_for(by_year.size(), [&](std::size_t k) {
        const int years_back = kYearsBack - static_cast<int>(k);
        ForecastSet set{.known_until = ground.as_of - years_back};
        for (std::size_t i = 0; i < members.size(); ++i)
            if (auto member = known_at(ground, *members[i], set.known_until)) {
                set.members.push_back(std::move(*member));
                set.ballots.push_back(ballots[i]);
            }
        if (set.members.size() < 2) return;
        ForecastOptions until_now = options;
        until_now.horizon_years = std::min(options.horizon_years, years_back);
        by_year[k] = SetForecast(ground, roll_calls, set, until_now).cases();
    });
    std::vector<AcceptanceCase> cases;
    for (const auto& of_year : by_year) cases.insert(cases.end(), of_year.begin(), of_year.end());
    return cases;
}

std::vector<Lesson> lessons_of(std::span<const AcceptanceCase> cases, TextKind kind) {
    std::vector<Lesson> lessons;
    for (const AcceptanceCase& entry : cases)
        if (entry.kind == kind) lessons.push_back({entry.clues, entry.accepted});
    return lessons;
}

Recalibration own_correction(std::span<const Lesson> lessons, const Recalibration& general) {
    return learn_recalibration(lessons, general, kOwnSd);
}

Recalibration general_correction(std::span<const Lesson> lessons) {
    return learn_recalibration(lessons, {}, kGeneralSd);
}

std::vector<std::vector<ActorId>> random_sets(const Ground& ground, std::size_t count, Seed seed) {
    constexpr std::uint32_t kPurpose = 0x73657473U;
    constexpr std::size_t kSizes = 7;
    std::vector<ActorId> voting;
    for (const Voter& voter : ground.voters)
        if (voter.stances.back().year == ground.as_of) voting.push_back(voter.actor);
    std::vector<std::vector<ActorId>> sets;
    for (std::size_t k = 0; k < count && voting.size() >= kSizes + 1; ++k) {
        RandomStream random(seed, {.purpose = kPurpose,
                                   .item = static_cast<std::uint32_t>(k),
                                   .step = static_cast<std::uint32_t>(ground.as_of.value())});
        std::vector<ActorId> set;
        while (set.size() < 2 + k % kSizes) {
            const ActorId actor = voting[random.below(static_cast<std::uint32_t>(voting.size()))];
            if (std::ranges::find(set, actor) == set.end()) set.push_back(actor);
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

std::array<Recalibration, 2> learn_corrections(const Ground& ground, Seed seed) {
    constexpr std::size_t kSets = 28;
    const std::vector<RecordedRollCall> roll_calls = roll_calls_of(ground);
    const std::vector<VoterHistory> histories = histories_of(ground);
    const auto sets = random_sets(ground, kSets, seed);
    std::array<Recalibration, 2> corrections;
    for (const Consent consent : {Consent::yes, Consent::no_objection}) {
        std::vector<Lesson> lessons;
        for (const std::vector<ActorId>& set : sets) {
            std::vector<const VoterHistory*> members;
            std::vector<std::string> ballots;
            for (const ActorId actor : set) {
                const Voter* voter = ground.find(actor);
                members.push_back(&histories[static_cast<std::size_t>(voter - ground.voters.data())]);
                ballots.push_back(voter->ballots);
            }
            const auto cases = past_cases(ground, roll_calls, members, ballots,
                                          {.consent = consent, .coverage = Coverage::repeated_only});
            const std::vector<Lesson> of_set = lessons_of(cases, TextKind::repeated);
            lessons.insert(lessons.end(), of_set.begin(), of_set.end());
        }
        corrections[static_cast<std::size_t>(consent)] = general_correction(lessons);
    }
    return corrections;
}

TrackRecord::TrackRecord(const Ground& ground, std::span<const Member> members, const ForecastOptions& options)
    : roll_calls_(roll_calls_of(ground)),
      set_(set_of(ground.as_of, members)),
      forecast_(ground, roll_calls_, set_, options) {
    std::vector<VoterHistory> histories(members.size());
    parallel_for(histories.size(), [&](std::size_t i) { histories[i] = history_of(ground, members[i].voter); });
    std::vector<const VoterHistory*> pointers;
    for (const VoterHistory& history : histories) pointers.push_back(&history);
    ForecastOptions of_repeated = options;
    of_repeated.coverage = Coverage::repeated_only;
    const std::vector<AcceptanceCase> cases = past_cases(ground, roll_calls_, pointers, set_.ballots, of_repeated);
    correction_ = own_correction(lessons_of(cases, TextKind::repeated),
                                 ground.corrections[static_cast<std::size_t>(options.consent)]);
    past_ = summary_of(cases, correction_, ground.as_of);
}

double TrackRecord::corrected(std::size_t proposal, double joint, double least) const {
    return correction_.chance_of(forecast_.clues_of(proposal, joint, least));
}

}  // namespace entente::norms
