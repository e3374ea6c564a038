// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/norms_calibration.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "entente/engine/estimates.hpp"
#include "entente/engine/positions.hpp"
#include "entente/sources/concordance.hpp"

namespace entente::engine {
namespace {

constexpr std::string_view kRandom = "random sets of 2 to 8 states";

/// A named set: keys of states, `KEY` of a body that votes as one, `KEY:members`.
struct NamedSet {
    std::string_view name;
    std::vector<std::string_view> members;
};
const NamedSet kNamed[] = {{"P5", {"USA", "GBR", "FRA", "RUS", "CHN"}},
                           {"EU, India, Brazil, South Africa", {"EU", "IND", "BRA", "ZAF"}},
                           {"G20", {"G20:members"}},
                           {"BRICS", {"BRICS:members"}}};

/// Who belongs where, whatever the year.
class Rolls {
public:
    explicit Rolls(ActorRecords records) : records_(std::move(records)) {
        for (const Actor& actor : records_.actors) by_key_.emplace(actor.key, &actor);
    }

    [[nodiscard]] norms::VoterSet set_of(const NamedSet& named, Year year) const {
        norms::VoterSet set{.name = std::string(named.name)};
        constexpr std::string_view kMembers = ":members";
        for (const std::string_view word : named.members) {
            const bool expands = word.ends_with(kMembers);
            const Actor& actor =
                *by_key_.at(std::string(expands ? word.substr(0, word.size() - kMembers.size()) : word));
            if (actor.kind == ActorKind::state) {
                set.members.push_back({actor.id});
                continue;
            }
            const std::vector<ActorId> members = members_of(actor.id, year);
            if (!expands && !members.empty()) set.members.push_back(members);
            if (expands)
                for (const ActorId member : members) set.members.push_back({member});
        }
        return set;
    }

private:
    /// Members in the year; before the first year of the body or club, its founders.
    [[nodiscard]] std::vector<ActorId> members_of(ActorId body, Year year) const {
        Year founded{9999};
        for (const MembershipRecord& record : records_.memberships)
            if (record.collective == body && record.role == "member") founded = std::min(founded, record.spell.first);
        std::vector<ActorId> members;
        for (const MembershipRecord& record : records_.memberships)
            if (record.collective == body && record.role == "member" && record.spell.holds_in(std::max(year, founded)))
                members.push_back(record.actor);
        std::ranges::sort(members);
        return members;
    }

