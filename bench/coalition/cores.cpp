// SPDX-License-Identifier: Apache-2.0
//
// What cores cost, in CPU time on one thread:
//     coalition_cores ATLAS list              names of the stress set
//     coalition_cores ATLAS one [NAME]        one minimal core: value, milliseconds (median of 5), nodes
//     coalition_cores ATLAS all [NAME]        all of them, counted and listed up to 100,000
//     coalition_cores ATLAS largest [NAME]    largest share of each size up to 20: milliseconds, and each share
//     coalition_cores ATLAS frontier          the whole frontier, 3 issues, 2 dimensions, up to 20 members
//     coalition_cores ATLAS many              10,000 actors on a line, stopped after 10 s
//     coalition_cores ATLAS lp NAME [SIZE]    the problem for a MILP solver
#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include <fmt/core.h>

#include "core_instances.hpp"
#include "core_lp.hpp"
#include "entente/base/error.hpp"

using namespace entente;
using namespace entente::coalition;

namespace {

constexpr std::size_t kLargestSize = 20;

template <typename Body>
double median_ms(const Body& body, int runs = 5) {
    std::vector<double> times;
    for (int k = 0; k < runs; ++k) {
        const std::clock_t begin = std::clock();
        body();
        times.push_back(1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void print_one(const bench::CoreInstance& instance) {
    CoreSolution solution;
    const double ms = median_ms([&] { solution = minimal_cores(instance.problem); });
    fmt::print("{} {} {:.3f} {}\n", instance.name,
               solution.termination == Termination::infeasible ? "infeasible" : std::to_string(solution.value), ms,
               solution.num_nodes);
}

void print_all(const bench::CoreInstance& instance) {
    CoreSolution solution;
    const double one = median_ms([&] { solution = minimal_cores(instance.problem); });
    if (solution.termination == Termination::infeasible) return;
    const CoreOptions options{.max_listed = 100'000, .max_count_nodes = 20'000'000};
    const double all = median_ms([&] { solution = minimal_cores(instance.problem, options); }, 5);
    fmt::print("{} size {} one {:.3f} ms, all {:.3f} ms ({:.1f} x), count {}{}\n", instance.name, solution.value, one,
               all, all / one, solution.is_count_exact ? "" : ">= ", solution.count);
}

void print_largest(const bench::CoreInstance& instance) {
    std::vector<LargestShare> shares;
    const double ms = median_ms([&] { shares = largest_shares(instance.problem, kLargestSize); }, 3);
    fmt::print("{} {:.3f}", instance.name, ms);
    for (const LargestShare& share : shares) fmt::print(" {:.9f}", share_of_units(share.share));
    fmt::print("\n");
}

void print_frontier(const std::vector<bench::CoreInstance>& instances) {
    for (const bench::CoreInstance& instance : instances) {
        if (instance.name.find("-2d-0.2-2.5") == std::string::npos) continue;
        CoreProblem problem = instance.problem;
        problem.cohesion.reset();
        Frontier found;
        const double ms = median_ms([&] { found = frontier(problem, kLargestSize); }, 3);
        fmt::print("{} frontier {:.1f} ms, {} points, {} searches, {} nodes, proven {}\n", instance.name, ms,
                   found.points.size(), found.num_searches, found.num_nodes, found.is_proven);
    }
}

void print_many() {
    const CoreProblem problem = bench::many_actors(10'000);
    std::stop_source source;
    std::jthread timer([&](const std::stop_token& done) {
        for (int k = 0; k < 100 && !done.stop_requested(); ++k)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        source.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    const CoreSolution solution = minimal_cores(problem, {}, {.progress = {}, .stop = source.get_token()});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("10,000 actors: {} members, bound {}, gap {:.2f} %, {:.2f} s, {}\n", solution.value, solution.bound,
               100.0 * static_cast<double>(solution.value - solution.bound) / static_cast<double>(solution.value),
               seconds, to_string(solution.termination));
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string mode = argc > 2 ? argv[2] : "";
    const std::string name = argc > 3 ? argv[3] : "";
    if (mode.empty()) {
        fmt::print(stderr, "usage: coalition_cores ATLAS list|one|all|largest|frontier|many|lp [NAME] [SIZE]\n");
        return exit_code(Errc::wrong_usage);
    }
    const auto instances = bench::core_instances(argv[1]);
    if (mode == "frontier") print_frontier(instances);
    if (mode == "many") print_many();
    for (const bench::CoreInstance& instance : instances) {
        if (!name.empty() && instance.name != name) continue;
        if (mode == "list") fmt::print("{}\n", instance.name);
        if (mode == "one") print_one(instance);
        if (mode == "all") print_all(instance);
        if (mode == "largest") print_largest(instance);
        if (mode == "lp")
            fmt::print("{}",
                       bench::core_lp(instance.problem, argc > 4 ? std::optional{std::stoul(argv[4])} : std::nullopt));
    }
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
