// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>

#include <oneapi/tbb/info.h>

namespace oneapi::tbb {

/// The most threads of a loop while it lives (see parallel_for.h). The one that was made last holds.
class global_control {
public:
    enum parameter { max_allowed_parallelism };

    global_control(parameter, std::size_t value) : before_(limit().exchange(value)) {}
    ~global_control() { limit() = before_; }
    global_control(const global_control&) = delete;
    global_control& operator=(const global_control&) = delete;

    [[nodiscard]] static std::size_t active_value(parameter) { return limit(); }

private:
    [[nodiscard]] static std::atomic<std::size_t>& limit() {
        static std::atomic<std::size_t> value{static_cast<std::size_t>(info::default_concurrency())};
        return value;
    }

    std::size_t before_;
};

}  // namespace oneapi::tbb
