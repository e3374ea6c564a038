// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "document.hpp"

namespace entente::brief {
namespace {

/// Text in which nothing is read as markup, also where it stands in a table.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>#|~&").find(c) != std::string_view::npos) result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result;
}

std::string line_text(const Line& line) {
    return line.lead.empty() ? escaped(line.text) : fmt::format("**{}** {}", escaped(line.lead), escaped(line.text));
}

std::string section_text(const Section& section) {
    std::string out = fmt::format("## {}\n\n", escaped(section.title));
    for (const Line& line : section.lines) out += fmt::format("- {}\n", line_text(line));
    return out + '\n';
}

std::string square_text(const Square& square) {
    const std::string text =
        (square.is_frontier ? "◆ " : "") + std::string(square.rests_on_few ? "\\~" : "") + escaped(square.text);
    const std::string range =
        square.range.empty() || square.range == square.text ? "" : fmt::format(" ({})", escaped(square.range));
    return square.is_cleared ? fmt::format("**{}**{}", text, range) : text + range;
}

std::string table_text(const Document& document) {
    std::string out = "|  |";
    for (const Depth depth : all_values<Depth>()) out += fmt::format(" {} |", to_string(depth));
    out += "\n| --- |";
    for (std::size_t k = 0; k < kNumDepths; ++k) out += " ---: |";
    for (const Scope scope : all_values<Scope>()) {
        out += fmt::format("\n| {} |", to_string(scope));
        for (const Depth depth : all_values<Depth>())
            out += fmt::format(" {} |", square_text(document.squares[index_of({scope, depth})]));
    }
    return out + "\n\n" + escaped(document.legend) + "\n\n";
}

}  // namespace

std::string to_markdown(const BriefInputs& inputs) {
    const Document document = compose(inputs);
    std::string out = fmt::format("# {}\n\n{}\n\n", escaped(document.title), escaped(document.subtitle));
    out += section_text(document.bottom_line);
    out += "## How far, in which form\n\n" + table_text(document);
    for (const Section& section : document.sections) out += section_text(section);
    out += section_text({.title = "Sources", .lines = document.sources});
    out += "```bibtex\n" + document.bibtex + "```\n\n";
    return out + escaped(document.footer) + '\n';
}

}  // namespace entente::brief
