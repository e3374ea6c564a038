// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "library.hpp"

namespace entente::apps::http {

/// A thread for each open connection, as many as there are and `most` at most; further connections wait for one.
///
/// The library keeps a thread busy as long as a connection is open, so a pool of a fixed few would let as many idle
/// browsers shut everyone else out. Threads that find nothing to do for a while end.
class Connections final : public httplib::TaskQueue {
public:
    explicit Connections(std::size_t most);

    void enqueue(std::function<void()> serve) override;
    /// Waits for all of them.
    void shutdown() override;

    /// When the connection that this thread serves was taken up.
    [[nodiscard]] static std::chrono::steady_clock::time_point taken_up() noexcept;

private:
    /// Shared with the threads, which may outlive a call to shutdown() by a moment.
    struct State {
        std::mutex mutex{};
        std::condition_variable changed{};
        std::deque<std::function<void()>> waiting{};
        std::size_t num_threads = 0;
        std::size_t num_idle = 0;
        bool is_over = false;
    };
    static void run(const std::shared_ptr<State>& state);

    std::size_t most_;
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace entente::apps::http
