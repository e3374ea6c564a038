// SPDX-License-Identifier: Apache-2.0
#include "workers.hpp"

#include <algorithm>

namespace entente::apps::http {

void Task::run() {
    std::shared_ptr<const KeptAnswer> answer;
    std::exception_ptr fault;
    try {
        const Monitor monitor{.progress =
                                  [this](std::string_view what, double share) {
                                      const std::scoped_lock lock(mutex_);
                                      progress_ = Progress{std::string(what), share};
                                      changed_.notify_all();
                                  },
                              .stop = stop_.get_token()};
        monitor.check_stop();
        answer = make_(monitor);
    } catch (...) {
        fault = std::current_exception();
    }
    const std::scoped_lock lock(mutex_);
    answer_ = std::move(answer);
    fault_ = fault;
    is_done_ = true;
    changed_.notify_all();
}

Task::News Task::wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time, [this] { return is_done_ || progress_; });
    return {std::exchange(progress_, std::nullopt), is_done_};
}

std::shared_ptr<const KeptAnswer> Task::answer() const {
    if (fault_) std::rethrow_exception(fault_);
    return answer_;
}

Workers::Workers(Limits limits) : limits_(limits) {
    for (std::size_t k = 0; k < limits_.threads; ++k)
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Workers::~Workers() {
    for (std::jthread& thread : threads_) thread.request_stop();
    const std::scoped_lock lock(mutex_);
    for (const auto& task : running_) task->stop();
    for (const auto& task : line_) task->stop();
}

std::shared_ptr<Task> Workers::submit(const std::string& key, Task::Make make) {
    const std::scoped_lock lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        if (auto same = found->second.lock(); same && same->num_waiting_ > 0) {
            ++same->num_waiting_;
            return same;
        }
    }
    if (line_.size() >= limits_.waiting) return nullptr;
    line_.push_back(std::make_shared<Task>(std::move(make)));
    by_key_[key] = line_.back();
    std::erase_if(by_key_, [](const auto& entry) { return entry.second.expired(); });
    arrived_.notify_one();
    return line_.back();
}

void Workers::leave(const std::shared_ptr<Task>& task) {
    const std::scoped_lock lock(mutex_);
    if (--task->num_waiting_ > 0) return;
    task->stop();
    std::erase(line_, task);
}

std::size_t Workers::num_waiting() const {
    const std::scoped_lock lock(mutex_);
    return line_.size();
}

void Workers::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (arrived_.wait(lock, stop, [this] { return !line_.empty(); })) {
        const auto task = std::move(line_.front());
        line_.pop_front();
        running_.push_back(task);
        lock.unlock();
        task->run();
        lock.lock();
        std::erase(running_, task);
    }
}

}  // namespace entente::apps::http
