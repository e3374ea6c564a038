// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "largest.hpp"

namespace entente::coalition {

/// Quick bounds on the share of all sizes at once, under a few fixed weights: of each issue alone and of all alike.
class SizeScreens {
public:
    explicit SizeScreens(const Instance& instance);

    /// Sizes at which no weights rule out that sets of `in` and candidates (a set of actors) beat the best so far.
    /// Cost: O(actors x issues).
    [[nodiscard]] std::vector<std::size_t> promising_sizes(const std::vector<Member>& in,
                                                           const std::vector<std::uint64_t>& candidates,
                                                           const BestBySize& best) const;

private:
    struct Screen {
        std::int64_t sum_of_weights = 0;
        std::vector<std::int64_t> value{};  ///< By actor.
        std::vector<Member> order{};        ///< By value, falling.
    };
    void add(const Instance& instance, const std::vector<std::int64_t>& weights);

    std::vector<Screen> screens_;
};

}  // namespace entente::coalition
