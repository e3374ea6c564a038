// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace entente::apps::http {

/// A document as it goes over the wire, plain and compressed.
struct KeptAnswer {
    std::string text{};
    std::string gzip{};  ///< Empty where compression gains nothing.
    std::string type{};
    std::string etag{};

    [[nodiscard]] std::size_t size() const noexcept { return text.size() + gzip.size(); }
};

/// Makes an answer of a document; compresses it where it is large enough to gain.
[[nodiscard]] std::shared_ptr<const KeptAnswer> keep(std::string text, std::string type, std::string etag);

/// A weak ETag (RFC 9110, 8.8.3) that names a question to a state of the server. Weak, since the compressed and the
/// plain answer share it.
[[nodiscard]] std::string etag_of(std::string_view state, std::string_view path, std::string_view question);

/// Whether an If-None-Match header names the ETag.
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);

/// Answers by their ETag, up to a number of bytes; those not asked for the longest go first. Safe to use from many
/// threads.
class KeptAnswers {
public:
    explicit KeptAnswers(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Null where it is not kept.
    [[nodiscard]] std::shared_ptr<const KeptAnswer> find(const std::string& etag);
    void put(std::shared_ptr<const KeptAnswer> answer);

    struct Counts {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::size_t bytes = 0;
    };
    [[nodiscard]] Counts counts() const;

private:
    using List = std::list<std::shared_ptr<const KeptAnswer>>;
    std::size_t most_bytes_;
    mutable std::mutex mutex_;
    List answers_;  ///< Asked for latest first.
    std::unordered_map<std::string_view, List::iterator> by_etag_;
    Counts counts_;
};

}  // namespace entente::apps::http
