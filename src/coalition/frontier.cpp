// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/frontier.hpp"

#include <algorithm>

#include "check_size.hpp"
#include "largest.hpp"
#include "size_screens.hpp"

namespace entente::coalition {
namespace {

constexpr std::size_t kMostActors = 2'000;  ///< The sweep looks at every pair.

struct Pair {
    std::int64_t squared_distance = 0;
    Member a = 0;
    Member b = 0;
};

class Sweep {
public:
    Sweep(const CoreProblem& problem, std::size_t max_size, const CoreOptions& options, const Monitor& monitor)
        : problem_(problem),
          free_(without_thresholds(problem)),
          instance_(free_),
          best_(max_size, SizeRule::at_most),
          effort_(options.max_nodes, monitor.stop),
          monitor_(monitor),
          words_((problem.num_actors + 63) / 64),
          near_(problem.num_actors * words_),
          screens_(instance_) {}

    Frontier run() {
        if (!instance_.forced()) return {};
        instance_.allow(0);
        begin_distance();
        const std::vector<Member>& forced = *instance_.forced();
        for (const Member actor : everyone())
            if (forced.empty() || (forced.size() == 1 && forced.front() == actor)) look_at({actor});
        const std::vector<Pair> pairs = sorted_pairs();
        for (std::size_t begin = 0; begin < pairs.size();) {
            const std::int64_t distance = pairs[begin].squared_distance;
            std::size_t end = begin;
            for (; end < pairs.size() && pairs[end].squared_distance == distance; ++end) join(pairs[end]);
            instance_.allow(distance);
            if (distance > 0) end_distance(last_distance_);
            if (distance > 0) begin_distance();
            last_distance_ = distance;
            for (std::size_t k = begin; k < end; ++k) look_at({pairs[k].a, pairs[k].b});
            if (effort_.is_over()) frontier_.is_proven = false;
            if (!frontier_.is_proven) break;
            monitor_.report("sweeping over the distances of pairs",
                            static_cast<double>(end) / static_cast<double>(pairs.size()));
            begin = end;
        }
        end_distance(last_distance_);
        std::ranges::sort(frontier_.points, [](const FrontierPoint& p, const FrontierPoint& q) {
            return p.size != q.size ? p.size < q.size : p.squared_diameter < q.squared_diameter;
        });
        frontier_.num_nodes = effort_.num_nodes();
        return std::move(frontier_);
    }

private:
    [[nodiscard]] std::vector<Member> everyone() const {
        std::vector<Member> all = instance_.open();
        all.insert(all.end(), instance_.forced()->begin(), instance_.forced()->end());
        std::ranges::sort(all);
        return all;
    }

    [[nodiscard]] std::vector<Pair> sorted_pairs() {
        std::vector<Pair> pairs;
        const std::vector<Member> all = everyone();
        if (problem_.cohesion)
            instance_.allow(*problem_.cohesion * *problem_.cohesion);
        else
            instance_.allow(INT64_MAX);
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = i + 1; j < all.size(); ++j)
                if (instance_.can_sit(all[i], all[j]))
                    pairs.push_back({problem_.squared_distance(all[i], all[j]), all[i], all[j]});
        std::ranges::stable_sort(pairs, {}, &Pair::squared_distance);
        return pairs;
    }

    void join(const Pair& pair) {
        near_[pair.a * words_ + pair.b / 64] |= std::uint64_t{1} << (pair.b % 64);
        near_[pair.b * words_ + pair.a / 64] |= std::uint64_t{1} << (pair.a % 64);
    }

    /// Looks through the sets that hold these, the must-haves and whoever is near all of them.
    void look_at(std::vector<Member> in) {
        for (const Member member : *instance_.forced())
            if (std::ranges::find(in, member) == in.end()) in.push_back(member);
        if (in.size() > best_.max_size() || !frontier_.is_proven) return;
        lens_.assign(words_, ~std::uint64_t{0});
        for (const Member member : in)
            for (std::size_t w = 0; w < words_; ++w) lens_[w] &= near_[member * words_ + w];
        if (in.size() > 2)
            for (std::size_t i = 0; i < in.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    if (!instance_.can_sit(in[i], in[j])) return;
        // One actor is a set of its own; whoever stands at the same place comes with a pair.
        const std::vector<std::size_t> sizes =
            in.size() == 1 ? std::vector<std::size_t>{1} : screens_.promising_sizes(in, lens_, best_);
        if (sizes.empty()) return;
        std::vector<Member> candidates;
        for (const Member member : instance_.open())
            if ((lens_[member / 64] >> (member % 64) & 1) != 0) candidates.push_back(member);
        for (const std::size_t size : sizes) {
            ++frontier_.num_searches;
            if (!best_.look_through(instance_, in, candidates, size, effort_)) frontier_.is_proven = false;
        }
    }

    void begin_distance() {
        before_.clear();
        for (std::size_t size = 0; size <= best_.max_size(); ++size) before_.push_back(best_.share(size));
    }
    /// What has become better at a distance is a point of the frontier, unless fewer members do as well.
    void end_distance(std::int64_t squared_distance) {
        for (std::size_t size = 1; size <= best_.max_size(); ++size)
            if (best_.share(size) > before_[size] && best_.share(size) > best_.share(size - 1))
                frontier_.points.push_back({size, best_.share(size), squared_distance, best_.members(size)});
    }

    const CoreProblem& problem_;
    CoreProblem free_;
    Instance instance_;
    BestBySize best_;
    Effort effort_;
    const Monitor& monitor_;
    std::size_t words_;
    std::vector<std::uint64_t> near_;
    std::vector<std::uint64_t> lens_;
    SizeScreens screens_;
    std::vector<std::int64_t> before_;
    std::int64_t last_distance_ = 0;
    Frontier frontier_;
};

/// Where nobody stands anywhere, the frontier is that of size and share.
Frontier by_size(const CoreProblem& problem, std::size_t max_size, const CoreOptions& options, const Monitor& monitor) {
    Frontier frontier;
    std::int64_t best = -1;
    for (LargestShare& largest : largest_shares(problem, max_size, SizeRule::at_most, options, monitor)) {
        frontier.is_proven = frontier.is_proven && largest.is_proven;
        if (largest.members.empty() || largest.share <= best) continue;
        best = largest.share;
        frontier.points.push_back({largest.members.size(), largest.share, 0, std::move(largest.members)});
    }
    return frontier;
}

}  // namespace

Frontier frontier(const CoreProblem& problem, std::size_t max_size, const CoreOptions& options,
                  const Monitor& monitor) {
    problem.validate();
    check_size(problem, max_size);
    if (problem.num_actors > kMostActors)
        throw Error{Errc::wrong_usage,
                    fmt::format("a frontier of {} actors; expected at most {}", problem.num_actors, kMostActors),
                    "Ask for the core alone, or leave out actors of little share."};
    return problem.num_dimensions == 0 ? by_size(problem, max_size, options, monitor)
                                       : Sweep(problem, max_size, options, monitor).run();
}

}  // namespace entente::coalition
