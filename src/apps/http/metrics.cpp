// SPDX-License-Identifier: Apache-2.0
#include "metrics.hpp"

#include <fmt/format.h>

namespace entente::apps::http {

void Metrics::add(const std::string& route, int status, std::chrono::steady_clock::duration time) {
    const double seconds = std::chrono::duration<double>(time).count();
    const std::scoped_lock lock(mutex_);
    ++requests_[{route, status}];
    Times& times = times_[route];
    ++times.count;
    times.sum_s += seconds;
    for (std::size_t k = 0; k < kBuckets.size(); ++k)
        if (seconds <= kBuckets[k]) ++times.at_most[k];
}

std::string Metrics::text() const {
    const std::scoped_lock lock(mutex_);
    std::string text =
        "# HELP entente_http_requests_total Requests answered.\n# TYPE entente_http_requests_total counter\n";
    for (const auto& [key, count] : requests_)
        text +=
            fmt::format("entente_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
    text += "# HELP entente_http_request_seconds Time to answer.\n# TYPE entente_http_request_seconds histogram\n";
    for (const auto& [route, times] : times_) {
        for (std::size_t k = 0; k < kBuckets.size(); ++k)
            text += fmt::format("entente_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                                kBuckets[k], times.at_most[k]);
        text += fmt::format("entente_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, times.count);
        text += fmt::format("entente_http_request_seconds_sum{{route=\"{}\"}} {}\n", route, times.sum_s);
        text += fmt::format("entente_http_request_seconds_count{{route=\"{}\"}} {}\n", route, times.count);
    }
    return text;
}

std::string metric(const char* name, const char* kind, const char* help, double value) {
    return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

}  // namespace entente::apps::http
