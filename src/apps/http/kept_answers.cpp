// SPDX-License-Identifier: Apache-2.0
#include "kept_answers.hpp"

#include <algorithm>

#include "entente/base/fingerprint.hpp"
#include "gzip.hpp"

namespace entente::apps::http {
namespace {

constexpr std::size_t kLeastToCompress = 1024;

}  // namespace

std::shared_ptr<const KeptAnswer> keep(std::string text, std::string type, std::string etag) {
    auto answer = std::make_shared<KeptAnswer>();
    if (text.size() >= kLeastToCompress) answer->gzip = gzipped(text);
    if (answer->gzip.size() >= text.size()) answer->gzip.clear();
    answer->text = std::move(text);
    answer->type = std::move(type);
    answer->etag = std::move(etag);
    return answer;
}

std::string etag_of(std::string_view state, std::string_view path, std::string_view question) {
    Fingerprint fingerprint;
    fingerprint.add(state).add("\n").add(path).add("\n").add(question);
    return "W/\"" + fingerprint.hex() + '"';
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    const std::string_view opaque = etag.substr(etag.find('"'));
    return if_none_match.find(opaque) != std::string_view::npos;
}

std::shared_ptr<const KeptAnswer> KeptAnswers::find(const std::string& etag) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_etag_.find(etag);
    if (found == by_etag_.end()) {
        ++counts_.misses;
        return nullptr;
    }
    ++counts_.hits;
    answers_.splice(answers_.begin(), answers_, found->second);
    return answers_.front();
}

void KeptAnswers::put(std::shared_ptr<const KeptAnswer> answer) {
    const std::scoped_lock lock(mutex_);
    if (answer->size() > most_bytes_ || by_etag_.contains(answer->etag)) return;
    counts_.bytes += answer->size();
    answers_.push_front(std::move(answer));
    by_etag_.emplace(answers_.front()->etag, answers_.begin());
    while (counts_.bytes > most_bytes_) {
        counts_.bytes -= answers_.back()->size();
        by_etag_.erase(answers_.back()->etag);
        answers_.pop_back();
    }
}

KeptAnswers::Counts KeptAnswers::counts() const {
    const std::scoped_lock lock(mutex_);
    return counts_;
}

}  // namespace entente::apps::http
