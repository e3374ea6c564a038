// SPDX-License-Identifier: Apache-2.0
//
// How well are votes foretold? Keeps a share of the votes out, forecasts them from the rest, and prints what each model
// scores and costs (table), what each part of the stack is worth (table, parts), or the stack's row alone (stack).
//
//     principles_forecast ATLAS [table|parts|stack] [HOLDOUT_SEED] [THREADS]
//
// Each vote is kept out with probability .05 by its own number of a Philox stream, as in principles_heldout.
#include <cstdlib>
#include <string>
#include <vector>

#include "entente/base/parallel.hpp"
#include "votes_of_atlas.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

/// Runs `forecast`, and prints what it scores and costs.
template <typename Forecast>
void print_row(const std::string& name, const HeldOutVotes& parts, const Forecast& forecast) {
    const Stopwatch time;
    const ForecastScore score = score_forecast(forecast(), parts.votes);
    fmt::print("| {} | {:.4f} | {:.4f} | {:.1f} | {:.1f} |\n", name, score.log_score, score.accuracy, time.cpu_s(),
               time.wall_s());
    std::fflush(stdout);
}

void print_alternatives(const HeldOutVotes& parts) {
    fmt::print("| model | log score | accuracy | CPU s | wall s |\n| --- | --- | --- | --- | --- |\n");
    print_row("each roll call's frequencies", parts, [&] { return frequencies(parts); });
    for (const int dimensions : {1, 2, 3})
        print_row(fmt::format("positions alone, dimensions: {}", dimensions), parts, [&] {
            const IdealPointOptions options{.num_dimensions = dimensions,
                                            .standard_errors = StandardErrors::given_roll_calls};
            return predict_votes(fit_ideal_points(parts.matrix, options), parts.cells);
        });
    for (const int dimensions : {1, 3})
        print_row(fmt::format("stack on positions, dimensions: {}", dimensions), parts, [&] {
            VoteForecastOptions options;
            options.ideal_points.num_dimensions = dimensions;
            return forecast_votes(parts.matrix, parts.cells, options).probabilities;
        });
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        print_row(fmt::format("stack as `predict votes` has it, seed {}", seed), parts,
                  [&] { return forecast_votes(parts.matrix, parts.cells, {}, Seed{seed}).probabilities; });
}

/// On votes held out of the kept ones: what each part is worth.
void print_parts(const HeldOutVotes& parts) {
    const VoteForecast forecast = forecast_votes(parts.matrix, {}, {.part_scores = PartScores::measured});
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
    const HeldOutVotes parts = hold_out(atlas.votes(atlas.last_year()), seed);

    fmt::print("{} votes kept, {} kept out (seed {})\n\n", parts.kept.size(), parts.votes.size(), seed.value());
    if (mode == "table") print_alternatives(parts);
    if (mode != "stack") print_parts(parts);
    if (mode == "stack")
        print_row("stack", parts, [&] { return forecast_votes(parts.matrix, parts.cells).probabilities; });
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
