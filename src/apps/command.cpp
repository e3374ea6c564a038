// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "entente/base/parallel.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

/// Waits for signals on a thread of its own: only there may a stop be requested, since a handler may not.
class SignalWatcher {
public:
    SignalWatcher() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        std::thread([this] { watch(); }).detach();
    }
    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

private:
    void watch() {
        int signal = 0;
        sigwait(&signals_, &signal);
        source_.request_stop();
        sigwait(&signals_, &signal);
        _exit(exit_code(Errc::interrupted));
    }

    sigset_t signals_{};
    std::stop_source source_;
};

/// A one-line bar on stderr, drawn at most ten times a second and only for work that takes over two seconds.
class ProgressBar {
public:
    void show(std::string_view what, double share) {
        const std::scoped_lock lock(mutex_);
        const auto now = Clock::now();
        if (now - begun_ < std::chrono::seconds(2) || now - drawn_ < std::chrono::milliseconds(100)) return;
        drawn_ = now;
        constexpr int kWidth = 30;
        const int done = static_cast<int>(share * kWidth);
        fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {:3.0f} %  {}", "", done, "", kWidth - done, share * 100, what);
        std::fflush(stderr);
        is_shown_ = true;
    }
    ~ProgressBar() {
        if (is_shown_) std::fputs("\r\033[K", stderr);
    }

private:
    using Clock = std::chrono::steady_clock;
    std::mutex mutex_;
    Clock::time_point begun_ = Clock::now();
    Clock::time_point drawn_ = begun_;
    bool is_shown_ = false;
};

}  // namespace

void add_common(CLI::App& command, CommonOptions& common) {
    command.add_option(
        "--atlas", common.atlas,
        "Atlas file (default: $ENTENTE_ATLAS, else your own where you imported anything, else the starter atlas)");
    command.add_option("--as-of", common.as_of, "Answer as of this year: nothing later is known")
        ->check(CLI::Range(1816, 2200));
    command.add_option("--seed", common.seed, "Seed of all random numbers")->capture_default_str();
    command.add_option("--threads", common.threads, "Threads; results do not depend on it (0: all cores)")
        ->capture_default_str();
    auto* json = command.add_flag("--json", common.json, "Print JSON");
    command.add_flag("--csv", common.csv, "Print CSV")->excludes(json);
    command.add_flag("--quiet", common.quiet, "Print nothing but data and errors");
    // Before the command's own callback runs; the limit holds to the end of the process.
    command.parse_complete_callback([&common] { static const ThreadLimit limit{common.threads}; });
}

void say(const CommonOptions& common, const std::string& line) {
    if (!common.quiet) fmt::print(stderr, "{}\n", line);
}

std::stop_token stop_on_signals() {
    // Lives as long as the process: its thread may wait for a signal until the very end.
    static auto* const watcher = new SignalWatcher;  // NOLINT(cppcoreguidelines-owning-memory)
    return watcher->token();
}

Monitor monitor_of(const CommonOptions& common) {
    Monitor monitor{.progress = {}, .stop = stop_on_signals()};
    if (!common.quiet && isatty(STDERR_FILENO))
        monitor.progress = [bar = std::make_shared<ProgressBar>()](std::string_view what, double share) {
            bar->show(what, share);
        };
    return monitor;
}

}  // namespace entente::apps
