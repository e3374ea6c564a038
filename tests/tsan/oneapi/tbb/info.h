// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <thread>

namespace oneapi::tbb::info {

/// Two at the least: with one thread there is nothing to see.
[[nodiscard]] inline int default_concurrency() {
    return std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace oneapi::tbb::info
