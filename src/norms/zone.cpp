// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/zone.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <Eigen/Dense>

#include "entente/base/error.hpp"
#include "entente/base/quantile.hpp"
#include "entente/base/random.hpp"
#include "latent.hpp"

namespace entente::norms {
namespace {

constexpr double kTypicalCut = 1;

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return nearest_rank(values, share);
}

/// Status quo and welcome by ridge regression.
void regress(const Ground& ground, std::span<const std::size_t> proposals, IssueSpace& space) {
    const auto k = static_cast<Eigen::Index>(ground.num_dimensions);
    Eigen::MatrixXd information = Eigen::MatrixXd::Identity(k + 1, k + 1);
    information(k, k) = 1e-6;  // flat for the welcome
    Eigen::VectorXd moment = Eigen::VectorXd::Zero(k + 1);
    for (const std::size_t proposal : proposals) {
        const principles::RollCallParameters& p = ground.proposals[proposal].parameters;
        Eigen::VectorXd row(k + 1);
        for (Eigen::Index d = 0; d < k; ++d) row[d] = p.discrimination[static_cast<std::size_t>(d)];
        row[k] = -1;
        const double weight = 1 / (1 + p.difficulty_se * p.difficulty_se);
        information += weight * row * row.transpose();
        moment += weight * p.difficulty * row;
    }
    const Eigen::VectorXd solution = information.ldlt().solve(moment);
    for (Eigen::Index d = 0; d < k; ++d) space.status_quo[static_cast<std::size_t>(d)] = solution[d];
    space.welcome = solution[k];
}

double squared(double value) {
    return value * value;
}

/// y* margin of a member at a position on one dimension, and the chance that goes with it.
class MemberOnLine {
public:
    MemberOnLine(const Ground& ground, const IssueSpace& space, const Stance& stance, int dimension,
                 const AssessOptions& options)
        : reach_(stance.mean[static_cast<std::size_t>(dimension - 1)] -
                 space.status_quo[static_cast<std::size_t>(dimension - 1)]),
          var_(stance.var[static_cast<std::size_t>(dimension - 1)]),
          fixed_var_(1 + space.text_var + ground.habit.redraft_var),
          margin_(space.welcome + (options.consent == Consent::yes ? -1 : 1) * stance.width * space.cut) {
        for (std::size_t d = 0; d < static_cast<std::size_t>(ground.num_dimensions); ++d) {
            if (d == static_cast<std::size_t>(dimension - 1)) continue;
            margin_ += space.typical[d] * (stance.mean[d] - space.status_quo[d]);
            fixed_var_ += squared(space.typical[d]) * stance.var[d];
        }
    }

    /// How far the member is over a threshold given as a normal quantile; concave in the position for z >= 0.
    [[nodiscard]] double surplus(double position, double z) const {
        return position * reach_ + margin_ - z * std::sqrt(fixed_var_ + squared(position) * var_);
    }

    /// Position where the surplus is highest in an interval, by golden section.
    [[nodiscard]] double best(double low, double high, double z) const {
        constexpr double kGolden = 0.61803398874989485;
        constexpr int kSteps = 60;
        for (int k = 0; k < kSteps; ++k) {
            const double a = high - kGolden * (high - low);
            const double b = low + kGolden * (high - low);
            (surplus(a, z) < surplus(b, z) ? low : high) = surplus(a, z) < surplus(b, z) ? a : b;
        }
        return 0.5 * (low + high);
    }

    /// Where the surplus changes sign between a position with and one without.
    [[nodiscard]] double limit(double with, double without, double z) const {
        constexpr int kHalvings = 60;
        for (int k = 0; k < kHalvings; ++k) {
            const double middle = 0.5 * (with + without);
            (surplus(middle, z) >= 0 ? with : without) = middle;
        }
        return with;
    }

private:
    double reach_;
    double var_;
    double fixed_var_;
    double margin_;
};

void check_threshold(double threshold) {
    if (!(threshold > 0 && threshold < 1))
        throw Error{Errc::wrong_usage, fmt::format("threshold is {}; expected over 0 and under 1", threshold)};
}

}  // namespace

IssueSpace issue_space(const Ground& ground, std::span<const std::size_t> proposals) {
    IssueSpace space{.cut = kTypicalCut};
    if (proposals.empty()) return space;
    regress(ground, proposals, space);
    std::vector<double> cuts;
    std::vector<double> vars;
    const Stance at_status_quo{.mean = space.status_quo};
    for (const std::size_t proposal : proposals) {
        const principles::RollCallParameters& p = ground.proposals[proposal].parameters;
        cuts.push_back(p.cut_points[1]);
        vars.push_back(latent(p, at_status_quo, ground.num_dimensions).text_var);
    }
    space.cut = quantile(std::move(cuts), 0.5);
    space.text_var = quantile(std::move(vars), 0.5);
    for (std::size_t d = 0; d < static_cast<std::size_t>(ground.num_dimensions); ++d) {
        std::vector<double> positions;
        for (const std::size_t proposal : proposals)
            positions.push_back(ground.proposals[proposal].parameters.discrimination[d]);
        space.typical[d] = quantile(positions, 0.5);
        space.lowest[d] = quantile(positions, 0.025);
        space.highest[d] = quantile(std::move(positions), 0.975);
    }
    return space;
}

