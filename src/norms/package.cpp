// SPDX-License-Identifier: Apache-2.0
#include "entente/norms/package.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <queue>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::norms {
namespace {

using Vector = std::vector<double>;  ///< One number for each member.

constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr int kRootSteps = 300;  ///< Frank-Wolfe steps at the root: its scores decide what is dropped.
constexpr int kNodeSteps = 12;
/// Bounds this much over the best package found are taken as equal: far over rounding, far under any meaning.
constexpr double kTolerance = 1e-9;

/// Proposals that a node has decided for; those before `next` in the order of search and not taken are left out.
struct Node {
    double bound = 0;
    std::size_t next = 0;
    std::vector<std::size_t> taken{};
    Vector prices{};  ///< a of the tangents.

    /// Best bound first; of equals the deeper one.
    friend bool operator<(const Node& a, const Node& b) noexcept {
        return a.bound != b.bound ? a.bound < b.bound : a.taken.size() < b.taken.size();
    }
};

class Search {
public:
    Search(const Gains& gains, const PackageOptions& options, const Monitor& monitor)
        : gains_(gains), options_(options), monitor_(monitor), order_(gains.num_proposals()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
    }

    [[nodiscard]] Package run() {
        Node root{.bound = std::numeric_limits<double>::infinity(), .prices = Vector(gains_.num_members(), 1.0)};
        improve(root, kRootSteps);
        drop_hopeless(root);
        std::priority_queue<Node> open;
        open.push(root);
        Package package;
        double bound = root.bound;
        while (!open.empty()) {
            bound = open.top().bound;
            if (bound <= best_value_ + kTolerance || package.num_nodes >= options_.max_nodes) break;
            if (package.num_nodes++ % 256 == 0) monitor_.check_stop();
            Node node = open.top();
            open.pop();
            branch(std::move(node), open);
        }
        if (open.empty()) bound = best_value_;
        finish(package, bound);
        return package;
    }

private:
    /// What the members have from the proposals taken.
    [[nodiscard]] Vector sum_of(const std::vector<std::size_t>& proposals) const {
        Vector sum(gains_.num_members(), 0.0);
        for (const std::size_t proposal : proposals)
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += gains_.of(proposal)[i];
        return sum;
    }

    [[nodiscard]] double score(std::size_t proposal, const Vector& prices) const {
        const double* gain = gains_.of(proposal);
        double sum = 0;
        for (std::size_t i = 0; i < prices.size(); ++i) sum += gain[i] / prices[i];
        return sum;
    }

    /// The best scores among the proposals that a node may still take, highest first.
    [[nodiscard]] std::vector<std::pair<double, std::size_t>> best_scores(const Node& node, std::size_t count) const {
        std::vector<std::pair<double, std::size_t>> scores;
        for (std::size_t k = node.next; k < order_.size(); ++k)
            if (const double value = score(order_[k], node.prices); value > 0) scores.emplace_back(value, order_[k]);
        const std::size_t kept = std::min(count, scores.size());
        const auto higher = [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        };
        std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(kept), scores.end(), higher);
        scores.resize(kept);
        return scores;
    }

    /// Lowers a node's bound by moving its prices; keeps the prices of the lowest one.
    void improve(Node& node, int num_steps) {
        const Vector base = sum_of(node.taken);
        Node trial = node;
        for (int step = 0; step < num_steps; ++step) {
            const auto best = best_scores(trial, options_.max_size - node.taken.size());
            double bound = 0;
            for (std::size_t i = 0; i < base.size(); ++i)
                bound += std::log(trial.prices[i]) - 1 + base[i] / trial.prices[i];
            for (const auto& [value, proposal] : best) bound += value;
            if (step == 0 || bound < node.bound) {
                node.bound = std::min(node.bound, bound);
                node.prices = trial.prices;
            }
            std::vector<std::size_t> package = node.taken;
            for (const auto& [value, proposal] : best) package.push_back(proposal);
            try_package(package);
            if (node.bound <= best_value_ + kTolerance) return;
            const Vector target = sum_of(package);
            const double share = step_towards(trial.prices, target);
            for (std::size_t i = 0; i < target.size(); ++i)
                trial.prices[i] = std::max((1 - share) * trial.prices[i] + share * target[i], options_.least_gain);
        }
    }

    /// Share of the way from `here` to `there` at which the sum of logs is highest, by bisection of its slope.
    [[nodiscard]] double step_towards(const Vector& here, const Vector& there) const {
        double low = 0;
        double high = 1;
        constexpr int kHalvings = 20;
        for (int k = 0; k < kHalvings; ++k) {
            const double share = 0.5 * (low + high);
            double slope = 0;
            for (std::size_t i = 0; i < here.size(); ++i)
                slope += (there[i] - here[i]) / std::max((1 - share) * here[i] + share * there[i], options_.least_gain);
            (slope > 0 ? low : high) = share;
        }
        return 0.5 * (low + high);
    }

    void try_package(const std::vector<std::size_t>& package) {
        double value = 0;
        for (const double gain : sum_of(package)) {
            if (gain < options_.least_gain) return;
            value += std::log(gain);
        }
        if (value <= best_value_) return;
        best_value_ = value;
        best_ = package;
    }

    /// Leaves out proposals that no package as good as the best one found can hold, and puts the others in the order of
    /// their scores.
    void drop_hopeless(const Node& root) {
        const auto best = best_scores(root, options_.max_size);
        const double replaced = best.size() == options_.max_size ? best.back().first : 0;
        std::vector<std::pair<double, std::size_t>> kept;
        for (const std::size_t proposal : order_) {
            const double value = score(proposal, root.prices);
            const double with = root.bound - (value >= replaced ? 0 : replaced - value);
            if (with > best_value_) kept.emplace_back(-value, proposal);
        }
        std::ranges::sort(kept);
        order_.clear();
        for (const auto& [value, proposal] : kept) order_.push_back(proposal);
    }

    void branch(Node node, std::priority_queue<Node>& open) {
        if (node.next == order_.size() || node.taken.size() == options_.max_size) return;
        Node without = node;
        ++without.next;
        Node with = std::move(node);
        with.taken.push_back(order_[with.next++]);
        for (Node* child : {&with, &without}) {
            improve(*child, kNodeSteps);
            if (child->bound > best_value_ + kTolerance) open.push(std::move(*child));
        }
    }

    void finish(Package& package, double bound) {
        package.proposals = best_;
        std::ranges::sort(package.proposals);
        package.log_nash = best_value_;
        package.is_proven = bound <= best_value_ + kTolerance;
        package.log_bound = package.is_proven ? best_value_ : bound;
        if (!best_.empty()) package.gains = sum_of(best_);
    }

    const Gains& gains_;
    const PackageOptions& options_;
    const Monitor& monitor_;
    std::vector<std::size_t> order_;
    double best_value_ = kNone;
    std::vector<std::size_t> best_{};
};

}  // namespace

void PackageOptions::validate() const {
    if (max_size < 1 || max_size > 20)
        throw Error{Errc::wrong_usage, fmt::format("max_size is {}; expected 1 to 20", max_size)};
    if (!(least_gain > 0)) throw Error{Errc::wrong_usage, fmt::format("least_gain is {}; expected > 0", least_gain)};
}

Package best_package(const Gains& gains, const PackageOptions& options, const Monitor& monitor) {
    options.validate();
    if (gains.num_members() == 0 || gains.num_proposals() == 0)
        return {.log_nash = kNone, .log_bound = kNone, .is_proven = true};
    return Search(gains, options, monitor).run();
}

}  // namespace entente::norms
