// SPDX-License-Identifier: Apache-2.0
//
// The fast method judged by the sampler of the same model on the votes of some sessions: how much of the draws its 90 %
// intervals hold, how far the two means lie apart, and whether the chains met at all.
//
//     principles_referee ATLAS FIRST_SESSION LAST_SESSION [WARMUP] [DRAWS] [THIN] [by_actor|common] [DIMENSIONS]
//                        [BOUND]
//
// BOUND: beyond it positions are held (IdealPointOptions::outlier_bound), for both methods. Four chains; draws are
// those kept of each. Sweeps before the first draw: WARMUP.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "entente/base/quantile.hpp"
#include "entente/principles/gibbs.hpp"
#include "votes_of_atlas.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

VoteMatrix votes_of_sessions(const atlas::Atlas& atlas, int first, int last) {
    const atlas::VoteTable table = atlas.votes(atlas.last_year());
    std::vector<RollCall> roll_calls;
    for (const RollCall& roll_call : roll_calls_by_session(table))
        if (roll_call.year >= Year{1945 + first} && roll_call.year <= Year{1945 + last})
            roll_calls.push_back(roll_call);
    const VoteMatrix listed{roll_calls, {}};
    std::vector<VoteRecord> votes;
    for (const VoteRecord& vote : table.votes)
        if (listed.find(vote.roll_call)) votes.push_back(vote);
    return VoteMatrix{roll_calls, votes};
}

/// One quantity as the fast method and as the sampler have it.
struct Judged {
    double mean = 0;
    double std_error = 0;
    PosteriorSummary sampled{};
    std::span<const float> draws{};
};

void print_judgement(const char* what, const std::vector<Judged>& all) {
    constexpr double kNinety = 1.6448536269514722;  // half width of a 90 % interval in standard deviations
    double inside = 0, num_draws = 0, distance = 0, fast_square = 0, sampled_square = 0, width = 0;
    std::vector<double> rhats, sizes;
    for (const Judged& one : all) {
        for (const float draw : one.draws) inside += std::fabs(draw - one.mean) <= kNinety * one.std_error ? 1 : 0;
        num_draws += static_cast<double>(one.draws.size());
        distance += std::fabs(one.mean - one.sampled.mean) / one.sampled.sd;
        width += one.std_error / one.sampled.sd;
        fast_square += one.mean * one.mean;
        sampled_square += one.sampled.mean * one.sampled.mean;
        rhats.push_back(one.sampled.rhat);
        sizes.push_back(one.sampled.ess);
    }
    const auto n = static_cast<double>(all.size());
    std::sort(rhats.begin(), rhats.end());
    std::sort(sizes.begin(), sizes.end());
    fmt::print(
        "{:16} draws inside {:.3f}, distance {:.2f} sd, width ratio {:.2f}, size ratio {:.3f}; R-hat median {:.3f}, "
        "95 % {:.3f}, worst {:.3f}; effective draws median {:.0f}, least {:.0f}\n",
        what, inside / num_draws, distance / n, width / n, std::sqrt(fast_square / sampled_square),
        nearest_rank(rhats, 0.5), nearest_rank(rhats, 0.95), rhats.back(), nearest_rank(sizes, 0.5), sizes.front());
}

void judge(const IdealPointFit& fast, const GibbsFit& sampled) {
    const auto k = static_cast<std::size_t>(sampled.draws.num_dimensions);
    std::vector<Judged> positions, discriminations, difficulties, cut_points, taus;
    for (std::size_t p = 0; p < fast.points.size(); ++p)
        positions.push_back(
            {fast.points[p].mean, fast.points[p].std_error, sampled.points[p].position, sampled.draws.position(p)});
    for (std::size_t j = 0; j < fast.roll_calls.size(); ++j) {
        const RollCallParameters& known = fast.roll_calls[j];
        const SampledRollCall& drawn = sampled.roll_calls[j];
        for (std::size_t a = 0; a < k; ++a)
            discriminations.push_back({known.discrimination[a], known.discrimination_se[a], drawn.discrimination[a],
                                       sampled.draws.roll_call(j, a)});
        difficulties.push_back(
            {known.difficulty, known.difficulty_se, drawn.difficulty, sampled.draws.roll_call(j, k)});
        cut_points.push_back(
            {known.cut_points[1], known.cut_point_se, drawn.cut_point, sampled.draws.roll_call(j, k + 1)});
    }
    print_judgement("positions", positions);
    print_judgement("discriminations", discriminations);
    print_judgement("difficulties", difficulties);
    print_judgement("cut points", cut_points);
    fmt::print("pooled tau       fast {:.3f}, sampled {:.3f} [{:.3f}, {:.3f}], R-hat {:.3f}, effective draws {:.0f}\n",
               fast.pooled_tau, sampled.pooled_tau.mean, sampled.pooled_tau.q05, sampled.pooled_tau.q95,
               sampled.pooled_tau.rhat, sampled.pooled_tau.ess);
}

int number(int argc, char** argv, int at, int otherwise) {
    return argc > at ? std::atoi(argv[at]) : otherwise;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 4) {
        fmt::print(stderr,
                   "usage: principles_referee ATLAS FIRST_SESSION LAST_SESSION [WARMUP] [DRAWS] [THIN] "
                   "[by_actor|common] [DIMENSIONS] [BOUND]\n");
        return exit_code(Errc::wrong_usage);
    }
    const atlas::Atlas atlas{argv[1], atlas::OpenMode::read_only};
    const VoteMatrix votes = votes_of_sessions(atlas, std::atoi(argv[2]), std::atoi(argv[3]));
    GibbsOptions options;
    options.num_warmup = number(argc, argv, 4, options.num_warmup);
    options.num_draws = number(argc, argv, 5, options.num_draws);
    options.thin = number(argc, argv, 6, options.thin);
    if (argc > 7) options.model.abstention = from_string<Abstention>(argv[7]).value_or(Abstention::by_actor);
    options.model.num_dimensions = number(argc, argv, 8, 1);
    if (argc > 9) options.model.outlier_bound = std::atof(argv[9]);
    options.checkpoint_every = options.num_draws;

    const Stopwatch fast_time;
    const IdealPointFit fast = fit_ideal_points(votes, options.model);
    fmt::print("{} votes, {} roll calls; fast fit {}\n", votes.num_votes(), votes.num_roll_calls(), fast_time.text());
    const Stopwatch time;
    const GibbsFit sampled = sample_ideal_points(votes, options, {}, {}, {}, {}, &fast);
    fmt::print("sampler {}; {} chains of {} + {} x {} sweeps; accepted {:.2f} of paths, {:.2f} of roll calls\n",
               time.text(), options.num_chains, options.num_warmup, options.num_draws, options.thin,
               sampled.diagnostics.path_acceptance, sampled.diagnostics.roll_call_acceptance);
    judge(fast, sampled);
    return 0;
} catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.errc());
}
