// SPDX-License-Identifier: Apache-2.0
//
// What bench/peers/principles.sh calls, see there: cuts a subset of the votes for all to use, runs the sampler on it,
// judges a peer's draws and prints medians.
//
//     principles_peers subset ATLAS FIRST_SESSION LAST_SESSION VOTES.csv
//     principles_peers sample static|dynamic VOTES.csv SEED WARMUP DRAWS
//     principles_peers judge DRAWS.csv SECONDS
//     principles_peers median NAME WHO RESULTS [RESULTS_OF_OURS]
#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/parallel.hpp"
#include "entente/principles/gibbs.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

constexpr int kFirstSessionMinusOne = 1945;  // session n begins in September of 1945 + n

/// Effective draws of a run: of the median position, of the least one and of the median position's tails.
struct Worth {
    double seconds = 0;
    double median = 0;
    double least = 0;
    double tail = 0;
};

void print(const Worth& worth) {
    fmt::print("{} {} {} {}\n", worth.seconds, worth.median, worth.least, worth.tail);
}

double median_of(std::vector<double> values) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <typename Row>
Worth worth_of(std::size_t num_positions, double seconds, const Row& row) {
    std::vector<double> bulk, tail;
    for (std::size_t p = 0; p < num_positions; ++p) {
        const double size = bulk_ess(row(p), 1);
        if (std::isfinite(size)) bulk.push_back(size), tail.push_back(tail_ess(row(p), 1));
    }
    return {seconds, median_of(bulk), *std::min_element(bulk.begin(), bulk.end()), median_of(tail)};
}

void subset(const std::string& file, int first, int last, const std::string& to) {
    const atlas::Atlas atlas{file, atlas::OpenMode::read_only};
    const atlas::VoteTable table = atlas.votes(atlas.last_year());
    std::map<RollCallId, int> year;
    for (const RollCallRecord& record : table.roll_calls)
        if (record.session >= first && record.session <= last) year[record.id] = kFirstSessionMinusOne + record.session;
    std::ofstream out{to};
    out << "roll_call,actor,year,yes\n";
    for (const VoteRecord& vote : table.votes)
        if (const auto found = year.find(vote.roll_call); found != year.end())
            out << vote.roll_call.value() << ',' << vote.actor.value() << ',' << found->second << ','
                << (vote.vote == Vote::yes ? 1 : 0) << '\n';
}

VoteMatrix read_votes(const std::string& file, bool is_static) {
    std::ifstream in{file};
    std::string line;
    std::getline(in, line);
    std::map<int, int> years;
    std::vector<VoteRecord> votes;
    while (std::getline(in, line)) {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream fields{line};
        int roll_call = 0, actor = 0, year = 0, yes = 0;
        fields >> roll_call >> actor >> year >> yes;
        years[roll_call] = is_static ? 2000 : year;
        votes.push_back({RollCallId{roll_call}, ActorId{actor}, yes == 1 ? Vote::yes : Vote::no});
    }
    std::vector<RollCall> roll_calls;
    for (const auto& [id, year] : years) roll_calls.push_back({RollCallId{id}, Year{year}, std::nullopt});
    return VoteMatrix{roll_calls, votes};
}

Worth sample(bool is_static, const std::string& file, Seed seed, int num_warmup, int num_draws) {
    const ThreadLimit one{1};
    const VoteMatrix votes = read_votes(file, is_static);
    GibbsOptions options;
    options.model.abstention = Abstention::common;  // of two answers none is an abstention
    options.num_chains = 1;
    options.num_warmup = num_warmup;
    options.num_draws = num_draws;
    options.checkpoint_every = num_draws;
    const std::clock_t start = std::clock();
    const GibbsFit fit = sample_ideal_points(votes, options, seed);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    return worth_of(fit.points.size(), seconds, [&](std::size_t p) { return fit.draws.position(p); });
}

/// Brings one draw to mean 0 and variance 1, and to the sign of the first draw. A position that is constant 0 (a year
/// before an actor's first vote, as one peer writes it) takes no part.
void standardise(std::vector<double>& draw, const std::vector<double>& first) {
    double sum = 0, square = 0, with_first = 0, n = 0;
    for (std::size_t p = 0; p < draw.size(); ++p) {
        if (!std::isfinite(draw[p])) continue;
        sum += draw[p], square += draw[p] * draw[p], with_first += draw[p] * first[p], n += 1;
    }
    const double mean = sum / n;
    const double sd = std::copysign(std::sqrt(square / n - mean * mean), with_first);
    for (double& value : draw) value = (value - mean) / sd;
}

Worth judge(const std::string& file, double seconds) {
    std::ifstream in{file};
    std::vector<std::vector<double>> draws;
    for (std::string line; std::getline(in, line);) {
        std::vector<double> draw;
        std::istringstream fields{line};
        for (std::string field; std::getline(fields, field, ',');) draw.push_back(std::stod(field));
        draws.push_back(std::move(draw));
    }
    const std::vector<double> first = draws.front();
    for (auto& draw : draws) standardise(draw, first);
    std::vector<float> row(draws.size());
    return worth_of(first.size(), seconds, [&](std::size_t p) {
        for (std::size_t k = 0; k < draws.size(); ++k) row[k] = static_cast<float>(draws[k][p]);
        return std::span<const float>{row};
    });
}

/// Effective draws a second and the seconds themselves: medians over the runs.
Worth median_rates(const std::string& file) {
    std::ifstream in{file};
    std::vector<double> seconds, median, least, tail;
    for (Worth run; in >> run.seconds >> run.median >> run.least >> run.tail;) {
        seconds.push_back(run.seconds);
        median.push_back(run.median / run.seconds);
        least.push_back(run.least / run.seconds);
        tail.push_back(run.tail / run.seconds);
    }
    return {median_of(seconds), median_of(median), median_of(least), median_of(tail)};
}

void print_median(const std::string& name, const std::string& who, const Worth& rates, const Worth* ours) {
    fmt::print(
        "{:8} {:17} {:8.1f} s CPU, effective draws a second: median position {:.4g}, its tails {:.4g}, least {:.4g}",
        name, who, rates.seconds, rates.median, rates.tail, rates.least);
    if (ours != nullptr)
        fmt::print("; ours are {:.1f}, {:.1f} and {:.1f} times as many", ours->median / rates.median,
                   ours->tail / rates.tail, ours->least / rates.least);
    fmt::print("\n");
}

int usage() {
    fmt::print(stderr, "called by bench/peers/principles.sh; see there\n");
    return exit_code(Errc::wrong_usage);
}

}  // namespace

int main(int argc, char** argv) try {
    const std::vector<std::string> words(argv + 1, argv + argc);
    const std::string_view verb = words.empty() ? std::string_view{} : words.front();
    if (verb == "subset" && words.size() == 5)
        subset(words[1], std::stoi(words[2]), std::stoi(words[3]), words[4]);
    else if (verb == "sample" && words.size() == 6)
        print(sample(words[1] == "static", words[2], Seed{std::stoull(words[3])}, std::stoi(words[4]),
                     std::stoi(words[5])));
    else if (verb == "judge" && words.size() == 3)
        print(judge(words[1], std::stod(words[2])));
    else if (verb == "median" && words.size() >= 4) {
        const Worth ours = words.size() > 4 ? median_rates(words[4]) : Worth{};
        print_median(words[1], words[2], median_rates(words[3]), words.size() > 4 ? &ours : nullptr);
    } else {
        return usage();
    }
    return 0;
} catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
}
