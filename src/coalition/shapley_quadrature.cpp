// SPDX-License-Identifier: Apache-2.0
//
// Shapley & Shubik's index as an integral (Owen 1972): with p the chance that each other joins, a voter's value is the
// integral over p in 0 .. 1 of the chance that it decides, a polynomial of degree num_voters - 1.
//
// Two tables of chances serve a node p < 1/2. `reach`: that those who join reach x in every rule; `within`: that they
// stay within x in every rule. At the mirror node 1 - p the absent are the ones that join with chance p, and a set wins
// exactly where the absent stay within total - quota. With one rule, within(x) is what reach(x + 1) leaves, so that one
// table serves both.
//
// Either table T fulfils T(x) = (1-p) T_i(x) + p T_i(x - w_i), T_i being the one without voter i. Building it adds
// positive terms only: its relative error is at most 2 rounding units a voter. Taking i out is
// T_i(x) = T(x) / (1-p) - r T_i(x - w_i) with r = p / (1-p) < 1: errors shrink on the way, and what is carried is a
// probability. The bound is summed along (Higham 2002, Accuracy and Stability, section 3.3).
#include <cmath>

#include <Eigen/Core>

#include "entente/base/parallel.hpp"
#include "shapley_nodes.hpp"
#include "voting_power_parts.hpp"

namespace entente::coalition {
namespace {

constexpr double kUnit = 0x1p-53;  ///< Largest relative error of one rounding.
/// Stands for an impossible event: keeps chances out of the slow subnormal range at an error of as much.
constexpr double kNever = 1e-280;
/// A start of T_i this many halvings away is forgotten.
constexpr double kForgotten = 0x1p-70;
/// Slack for the second-order terms that the analysis drops: voters^2 x kUnit^2 and below.
constexpr double kSlack = 1.001;

/// A value and how far it can be from the truth.
struct Bounded {
    double value = 0;
    double error = 0;
};

/// What happens to a sum that would fall below 0.
enum class Edge { stops, leaves };

/// Chances of sums when each voter joins with chance p.
class ChanceTable {
public:
    ChanceTable(const SmallVote& vote, std::vector<std::uint64_t> last, Edge edge, double p)
        : table_(std::move(last)),
          edge_(edge),
          p_(p),
          error_(kSlack * 2 * kUnit * static_cast<double>(vote.num_voters)),
          chances_(
              Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(table_.size()), edge == Edge::stops ? kNever : 1.0)),
          next_(chances_) {
        if (edge_ == Edge::stops) chances_[0] = 1;
        std::vector<std::uint64_t> reach(vote.num_rules(), 0);
        for (const VoterClass& c : vote.classes)
            for (std::size_t k = 0; k < c.voters.size(); ++k) {
                for (std::size_t rule = 0; rule < reach.size(); ++rule)
                    reach[rule] = std::min(table_.last()[rule], reach[rule] + c.weights[rule]);
                admit(c.weights, edge_ == Edge::stops ? std::span<const std::uint64_t>(reach) : table_.last());
            }
    }

    [[nodiscard]] Bounded at(std::span<const std::uint64_t> sums) const {
        const double value = chances_[static_cast<Eigen::Index>(table_.stopped(sums, sums, 0))];
        return {value, error_ * value + kNever};
    }

    /// The chance at sums - weights without one voter of these weights.
    [[nodiscard]] Bounded without(std::span<const std::uint64_t> sums, std::span<const std::uint64_t> weights) const {
        const double ratio = p_ / (1 - p_);
        const auto enough = static_cast<std::uint64_t>(std::log(kForgotten) / std::log(ratio)) + 1;
        std::uint64_t step = std::min(enough, last_step(sums, weights));
        Bounded here = step == enough ? Bounded{0.5, 0.5} : end(sums, weights, step);
        while (step-- > 1) {
            const double chance = chances_[static_cast<Eigen::Index>(table_.stopped(sums, weights, step))];
            const double part = chance / (1 - p_);
            here.error = kSlack * ((error_ + 2 * kUnit) * part + kNever +
                                   ratio * (here.error + 3 * kUnit * std::abs(here.value)));
            here.value = part - ratio * here.value;
        }
        return here;
    }

private:
    void admit(std::span<const std::uint64_t> weights, std::span<const std::uint64_t> reach) {
        const auto last = static_cast<Eigen::Index>(reach.back());
        const auto weight = std::min(static_cast<Eigen::Index>(weights.back()), last + (edge_ == Edge::leaves ? 1 : 0));
        const double q = 1 - p_;
        table_.each_row(weights, reach, edge_ == Edge::stops, [&](std::size_t target, std::optional<std::size_t> from) {
            const auto row = static_cast<Eigen::Index>(target);
            auto to = next_.segment(row, last + 1);
            const auto old = chances_.segment(row, last + 1);
            if (!from) {
                to = q * old + p_ * kNever;
                return;
            }
            const auto source = static_cast<Eigen::Index>(*from);
            // Below the voter's weight the sum has stopped at 0, or has left the table.
            const Eigen::Index head = edge_ == Edge::stops ? weight + 1 : weight;
            const double edge = edge_ == Edge::stops ? chances_[source] : kNever;
            to.head(head) = q * old.head(head) + p_ * edge;
            const Eigen::Index rest = last + 1 - head;
            if (rest > 0) to.tail(rest) = q * old.tail(rest) + p_ * chances_.segment(source + head - weight, rest);
        });
        std::swap(chances_, next_);
    }

