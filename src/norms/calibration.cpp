// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "entente/base/parallel.hpp"

namespace entente::norms {
namespace {

constexpr int kWindow = 5;  ///< Years before the basis from which baselines and classes are known.

/// How the members of a set voted on a roll call.
struct SetVote {
    std::vector<std::size_t> voting{};  ///< Members who voted, by position.
    bool all_yes = false;
};

/// One set at one basis: its members as voters, and their votes on any roll call.
class SetAtBasis {
public:
    SetAtBasis(const Basis& basis, const Outcomes& outcomes, const VoterSet& set) : outcomes_(outcomes) {
        for (const std::vector<ActorId>& actors : set.members) {
            std::vector<ActorId> known;
            for (const ActorId actor : actors)
                if (basis.ground.find(actor) != nullptr) known.push_back(actor);
            if (known.empty()) continue;
            Voter voter = actors.size() == 1 ? *basis.ground.find(known.front())
                                             : voter_of_body(basis.ground, actors.front(), known);
            auto leanings = leanings_of(basis.ground, voter);
            members_.push_back({std::move(voter), std::move(leanings)});
            actors_.push_back(std::move(known));
        }
    }

    [[nodiscard]] const std::vector<Member>& members() const noexcept { return members_; }

    /// Nothing where fewer than two, or fewer than half, of the members voted.
    [[nodiscard]] std::optional<SetVote> vote_on(std::size_t roll_call) const {
        SetVote result{.all_yes = true};
        for (std::size_t i = 0; i < members_.size(); ++i) {
            const char ballot = ballot_of(actors_[i], roll_call);
            if (ballot == '.') continue;
            result.voting.push_back(i);
            result.all_yes = result.all_yes && ballot == 'y';
        }
        if (result.voting.size() < 2 || 2 * result.voting.size() < members_.size()) return std::nullopt;
        return result;
    }

    /// Joint chance of some members, with or without what they made of the text before.
    [[nodiscard]] double joint(const Ground& ground, std::size_t proposal, const std::vector<std::size_t>& who,
                               TextKind kind, int years_ahead) const {
        std::vector<const Voter*> voters;
        std::vector<Leaning> leanings;
        for (const std::size_t i : who) {
            voters.push_back(&members_[i].voter);
            leanings.push_back(leaning(ground, i, proposal, kind));
        }
        return joint_chance(ground, ground.proposals[proposal], voters, leanings, {.years_ahead = years_ahead});
    }

    /// The least willing one's chance.
    [[nodiscard]] double least_chance(const Ground& ground, std::size_t proposal, const std::vector<std::size_t>& who,
                                      TextKind kind, int years_ahead) const {
        double least = 1;
        for (const std::size_t i : who)
            least = std::min(least, chance_of(willingness(ground, ground.proposals[proposal], members_[i].voter,
                                                          leaning(ground, i, proposal, kind), years_ahead))
                                        .yes);
        return least;
    }

private:
    [[nodiscard]] Leaning leaning(const Ground& ground, std::size_t member, std::size_t proposal, TextKind kind) const {
        return kind == TextKind::repeated ? members_[member].leanings[proposal]
                                          : Leaning{0, ground.habit.persistent_share};
    }

    [[nodiscard]] char ballot_of(const std::vector<ActorId>& actors, std::size_t roll_call) const {
        std::size_t num_votes = 0;
        std::array<std::size_t, 3> counts{};
        const auto votes = outcomes_.votes.votes_on(roll_call);
        for (const ActorId actor : actors) {
            const auto row = outcomes_.votes.find(actor);
            if (!row) continue;
            const auto cell = std::ranges::lower_bound(votes, *row, {}, &principles::VoteCell::actor_index);
            if (cell == votes.end() || cell->actor_index != *row) continue;
            ++counts[static_cast<std::size_t>(cell->vote)];
            ++num_votes;
        }
        if (num_votes == 0 || 2 * num_votes < actors.size()) return '.';
        return counts[2] == num_votes ? 'y' : counts[0] == num_votes ? 'n' : 'a';
    }

    const Outcomes& outcomes_;
    std::vector<Member> members_{};
    std::vector<std::vector<ActorId>> actors_{};
};

/// How often something happened, held off 0 and 1 (Laplace).
struct Rate {
    std::size_t hits = 0;
    std::size_t count = 0;

    void add(bool hit) noexcept {
        hits += hit ? 1 : 0;
        ++count;
    }
    [[nodiscard]] double value() const noexcept {
        return (static_cast<double>(hits) + 1) / (static_cast<double>(count) + 2);
    }
};

/// Predictions of one basis, set by set.
class Predictions {
public:
    Predictions(const Basis& basis, const Outcomes& outcomes, std::span<const VoterSet> sets,
                const PredictionOptions& options)
        : basis_(basis), outcomes_(outcomes), options_(options) {
        const auto roll_calls = outcomes.votes.roll_calls();
        for (std::size_t j = 0; j < roll_calls.size() && roll_calls[j].year <= ground().as_of; ++j)
            if (const auto proposal = ground().find(roll_calls[j].id)) known_.emplace_back(j, *proposal);
        for (const auto& [j, proposal] : known_) latest_[outcomes.texts[j]] = proposal;
        sets_.reserve(sets.size());
        for (const VoterSet& set : sets) sets_.emplace_back(basis, outcomes, set);
        count_repeats();
    }

