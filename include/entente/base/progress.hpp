// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

#include "entente/base/error.hpp"

namespace entente {

/// Told how far a stage is: what it does and the share done in 0 .. 1. An empty function is allowed and means silence.
using Progress = std::function<void(std::string_view what, double share)>;

/// How a stage talks to whoever runs it, without touching terminal, clock or signals itself.
struct Monitor {
    Progress progress{};
    std::stop_token stop{};

    void report(std::string_view what, double share) const {
        if (progress) progress(what, share);
    }
    /// Throws Error{Errc::interrupted} once a stop was asked for. Stages call it where nothing is half done.
    void check_stop() const {
        if (stop.stop_requested()) throw Error{Errc::interrupted, "stopped on request; nothing was changed"};
    }
};

}  // namespace entente
