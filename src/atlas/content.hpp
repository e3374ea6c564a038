// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/fingerprint.hpp"
#include "entente/base/records.hpp"
#include "statement.hpp"

namespace entente::atlas {

/// Fingerprint of rows, value by value. Texts carry their length and lists their size, so that no two different rows
/// can run together into the same bytes.
class ContentHash {
public:
    template <typename... Values>
    ContentHash& add(const Values&... values) {
        (add_one(values), ...);
        if (buffer_.size() > kFlushAt) flush();
        return *this;
    }
    [[nodiscard]] std::string hex() {
        flush();
        return fingerprint_.hex();
    }

private:
    static constexpr std::size_t kFlushAt = 1U << 16U;

    template <typename Number>
    requires std::is_arithmetic_v<Number>
    void add_one(Number value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        buffer_.append(bytes, sizeof value);
    }
    void add_one(std::string_view text) {
        add_one(text.size());
        buffer_.append(text);
    }
    void add_one(const std::string& text) { add_one(std::string_view{text}); }
    void add_one(const char* text) { add_one(std::string_view{text}); }
    void add_one(Year year) { add_one(year.value()); }
    void add_one(ActorId actor) { add_one(actor.value()); }
    void add_one(RollCallId roll_call) { add_one(roll_call.value()); }
    void add_one(const Spell& spell) { add(spell.first, spell.last); }
    template <Named Enum>
    void add_one(Enum value) {
        add_one(to_string(value));
    }
    template <typename T>
    void add_one(const std::optional<T>& value) {
        add_one(value.has_value());
        if (value) add_one(*value);
    }
    void flush() {
        fingerprint_.add(buffer_);
        buffer_.clear();
    }

    Fingerprint fingerprint_;
    std::string buffer_;
};

/// Fingerprint of everything that a source brings, its own description included. Two imports with the same content
/// leave the same rows.
[[nodiscard]] std::string content_of(const SourceTable& table);

}  // namespace entente::atlas
