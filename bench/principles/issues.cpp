// SPDX-License-Identifier: Apache-2.0
//
// Do positions on an issue gain by leaning on the positions overall? A third of the states keeps only a tenth of its
// votes on the issue; the others are foretold from positions on the issue alone and from shrunk ones.
//
//     principles_issues ATLAS [SEED]
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "votes_of_atlas.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

constexpr std::uint32_t kStateStream = 0x73746174;  // 'stat'
constexpr std::uint32_t kVoteStream = 0x766f7465;   // 'vote'
constexpr double kSparseStates = 1.0 / 3;
constexpr double kSparseKept = 0.1;

struct Split {
    std::vector<RollCall> all_roll_calls{};
    std::vector<RollCall> roll_calls{};  ///< On the issue.
    std::vector<VoteRecord> kept{};      ///< On everything.
    std::vector<VoteRecord> kept_on_issue{};
    std::vector<VoteRecord> kept_out{};
};

Split split(const atlas::VoteTable& table, const std::string& label, Seed seed) {
    Split result{.all_roll_calls = roll_calls_by_session(table)};
    std::set<RollCallId> on_issue;
    for (std::size_t j = 0; j < table.roll_calls.size(); ++j)
        for (const std::string& issue : table.roll_calls[j].issues)
            if (issue == label && on_issue.insert(table.roll_calls[j].id).second)
                result.roll_calls.push_back(result.all_roll_calls[j]);
    for (std::size_t k = 0; k < table.votes.size(); ++k) {
        const VoteRecord& vote = table.votes[k];
        const bool is_on_issue = on_issue.contains(vote.roll_call);
        RandomStream state{seed, {kStateStream, static_cast<std::uint32_t>(vote.actor.value()), 0}};
        RandomStream random{seed, {kVoteStream, static_cast<std::uint32_t>(k), 0}};
        if (is_on_issue && state.uniform() < kSparseStates && random.uniform() > kSparseKept) {
            result.kept_out.push_back(vote);
            continue;
        }
        result.kept.push_back(vote);
        if (is_on_issue) result.kept_on_issue.push_back(vote);
    }
    return result;
}

double log_score(const IdealPointFit& fit, const std::vector<VoteRecord>& kept_out) {
    std::vector<CellQuery> cells;
    std::vector<Vote> votes;
    for (const VoteRecord& vote : kept_out) {
        cells.push_back({vote.actor, vote.roll_call});
        votes.push_back(vote.vote);
    }
    return score_forecast(predict_votes(fit, cells), votes).log_score;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        fmt::print(stderr, "usage: principles_issues ATLAS [SEED]\n");
        return exit_code(Errc::wrong_usage);
    }
    const Seed seed{argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 7};
    const atlas::Atlas atlas{argv[1], atlas::OpenMode::read_only};
    const atlas::VoteTable table = atlas.votes(atlas.last_year());
    fmt::print("label  kept out  issue alone  shrunk   slope  residual sd\n");
    for (const std::string label : {"co", "di", "ec", "hr", "me", "nu"}) {
        const Split parts = split(table, label, seed);
        const IdealPointFit overall = fit_ideal_points(VoteMatrix{parts.all_roll_calls, parts.kept});
        IdealPointFit fit = fit_ideal_points(VoteMatrix{parts.roll_calls, parts.kept_on_issue});
        const double alone = log_score(fit, parts.kept_out);
        const IssuePositions shrunk = shrink_to_overall(fit.points, overall.points);
        fit.points = shrunk.points;
        fmt::print("{:5}  {:8}  {:11.4f}  {:.4f}  {:.2f}   {:.2f}\n", label, parts.kept_out.size(), alone,
                   log_score(fit, parts.kept_out), shrunk.slope, shrunk.residual_sd);
    }
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
