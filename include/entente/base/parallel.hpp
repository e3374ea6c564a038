// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>

namespace entente {

/// Limits the threads of every parallel loop while it lives; 0 means all cores.
class ThreadLimit {
public:
    explicit ThreadLimit(std::size_t num_threads);

private:
    oneapi::tbb::global_control control_;
};

/// Calls body(begin, end) on consecutive blocks of 0 .. count-1, in any order and on any thread.
///
/// Blocks are cut by `block` alone and never by the number of threads. A body that writes only what belongs to its own
/// items therefore gives the same bits at any number of threads.
template <typename Body>
void parallel_blocks(std::size_t count, std::size_t block, const Body& body) {
    const std::size_t num_blocks = (count + block - 1) / block;
    oneapi::tbb::parallel_for(std::size_t{0}, num_blocks, [&](std::size_t k) {
        const std::size_t begin = k * block;
        body(begin, begin + block < count ? begin + block : count);
    });
}

/// Calls body(item) for every item of 0 .. count-1 (see `parallel_blocks`).
template <typename Body>
void parallel_for(std::size_t count, const Body& body, std::size_t block = 1) {
    parallel_blocks(count, block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t item = begin; item < end; ++item) body(item);
    });
}

/// Sums map(begin, end) over blocks in the blocks' own order, so that floating-point rounding cannot depend on the
/// number of threads. Value needs a default (zero) and `+=`.
template <typename Value, typename Map>
[[nodiscard]] Value parallel_sum(std::size_t count, std::size_t block, const Map& map) {
    std::vector<Value> partial((count + block - 1) / block);
    parallel_blocks(count, block,
                    [&](std::size_t begin, std::size_t end) { partial[begin / block] = map(begin, end); });
    Value total{};
    for (const Value& value : partial) total += value;
    return total;
}

}  // namespace entente
