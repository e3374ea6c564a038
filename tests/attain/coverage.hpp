// SPDX-License-Identifier: Apache-2.0
// Histories drawn from known hazards, and how often the intervals of answers about them hold the truth.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "attain/synthetic.hpp"
#include "entente/attain/attain.hpp"

namespace entente::attain::coverage {

struct Count {
    int all = 0;
    int held = 0;
    int below = 0;     ///< The truth lies below the interval.
    double width = 0;  ///< Of the intervals on the log scale, summed.

    [[nodiscard]] double percent(int part) const { return 100.0 * part / std::max(1, all); }
};
/// By the name of a cell.
using Counts = std::map<std::string, Count>;

/// What draws the foundings of one family.
struct Law {
    Family family{};
    double begin_share = 1;                    ///< Of the hazard that a founding holds two: that these two begin it.
    bool is_open = false;                      ///< Whether further parties may join those who begin.
    std::array<double, kNumDepths> reached{};  ///< P(D >= d).
};

class Study {
public:
    Study() {
        const std::vector<Year> as_of{Year{synthetic::kLast}};
        truth_ = fit_attain(synthetic::world(), as_of, options(), Seed{1}).front().joint;
    }

    [[nodiscard]] Counts run(int num_histories) const {
        Counts counts;
        for (int history = 0; history < num_histories; ++history) {
            RandomStream random(Seed{11}, {kPurpose, static_cast<std::uint32_t>(history), 0});
            const atlas::World world(draw_history(random), Year{synthetic::kLast});
            const std::vector<Year> as_of{world.as_of()};
            const AttainModel fitted =
                fit_attain(world, as_of, options(), Seed{static_cast<std::uint64_t>(history + 2)}).front();
            const DyadFrame frame = Panel(world).frame(world.as_of() + 1);
            for (const Law& law : kLaws) judge(world, fitted, frame, law, random, counts);
        }
        return counts;
    }

private:
    static constexpr std::uint32_t kPurpose = 0x434f5652;
    static constexpr double kDecadeSd = 0.35;   ///< Of the log rate: what an answer allows for.
    static constexpr int kQuestions = 8;        ///< A family and kind of question in each history.
    static constexpr int kReplicates = 40'000;  ///< Of the next year: a rate of .005 is known to 7 %.
    static constexpr std::array<Law, 2> kLaws{
        {{Family::alliance, 1, false, {1, .8, .4, 0, 0, 0}}, {Family::formal, .03, true, {1, .9, .6, 0, 0, 0}}}};

    static AttainOptions options() {
        AttainOptions options;
        options.cases.num_decoys = 10;
        return options;
    }
    [[nodiscard]] const JointModel& truth(const Law& law) const { return truth_[static_cast<std::size_t>(law.family)]; }

    using Set = std::vector<int>;  ///< Numbers of states, ascending.

    /// Yearly hazards with which two states begin a founding; row b, column a < b.
    struct Beginnings {
        std::vector<std::array<int, 2>> pairs{};
        std::vector<double> hazard{};
        double sum = 0;
    };
    [[nodiscard]] Beginnings beginnings(const Law& law, const DyadFrame& frame) const {
        Beginnings all;
        for (int b = 1; b < synthetic::kNumStates; ++b)
            for (int a = 0; a < b; ++a) {
                all.pairs.push_back({a, b});
                all.hazard.push_back(
                    law.begin_share *
                    std::exp(truth(law).founding_hazard(frame, bloc(a), bloc(b), Doubt::left_out).log_hazard));
                all.sum += all.hazard.back();
            }
        return all;
    }
    /// A state's place in a frame of this world: all live, in the order of their numbers.
    static Bloc bloc(int k) { return {static_cast<Slot>(k)}; }

    /// Who else joins two that begin: each other state is asked once, in a random order.
    [[nodiscard]] Set joined(const Law& law, const DyadFrame& frame, std::array<int, 2> pair,
                             RandomStream& random) const {
        Set set{pair[0], pair[1]};
        if (law.is_open) {
            std::vector<int> others;
            for (int k = 0; k < synthetic::kNumStates; ++k)
                if (k != pair[0] && k != pair[1]) others.push_back(k);
            for (std::size_t i = others.size(); i > 1; --i)
                std::swap(others[i - 1], others[random.below(static_cast<std::uint32_t>(i))]);
            for (const int other : others) {
                std::vector<Slot> in;
                for (const int k : set) in.push_back(static_cast<Slot>(k));
                if (random.uniform() <
                    std::exp(truth(law).joining_chance(frame, in, set.size(), bloc(other), Doubt::left_out).log_hazard))
                    set.push_back(other);
            }
        }
        std::ranges::sort(set);
        return set;
    }

