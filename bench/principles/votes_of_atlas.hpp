// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <map>
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

/// Bridges the roll calls of one title, where it comes up in two sessions or more and in none of them twice: what has
/// one title twice in a session is parts of a text, or amendments to it.
inline std::vector<RollCall> bridged_by_title(const atlas::VoteTable& table, std::vector<RollCall> roll_calls) {
    std::map<std::string, std::map<int, int>> counts;  // of a title, by session
    for (const RollCallRecord& record : table.roll_calls)
        if (!record.title.empty()) ++counts[record.title][record.session];
    std::map<std::string, std::int32_t> bridges;
    for (const auto& [title, by_session] : counts) {
        const bool is_once = std::ranges::all_of(by_session, [](const auto& count) { return count.second == 1; });
        if (is_once && by_session.size() > 1) bridges.emplace(title, static_cast<std::int32_t>(bridges.size()));
    }
    for (std::size_t j = 0; j < roll_calls.size(); ++j)
        if (const auto found = bridges.find(table.roll_calls[j].title); found != bridges.end())
            roll_calls[j].bridge = found->second;
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