    [[nodiscard]] std::vector<AcceptanceCase> run() const {
        std::vector<std::vector<AcceptanceCase>> by_set(sets_.size());
        parallel_for(sets_.size(), [&](std::size_t s) { by_set[s] = of_set(s); });
        std::vector<AcceptanceCase> cases;
        for (const auto& of_one : by_set) cases.insert(cases.end(), of_one.begin(), of_one.end());
        return cases;
    }

private:
    [[nodiscard]] const Ground& ground() const noexcept { return basis_.ground; }
    [[nodiscard]] bool is_recent(Year year) const noexcept { return ground().as_of - year < kWindow; }

    /// How often texts of the last years were accepted again, by whether they had been the time before.
    void count_repeats() {
        for (const SetAtBasis& set : sets_) {
            std::map<std::uint32_t, bool> before;
            for (const auto& [j, proposal] : known_) {
                const auto vote = set.vote_on(j);
                if (!vote) continue;
                const auto [entry, is_first] = before.try_emplace(outcomes_.texts[j], vote->all_yes);
                if (!is_first && is_recent(outcomes_.votes.roll_calls()[j].year))
                    again_[entry->second ? 1 : 0].add(vote->all_yes);
                entry->second = vote->all_yes;
            }
        }
    }

    /// What a set made of the texts up to the basis.
    struct Past {
        Rate all{};  ///< Of the last years, as by_class.
        std::map<std::string, Rate> by_class{};
        std::map<std::uint32_t, bool> last{};  ///< By text: whether it was accepted the last time.
    };

    [[nodiscard]] Past past_of(const SetAtBasis& set) const {
        Past past;
        for (const auto& [j, proposal] : known_) {
            const auto vote = set.vote_on(j);
            if (!vote) continue;
            past.last[outcomes_.texts[j]] = vote->all_yes;
            if (!is_recent(outcomes_.votes.roll_calls()[j].year)) continue;
            past.all.add(vote->all_yes);
            past.by_class[outcomes_.classes[j]].add(vote->all_yes);
        }
        return past;
    }

    [[nodiscard]] std::vector<AcceptanceCase> of_set(std::size_t s) const {
        const SetAtBasis& set = sets_[s];
        std::vector<AcceptanceCase> cases;
        if (set.members().size() < 2) return cases;
        const Past past = past_of(set);
        ClassChances of_class;
        const auto roll_calls = outcomes_.votes.roll_calls();
        for (std::size_t j = 0; j < roll_calls.size(); ++j) {
            const int years_ahead = roll_calls[j].year - ground().as_of;
            if (years_ahead < 1 || years_ahead > options_.horizon_years) continue;
            const auto vote = set.vote_on(j);
            if (!vote) continue;
            cases.push_back({.known_until = ground().as_of,
                             .set = s,
                             .text = outcomes_.texts[j],
                             .accepted = vote->all_yes,
                             .past_rate = past.all.value()});
            const auto known = latest_.find(outcomes_.texts[j]);
            if (known != latest_.end())
                predict_repeated(cases.back(), set, past, known->second, vote->voting, years_ahead);
            else
                predict_fresh(cases.back(), set, past, outcomes_.classes[j], years_ahead, of_class);
        }
        return cases;
    }

    void predict_repeated(AcceptanceCase& entry, const SetAtBasis& set, const Past& past, std::size_t proposal,
                          const std::vector<std::size_t>& voting, int years_ahead) const {
        entry.kind = TextKind::repeated;
        entry.predicted = set.joint(ground(), proposal, voting, TextKind::repeated, years_ahead);
        entry.least_chance = set.least_chance(ground(), proposal, voting, TextKind::repeated, years_ahead);
        entry.predicted_acceptable = entry.least_chance >= options_.threshold;
        const auto before = past.last.find(entry.text);
        entry.last_vote = before == past.last.end() ? past.all.value() : again_[before->second ? 1 : 0].value();
    }

    /// Means over the texts of a class, by class and years ahead.
    struct ClassChance {
        double joint = 0.5;
        double least = 0.5;
    };
    using ClassChances = std::map<std::pair<std::string, int>, ClassChance>;

    void predict_fresh(AcceptanceCase& entry, const SetAtBasis& set, const Past& past, const std::string& text_class,
                       int years_ahead, ClassChances& of_class) const {
        entry.kind = TextKind::fresh;
        const auto [found, is_new] = of_class.try_emplace({text_class, years_ahead});
        if (is_new) found->second = class_chance(set, text_class, years_ahead);
        entry.predicted = found->second.joint;
        entry.least_chance = found->second.least;
        const auto rate = past.by_class.find(text_class);
        entry.last_vote = rate == past.by_class.end() ? past.all.value() : rate->second.value();
    }

