// SPDX-License-Identifier: Apache-2.0
//
// What does a fit of all votes cost? CPU seconds, wall clock on one and two threads, and memory: medians of many fits,
// one thread and two threads in turn, so that other work on the machine hits both alike.
//
//     principles_speed ATLAS [DIMENSIONS] [FITS]
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "entente/base/parallel.hpp"
#include "votes_of_atlas.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

/// A figure of this process from /proc/self/status, in MiB; 0 where there is none.
double memory_mib(const std::string& name) {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":")) return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
    return 0;
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Everything but the votes is given up before the fits, so that the peak is theirs.
VoteMatrix votes_of(const char* file) {
    const atlas::Atlas atlas{file, atlas::OpenMode::read_only};
    const atlas::VoteTable table = atlas.votes(atlas.last_year());
    return VoteMatrix{roll_calls_by_session(table), table.votes};
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        fmt::print(stderr, "usage: principles_speed ATLAS [DIMENSIONS] [FITS]\n");
        return exit_code(Errc::wrong_usage);
    }
    IdealPointOptions options;
    if (argc > 2) options.num_dimensions = std::atoi(argv[2]);
    if (options.num_dimensions > 1) options.standard_errors = StandardErrors::given_roll_calls;
    const int num_fits = argc > 3 ? std::atoi(argv[3]) : 9;

    const VoteMatrix votes = votes_of(argv[1]);
    std::ofstream{"/proc/self/clear_refs"} << 5;  // the peak so far is forgotten
    const double before = memory_mib("VmRSS");
    std::vector<double> cpu[2], wall[2];
    int iterations = 0;
    for (int fit = 0; fit < num_fits; ++fit)
        for (std::size_t threads : {1, 2}) {
            const ThreadLimit limit{threads};
            const Stopwatch time;
            iterations = fit_ideal_points(votes, options).diagnostics.iterations;
            cpu[threads - 1].push_back(time.cpu_s());
            wall[threads - 1].push_back(time.wall_s());
        }
    fmt::print("{} votes, {} dimensions, {} fits on each number of threads, {} iterations\n", votes.num_votes(),
               options.num_dimensions, num_fits, iterations);
    for (int k : {0, 1})
        fmt::print("{} thread(s)  median {:.3f} s CPU, {:.3f} s wall; least {:.3f} s CPU, {:.3f} s wall\n", k + 1,
                   median_of(cpu[k]), median_of(wall[k]), *std::min_element(cpu[k].begin(), cpu[k].end()),
                   *std::min_element(wall[k].begin(), wall[k].end()));
    fmt::print("two threads are {:.2f} x as fast (medians), {:.2f} x (least)\n",
               median_of(wall[0]) / median_of(wall[1]),
               *std::min_element(wall[0].begin(), wall[0].end()) / *std::min_element(wall[1].begin(), wall[1].end()));
    fmt::print("memory         peak {:.0f} MiB, of which {:.0f} before the first fit, votes included\n",
               memory_mib("VmHWM"), before);
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
