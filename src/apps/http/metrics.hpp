// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace entente::apps::http {

/// Counts what the server answered, as Prometheus reads it (text format 0.0.4). Safe to use from many threads.
class Metrics {
public:
    /// `route` is the route's own path, never the request's: what a client types must not grow the table.
    void add(const std::string& route, int status, std::chrono::steady_clock::duration time);

    /// Counters of requests by route and status, and a histogram of their times by route.
    [[nodiscard]] std::string text() const;

    /// Upper bounds of the histogram's buckets, in seconds.
    static constexpr std::array<double, 10> kBuckets{0.001, 0.005, 0.01, 0.02, 0.06, 0.1, 0.25, 1, 5, 30};

private:
    struct Times {
        std::array<std::uint64_t, kBuckets.size()> at_most{};
        std::uint64_t count = 0;
        double sum_s = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Times> times_;
};

/// One gauge or counter with its help line.
[[nodiscard]] std::string metric(const char* name, const char* kind, const char* help, double value);

}  // namespace entente::apps::http