    ActorRecords records_;
    std::map<std::string, const Actor*> by_key_{};
};

/// Sets of 2 to 8 states that voted in the year.
std::vector<norms::VoterSet> random_sets(const norms::Ground& ground, std::size_t count, Seed seed) {
    constexpr std::uint32_t kPurpose = 0x73657473U;
    constexpr std::size_t kSizes = 7;
    std::vector<ActorId> voting;
    for (const norms::Voter& voter : ground.voters)
        if (voter.stances.back().year == ground.as_of) voting.push_back(voter.actor);
    std::vector<norms::VoterSet> sets;
    for (std::size_t k = 0; k < count && voting.size() >= kSizes + 1; ++k) {
        RandomStream random(seed, {.purpose = kPurpose,
                                   .item = static_cast<std::uint32_t>(k),
                                   .step = static_cast<std::uint32_t>(ground.as_of.value())});
        norms::VoterSet set{.name = std::string(kRandom)};
        while (set.members.size() < 2 + k % kSizes) {
            const ActorId actor = voting[random.below(static_cast<std::uint32_t>(voting.size()))];
            if (std::ranges::find(set.members, std::vector{actor}) == set.members.end()) set.members.push_back({actor});
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

/// The labels of a roll call as one word: its class.
std::string class_of(const RollCallRecord& record) {
    std::vector<std::string> issues = record.issues;
    std::ranges::sort(issues);
    return fmt::format("{}", fmt::join(issues, "+"));
}

norms::Outcomes outcomes_of(const principles::VoteMatrix& matrix, const atlas::VoteTable& votes) {
    const std::vector<std::uint32_t> texts = norms::number_texts(votes.roll_calls);
    std::map<RollCallId, std::size_t> place;
    for (std::size_t k = 0; k < votes.roll_calls.size(); ++k) place.emplace(votes.roll_calls[k].id, k);
    norms::Outcomes outcomes{.votes = matrix};
    for (const principles::RollCall& roll_call : matrix.roll_calls()) {
        outcomes.texts.push_back(texts[place.at(roll_call.id)]);
        outcomes.classes.push_back(class_of(votes.roll_calls[place.at(roll_call.id)]));
    }
    return outcomes;
}

/// A case and the name of its set.
struct NamedCase {
    norms::AcceptanceCase entry{};
    std::string set{};
    double recalibrated = 0;
};

constexpr int kOldestLesson = 10;  ///< Years before a forecast as of which the oldest one was made that it learns from,
constexpr int kLatestLesson = 5;   ///< and the latest: its five years are over.

/// Recalibrates the cases as of a year by what was predicted, and came about, before.
void recalibrate(std::vector<NamedCase>& cases, Year as_of) {
    std::vector<norms::AcceptanceCase> lessons;
    for (const NamedCase& named : cases)
        if (const int age = as_of - named.entry.known_until; age >= kLatestLesson && age <= kOldestLesson)
            lessons.push_back(named.entry);
    for (const norms::TextKind kind : {norms::TextKind::repeated, norms::TextKind::fresh}) {
        const norms::Recalibration learned = norms::learn_recalibration(lessons, kind);
        for (NamedCase& named : cases)
            if (named.entry.known_until == as_of && named.entry.kind == kind)
                named.recalibrated = learned.chance_of(named.entry);
    }
}

NormsScore score_of(const std::vector<NamedCase>& cases, norms::TextKind kind, Seed seed) {
    std::vector<norms::Judged> predicted;
    std::vector<norms::Judged> recalibrated;
    std::vector<norms::Judged> past_rate;
    std::vector<norms::Judged> last_vote;
    for (const auto& [entry, set, chance] : cases) {
        if (entry.kind != kind) continue;
        predicted.push_back({entry.predicted, entry.accepted, entry.text});
        recalibrated.push_back({chance, entry.accepted, entry.text});
        past_rate.push_back({entry.past_rate, entry.accepted, entry.text});
        last_vote.push_back({entry.last_vote, entry.accepted, entry.text});
    }
    return {kind, norms::reliability_of(predicted, seed), norms::reliability_of(recalibrated, seed),
            norms::reliability_of(past_rate, seed), norms::reliability_of(last_vote, seed)};
}

SetScore set_score(const std::vector<NamedCase>& cases, const std::string& name, bool is_total) {
    SetScore score{.name = name};
    for (const auto& [entry, set, chance] : cases) {
        if (!is_total && set != name) continue;
        const double truth = entry.accepted ? 1 : 0;
        ++score.count;
        score.predicted += entry.predicted;
        score.recalibrated += chance;
        score.observed += truth;
        score.brier += (entry.predicted - truth) * (entry.predicted - truth);
        score.recalibrated_brier += (chance - truth) * (chance - truth);
        if (!entry.predicted_acceptable) continue;
        ++score.num_acceptable;
        score.acceptable_predicted += entry.predicted;
        score.acceptable_recalibrated += chance;
        score.acceptable_observed += truth;
    }
    const auto all = static_cast<double>(std::max<std::size_t>(score.count, 1));
    const auto acceptable = static_cast<double>(std::max<std::size_t>(score.num_acceptable, 1));
    for (double* sum :
         {&score.predicted, &score.recalibrated, &score.observed, &score.brier, &score.recalibrated_brier})
        *sum /= all;
    for (double* sum : {&score.acceptable_predicted, &score.acceptable_recalibrated, &score.acceptable_observed})
        *sum /= acceptable;
    return score;
}

/// The scores of all cases.
NormsCalibration scored(const NormsCalibrationRequest& request, const std::vector<NamedCase>& cases) {
    NormsCalibration result{.request = request};
    result.scores = {score_of(cases, norms::TextKind::repeated, request.seed),
                     score_of(cases, norms::TextKind::fresh, request.seed)};
    for (const NamedSet& named : kNamed) result.sets.push_back(set_score(cases, std::string(named.name), false));
    result.sets.push_back(set_score(cases, std::string(kRandom), false));
    result.sets.push_back(set_score(cases, "all", true));
    return result;
}

}  // namespace

std::vector<NormsCalibration> compare_habits(const atlas::Atlas& atlas, const NormsCalibrationRequest& request,
                                             std::span<const norms::Habit> habits, const Monitor& monitor) {
    const atlas::VoteTable votes = atlas.votes(atlas.last_year());
    if (votes.votes.empty())
        throw Error{Errc::failed, "the atlas holds no votes to predict",
                    "Import a folder with the roll calls and their votes: entente import DIR."};
    const principles::VoteMatrix matrix = vote_matrix(votes, VoteClock::calendar);
    const norms::Outcomes outcomes = outcomes_of(matrix, votes);
    const Rolls rolls(atlas.actor_records());
    std::vector<std::vector<NamedCase>> cases(habits.size());
    std::optional<principles::IdealPointFit> before;
    const Year first = request.from - kOldestLesson;
    for (Year year = first; year <= request.to; year = year + 1) {
        monitor.report(fmt::format("votes up to {} and the years after", year.value()),
                       static_cast<double>(year - first) / (request.to - first + 1));
        const principles::VoteMatrix known = matrix.up_to(year);
        if (known.num_votes() == 0) continue;
        principles::IdealPointOptions options = position_options(known, request.num_dimensions);
        options.standard_errors = principles::StandardErrors::given_roll_calls;
        before = principles::fit_ideal_points(known, options, request.seed, monitor, before ? &*before : nullptr);
        norms::Ground ground = norms::make_ground(known, *before, votes.roll_calls, year);
        std::vector<norms::VoterSet> sets = random_sets(ground, request.num_random, request.seed);
        for (const NamedSet& named : kNamed) sets.push_back(rolls.set_of(named, year));
        for (std::size_t h = 0; h < habits.size(); ++h) {
            habits[h].validate();
            ground.habit = habits[h];
            const norms::Basis basis = norms::make_basis(ground);
            for (const norms::AcceptanceCase& entry :
                 norms::predict_acceptance(basis, outcomes, sets, {.threshold = request.threshold}))
                cases[h].push_back({entry, sets[entry.set].name});
            recalibrate(cases[h], year);
        }
    }
    std::vector<NormsCalibration> results;
    for (std::size_t h = 0; h < habits.size(); ++h) {
        std::erase_if(cases[h], [&](const NamedCase& named) { return named.entry.known_until < request.from; });
        if (cases[h].empty())
            throw Error{Errc::wrong_usage,
                        fmt::format("no votes follow on {} to {}", request.from.value(), request.to.value())};
        results.push_back(scored(request, cases[h]));
        results.back().request.habit = habits[h];
    }
    return results;
}

NormsCalibration calibrate_norms(const atlas::Atlas& atlas, const NormsCalibrationRequest& request,
                                 const Monitor& monitor) {
    return compare_habits(atlas, request, std::span(&request.habit, 1), monitor).front();
}

}  // namespace entente::engine
