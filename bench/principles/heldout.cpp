// SPDX-License-Identifier: Apache-2.0
//
// How good are the ideal points? Keeps a share of the votes out, fits the rest, and prints what was foretold, how sure
// it was, how near the published points lie, and what it cost.
//
//     principles_heldout ATLAS [DIMENSIONS] [HOLDOUT_SEED] [THREADS]
//
// ATLAS holds the UN's votes; where it also holds the published points (series ideal_published), the correlation with
// them is printed, in one dimension also for bridged roll calls. Each vote is kept out with probability .05 by its own
// number of a Philox stream.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "entente/base/parallel.hpp"
#include "votes_of_atlas.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

void print_scores(const HeldOutVotes& parts, const std::vector<VoteProbabilities>& predictions) {
    const ForecastScore score = score_forecast(predictions, parts.votes);
    std::array<double, 10> said{}, seen{}, count{};
    for (std::size_t k = 0; k < predictions.size(); ++k) {
        const std::array<double, 3> p{predictions[k].p_no, predictions[k].p_abstain, predictions[k].p_yes};
        for (std::size_t answer = 0; answer < 3; ++answer) {
            const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(p[answer] * 10));
            said[bin] += p[answer];
            seen[bin] += answer == static_cast<std::size_t>(parts.votes[k]) ? 1 : 0;
            count[bin] += 1;
        }
    }
    fmt::print("kept-out log score     {:.4f}\nkept-out accuracy      {:.4f}\n", score.log_score, score.accuracy);
    fmt::print("calibration, said/seen");
    for (std::size_t bin = 0; bin < 10; ++bin)
        fmt::print(" {:.2f}/{:.2f}", said[bin] / count[bin], seen[bin] / count[bin]);
    fmt::print("\n");
}

double correlation(const std::vector<std::pair<double, double>>& pairs) {
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (const auto& [a, b] : pairs) x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
    const auto n = static_cast<double>(pairs.size());
    return (xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n));
}

void print_yardstick(const atlas::World& world, const std::vector<IdealPoint>& points, const char* what) {
    const auto series = world.find_series("ideal_published");
    if (!series) return;
    std::map<Year, std::vector<std::pair<double, double>>> by_year;
    std::vector<std::pair<double, double>> all;
    for (const IdealPoint& point : points) {
        const auto actor = world.find(point.actor);
        const auto published = actor ? world.figure(*series, *actor, point.year) : std::nullopt;
        if (point.dimension != 1 || !published) continue;
        all.emplace_back(point.mean, published->value);
        by_year[point.year].push_back(all.back());
    }
    std::vector<double> within;
    for (const auto& [year, pairs] : by_year)
        if (pairs.size() > 4) within.push_back(correlation(pairs));
    if (within.empty()) return;
    std::sort(within.begin(), within.end());
    fmt::print("{}: r with published  pooled {:.4f}, median year {:.4f}, lowest year {:.4f} ({} pairs)\n", what,
               correlation(all), within[within.size() / 2], within.front(), all.size());
}

/// The same fit with roll calls of one title sharing their parameters.
void print_bridged(const atlas::World& world, const atlas::VoteTable& table, const HeldOutVotes& parts,
                   IdealPointOptions options) {
    options.bridging = Bridging::same_parameters;
    const VoteMatrix votes{bridged_by_title(table, parts.roll_calls), parts.kept};
    const IdealPointFit fit = fit_ideal_points(votes, options);
    fmt::print("bridged log score      {:.4f}\n",
               score_forecast(predict_votes(fit, parts.cells), parts.votes).log_score);
    print_yardstick(world, fit.points, "bridged ");
}

/// The last session added to a fit of those before it, against the fit of all.
void print_update(const HeldOutVotes& parts, const IdealPointFit& refit) {
    constexpr int kRecentYears = 3;
    const Year last = parts.matrix.years().back();
    std::vector<RollCall> roll_calls;
    for (const RollCall& roll_call : parts.roll_calls)
        if (roll_call.year >= last - kRecentYears) roll_calls.push_back(roll_call);
    const VoteMatrix listed{roll_calls, {}};
    std::vector<VoteRecord> recent;
    for (const VoteRecord& vote : parts.kept)
        if (listed.find(vote.roll_call)) recent.push_back(vote);
    const VoteMatrix recent_votes{roll_calls, recent};
    const IdealPointFit before = fit_ideal_points(parts.matrix.up_to(last - 1), refit.options);
    const Stopwatch time;
    const IdealPointFit updated = update_ideal_points(before, recent_votes);
    const std::string took = time.text();
    double square = 0, count = 0;
    for (const IdealPoint& point : updated.points) {
        if (point.year != last) continue;
        square += std::pow(point.mean - refit.at(point.actor, last)[0].mean, 2);
        count += 1;
    }
    fmt::print("update with a session  {}, {:.3f} from the refit (root mean square)\n", took,
               std::sqrt(square / count));
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        fmt::print(stderr, "usage: principles_heldout ATLAS [DIMENSIONS] [HOLDOUT_SEED] [THREADS]\n");
        return exit_code(Errc::wrong_usage);
    }
    IdealPointOptions options;
    if (argc > 2) options.num_dimensions = std::atoi(argv[2]);
    if (options.num_dimensions > 1) options.standard_errors = StandardErrors::given_roll_calls;
    const Seed seed{argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 7};
    const ThreadLimit limit{argc > 4 ? static_cast<std::size_t>(std::atoi(argv[4])) : 0};

    const atlas::Atlas atlas{argv[1], atlas::OpenMode::read_only};
    const atlas::World world = atlas.world(atlas.last_year());
    const atlas::VoteTable table = atlas.votes(atlas.last_year());
    const HeldOutVotes parts = hold_out(table, seed);
    fmt::print("votes kept {}, kept out {}\n", parts.kept.size(), parts.votes.size());

    const Stopwatch fit_time;
    const IdealPointFit fit = fit_ideal_points(parts.matrix, options);
    fmt::print("fit                    {}, {} iterations, {}\n", fit_time.text(), fit.diagnostics.iterations,
               to_string(fit.diagnostics.termination));
    fmt::print("frequencies' log score {:.4f}\n", score_forecast(frequencies(parts), parts.votes).log_score);
    print_scores(parts, predict_votes(fit, parts.cells));
    print_yardstick(world, fit.points, "smoothed");

    if (options.num_dimensions == 1) {
        print_bridged(world, table, parts, options);
        print_update(parts, fit);
        const Stopwatch known_time;
        const auto known = fit_known_ideal_points(parts.matrix, options);
        fmt::print("known positions        {}\n", known_time.text());
        print_yardstick(world, known, "known   ");
    }
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
