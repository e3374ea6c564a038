// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/forecast.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "entente/base/error.hpp"

namespace entente::norms {
namespace {

constexpr int kWindow = 5;            ///< Years from which rates and classes are known.
constexpr int kAlikeWindow = 10;      ///< ... and from which texts in like words are.
constexpr double kClassWeight = 0.3;  ///< What the class's rate weighs beside those (docs/validation.md).
constexpr int kMiddleAhead = 3;       ///< Of five years: when a new text is taken to be put.

}  // namespace

void SetForecast::Rate::add(bool hit) noexcept {
    hits += hit ? 1 : 0;
    ++count;
}

double SetForecast::Rate::value() const noexcept {
    return (static_cast<double>(hits) + 1) / (static_cast<double>(count) + 2);
}

SetForecast::SetForecast(const Ground& ground, std::span<const RecordedRollCall> roll_calls, const ForecastSet& set,
                         const ForecastOptions& options)
    : ground_(ground), roll_calls_(roll_calls), set_(set), options_(options) {
    const std::size_t num_shared = ground.proposals.size();
    const bool is_prefix = roll_calls.size() >= num_shared &&
                           std::ranges::equal(
                               ground.proposals, roll_calls.first(num_shared), {},
                               [](const Proposal& proposal) { return proposal.parameters.id; }, &RecordedRollCall::id);
    if (!is_prefix) throw Error{Errc::wrong_usage, "the roll calls do not begin with the ground's"};
    std::uint32_t num_texts = 0;
    for (const RecordedRollCall& roll_call : roll_calls) {
        num_texts = std::max(num_texts, roll_call.text + 1);
        num_known_ += roll_call.year <= set.known_until ? 1 : 0;
    }
    num_known_ = std::min(num_known_, num_shared);
    outcomes_.resize(roll_calls.size());
    for (std::size_t j = 0; j < outcomes_.size(); ++j) outcomes_[j] = outcome_of(j);
    latest_.assign(num_texts, 0);
    last_.assign(num_texts, Outcome::unknown);
    remember_past();
}

SetForecast::Outcome SetForecast::outcome_of(std::size_t roll_call) const {
    std::size_t num_votes = 0;
    bool is_accepted = true;
    for (const std::string& ballots : set_.ballots) {
        const char ballot = ballots[roll_call];
        num_votes += ballot == '.' ? 0 : 1;
        const bool consents = options_.consent == Consent::yes ? ballot == 'y' : ballot != 'n';
        is_accepted = is_accepted && (ballot == '.' || consents);
    }
    if (num_votes < 2 || 2 * num_votes < set_.ballots.size()) return Outcome::unknown;
    return is_accepted ? Outcome::accepted : Outcome::refused;
}

void SetForecast::remember_past() {
    for (std::size_t j = 0; j < num_known_; ++j) {
        const RecordedRollCall& roll_call = roll_calls_[j];
        latest_[roll_call.text] = j + 1;
        if (outcomes_[j] == Outcome::unknown) continue;
        const bool is_accepted = outcomes_[j] == Outcome::accepted;
        const Outcome before = std::exchange(last_[roll_call.text], outcomes_[j]);
        if (set_.known_until - roll_call.year >= kWindow) continue;
        all_.add(is_accepted);
        by_class_[roll_call.text_class].add(is_accepted);
        if (before != Outcome::unknown) again_[before == Outcome::accepted ? 1 : 0].add(is_accepted);
    }
}

double SetForecast::past_of_class(std::uint32_t text_class) const {
    const auto found = by_class_.find(text_class);
    return found == by_class_.end() ? all_.value() : found->second.value();
}

/// How often the set accepted texts in like words, each weighted by its squared overlap, shrunk to its class's rate.
double SetForecast::past_of_alike(const RecordedRollCall& roll_call) const {
    double weight = kClassWeight;
    double accepted = kClassWeight * past_of_class(roll_call.text_class);
    for (const AlikeText& alike : roll_call.alike) {
        if (alike.place >= num_known_ || outcomes_[alike.place] == Outcome::unknown) continue;
        if (set_.known_until - roll_calls_[alike.place].year >= kAlikeWindow) continue;
        const double squared = alike.overlap * alike.overlap;
        weight += squared;
        if (outcomes_[alike.place] == Outcome::accepted) accepted += squared;
    }
    return accepted / weight;
}

Clues SetForecast::clues_of(std::size_t proposal, double joint, double least) const {
    const RecordedRollCall& roll_call = roll_calls_[proposal];
    const Outcome last = last_[roll_call.text];
    return {.joint = joint,
            .least = least,
            .past_rate = all_.value(),
            .last_vote = last == Outcome::unknown ? past_of_class(roll_call.text_class)
                                                  : again_[last == Outcome::accepted ? 1 : 0].value()};
}

std::vector<std::size_t> SetForecast::voting_on(std::size_t roll_call) const {
    std::vector<std::size_t> voting;
    for (std::size_t i = 0; i < set_.ballots.size(); ++i)
        if (set_.ballots[i][roll_call] != '.') voting.push_back(i);
    return voting;
}

Clues SetForecast::model_chances(std::size_t proposal, std::span<const std::size_t> members, int years_ahead,
                                 TextKind kind) const {
    // Counted from the ground's year, which may be later than what was known.
    const AssessOptions options{options_.consent, set_.known_until + years_ahead - ground_.as_of};
    std::vector<const Voter*> voters;
    std::vector<Leaning> leanings;
    Clues clues{.least = 1};
    for (const std::size_t i : members) {
        const Member& member = set_.members[i];
        voters.push_back(&member.voter);
        leanings.push_back(kind == TextKind::repeated ? member.leanings[proposal]
                                                      : Leaning{0, ground_.habit.persistent_share});
        const Chance chance = chance_of(
            willingness(ground_, ground_.proposals[proposal], member.voter, leanings.back(), options.years_ahead));
        clues.least = std::min(clues.least, consent_of(chance, options_.consent));
    }
    clues.joint = joint_chance(ground_, ground_.proposals[proposal], voters, leanings, options);
    return clues;
}

/// Means of the whole set over the texts of a class of the last years; of any class where it has none.
Clues SetForecast::class_chances(std::uint32_t text_class) const {
    std::vector<std::size_t> all(set_.members.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (const bool any_class : {false, true}) {
        Clues sum{.joint = 0, .least = 0};
        double count = 0;
        for (std::size_t j = 0; j < num_known_; ++j) {
            const RecordedRollCall& roll_call = roll_calls_[j];
            if (set_.known_until - roll_call.year >= kWindow) continue;
            if (!any_class && roll_call.text_class != text_class) continue;
            const Clues chances = model_chances(j, all, kMiddleAhead, TextKind::fresh);
            sum.joint += chances.joint;
            sum.least += chances.least;
            ++count;
        }
        if (count > 0) return {.joint = sum.joint / count, .least = sum.least / count};
    }
    return {};
}

std::vector<AcceptanceCase> SetForecast::cases() const {
    std::vector<AcceptanceCase> cases;
    std::map<std::uint32_t, Clues> of_class;
    for (std::size_t j = 0; j < roll_calls_.size(); ++j) {
        const RecordedRollCall& roll_call = roll_calls_[j];
        const int years_ahead = roll_call.year - set_.known_until;
        if (years_ahead < 1 || years_ahead > options_.horizon_years || outcomes_[j] == Outcome::unknown) continue;
        AcceptanceCase entry{
            .known_until = set_.known_until, .text = roll_call.text, .accepted = outcomes_[j] == Outcome::accepted};
        if (const std::size_t latest = latest_[roll_call.text]; latest > 0) {
            const Clues chances = model_chances(latest - 1, voting_on(j), years_ahead, TextKind::repeated);
            entry.clues = clues_of(latest - 1, chances.joint, chances.least);
            entry.is_called_acceptable = chances.least >= options_.threshold;
        } else if (options_.coverage == Coverage::all_texts) {
            entry.kind = TextKind::fresh;
            const auto [found, is_new] = of_class.try_emplace(roll_call.text_class);
            if (is_new) found->second = class_chances(roll_call.text_class);
            entry.clues = found->second;
            entry.clues.past_rate = all_.value();
            entry.clues.last_vote = past_of_alike(roll_call);
        } else {
            continue;
        }
        cases.push_back(entry);
    }
    return cases;
}

}  // namespace entente::norms