std::vector<double> on_dimensions(const std::array<double, principles::kMaxDimensions>& values, int num_dimensions) {
    return {values.begin(), values.begin() + num_dimensions};
}

Proposal proposal_at(const Ground& ground, const IssueSpace& space, std::span<const double> position) {
    const auto num_dimensions = static_cast<std::size_t>(ground.num_dimensions);
    if (position.size() > num_dimensions)
        throw Error{Errc::wrong_usage, fmt::format("a text at {} positions; there {} {}", position.size(),
                                                   num_dimensions == 1 ? "is" : "are", num_dimensions)};
    Proposal proposal{.title = fmt::format("a text at {:.2f} on the first {}", fmt::join(position, ", "),
                                           position.size() > 1 ? "dimensions" : "dimension")};
    proposal.parameters.year = ground.as_of;
    proposal.parameters.difficulty = -space.welcome;
    for (std::size_t d = 0; d < position.size(); ++d) {
        proposal.parameters.discrimination[d] = position[d];
        proposal.parameters.difficulty += position[d] * space.status_quo[d];
    }
    proposal.parameters.cut_points = {-space.cut, space.cut};
    proposal.parameters.conditional_cov[num_dimensions * (num_dimensions + 1) / 2 + num_dimensions] = space.text_var;
    proposal.parameters.difficulty_se = std::sqrt(space.text_var);
    return proposal;
}

Zone agreement_zone(const Ground& ground, const IssueSpace& space, std::span<const Member> members, int dimension,
                    double threshold, const AssessOptions& options) {
    check_threshold(threshold);
    const double z = normal_quantile(threshold);
    const auto d = static_cast<std::size_t>(dimension - 1);
    Zone zone{.dimension = dimension, .low = space.lowest[d], .high = space.highest[d]};
    for (std::size_t i = 0; i < members.size(); ++i) {
        const MemberOnLine member(ground, space, members[i].voter.at(ground.as_of + options.years_ahead), dimension,
                                  options);
        const double best = member.best(space.lowest[d], space.highest[d], z);
        if (member.surplus(best, z) < 0) {
            zone.unwilling.push_back(i);
            continue;
        }
        if (member.surplus(space.lowest[d], z) < 0)
            if (const double low = member.limit(best, space.lowest[d], z); low > zone.low) {
                zone.low = low;
                zone.low_by = i;
            }
        if (member.surplus(space.highest[d], z) < 0)
            if (const double high = member.limit(best, space.highest[d], z); high < zone.high) {
                zone.high = high;
                zone.high_by = i;
            }
    }
    zone.is_empty = !zone.unwilling.empty() || zone.low > zone.high;
    return zone;
}

std::optional<Concession> smallest_concession(const Ground& ground, const IssueSpace& space,
                                              std::span<const Member> members, std::size_t proposal, std::size_t member,
                                              double threshold, const AssessOptions& options) {
    check_threshold(threshold);
    const auto k = static_cast<std::size_t>(ground.num_dimensions);
    const Stance stance = members[member].voter.at(ground.as_of + options.years_ahead);
    Concession concession{.member = member, .proposal = proposal};
    double reach = 0;
    double range = 0;
    for (std::size_t d = 0; d < k; ++d) {
        concession.direction[d] = stance.mean[d] - space.status_quo[d];
        reach += squared(concession.direction[d]);
        range += squared(space.highest[d] - space.lowest[d]);
    }
    reach = std::sqrt(reach);
    range = std::sqrt(range);
    if (!(reach > 0)) return std::nullopt;
    for (double& part : concession.direction) part /= reach;

    const auto chance_at = [&](std::size_t who, double shift) {
        Proposal moved = ground.proposals[proposal];
        for (std::size_t d = 0; d < k; ++d) {
            moved.parameters.discrimination[d] += shift * concession.direction[d];
            moved.parameters.difficulty += shift * concession.direction[d] * space.status_quo[d];
        }
        return consent_of(chance_of(willingness(ground, moved, members[who].voter, members[who].leanings[proposal],
                                                options.years_ahead)),
                          options.consent);
    };
    if (chance_at(member, range) < threshold) return std::nullopt;
    double low = 0;
    double high = range;
    constexpr int kHalvings = 40;
    for (int step = 0; step < kHalvings; ++step) {
        const double middle = 0.5 * (low + high);
        (chance_at(member, middle) >= threshold ? high : low) = middle;
    }
    concession.shift = high;
    concession.chance_after = chance_at(member, high);
    for (std::size_t i = 0; i < members.size(); ++i)
        if (i != member && chance_at(i, 0) >= threshold && chance_at(i, high) < threshold) concession.lost.push_back(i);
    return concession;
}

}  // namespace entente::norms