    /// The step at which taking the voter out ends: nothing changes any more, or the next sum is outside.
    [[nodiscard]] std::uint64_t last_step(std::span<const std::uint64_t> sums,
                                          std::span<const std::uint64_t> weights) const {
        if (edge_ == Edge::stops) return std::max<std::uint64_t>(1, steps_down(sums, weights));
        std::uint64_t steps = ~std::uint64_t{0};
        for (std::size_t k = 0; k < sums.size(); ++k)
            if (weights[k] > 0) steps = std::min(steps, sums[k] / weights[k] + 1);
        return steps;
    }

    [[nodiscard]] Bounded end(std::span<const std::uint64_t> sums, std::span<const std::uint64_t> weights,
                              std::uint64_t step) const {
        if (edge_ == Edge::leaves) return {0, 0};
        const double chance = chances_[static_cast<Eigen::Index>(table_.stopped(sums, weights, step))];
        return {chance, error_ * chance + kNever};
    }

    SumTable table_;
    Edge edge_;
    double p_;
    double error_;  ///< Largest relative error of a chance.
    Eigen::ArrayXd chances_;
    Eigen::ArrayXd next_;
};

/// The chance that a voter decides: |T_i(x - w) - T(x)| / (1-p), with the sign of the edge.
Bounded decides(const ChanceTable& chances, std::span<const std::uint64_t> sums, std::span<const std::uint64_t> weights,
                double p) {
    const Bounded all = chances.at(sums);
    const Bounded without = chances.without(sums, weights);
    const double value = std::abs(without.value - all.value) / (1 - p);
    return {value, kSlack * ((without.error + all.error) / (1 - p) + 4 * kUnit * value)};
}

bool has_weight(const VoterClass& c) {
    return std::ranges::any_of(c.weights, [](std::uint64_t w) { return w > 0; });
}

/// Chances to decide of each class at p and at 1 - p together.
std::vector<Bounded> decide_at(const SmallVote& vote, double p) {
    std::vector<Bounded> result(vote.classes.size());
    const auto add = [&](const ChanceTable& chances, std::span<const std::uint64_t> sums) {
        for (std::size_t k = 0; k < result.size(); ++k)
            if (has_weight(vote.classes[k])) {
                const Bounded one = decides(chances, sums, vote.classes[k].weights, p);
                result[k].value += one.value;
                result[k].error += one.error + kUnit * one.value;
            }
    };
    if (vote.num_rules() == 1) {
        const std::vector<std::uint64_t> dual{dual_quota(vote)};
        const ChanceTable reach(vote, std::max(vote.quotas, dual), Edge::stops, p);
        add(reach, vote.quotas);
        add(reach, dual);
        return result;
    }
    add(ChanceTable(vote, vote.quotas, Edge::stops, p), vote.quotas);
    std::vector<std::uint64_t> slack = vote.totals;
    for (std::size_t rule = 0; rule < slack.size(); ++rule) slack[rule] -= vote.quotas[rule];
    add(ChanceTable(vote, slack, Edge::leaves, p), slack);
    return result;
}

std::size_t num_pairs(const SmallVote& vote) {
    return (vote.num_voters + 3) / 4;
}

}  // namespace

double quadrature_operations(const SmallVote& vote) {
    double cells = num_cells(vote.quotas);
    if (vote.num_rules() == 1) {
        cells = std::max(cells, static_cast<double>(dual_quota(vote)));
    } else {
        std::vector<std::uint64_t> slack = vote.totals;
        for (std::size_t rule = 0; rule < slack.size(); ++rule) slack[rule] -= vote.quotas[rule];
        cells += num_cells(slack);
    }
    return cells * static_cast<double>(vote.num_voters) * static_cast<double>(num_pairs(vote));
}

BoundedShapley shapley_by_quadrature(const SmallVote& vote, const Monitor& monitor) {
    const auto nodes = gauss_legendre_pairs(num_pairs(vote));
    std::vector<std::vector<Bounded>> at_node(nodes.size());
    parallel_for(nodes.size(), [&](std::size_t k) {
        monitor.check_stop();
        at_node[k] = decide_at(vote, nodes[k].p);
    });
    BoundedShapley result{.of_class = std::vector<double>(vote.classes.size(), 0.0)};
    const auto num_voters = static_cast<double>(vote.num_voters);
    for (std::size_t c = 0; c < vote.classes.size(); ++c) {
        double error = 0;
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            result.of_class[c] += nodes[k].weight * at_node[k][c].value;
            error += nodes[k].weight * at_node[k][c].error;
        }
        // Weights and products round twice, the sum once a node; the nodes stand 2^-54 off, and the chance to decide,
        // a difference of two rising functions, changes by at most num_voters times that.
        error += (static_cast<double>(nodes.size()) + 3) * kUnit * result.of_class[c] + num_voters * 0x1p-54;
        result.error = std::max(result.error, kSlack * error);
    }
    return result;
}

}  // namespace entente::coalition
