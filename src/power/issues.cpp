// SPDX-License-Identifier: Apache-2.0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/nearest.hpp"
#include "entente/power/power.hpp"

namespace entente::power {
namespace {

[[noreturn]] void refuse(std::string_view file, const toml::source_region& where, std::string_view what) {
    throw Error{Errc::bad_input,
                fmt::format("{} line {} column {}: {}", file, where.begin.line, where.begin.column, what)};
}

std::string required_text(const toml::table& table, std::string_view key, std::string_view file) {
    if (const auto value = table[key].value<std::string>(); value && !value->empty()) return *value;
    refuse(file, table.source(), fmt::format("'{}' is missing; expected a text", key));
}

std::vector<std::string> texts(const toml::table& table, std::string_view key, std::string_view file) {
    std::vector<std::string> values;
    const toml::array* array = table[key].as_array();
    if (!array) return values;
    for (const toml::node& node : *array) {
        if (!node.is_string()) refuse(file, node.source(), fmt::format("'{}' expects texts", key));
        values.push_back(**node.as_string());
    }
    return values;
}

ImpactWeight read_weight(const toml::node& node, std::string_view file) {
    const toml::table* table = node.as_table();
    if (!table) refuse(file, node.source(), "a weight expects { series = \"...\", weight = ... }");
    ImpactWeight weight{.series = required_text(*table, "series", file), .weight = (*table)["weight"].value_or(1.0)};
    if (!(weight.weight > 0) || weight.weight > 1e6)
        refuse(file, node.source(),
               fmt::format("weight {} of '{}'; expected a positive number", weight.weight, weight.series));
    return weight;
}

Issue read_issue(const toml::table& table, std::string_view file) {
    Issue issue{.id = required_text(table, "id", file),
                .name = required_text(table, "name", file),
                .description = table["description"].value_or(std::string{}),
                .vote_labels = texts(table, "vote_labels", file)};
    const toml::array* weights = table["weights"].as_array();
    if (!weights || weights->empty())
        refuse(file, table.source(), fmt::format("issue '{}' names no series in 'weights'", issue.id));
    for (const toml::node& node : *weights) issue.weights.push_back(read_weight(node, file));
    for (const std::string& name : texts(table, "families", file)) {
        const auto family = from_string<Family>(name);
        if (!family)
            refuse(file, table["families"].node()->source(),
                   fmt::format("family '{}'; expected alliance, trade, formal, informal or other", name));
        issue.families.push_back(*family);
    }
    return issue;
}

}  // namespace

std::vector<Issue> parse_issues(std::string_view toml, std::string_view file) {
    toml::table root;
    try {
        root = toml::parse(toml, std::string(file));
    } catch (const toml::parse_error& error) {
        refuse(file, error.source(), error.description());
    }
    const toml::array* list = root["issue"].as_array();
    if (!list) refuse(file, root.source(), "no [[issue]]; expected at least one");
    std::vector<Issue> issues;
    for (const toml::node& node : *list) {
        if (!node.is_table()) refuse(file, node.source(), "an issue is a table: [[issue]]");
        issues.push_back(read_issue(*node.as_table(), file));
        for (std::size_t k = 0; k + 1 < issues.size(); ++k)
            if (issues[k].id == issues.back().id)
                refuse(file, node.source(), fmt::format("issue '{}' stands twice", issues.back().id));
    }
    return issues;
}

const Issue& find_issue(std::span<const Issue> issues, std::string_view id) {
    std::vector<std::string> ids;
    for (const Issue& issue : issues) {
        if (issue.id == id) return issue;
        ids.push_back(issue.id);
    }
    const auto nearest = nearest_names(id, ids);
    throw Error{Errc::unknown_id, fmt::format("no issue '{}'", id),
                nearest.empty() ? fmt::format("The issues are {}.", fmt::join(ids, ", "))
                                : fmt::format("Nearest: {}.", fmt::join(nearest, ", "))};
}

}  // namespace entente::power
