// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "anchors.hpp"
#include "check_size.hpp"
#include "largest.hpp"
#include "size_screens.hpp"

namespace entente::coalition {

std::vector<LargestShare> largest_shares(const CoreProblem& problem, std::size_t max_size, SizeRule rule,
                                         const CoreOptions& options, const Monitor& monitor) {
    problem.validate();
    check_size(problem, max_size);
    const CoreProblem free = without_thresholds(problem);
    const Instance instance(free);
    BestBySize best(max_size, rule);
    std::vector<bool> is_proven(max_size + 1, true);
    if (instance.forced()) {
        const Anchors anchors(instance);
        for (std::size_t anchor = 0; anchor < anchors.size(); ++anchor)
            if (anchors.least_cost(anchor))
                best.take_greedily(instance, anchors.in(anchor), anchors.candidates(anchor));
        const SizeScreens screens(instance);
        Effort effort(options.max_nodes, monitor.stop);
        for (std::size_t anchor = 0; anchor < anchors.size(); ++anchor) {
            if (!anchors.least_cost(anchor)) continue;
            const std::vector<Member> in = anchors.in(anchor);
            const std::vector<Member> candidates = anchors.candidates(anchor);
            std::vector<std::uint64_t> joining((problem.num_actors + 63) / 64);
            for (const Member member : candidates) joining[member / 64] |= std::uint64_t{1} << (member % 64);
            for (const std::size_t size : screens.promising_sizes(in, joining, best))
                if (!best.look_through(instance, in, candidates, size, effort)) is_proven[size] = false;
        }
    }
    std::vector<LargestShare> shares;
    for (std::size_t size = 1; size <= max_size; ++size)
        shares.push_back({size, best.members(size), std::max<std::int64_t>(best.share(size), 0), is_proven[size]});
    return shares;
}

}  // namespace entente::coalition
