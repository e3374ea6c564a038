// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/principles.hpp"

namespace entente::principles {

/// Roll calls of an atlas, each dated by its session: session n begins in September of 1945 + n.
inline std::vector<RollCall> roll_calls_by_session(const atlas::VoteTable& table) {
    constexpr int kFirstSessionMinusOne = 1945;
    std::vector<RollCall> roll_calls;
    for (const RollCallRecord& record : table.roll_calls)
        roll_calls.push_back({record.id, Year{kFirstSessionMinusOne + record.session}, std::nullopt});
    return roll_calls;
}

/// Votes of which a share is kept out of the fit.
struct HeldOutVotes {
    std::vector<RollCall> roll_calls{};
    std::vector<VoteRecord> kept{};
    VoteMatrix matrix{};             ///< Of the kept votes.
    std::vector<CellQuery> cells{};  ///< Kept out, and how they were cast.
    std::vector<Vote> votes{};
};

/// Keeps each vote out with probability .05, by its own number of a Philox stream.
inline HeldOutVotes hold_out(const atlas::VoteTable& table, Seed seed) {
    constexpr double kShareKeptOut = 0.05;
    constexpr std::uint32_t kHoldoutStream = 0x686f6c64;  // 'hold'
    HeldOutVotes result{.roll_calls = roll_calls_by_session(table)};
    for (std::size_t k = 0; k < table.votes.size(); ++k) {
        RandomStream random{seed, {.purpose = kHoldoutStream, .item = static_cast<std::uint32_t>(k)}};
        if (random.uniform() >= kShareKeptOut) {
            result.kept.push_back(table.votes[k]);
            continue;
        }
        result.cells.push_back({table.votes[k].actor, table.votes[k].roll_call});
        result.votes.push_back(table.votes[k].vote);
    }
    result.matrix = VoteMatrix{result.roll_calls, result.kept};
    return result;
}

/// The simplest forecast: each roll call's own frequencies, half a vote added to each answer.
inline std::vector<VoteProbabilities> frequencies(const HeldOutVotes& parts) {
    std::vector<VoteProbabilities> result;
    for (const CellQuery& cell : parts.cells) {
        std::array<double, 3> counts{0.5, 0.5, 0.5};
        for (const VoteCell& vote : parts.matrix.votes_on(*parts.matrix.find(cell.roll_call)))
            counts[static_cast<std::size_t>(vote.vote)] += 1;
        const double all = counts[0] + counts[1] + counts[2];
        result.push_back({counts[0] / all, counts[1] / all, counts[2] / all});
    }
    return result;
}

/// Wall clock and CPU seconds since it was made.
class Stopwatch {
public:
    [[nodiscard]] double wall_s() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_).count();
    }
    [[nodiscard]] double cpu_s() const { return static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC; }
    [[nodiscard]] std::string text() const { return fmt::format("{:.2f} s wall, {:.2f} s CPU", wall_s(), cpu_s()); }

private:
    std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
    std::clock_t cpu_ = std::clock();
};

}  // namespace entente::principles
