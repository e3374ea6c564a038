// SPDX-License-Identifier: Apache-2.0
#include "answer_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>

#include <fmt/format.h>

#include "entente/base/words.hpp"

namespace entente::apps {
namespace {

constexpr std::size_t kCellWidth = 12;
constexpr std::size_t kLabelWidth = 14;
constexpr std::size_t kLineWidth = 88;

/// Backgrounds of the 256-colour palette from pale to deep blue, legible in black and white by the number itself.
constexpr std::array kShades{255, 195, 153, 117, 75, 33};

bool is_frontier(const attain::Answer& answer, Cell cell) {
    return std::ranges::any_of(answer.frontier, [&](const attain::FrontierPoint& point) { return point.cell == cell; });
}

/// `[ ]` marks the frontier, `=` what stands already, `~` what rests on few partnerships, `·` no evidence.
std::string cell_text(const attain::Answer& answer, const attain::CellAnswer& cell) {
    std::string text = "·";
    if (cell.evidence == attain::CellEvidence::held)
        text = "= stands";
    else if (cell.chance)
        text = (cell.evidence == attain::CellEvidence::registry ? "~" : "") + short_percent(cell.chance->probability);
    return is_frontier(answer, cell.cell) ? "[" + text + "]" : text;
}

std::string centred(const std::string& text) {
    const std::size_t width = display_width(text);
    const std::size_t left = width < kCellWidth ? (kCellWidth - width) / 2 : 0;
    return std::string(left, ' ') + text + std::string(kCellWidth - std::min(kCellWidth, left + width), ' ');
}

std::string shaded(const std::string& text, const attain::CellAnswer& cell, Colour colour) {
    if (colour == Colour::off || !cell.chance) return text;
    const auto shade =
        std::min(kShades.size() - 1, static_cast<std::size_t>(cell.chance->probability * kShades.size()));
    return fmt::format("\033[48;5;{}m\033[38;5;{}m{}\033[0m", kShades[shade], shade >= 4 ? 231 : 16, text);
}

void print_matrix(std::ostream& out, const attain::Answer& answer, Colour colour) {
    out << std::string(kLabelWidth, ' ');
    for (const Depth depth : all_values<Depth>()) out << centred(std::string(to_string(depth)));
    out << '\n';
    for (const Scope scope : all_values<Scope>()) {
        out << fmt::format("{:<{}}", to_string(scope), kLabelWidth);
        for (const Depth depth : all_values<Depth>()) {
            const attain::CellAnswer& cell = answer.matrix[index_of({scope, depth})];
            out << shaded(centred(cell_text(answer, cell)), cell, colour);
        }
        out << '\n';
    }
    out << "\n[ ] the frontier at " << short_percent(answer.question.threshold)
        << "   = stands already   ~ rests on few partnerships   · no evidence\n";
}

/// Words broken into lines.
std::string wrapped(const std::string& text, std::size_t indent) {
    std::string out(indent, ' ');
    std::size_t column = indent;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        const std::size_t width = display_width(word);
        if (column > indent && column + 1 + width > kLineWidth) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        }
        if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += width;
        begin = end + 1;
    }
    return out;
}

void heading(std::ostream& out, const char* text) {
    out << '\n' << text << '\n';
}

void print_compositions(std::ostream& out, const attain::Answer& answer) {
    heading(out, "Who, by scope");
    for (const auto& c : answer.compositions) {
        const std::string share =
            c.impact_share ? fmt::format(", {} of the issue", short_percent(*c.impact_share)) : "";
        out << wrapped(fmt::format("{}: {} at {}, {} ({}{})", to_string(c.scope), fmt::join(c.members, ", "),
                                   to_string(c.depth),
                                   c.how == attain::Way::held ? "stands already" : short_percent(c.probability),
                                   to_string(c.how), share),
                       2)
            << '\n';
    }
}

void print_lists(std::ostream& out, const attain::Answer& answer) {
    if (!answer.blockers.empty()) heading(out, "What stands in the way of all of them together");
    for (const auto& b : answer.blockers)
        out << wrapped(fmt::format("{}: {} (+{:.1f} points)", b.kind, b.text, b.loss * 100), 2) << '\n';
    if (!answer.comparables.empty()) heading(out, "The nearest real cases");
    for (const auto& c : answer.comparables)
        out << wrapped(fmt::format("{} ({}, {}): {}", c.name, c.year, to_string(c.scope), c.outcome), 2) << '\n';
    heading(out, "Nice or need");
    out << wrapped(fmt::format("{}: {}", answer.need.verdict, answer.need.text), 2) << '\n';
    if (!answer.options.empty()) heading(out, "Next step, and other ways to begin");
    for (const auto& option : answer.options) out << wrapped(option.label + ": " + option.text, 2) << '\n';
    if (!answer.movers.empty()) heading(out, "What would move the chance of all of them together most");
    constexpr std::size_t kMostMovers = 5;
    for (std::size_t k = 0; k < std::min(kMostMovers, answer.movers.size()); ++k)
        out << wrapped(answer.movers[k].text, 2) << '\n';
}

