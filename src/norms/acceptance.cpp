// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/acceptance.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "entente/base/parallel.hpp"
#include "latent.hpp"
#include "normal.hpp"

namespace entente::norms {
namespace {

constexpr double kQuantile90 = 1.6448536269514722;

/// No vote is less probable than this: what looks certain is wrong sooner or later (as in principles::predict_votes).
constexpr double kSmallestProbability = 1e-3;

double held_off_certainty(double p) {
    return kSmallestProbability + (1 - 2 * kSmallestProbability) * p;
}

/// Nodes and weights of the Gauss-Hermite rule for the standard normal, 9 points (Abramowitz and Stegun 1964, 25.10,
/// rescaled); symmetric, the first is 0.
constexpr std::array<double, 5> kNodes{0, 1.0232556637891326, 2.0768479786778302, 3.2054290028564703,
                                       4.5127458633997826};
constexpr std::array<double, 5> kWeights{0.40634920634920635, 0.24409750289493900, 0.049916406765217880,
                                         0.0027891413212317687, 2.2345844007746563e-05};

Willingness willingness_of(const Ground& ground, const Latent& y, const Leaning& leaning) {
    return {.gain = y.mean + leaning.mean,
            .cut = y.cut,
            .own_var = y.position_var + leaning.var,
            .shared_var = y.text_var + ground.habit.redraft_var,
            .noise_var = 1 - ground.habit.persistent_share};
}

/// Finds the least willing member of an assessment whose chances are filled.
void find_worst(Assessment& assessment, Consent consent) {
    assessment.worst_chance = 1;
    for (std::size_t i = 0; i < assessment.chances.size(); ++i)
        if (const double p = consent_of(assessment.chances[i], consent); p < assessment.worst_chance) {
            assessment.worst_chance = p;
            assessment.worst_member = i;
        }
}

/// Stances of all members in the year of the vote.
std::vector<Stance> stances_of(const Ground& ground, std::span<const Member> members, int years_ahead) {
    std::vector<Stance> stances;
    for (const Member& member : members) stances.push_back(member.voter.at(ground.as_of + years_ahead));
    return stances;
}

}  // namespace

Basis make_basis(Ground ground) {
    Basis basis{.ground = std::move(ground)};
    basis.members.resize(basis.ground.voters.size());
    parallel_for(basis.members.size(), [&](std::size_t k) {
        const Voter& voter = basis.ground.voters[k];
        basis.members[k] = {voter, leanings_of(basis.ground, voter)};
    });
    return basis;
}

Willingness willingness(const Ground& ground, const Proposal& proposal, const Voter& voter, const Leaning& leaning,
                        int years_ahead) {
    return willingness_of(
        ground, latent(proposal.parameters, voter.at(ground.as_of + years_ahead), ground.num_dimensions), leaning);
}

Chance chance_of(const Willingness& y) {
    const NormalTable& normal = normal_table();
    const double scale = 1 / std::sqrt(y.total_var());
    const double margin = y.gain - y.cut;
    const double doubt = kQuantile90 * std::sqrt(y.own_var + y.shared_var);
    const double given = 1 / std::sqrt(y.noise_var);
    const double yes = held_off_certainty(normal.cdf(margin * scale));
    // Near 0 and 1 the mean can lie outside of its 90 % interval; a reader expects it inside.
    return {.yes = yes,
            .low = std::min(yes, held_off_certainty(normal.cdf((margin - doubt) * given))),
            .high = std::max(yes, held_off_certainty(normal.cdf((margin + doubt) * given))),
            .no = held_off_certainty(normal.cdf((-y.cut - y.gain) * scale))};
}

std::vector<Assessment> assess(const Ground& ground, std::span<const Member> members,
                               std::span<const std::size_t> proposals, const AssessOptions& options) {
    const std::vector<Stance> stances = stances_of(ground, members, options.years_ahead);
    std::vector<Assessment> assessments(proposals.size());
    constexpr std::size_t kBlock = 64;
    parallel_for(
        proposals.size(),
        [&](std::size_t k) {
            Assessment& assessment = assessments[k];
            assessment.proposal = proposals[k];
            assessment.chances.resize(members.size());
            const Proposal& proposal = ground.proposals[proposals[k]];
            for (std::size_t i = 0; i < members.size(); ++i)
                assessment.chances[i] =
                    chance_of(willingness_of(ground, latent(proposal.parameters, stances[i], ground.num_dimensions),
                                             members[i].leanings[proposals[k]]));
            find_worst(assessment, options.consent);
        },
        kBlock);
    return assessments;
}

Assessment assess_new(const Ground& ground, std::span<const Member> members, const Proposal& proposal,
                      const AssessOptions& options) {
    Assessment assessment{.proposal = ground.proposals.size()};
    const Leaning none{0, ground.habit.persistent_share};
    for (const Member& member : members)
        assessment.chances.push_back(chance_of(willingness(ground, proposal, member.voter, none, options.years_ahead)));
    find_worst(assessment, options.consent);
    return assessment;
}

double joint_chance(const Ground& ground, const Proposal& proposal, std::span<const Voter* const> voters,
                    std::span<const Leaning> leanings, const AssessOptions& options) {
    assert(voters.size() == leanings.size());
    const auto num_parameters = static_cast<std::size_t>(ground.num_dimensions) + 2;
    std::vector<Latent> latents;
    Slope mean_slope{};
    for (const Voter* voter : voters) {
        latents.push_back(
            latent(proposal.parameters, voter->at(ground.as_of + options.years_ahead), ground.num_dimensions));
        for (std::size_t d = 0; d < num_parameters; ++d)
            mean_slope[d] += latents.back().slope[d] / static_cast<double>(voters.size());
    }
    const double common = ground.habit.redraft_var + ground.habit.common_share;
    const double factor_sd =
        std::sqrt(shared_covariance(proposal.parameters, mean_slope, mean_slope, num_parameters) + common);
    struct Part {
        double margin, loading, scale;
    };
    std::vector<Part> parts;
    for (std::size_t i = 0; i < voters.size(); ++i) {
        const Willingness y = willingness_of(ground, latents[i], leanings[i]);
        const double shared =
            shared_covariance(proposal.parameters, latents[i].slope, mean_slope, num_parameters) + common;
        const double loading = factor_sd > 0 ? shared / factor_sd : 0;
        const double margin = options.consent == Consent::yes ? y.gain - y.cut : y.gain + y.cut;
        constexpr double kLeast = 1e-3;  // the loading is a projection: it never takes all of the variance
        parts.push_back({margin, loading, 1 / std::sqrt(std::max(y.total_var() - loading * loading, kLeast))});
    }
    const NormalTable& normal = normal_table();
    const auto given = [&](double z) {
        double product = 1;
        for (const Part& part : parts)
            product *= held_off_certainty(normal.cdf((part.margin + part.loading * z) * part.scale));
        return product;
    };
    double joint = kWeights[0] * given(0);
    for (std::size_t k = 1; k < kNodes.size(); ++k) joint += kWeights[k] * (given(kNodes[k]) + given(-kNodes[k]));
    return joint;
}

double breadth(const Ground& ground, std::span<const Member* const> outsiders, std::size_t proposal,
               const AssessOptions& options) {
    double sum = 0;
    for (const Member* member : outsiders)
        sum += chance_of(willingness(ground, ground.proposals[proposal], member->voter, member->leanings[proposal],
                                     options.years_ahead))
                   .yes;
    return outsiders.empty() ? 0 : sum / static_cast<double>(outsiders.size());
}

}  // namespace entente::norms
