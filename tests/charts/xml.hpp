// SPDX-License-Identifier: Apache-2.0
//
// Just enough XML to judge a picture: is it well formed, and what texts stand where?
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace entente::charts::testing {

struct Text {
    double x = 0;
    double y = 0;
    double size = 0;
    std::string words{};
};

/// Whether every element is closed in order, there is one root, and no bare & or < stands in a text.
inline ::testing::AssertionResult is_well_formed(std::string_view xml) {
    const auto no = [](std::string_view why) { return ::testing::AssertionFailure() << why; };
    if (!xml.starts_with("<?xml")) return no("no declaration");
    xml.remove_prefix(xml.find("?>") + 2);
    std::vector<std::string> open;
    int roots = 0;
    for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
        const std::size_t end = xml.find('>', at);
        if (end == std::string_view::npos) return no("a tag that does not end");
        std::string_view tag = xml.substr(at + 1, end - at - 1);
        if (tag.find('<') != std::string_view::npos) return no("a bare <");
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) return no("closed out of order: " + std::string(tag));
            open.pop_back();
            continue;
        }
        if (open.empty()) ++roots;
        if (!tag.ends_with('/')) open.emplace_back(tag.substr(0, tag.find(' ')));
    }
    for (std::size_t at = xml.find('&'); at != std::string_view::npos; at = xml.find('&', at + 1)) {
        const std::string_view name = xml.substr(at + 1, xml.find(';', at) - at - 1);
        if (name != "amp" && name != "lt" && name != "gt" && name != "quot") return no("a bare &");
    }
    if (!open.empty() || roots != 1) return no("not one root");
    return ::testing::AssertionSuccess();
}

/// All texts in their order.
inline std::vector<Text> texts_of(const std::string& svg) {
    std::vector<Text> texts;
    for (std::size_t at = svg.find("<text "); at != std::string::npos; at = svg.find("<text ", at + 1)) {
        const auto number = [&](std::string_view name) {
            return std::atof(svg.c_str() + svg.find(std::string(name) + "=\"", at) + name.size() + 2);
        };
        const std::size_t begin = svg.find('>', at) + 1;
        texts.push_back(
            {number(" x"), number(" y"), number("font-size"), svg.substr(begin, svg.find('<', begin) - begin)});
    }
    return texts;
}

/// The text with these words; a failure of the test where there is none.
inline Text text_with(const std::string& svg, std::string_view words) {
    for (Text& text : texts_of(svg))
        if (text.words == words) return text;
    ADD_FAILURE() << "no text '" << words << "'";
    return {};
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace entente::charts::testing
