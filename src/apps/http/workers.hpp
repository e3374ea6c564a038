// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "entente/base/progress.hpp"
#include "kept_answers.hpp"

namespace entente::apps::http {

/// One answer in the making: whoever waits for it, and whoever makes it.
class Task {
public:
    using Make = std::function<std::shared_ptr<const KeptAnswer>(const Monitor&)>;

    explicit Task(Make make) : make_(std::move(make)) {}

    /// How far it is: what is done, and the share of it.
    struct Progress {
        std::string what{};
        double share = 0;
    };

    /// Something new: progress since the last call, or that it is done. Nothing new within the time: neither.
    struct News {
        std::optional<Progress> progress{};
        bool is_done = false;
    };
    [[nodiscard]] News wait(std::chrono::milliseconds time);

    /// The answer of a task that is done. Throws what making it threw.
    [[nodiscard]] std::shared_ptr<const KeptAnswer> answer() const;

private:
    friend class Workers;
    void run();
    /// Asks whoever makes it to stop; what then comes is an Error{interrupted}.
    void stop() { stop_.request_stop(); }

    Make make_;
    std::stop_source stop_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Progress> progress_ = Progress{.what = "waiting in line"};
    bool is_done_ = false;
    std::shared_ptr<const KeptAnswer> answer_;
    std::exception_ptr fault_;
    int num_waiting_ = 1;  ///< For it; Workers' to read and write.
};

/// A few threads that make answers, and a bounded line of questions before them: what does not fit is refused at once,
/// so that a crowd gets an answer or a clear no, never a server that has no memory left. The destructor stops what is
/// being made and waits for it.
class Workers {
public:
    struct Limits {
        std::size_t threads = 2;   ///< Answers made at a time.
        std::size_t waiting = 64;  ///< Questions that may wait; beyond it they are refused.
    };

    explicit Workers(Limits limits);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Puts a question in line, or joins those who wait for the same one (`key`) already. Null: the line is full.
    [[nodiscard]] std::shared_ptr<Task> submit(const std::string& key, Task::Make make);
    /// Says that one of those who waited does no longer, done or not; when the last one leaves, its work is stopped.
    void leave(const std::shared_ptr<Task>& task);

    [[nodiscard]] std::size_t num_waiting() const;

private:
    void work(const std::stop_token& stop);

    Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<std::shared_ptr<Task>> line_;
    std::vector<std::shared_ptr<Task>> running_;
    std::map<std::string, std::weak_ptr<Task>> by_key_;  ///< Those in line or in work.
    std::vector<std::jthread> threads_;                  ///< Last, so that they end first.
};

}  // namespace entente::apps::http