    /// Means of the whole set over the texts of a class of the last years; of any class where it has none.
    [[nodiscard]] ClassChance class_chance(const SetAtBasis& set, const std::string& text_class,
                                           int years_ahead) const {
        std::vector<std::size_t> all(set.members().size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        for (const bool any_class : {false, true}) {
            ClassChance sum{0, 0};
            double count = 0;
            for (const auto& [j, proposal] : known_) {
                if (!is_recent(outcomes_.votes.roll_calls()[j].year)) continue;
                if (!any_class && outcomes_.classes[j] != text_class) continue;
                sum.joint += set.joint(ground(), proposal, all, TextKind::fresh, years_ahead);
                sum.least += set.least_chance(ground(), proposal, all, TextKind::fresh, years_ahead);
                ++count;
            }
            if (count > 0) return {sum.joint / count, sum.least / count};
        }
        return {};
    }

    const Basis& basis_;
    const Outcomes& outcomes_;
    PredictionOptions options_;
    std::vector<std::pair<std::size_t, std::size_t>> known_{};  ///< Roll call of the matrix, proposal of the ground.
    std::map<std::uint32_t, std::size_t> latest_{};             ///< By text: its latest proposal.
    std::vector<SetAtBasis> sets_{};
    std::array<Rate, 2> again_{};
};

constexpr std::size_t kNumBins = 10;
std::size_t bin_of(double predicted) {
    return std::min(static_cast<std::size_t>(predicted * kNumBins), kNumBins - 1);
}

/// What one text brought into the bins.
struct Tally {
    std::array<double, kNumBins> hits{};
    std::array<double, kNumBins> counts{};
};

/// 90 % interval of each bin's share, texts drawn with replacement.
void add_intervals(std::vector<ReliabilityBin>& bins, const std::vector<std::size_t>& places,
                   const std::map<std::uint32_t, Tally>& by_text, Seed seed) {
    constexpr std::uint32_t kPurpose = 0x6e6f726dU;
    constexpr std::uint32_t kDraws = 400;
    std::vector<const Tally*> tallies;
    for (const auto& [text, tally] : by_text) tallies.push_back(&tally);
    std::vector<std::vector<double>> shares(kNumBins);
    for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
        RandomStream random(seed, {.purpose = kPurpose, .step = draw});
        Tally sum;
        for (std::size_t k = 0; k < tallies.size(); ++k) {
            const Tally& drawn = *tallies[random.below(static_cast<std::uint32_t>(tallies.size()))];
            for (std::size_t b = 0; b < kNumBins; ++b) {
                sum.hits[b] += drawn.hits[b];
                sum.counts[b] += drawn.counts[b];
            }
        }
        for (std::size_t b = 0; b < kNumBins; ++b)
            if (sum.counts[b] > 0) shares[b].push_back(sum.hits[b] / sum.counts[b]);
    }
    for (std::size_t k = 0; k < bins.size(); ++k) {
        std::vector<double>& of_bin = shares[places[k]];
        std::ranges::sort(of_bin);
        const auto at = [&](double share) {
            return of_bin[static_cast<std::size_t>(share * static_cast<double>(of_bin.size() - 1))];
        };
        bins[k].low = std::min(at(0.05), bins[k].observed);
        bins[k].high = std::max(at(0.95), bins[k].observed);
    }
}

}  // namespace

std::vector<AcceptanceCase> predict_acceptance(const Basis& basis, const Outcomes& outcomes,
                                               std::span<const VoterSet> sets, const PredictionOptions& options) {
    return Predictions(basis, outcomes, sets, options).run();
}

Reliability reliability_of(std::span<const Judged> predictions, Seed seed) {
    Reliability result{.count = predictions.size()};
    if (predictions.empty()) return result;
    std::map<std::uint32_t, Tally> by_text;
    std::array<ReliabilityBin, kNumBins> bins{};
    const auto n = static_cast<double>(predictions.size());
    for (const Judged& judged : predictions) {
        const double truth = judged.came_true ? 1 : 0;
        const std::size_t b = bin_of(judged.predicted);
        bins[b].predicted += judged.predicted;
        bins[b].observed += truth;
        ++bins[b].count;
        by_text[judged.cluster].hits[b] += truth;
        ++by_text[judged.cluster].counts[b];
        result.brier += (judged.predicted - truth) * (judged.predicted - truth) / n;
        result.log_score += std::log(judged.came_true ? judged.predicted : 1 - judged.predicted) / n;
    }
    std::vector<std::size_t> places;
    for (std::size_t b = 0; b < kNumBins; ++b) {
        if (bins[b].count == 0) continue;
        const auto count = static_cast<double>(bins[b].count);
        bins[b].predicted /= count;
        bins[b].observed /= count;
        result.calibration_error += std::fabs(bins[b].predicted - bins[b].observed) * count / n;
        result.bins.push_back(bins[b]);
        places.push_back(b);
    }
    add_intervals(result.bins, places, by_text, seed);
    return result;
}

}  // namespace entente::norms
