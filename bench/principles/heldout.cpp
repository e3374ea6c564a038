// SPDX-License-Identifier: Apache-2.0
//
// How good are the ideal points? Keeps a share of the votes out, fits the rest, and prints what was foretold, how sure
// it was, how near the published points lie, and what it cost.
//
//     principles_heldout ATLAS [DIMENSIONS] [HOLDOUT_SEED] [THREADS]
//
// ATLAS holds the UN's votes; where it also holds the published points (series ideal_published), the correlation with
// them is printed. Each vote is kept out with probability .05 by its own number of a Philox stream.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/principles.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

constexpr double kShareKeptOut = 0.05;
constexpr std::uint32_t kHoldoutStream = 0x686f6c64;  // 'hold'
constexpr int kFirstSessionMinusOne = 1945;           // session n begins in September of 1945 + n

struct Split {
    std::vector<RollCall> roll_calls{};
    std::vector<VoteRecord> kept{};
    std::vector<VoteRecord> kept_out{};
};

Split split(const atlas::VoteTable& table, Seed seed) {
    Split result;
    for (const RollCallRecord& record : table.roll_calls)
        result.roll_calls.push_back({record.id, Year{kFirstSessionMinusOne + record.session}, std::nullopt});
    for (std::size_t k = 0; k < table.votes.size(); ++k) {
        RandomStream random{seed, {.purpose = kHoldoutStream, .item = static_cast<std::uint32_t>(k)}};
        (random.uniform() < kShareKeptOut ? result.kept_out : result.kept).push_back(table.votes[k]);
    }
    return result;
}

/// Log score of each roll call's own frequencies, half a vote added to each answer.
double frequency_score(const VoteMatrix& votes, const std::vector<VoteRecord>& kept_out) {
    double sum = 0;
    for (const VoteRecord& vote : kept_out) {
        std::array<double, 3> counts{0.5, 0.5, 0.5};
        double all = 1.5;
        for (const VoteCell& cell : votes.votes_on(*votes.find(vote.roll_call))) {
            counts[static_cast<std::size_t>(cell.vote)] += 1;
            all += 1;
        }
        sum += std::log(counts[static_cast<std::size_t>(vote.vote)] / all);
    }
    return sum / static_cast<double>(kept_out.size());
}

void print_scores(const std::vector<VoteRecord>& kept_out, const std::vector<VoteProbabilities>& predictions) {
    double log_score = 0;
    double accuracy = 0;
    std::array<double, 10> said{}, seen{}, count{};
    for (std::size_t k = 0; k < kept_out.size(); ++k) {
        const std::array<double, 3> p{predictions[k].p_no, predictions[k].p_abstain, predictions[k].p_yes};
        const auto vote = static_cast<std::size_t>(kept_out[k].vote);
        log_score += std::log(p[vote]);
        accuracy += std::max_element(p.begin(), p.end()) - p.begin() == static_cast<std::ptrdiff_t>(vote) ? 1 : 0;
        for (std::size_t answer = 0; answer < 3; ++answer) {
            const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(p[answer] * 10));
            said[bin] += p[answer];
            seen[bin] += answer == vote ? 1 : 0;
            count[bin] += 1;
        }
    }
    const auto n = static_cast<double>(kept_out.size());
    fmt::print("kept-out log score     {:.4f}\nkept-out accuracy      {:.4f}\n", log_score / n, accuracy / n);
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

/// Wall clock and CPU seconds since it was made.
class Stopwatch {
public:
    [[nodiscard]] std::string text() const {
        const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_).count();
        return fmt::format("{:.2f} s wall, {:.2f} s CPU", wall,
                           static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC);
    }

private:
    std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
    std::clock_t cpu_ = std::clock();
};

/// The last session added to a fit of those before it, against the fit of all.
void print_update(const Split& parts, const VoteMatrix& votes, const IdealPointFit& refit) {
    constexpr int kRecentYears = 3;
    const Year last = votes.years().back();
    std::vector<RollCall> roll_calls;
    for (const RollCall& roll_call : parts.roll_calls)
        if (roll_call.year >= last - kRecentYears) roll_calls.push_back(roll_call);
    const VoteMatrix listed{roll_calls, {}};
    std::vector<VoteRecord> recent;
    for (const VoteRecord& vote : parts.kept)
        if (listed.find(vote.roll_call)) recent.push_back(vote);
    const VoteMatrix recent_votes{roll_calls, recent};
    const IdealPointFit before = fit_ideal_points(votes.up_to(last - 1), refit.options);
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
    const Split parts = split(atlas.votes(atlas.last_year()), seed);
    const VoteMatrix votes{parts.roll_calls, parts.kept};
    fmt::print("votes kept {}, kept out {}\n", parts.kept.size(), parts.kept_out.size());

    const Stopwatch fit_time;
    const IdealPointFit fit = fit_ideal_points(votes, options);
    fmt::print("fit                    {}, {} iterations, {}\n", fit_time.text(), fit.diagnostics.iterations,
               to_string(fit.diagnostics.termination));
    std::vector<CellQuery> cells;
    for (const VoteRecord& vote : parts.kept_out) cells.push_back({vote.actor, vote.roll_call});
    fmt::print("frequencies' log score {:.4f}\n", frequency_score(votes, parts.kept_out));
    print_scores(parts.kept_out, predict_votes(fit, cells));
    print_yardstick(world, fit.points, "smoothed");

    if (options.num_dimensions == 1) {
        print_update(parts, votes, fit);
        const Stopwatch known_time;
        const auto known = fit_known_ideal_points(votes, options);
        fmt::print("known positions        {}\n", known_time.text());
        print_yardstick(world, known, "known   ");
    }
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
