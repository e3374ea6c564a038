// SPDX-License-Identifier: Apache-2.0
#include "connections.hpp"

#include <thread>
#include <utility>

namespace entente::apps::http {
namespace {

constexpr std::chrono::seconds kIdle{10};

thread_local std::chrono::steady_clock::time_point taken_up_at;

}  // namespace

Connections::Connections(std::size_t most) : most_(most) {}

void Connections::enqueue(std::function<void()> serve) {
    const std::scoped_lock lock(state_->mutex);
    state_->waiting.push_back(std::move(serve));
    // Those woken but not yet running count as idle, too: compare with all that wait.
    if (state_->waiting.size() > state_->num_idle && state_->num_threads < most_) {
        ++state_->num_threads;
        std::thread(run, state_).detach();
    } else {
        state_->changed.notify_one();
    }
}

void Connections::run(const std::shared_ptr<State>& state) {
    std::unique_lock lock(state->mutex);
    for (;;) {
        ++state->num_idle;
        const bool has_work =
            state->changed.wait_for(lock, kIdle, [&] { return !state->waiting.empty() || state->is_over; });
        --state->num_idle;
        if (!has_work || state->waiting.empty()) break;
        const std::function<void()> serve = std::exchange(state->waiting.front(), nullptr);
        state->waiting.pop_front();
        lock.unlock();
        taken_up_at = std::chrono::steady_clock::now();
        serve();
        lock.lock();
    }
    --state->num_threads;
    state->changed.notify_all();
}

std::chrono::steady_clock::time_point Connections::taken_up() noexcept {
    return taken_up_at;
}

void Connections::shutdown() {
    std::unique_lock lock(state_->mutex);
    state_->is_over = true;
    state_->changed.notify_all();
    state_->changed.wait(lock, [this] { return state_->num_threads == 0; });
}

}  // namespace entente::apps::http