    [[nodiscard]] atlas::WorldTables draw_history(RandomStream& random) const {
        atlas::WorldTables tables;
        synthetic::add_states(tables);
        synthetic::add_figures(tables);
        int number = 0;
        double shift = 0;
        for (int year = synthetic::kFirst; year <= synthetic::kLast; ++year) {
            if (year % 10 == 0) shift = kDecadeSd * random.normal();
            const atlas::World known(tables, Year{year - 1});
            const DyadFrame frame = Panel(known).frame(Year{year});
            for (const Law& law : kLaws) {
                const Beginnings all = beginnings(law, frame);
                for (std::size_t k = 0; k < all.pairs.size(); ++k) {
                    if (random.uniform() >= all.hazard[k] * std::exp(shift)) continue;
                    const double depth = random.uniform();
                    tables.partnerships.push_back(synthetic::founding("made_up:" + std::to_string(1000 + number++),
                                                                      law.family, year,
                                                                      joined(law, frame, all.pairs[k], random),
                                                                      depth < law.reached[2]   ? Depth::rules
                                                                      : depth < law.reached[1] ? Depth::interests
                                                                                               : Depth::practice));
                }
            }
        }
        return tables;
    }

    /// How many foundings of one year, at the average rate, hold each of the sets.
    [[nodiscard]] std::vector<double> rates(const Law& law, const DyadFrame& frame, const std::vector<Set>& sets,
                                            RandomStream& random) const {
        const Beginnings all = beginnings(law, frame);
        std::vector<double> cumulated;
        double sum = 0;
        for (const double hazard : all.hazard) cumulated.push_back(sum += hazard);
        std::vector<int> held(sets.size());
        for (int k = 0; k < kReplicates; ++k) {
            const auto pick = std::ranges::lower_bound(cumulated, random.uniform() * sum) - cumulated.begin();
            const Set founders =
                joined(law, frame, all.pairs[std::min(static_cast<std::size_t>(pick), all.pairs.size() - 1)], random);
            for (std::size_t s = 0; s < sets.size(); ++s) held[s] += std::ranges::includes(founders, sets[s]);
        }
        std::vector<double> rate;
        for (const int count : held) rate.push_back(sum * count / kReplicates);
        return rate;
    }

    struct Asked {
        std::string name{};
        CellAnswer cell{};
        Set composition{};
        double share = 1;  ///< Of foundings that reach the depth.
    };

    static Set random_set(std::size_t size, RandomStream& random) {
        Set set;
        while (set.size() < size) {
            const int k = static_cast<int>(random.below(synthetic::kNumStates));
            if (std::ranges::find(set, k) == set.end()) set.push_back(k);
        }
        std::ranges::sort(set);
        return set;
    }

    /// Cells of tables, newly founded, that a question has in a scope.
    static void ask(const atlas::World& world, const AttainModel& fitted, const Law& law, const Set& pool,
                    const std::string& name, std::vector<Asked>& asked) {
        const std::vector<std::optional<double>> shares(world.num_actors());
        Question question{.issue = "general", .issue_name = "all", .as_of = world.as_of()};
        for (const int k : pool) question.pool.push_back(*world.find(synthetic::state(k)));
        if (pool.size() == 3) question.must = question.pool;
        question.families = {law.family};
        const Answer said = answer(
            {.world = world, .model = fitted, .shares = shares, .is_more_formal = [](Scope, Scope) { return false; }},
            question);
        const Scope scope = pool.size() == 2 ? Scope::bilateral : Scope::multilateral;
        for (std::size_t d = 0; d < 3; ++d) {
            const CellAnswer& cell = said.matrix[index_of({scope, static_cast<Depth>(d)})];
            if (cell.evidence != CellEvidence::table || cell.way != Way::founded) continue;
            Set composition;
            for (const int k : pool)
                if (std::ranges::find(cell.composition, world.actor(*world.find(synthetic::state(k))).key) !=
                    cell.composition.end())
                    composition.push_back(k);
            asked.push_back(
                {name + ", " + std::string(to_string(static_cast<Depth>(d))), cell, composition, law.reached[d]});
        }
    }

    void judge(const atlas::World& world, const AttainModel& fitted, const DyadFrame& frame, const Law& law,
               RandomStream& random, Counts& counts) const {
        std::vector<Asked> asked;
        for (int k = 0; k < kQuestions; ++k) {
            ask(world, fitted, law, random_set(2, random), "bilateral", asked);
            if (!law.is_open) continue;
            ask(world, fitted, law, random_set(3, random), "multilateral, three asked", asked);
            if (k % 2 == 0)
                ask(world, fitted, law, random_set(8, random), "multilateral, likeliest of a pool of eight", asked);
        }
        std::vector<Set> sets;
        for (const Asked& one : asked) sets.push_back(one.composition);
        const std::vector<double> rate = rates(law, frame, sets, random);
        for (std::size_t k = 0; k < asked.size(); ++k) {
            const double hazard = std::min(0.9, rate[k] * std::exp(kDecadeSd * random.normal()));
            const double chance = (1 - std::pow(1 - hazard, 10)) * asked[k].share;
            const Chance& said = *asked[k].cell.chance;
            Count& count = counts[std::string(to_string(law.family)) + ", " + asked[k].name];
            ++count.all;
            count.held += chance >= said.low && chance <= said.high;
            count.below += chance < said.low;
            count.width += std::log(said.high / std::max(1e-12, said.low));
        }
    }

    std::array<JointModel, 4> truth_{};
};

}  // namespace entente::attain::coverage
