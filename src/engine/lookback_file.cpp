// SPDX-License-Identifier: Apache-2.0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/engine/lookback.hpp"

namespace entente::engine {
namespace {

/// One table of the file, with errors that name its place.
class Entry {
public:
    Entry(const toml::table& table, std::string_view file) : table_(table), file_(file) {}

    [[noreturn]] void refuse(std::string_view what) const {
        throw Error{Errc::bad_input, fmt::format("{} line {}: {}", file_, table_.source().begin.line, what)};
    }
    [[nodiscard]] std::string text(std::string_view key) const {
        if (const auto value = table_[key].value<std::string>(); value && !value->empty()) return *value;
        refuse(fmt::format("'{}' is missing; expected a text", key));
    }
    [[nodiscard]] int integer(std::string_view key) const {
        if (const auto value = table_[key].value<int>()) return *value;
        refuse(fmt::format("'{}' is missing; expected a whole number", key));
    }
    [[nodiscard]] bool flag(std::string_view key) const {
        if (const auto value = table_[key].value<bool>()) return *value;
        refuse(fmt::format("'{}' is missing; expected true or false", key));
    }
    template <typename Enum>
    [[nodiscard]] Enum word(std::string_view key) const {
        const std::string value = text(key);
        if (const auto found = from_string<Enum>(value)) return *found;
        refuse(fmt::format("'{}' is '{}'; expected one of {}", key, value, fmt::join(Names<Enum>::table, ", ")));
    }
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
    [[nodiscard]] std::vector<Entry> entries(std::string_view key) const {
        std::vector<Entry> found;
        if (const toml::array* array = table_[key].as_array())
            for (const toml::node& node : *array)
                if (const toml::table* table = node.as_table()) found.emplace_back(*table, file_);
        return found;
    }

private:
    const toml::table& table_;
    std::string_view file_;
};

LookbackClaim read_claim(const Entry& entry) {
    LookbackClaim claim{.id = entry.text("id"),
                        .text = entry.text("text"),
                        .measure = entry.word<ClaimMeasure>("measure"),
                        .came_true = entry.flag("came_true"),
                        .cite = entry.text("cite")};
    switch (claim.measure) {
        case ClaimMeasure::founding:
            if (entry.has("family")) claim.family = entry.word<Family>("family");
            break;
        case ClaimMeasure::cell:
            claim.scope = entry.word<Scope>("scope");
            claim.depth = entry.word<Depth>("depth");
            break;
        case ClaimMeasure::endures:
            claim.bond = entry.text("bond");
            break;
    }
    return claim;
}

LookbackCase read_case(const Entry& entry) {
    LookbackCase one{.id = entry.text("id"),
                     .title = entry.text("title"),
                     .brief = entry.text("brief"),
                     .issue = entry.text("issue"),
                     .actors = entry.text("actors")};
    for (const Entry& claim : entry.entries("claim")) one.claims.push_back(read_claim(claim));
    for (const Entry& event : entry.entries("event"))
        one.events.push_back({.date = event.text("date"), .text = event.text("text"), .cite = event.text("cite")});
    if (one.claims.empty()) entry.refuse(fmt::format("case '{}' has no claim", one.id));
    return one;
}

void check_citations(const LookbackFile& file, std::string_view name) {
    const auto require = [&](const std::string& key, const std::string& where) {
        if (std::ranges::find(file.citations, key, &LookbackCitation::key) == file.citations.end())
            throw Error{Errc::bad_input,
                        fmt::format("{}: {} cites '{}', which is no citation of the file", name, where, key)};
    };
    for (const LookbackCase& one : file.cases) {
        for (const LookbackClaim& claim : one.claims) require(claim.cite, one.id + "/" + claim.id);
        for (const LookbackEvent& event : one.events) require(event.cite, one.id + "/" + event.date);
    }
}

}  // namespace

LookbackFile parse_lookback(std::string_view toml, std::string_view file) {
    toml::table root;
    try {
        root = toml::parse(toml, std::string(file));
    } catch (const toml::parse_error& error) {
        throw Error{Errc::bad_input,
                    fmt::format("{} line {}: {}", file, error.source().begin.line, error.description())};
    }
    const Entry entry(root, file);
    LookbackFile result{.as_of = Year{entry.integer("as_of")}, .horizon_years = entry.integer("horizon")};
    for (const Entry& one : entry.entries("citation"))
        result.citations.push_back({.key = one.text("key"), .text = one.text("text"), .url = one.text("url")});
    for (const Entry& one : entry.entries("case")) result.cases.push_back(read_case(one));
    check_citations(result, file);
    return result;
}

LookbackFile read_lookback(const std::filesystem::path& data) {
    return parse_lookback(read_text(data / "lookback.toml"), "lookback.toml");
}

}  // namespace entente::engine
