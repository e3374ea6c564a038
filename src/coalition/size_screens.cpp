// SPDX-License-Identifier: Apache-2.0
#include "size_screens.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace entente::coalition {

SizeScreens::SizeScreens(const Instance& instance) {
    for (std::size_t issue = 0; issue < instance.num_issues(); ++issue)
        add(instance, unit_weights(instance.num_issues(), issue));
    if (instance.num_issues() > 1) add(instance, std::vector<std::int64_t>(instance.num_issues(), 1));
}

void SizeScreens::add(const Instance& instance, const std::vector<std::int64_t>& weights) {
    Screen screen{.sum_of_weights = std::accumulate(weights.begin(), weights.end(), std::int64_t{0})};
    screen.value.resize(instance.problem().num_actors);
    for (Member actor = 0; actor < screen.value.size(); ++actor)
        for (std::size_t issue = 0; issue < weights.size(); ++issue)
            screen.value[actor] += weights[issue] * instance.brings(actor)[issue];
    screen.order = instance.open();
    std::ranges::stable_sort(screen.order, std::greater{}, [&](Member actor) { return screen.value[actor]; });
    screens_.push_back(std::move(screen));
}

std::vector<std::size_t> SizeScreens::promising_sizes(const std::vector<Member>& in,
                                                      const std::vector<std::uint64_t>& candidates,
                                                      const BestBySize& best) const {
    std::vector<std::uint8_t> could(best.max_size() + 1, 1);
    for (const Screen& screen : screens_) {
        std::int64_t sum = 0;
        for (const Member member : in) sum += screen.value[member];
        std::size_t size = in.size();
        const auto check = [&] {
            if (size <= best.max_size() && sum < screen.sum_of_weights * (best.share(size) + 1)) could[size] = 0;
        };
        check();
        for (const Member member : screen.order) {
            if (size >= best.max_size()) break;
            if ((candidates[member / 64] >> (member % 64) & 1) == 0) continue;
            sum += screen.value[member];
            ++size;
            check();
        }
        while (size < best.max_size()) {
            ++size;
            check();
        }
    }
    std::vector<std::size_t> sizes;
    for (std::size_t size = in.size(); size <= best.max_size(); ++size)
        if (could[size] != 0) sizes.push_back(size);
    return sizes;
}

}  // namespace entente::coalition
