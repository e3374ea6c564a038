// SPDX-License-Identifier: Apache-2.0
//
// How well are votes foretold? Keeps a share of the votes out, forecasts them from the rest, and prints what each model
// scores and costs (table), what each part of the stack is worth (table, parts), or the stack's row alone (stack).
//
//     principles_forecast ATLAS [table|parts|stack] [HOLDOUT_SEED] [THREADS]
//
// Each vote is kept out with probability .05 by its own number of a Philox stream, as in principles_heldout.
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/principles.hpp"
#include "entente/principles/vote_forecast.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

constexpr double kShareKeptOut = 0.05;
constexpr std::uint32_t kHoldoutStream = 0x686f6c64;  // 'hold'
constexpr int kFirstSessionMinusOne = 1945;           // session n begins in September of 1945 + n

struct Split {
    VoteMatrix kept{};
    std::vector<CellQuery> cells{};
    std::vector<Vote> votes{};
};

Split split(const atlas::VoteTable& table, Seed seed) {
    std::vector<RollCall> roll_calls;
    for (const RollCallRecord& record : table.roll_calls)
        roll_calls.push_back({record.id, Year{kFirstSessionMinusOne + record.session}, std::nullopt});
    Split result;
    std::vector<VoteRecord> kept;
    for (std::size_t k = 0; k < table.votes.size(); ++k) {
        RandomStream random{seed, {.purpose = kHoldoutStream, .item = static_cast<std::uint32_t>(k)}};
        if (random.uniform() < kShareKeptOut) {
            result.cells.push_back({table.votes[k].actor, table.votes[k].roll_call});
            result.votes.push_back(table.votes[k].vote);
        } else {
            kept.push_back(table.votes[k]);
        }
    }
    result.kept = VoteMatrix{std::move(roll_calls), kept};
    return result;
}

/// Each roll call's own frequencies, half a vote added to each answer.
std::vector<VoteProbabilities> frequencies(const VoteMatrix& votes, const std::vector<CellQuery>& cells) {
    std::vector<VoteProbabilities> result;
    for (const CellQuery& cell : cells) {
        std::array<double, 3> counts{0.5, 0.5, 0.5};
        for (const VoteCell& vote : votes.votes_on(*votes.find(cell.roll_call)))
            counts[static_cast<std::size_t>(vote.vote)] += 1;
        const double all = counts[0] + counts[1] + counts[2];
        result.push_back({counts[0] / all, counts[1] / all, counts[2] / all});
    }
    return result;
}

/// Runs `forecast`, and prints what it scores and costs.
template <typename Forecast>
void print_row(const std::string& name, const Split& parts, const Forecast& forecast) {
    const auto wall = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    const ForecastScore score = score_forecast(forecast(), parts.votes);
    const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
    const double cpu_s = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    fmt::print("| {} | {:.4f} | {:.4f} | {:.1f} | {:.1f} |\n", name, score.log_score, score.accuracy, cpu_s, wall_s);
    std::fflush(stdout);
}

void print_alternatives(const Split& parts) {
    fmt::print("| model | log score | accuracy | CPU s | wall s |\n| --- | --- | --- | --- | --- |\n");
    print_row("each roll call's frequencies", parts, [&] { return frequencies(parts.kept, parts.cells); });
    for (const int dimensions : {1, 2, 3})
        print_row(fmt::format("positions alone, dimensions: {}", dimensions), parts, [&] {
            const IdealPointOptions options{.num_dimensions = dimensions,
                                            .standard_errors = StandardErrors::given_roll_calls};
            return predict_votes(fit_ideal_points(parts.kept, options), parts.cells);
        });
    for (const int dimensions : {1, 3})
        print_row(fmt::format("stack on positions, dimensions: {}", dimensions), parts, [&] {
            VoteForecastOptions options;
            options.ideal_points.num_dimensions = dimensions;
            return forecast_votes(parts.kept, parts.cells, options).probabilities;
        });
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        print_row(fmt::format("stack as `predict votes` has it, seed {}", seed), parts,
                  [&] { return forecast_votes(parts.kept, parts.cells, {}, Seed{seed}).probabilities; });
}

/// On votes held out of the kept ones: what each part is worth.
void print_parts(const Split& parts) {
    const VoteForecast forecast = forecast_votes(parts.kept, {}, {.part_scores = PartScores::measured});
    fmt::print("\n| part | alone | accuracy | all others | accuracy |\n| --- | --- | --- | --- | --- |\n");
    for (const PartScore& part : forecast.parts)
        fmt::print("| {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} |\n", part.part, part.alone.log_score, part.alone.accuracy,
                   part.without.log_score, part.without.accuracy);
    fmt::print("\nheld out {}: all parts {:.4f} {:.4f}\n", forecast.num_held_out, forecast.stacked.log_score,
               forecast.stacked.accuracy);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        fmt::print(stderr, "usage: principles_forecast ATLAS [table|parts|stack] [HOLDOUT_SEED] [THREADS]\n");
        return exit_code(Errc::wrong_usage);
    }
    const std::string mode = argc > 2 ? argv[2] : "table";
    const Seed seed{argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 7};
    const ThreadLimit limit{argc > 4 ? static_cast<std::size_t>(std::atoi(argv[4])) : 0};
    const atlas::Atlas atlas{argv[1], atlas::OpenMode::read_only};
    const Split parts = split(atlas.votes(atlas.last_year()), seed);

    fmt::print("{} votes kept, {} kept out (seed {})\n\n", parts.kept.num_votes(), parts.votes.size(), seed.value());
    if (mode == "table") print_alternatives(parts);
    if (mode != "stack") print_parts(parts);
    if (mode == "stack")
        print_row("stack", parts, [&] { return forecast_votes(parts.kept, parts.cells).probabilities; });
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
