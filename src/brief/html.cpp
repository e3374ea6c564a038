// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "document.hpp"
#include "entente/base/xml.hpp"
#include "style.hpp"

namespace entente::brief {
namespace {

struct Colour {
    double red;
    double green;
    double blue;
};
/// From pale to deep blue, light enough at every step for the text that stands on it, and falling evenly in grey.
constexpr Colour kPale{247, 250, 253};
constexpr Colour kDeep{20, 76, 140};
/// White text from here on: either side of it the contrast is at least 4.5 to 1.
constexpr double kWhiteText = 0.74;

std::string shade(double part) {
    const auto mix = [part](double from, double to) {
        return static_cast<int>(std::lround(from + (to - from) * part));
    };
    return fmt::format("background:rgb({},{},{});color:{}", mix(kPale.red, kDeep.red), mix(kPale.green, kDeep.green),
                       mix(kPale.blue, kDeep.blue), part > kWhiteText ? "#fff" : "#000");
}

/// Escaped, and no line break between a figure and its per-cent sign.
std::string escaped(std::string_view text) {
    std::string result = xml_escaped(text);
    for (std::size_t at = result.find(" %"); at != std::string::npos; at = result.find(" %", at))
        result.replace(at, 1, "\u00a0");
    return result;
}

std::string line_html(const Line& line) {
    const std::string lead = line.lead.empty() ? "" : fmt::format("<strong>{}</strong> ", escaped(line.lead));
    return lead + escaped(line.text);
}

std::string section_html(const Section& section, std::string_view css_class) {
    std::string out = fmt::format("<section class=\"{}\">\n<h2>{}</h2>\n<ul>\n", css_class, xml_escaped(section.title));
    for (const Line& line : section.lines) out += fmt::format("<li>{}</li>\n", line_html(line));
    return out + "</ul>\n</section>\n";
}

/// Whether the square clears the mark; outside of the table none does.
bool is_cleared(const Document& document, int scope, int depth) {
    if (scope < 0 || depth < 0 || scope >= static_cast<int>(kNumScopes) || depth >= static_cast<int>(kNumDepths))
        return false;
    return document.squares[index_of({static_cast<Scope>(scope), static_cast<Depth>(depth)})].is_cleared;
}

/// The sides of a square on which the staircase runs: those between what clears the mark and what does not.
std::string stairs(const Document& document, Cell cell) {
    const int scope = static_cast<int>(cell.scope);
    const int depth = static_cast<int>(cell.depth);
    if (!is_cleared(document, scope, depth)) return "";
    std::string classes;
    if (!is_cleared(document, scope - 1, depth)) classes += " t";
    if (!is_cleared(document, scope + 1, depth)) classes += " b";
    if (!is_cleared(document, scope, depth - 1)) classes += " l";
    if (!is_cleared(document, scope, depth + 1)) classes += " r";
    return classes;
}

std::string square_html(const Document& document, Cell cell) {
    const Square& square = document.squares[index_of(cell)];
    const std::string mark = square.is_frontier ? "<b title=\"on the frontier\">◆</b> " : "";
    const std::string range = square.range.empty() || square.range == square.text
                                  ? ""
                                  : fmt::format("<small>{}</small>", escaped(square.range));
    return fmt::format("<td class=\"{}{}\"{}>{}{}{}{}</td>", square.shade ? "some" : "none", stairs(document, cell),
                       square.shade ? fmt::format(" style=\"{}\"", shade(*square.shade)) : "", mark,
                       square.rests_on_few ? "~\u2009" : "", escaped(square.text), range);
}

std::string table_html(const Document& document) {
    std::string out = "<section class=\"table\">\n<h2>How far, in which form</h2>\n<table>\n<thead><tr><td></td>";
    for (const Depth depth : all_values<Depth>()) out += fmt::format("<th scope=\"col\">{}</th>", to_string(depth));
    out += "</tr></thead>\n<tbody>\n";
    for (const Scope scope : all_values<Scope>()) {
        out += fmt::format("<tr><th scope=\"row\">{}</th>", to_string(scope));
        for (const Depth depth : all_values<Depth>()) out += square_html(document, {scope, depth});
        out += "</tr>\n";
    }
    return out + fmt::format("</tbody>\n</table>\n<p class=\"legend\">{}</p>\n</section>\n", escaped(document.legend));
}

std::string sources_html(const Document& document) {
    return section_html({.title = "Sources", .lines = document.sources}, "sources") +
           fmt::format("<details>\n<summary>BibTeX</summary>\n<pre>{}</pre>\n</details>\n",
                       xml_escaped(document.bibtex));
}

}  // namespace

std::string to_html(const BriefInputs& inputs) {
    const Document document = compose(inputs);
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n"
        "</head>\n<body>\n<main>\n<header>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n",
        xml_escaped(document.title), kStyle, xml_escaped(document.title), xml_escaped(document.subtitle));
    out += section_html(document.bottom_line, "bottom-line");
    out += table_html(document);
    out += "<div class=\"columns\">\n";
    for (const Section& section : document.sections)
        out += section_html(section, section.title == "The strongest case against" ? "against" : "plain");
    out += "</div>\n" + sources_html(document);
    return out + fmt::format("<footer>{}</footer>\n</main>\n</body>\n</html>\n", xml_escaped(document.footer));
}

}  // namespace entente::brief
