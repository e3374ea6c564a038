// SPDX-License-Identifier: Apache-2.0
//
// Parallel loops on plain threads, for the thread sanitizer alone (preset `tsan`, which puts this folder before the
// system's). oneTBB comes without the sanitizer's marks: it would not see that a loop's end waits for its bodies, and
// call every result a race. Here each loop starts threads and joins them, which it does see. What it then finds in a
// body is a race under any scheduler. Only what include/entente/base/parallel.hpp uses is offered.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>

namespace oneapi::tbb {

/// Whether this thread is in a loop.
inline thread_local bool is_within = false;

/// Calls body(k) for every k of first .. last - 1. A loop within a loop runs on its caller's thread. The first
/// exception of a body ends the loop and is thrown again.
template <typename Index, typename Body>
void parallel_for(Index first, Index last, const Body& body) {
    const std::size_t limit = global_control::active_value(global_control::max_allowed_parallelism);
    const auto count = first < last ? static_cast<std::size_t>(last - first) : 0;
    const std::size_t num_threads = is_within ? 1 : std::min(limit, count);
    std::atomic<Index> next{first};
    std::exception_ptr error;
    std::mutex error_guard;
    const auto work = [&](bool is_loop) {
        const bool was_within = is_within;
        is_within = is_loop || was_within;
        try {
            for (Index k = next++; k < last; k = next++) body(k);
        } catch (...) {
            next = last;
            const std::lock_guard lock{error_guard};
            if (!error) error = std::current_exception();
        }
        is_within = was_within;
    };
    std::vector<std::thread> threads;
    for (std::size_t thread = 1; thread < num_threads; ++thread) threads.emplace_back(work, true);
    work(num_threads > 1);
    for (std::thread& thread : threads) thread.join();
    if (error) std::rethrow_exception(error);
}

}  // namespace oneapi::tbb
