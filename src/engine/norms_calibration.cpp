// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/norms_calibration.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "entente/base/parallel.hpp"
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

/// A set whose agreement is forecast. A member of several actors is a body.
struct VoterSet {
    std::string name{};
    std::vector<std::vector<ActorId>> members{};
};

/// Who belongs where, whatever the year.
class Rolls {
public:
    explicit Rolls(ActorRecords records) : records_(std::move(records)) {
        for (const Actor& actor : records_.actors) by_key_.emplace(actor.key, &actor);
    }

    [[nodiscard]] VoterSet set_of(const NamedSet& named, Year year) const {
        VoterSet set{.name = std::string(named.name)};
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

/// A case, the name of its set, and its corrected chance.
struct NamedCase {
    norms::AcceptanceCase entry{};
    std::string set{};
    double recalibrated = 0;
};

constexpr std::array kKinds{norms::TextKind::repeated, norms::TextKind::fresh};

/// All forecasts from what was known in one year.
class ForecastYear {
public:
    ForecastYear(const norms::Ground& ground, const norms::Record& record, const NormsCalibrationRequest& request)
        : ground_(ground),
          record_(record),
          options_{.threshold = request.threshold},
          histories_(norms::histories_of(ground)) {}

    [[nodiscard]] std::vector<NamedCase> cases(std::span<const VoterSet> sets) const {
        std::vector<OfSet> of_sets(sets.size());
        parallel_for(sets.size(), [&](std::size_t s) { of_sets[s] = forecast(sets[s]); });
        std::vector<NamedCase> cases;
        for (const norms::TextKind kind : kKinds) {
            std::vector<norms::Lesson> of_random;
            for (std::size_t s = 0; s < sets.size(); ++s)
                if (sets[s].name == kRandom)
                    std::ranges::copy(norms::lessons_of(of_sets[s].past, kind), std::back_inserter(of_random));
            const norms::Recalibration general = norms::general_correction(of_random);
            for (std::size_t s = 0; s < sets.size(); ++s) {
                const norms::Recalibration own =
                    norms::own_correction(norms::lessons_of(of_sets[s].past, kind), general);
                for (const norms::AcceptanceCase& entry : of_sets[s].forecasts)
                    if (entry.kind == kind) cases.push_back({entry, sets[s].name, own.chance_of(entry.clues)});
            }
        }
        return cases;
    }

private:
    struct OfSet {
        std::vector<norms::AcceptanceCase> forecasts{};
        std::vector<norms::AcceptanceCase> past{};
    };

    [[nodiscard]] OfSet forecast(const VoterSet& set) const {
        norms::ForecastSet known{.known_until = ground_.as_of};
        std::vector<norms::VoterHistory> of_bodies;
        of_bodies.reserve(set.members.size());
        std::vector<const norms::VoterHistory*> histories;
        for (const std::vector<ActorId>& actors : set.members) {
            std::vector<ActorId> voting;
            for (const ActorId actor : actors)
                if (ground_.find(actor) != nullptr) voting.push_back(actor);
            if (voting.empty()) continue;
            const norms::Voter* state = ground_.find(voting.front());
            norms::Voter voter = actors.size() == 1 ? *state : norms::voter_of_body(ground_, actors.front(), voting);
            known.ballots.push_back(norms::ballots_of_body(record_, voting));
            histories.push_back(actors.size() == 1
                                    ? &histories_[static_cast<std::size_t>(state - ground_.voters.data())]
                                    : &of_bodies.emplace_back(norms::history_of(ground_, voter)));
            auto leanings = norms::leanings_of(ground_, voter);
            known.members.push_back({std::move(voter), std::move(leanings)});
        }
        if (known.members.size() < 2) return {};
        return {norms::SetForecast(ground_, record_.roll_calls, known, options_).cases(),
                norms::past_cases(ground_, record_.roll_calls, histories, known.ballots, options_)};
    }

    const norms::Ground& ground_;
    const norms::Record& record_;
    norms::ForecastOptions options_;
    std::vector<norms::VoterHistory> histories_{};
};

/// Random sets, then the named ones.
std::vector<VoterSet> sets_of(const norms::Ground& ground, const Rolls& rolls, const NormsCalibrationRequest& request) {
    std::vector<VoterSet> sets;
    for (const std::vector<ActorId>& random : norms::random_sets(ground, request.num_random, request.seed)) {
        sets.push_back({.name = std::string(kRandom)});
        for (const ActorId actor : random) sets.back().members.push_back({actor});
    }
    for (const NamedSet& named : kNamed) sets.push_back(rolls.set_of(named, ground.as_of));
    return sets;
}

NormsScore score_of(const std::vector<NamedCase>& cases, norms::TextKind kind, Seed seed) {
    std::vector<norms::Judged> predicted;
    std::vector<norms::Judged> recalibrated;
    std::vector<norms::Judged> past_rate;
    std::vector<norms::Judged> last_vote;
    for (const auto& [entry, set, chance] : cases) {
        if (entry.kind != kind) continue;
        predicted.push_back({entry.clues.joint, entry.accepted, entry.text});
        recalibrated.push_back({chance, entry.accepted, entry.text});
        past_rate.push_back({entry.clues.past_rate, entry.accepted, entry.text});
        last_vote.push_back({entry.clues.last_vote, entry.accepted, entry.text});
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
        score.predicted += entry.clues.joint;
        score.recalibrated += chance;
        score.observed += truth;
        score.brier += (entry.clues.joint - truth) * (entry.clues.joint - truth);
        score.recalibrated_brier += (chance - truth) * (chance - truth);
        if (!entry.is_called_acceptable) continue;
        ++score.num_acceptable;
        score.acceptable_predicted += entry.clues.joint;
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
    const norms::Record record = norms::record_of(matrix, votes.roll_calls);
    const Rolls rolls(atlas.actor_records());
    std::vector<std::vector<NamedCase>> cases(habits.size());
    std::optional<principles::IdealPointFit> before;
    for (Year year = request.from; year <= request.to; year = year + 1) {
        monitor.report(fmt::format("votes up to {} and the years after", year.value()),
                       static_cast<double>(year - request.from) / (request.to - request.from + 1));
        const principles::VoteMatrix known = matrix.up_to(year);
        if (known.num_votes() == 0) continue;
        principles::IdealPointOptions options = position_options(known, request.num_dimensions);
        options.standard_errors = principles::StandardErrors::given_roll_calls;
        before = principles::fit_ideal_points(known, options, request.seed, monitor, before ? &*before : nullptr);
        norms::Ground ground = norms::make_ground(known, *before, votes.roll_calls, year);
        const std::vector<VoterSet> sets = sets_of(ground, rolls, request);
        for (std::size_t h = 0; h < habits.size(); ++h) {
            habits[h].validate();
            ground.habit = habits[h];
            std::ranges::move(ForecastYear(ground, record, request).cases(sets), std::back_inserter(cases[h]));
        }
    }
    std::vector<NormsCalibration> results;
    for (std::size_t h = 0; h < habits.size(); ++h) {
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