/// How far a search could prove its rows, in one line each where it could not.
void print_certificates(std::ostream& out, const attain::Answer& answer) {
    for (const Scope scope : all_values<Scope>()) {
        bool is_searched = false;
        std::optional<double> open;
        for (const attain::CellAnswer& cell : answer.matrix) {
            if (cell.cell.scope != scope || cell.certificate == attain::Certificate::none) continue;
            is_searched = true;
            if (cell.certificate == attain::Certificate::bounded && cell.bound && !open) open = cell.bound;
        }
        if (!is_searched) continue;
        out << fmt::format("{}: {}\n", to_string(scope),
                           open ? fmt::format("bounded; no composition is likelier than {}", short_percent(*open))
                                : std::string("certified; no composition is likelier"));
    }
}

void print_history(std::ostream& out, const attain::Answer& answer) {
    if (answer.history.empty()) return;
    heading(out, "The same actors' frontier since 1960, each year with what was known then");
    for (const attain::HistoryPoint& point : answer.history) {
        std::string line = fmt::format("{}: ", point.as_of.value());
        std::vector<std::string> cells;
        for (const attain::FrontierPoint& cell : point.frontier)
            cells.push_back(fmt::format("{} {} ({})", to_string(cell.cell.scope), to_string(cell.cell.depth),
                                        cell.probability >= 1 ? "stands" : short_percent(cell.probability)));
        if (!point.note.empty())
            line += point.note;
        else
            line += cells.empty() ? "nothing clears the threshold" : fmt::format("{}", fmt::join(cells, ", "));
        if (!point.missing.empty()) line += fmt::format("; not yet: {}", fmt::join(point.missing, ", "));
        out << wrapped(line, 2) << '\n';
    }
}

void print_provenance(std::ostream& out, const attain::Answer& answer) {
    heading(out, "Rests on");
    std::vector<std::string> ids;
    for (const SourceInfo& source : answer.provenance.sources) ids.push_back(source.id);
    out << wrapped(
               fmt::format("{}; engine {}, atlas {}. --json names each source with its citation.", fmt::join(ids, ", "),
                           answer.provenance.engine_version, answer.provenance.atlas_fingerprint.substr(0, 8)),
               2)
        << '\n';
    for (const std::string& caveat : answer.provenance.caveats) out << wrapped(caveat, 2) << '\n';
}

}  // namespace

std::string short_percent(double probability) {
    if (probability < 0.005) return "< 1 %";
    if (probability > 0.995 && probability < 1) return "> 99 %";
    return whole_percent(probability);
}

void print_text(std::ostream& out, const attain::Answer& answer, Colour colour) {
    std::vector<std::string> names;
    for (const Actor& actor : answer.actors) names.push_back(actor.name);
    if (names.size() > 12) {
        names.resize(12);
        names.push_back(fmt::format("and {} more", answer.actors.size() - 12));
    }
    out << wrapped(
               fmt::format("{} on {}, as of {}, within {} years", fmt::join(names, ", "), answer.question.issue_name,
                           answer.question.as_of.value(), answer.question.horizon_years),
               0)
        << "\n\n"
        << wrapped(answer.verdict, 0) << "\n\n";
    print_matrix(out, answer, colour);
    print_certificates(out, answer);
    print_compositions(out, answer);
    print_lists(out, answer);
    print_history(out, answer);
    print_provenance(out, answer);
}

Table matrix_table(const attain::Answer& answer) {
    Table table{.columns = {"scope", "depth", "probability", "low", "high", "lift", "composition", "evidence", "held",
                            "note", "certificate", "bound"}};
    for (const attain::CellAnswer& cell : answer.matrix) {
        const auto number = [&](double attain::Chance::*field) {
            return cell.chance ? Value{(*cell.chance).*field} : Value{std::monostate{}};
        };
        table.rows.push_back(
            {std::string(to_string(cell.cell.scope)), std::string(to_string(cell.cell.depth)),
             number(&attain::Chance::probability), number(&attain::Chance::low), number(&attain::Chance::high),
             cell.chance && cell.lift ? Value{*cell.lift} : Value{std::monostate{}}, cell.composition,
             std::string(to_string(cell.evidence)), cell.held, cell.note, std::string(to_string(cell.certificate)),
             cell.bound ? Value{*cell.bound} : Value{std::monostate{}}});
    }
    return table;
}

}  // namespace entente::apps
