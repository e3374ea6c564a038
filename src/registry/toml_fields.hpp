// SPDX-License-Identifier: Apache-2.0
// Reads the fields of hand-written TOML and collects every fault with its place, instead of stopping at the first.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#define TOML_HEADER_ONLY 1
// A header such as [=] trips an assertion of the parser before its own check finds the fault and says so.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

#include <fmt/format.h>

#include "entente/base/names.hpp"
#include "entente/registry/curated.hpp"

namespace entente::registry {

/// Faults of one file.
class Faults {
public:
    explicit Faults(std::string_view file) : file_(file) {}

    void add(const toml::source_region& where, std::string what) {
        list_.push_back(
            {file_, static_cast<int>(where.begin.line), static_cast<int>(where.begin.column), std::move(what)});
    }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
    [[nodiscard]] const std::vector<FileFault>& list() const noexcept { return list_; }
    /// Throws Error{Errc::bad_input} with all of them, if there are any.
    void require_none() const;

private:
    std::string file_;
    std::vector<FileFault> list_;
};

/// " Nearest: a, b." or nothing.
[[nodiscard]] std::string nearest_hint(std::string_view text, std::span<const std::string> candidates);

/// The whole file; an empty table and a fault where it is no TOML.
[[nodiscard]] toml::table parse_toml(std::string_view toml, std::string_view file, Faults& faults);

/// A file that is a list of entries, each of which begins with a line `[[name]]` at its margin. The parser stops at the
/// first fault of syntax, so the entry that holds it is taken out and the rest read again: every broken entry gives one
/// fault, and all sound ones are in the table.
[[nodiscard]] toml::table parse_toml_entries(std::string_view toml, std::string_view file, Faults& faults);

/// The fields of one table. Each field that was asked for is known; `finish` reports all others.
class Fields {
public:
    Fields(const toml::table& table, Faults& faults) : table_(table), faults_(faults) {}

    /// A text that must be there and must not be empty; empty after a fault.
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::string text_or(std::string_view key, std::string_view fallback);
    [[nodiscard]] double number_or(std::string_view key, double fallback);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// A text or a list of texts.
    [[nodiscard]] std::vector<std::string> text_or_texts(std::string_view key);
    /// A year of 1 .. 2200.
    [[nodiscard]] std::optional<Year> year(std::string_view key);
    [[nodiscard]] Year required_year(std::string_view key);
    /// Tables of a list; nothing where the key is missing.
    [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key);

    /// A word of an enumeration; its first value after a fault.
    template <typename Enum>
    [[nodiscard]] Enum word(std::string_view key) {
        return word_or<Enum>(key, text(key));
    }
    template <typename Enum>
    [[nodiscard]] Enum word_or(std::string_view key, const std::string& value) {
        if (value.empty()) return Enum{};
        if (const auto found = from_string<Enum>(value)) return *found;
        fault(key, fmt::format("'{}' is '{}'; expected one of {}", key, value, fmt::join(Names<Enum>::table, ", ")));
        return Enum{};
    }

    /// Place of a field, or of the table where the field is missing.
    [[nodiscard]] toml::source_region where(std::string_view key) const;
    void fault(std::string_view key, std::string what) { faults_.add(where(key), std::move(what)); }
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
    [[nodiscard]] Faults& faults() noexcept { return faults_; }
    /// A table of its own below this one; null where it is missing.
    [[nodiscard]] const toml::table* table_at(std::string_view key) {
        const toml::node* found = node(key);
        return found ? found->as_table() : nullptr;
    }
    /// Marks a field as known without reading it.
    void know(std::string_view key) { known_.emplace(key); }
    /// Reports every field that nobody asked for.
    void finish();

private:
    const toml::node* node(std::string_view key);

    const toml::table& table_;
    Faults& faults_;
    std::set<std::string, std::less<>> known_;
};

/// Reads a whole file by `read(Fields&)`. Throws Error{Errc::bad_input} with every fault, those of `read` included.
template <typename Read>
[[nodiscard]] auto read_toml(std::string_view toml, std::string_view file, const Read& read) {
    Faults faults(file);
    const toml::table root = parse_toml(toml, file, faults);
    faults.require_none();
    Fields fields(root, faults);
    auto result = read(fields);
    fields.finish();
    faults.require_none();
    return result;
}

}  // namespace entente::registry
