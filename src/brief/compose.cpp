// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "document.hpp"
#include "entente/brief/bibtex.hpp"
#include "objections.hpp"
#include "reasons.hpp"
#include "squares.hpp"
#include "words.hpp"

namespace entente::brief {
namespace {

using attain::Answer;
using attain::CellAnswer;
using attain::CellEvidence;

constexpr std::size_t kMostNamed = 6;   ///< Actors named in the title.
constexpr std::size_t kMostMovers = 5;  ///< Two pages hold no more.
constexpr std::size_t kMostHeld = 2;

std::string years(int number) {
    return number == 1 ? "one year" : count(static_cast<std::size_t>(number)) + " years";
}

/// Whom was asked about, in words: the members of the European Union, Japan, every living state.
std::string asked_in_words(const std::vector<AskedItem>& asked, const NameBook& names) {
    std::vector<std::string> parts;
    for (const AskedItem& item : asked) {
        switch (item.kind) {
            case AskedItem::Kind::world:
                parts.emplace_back("every living state");
                break;
            case AskedItem::Kind::members:
                parts.push_back("the members of " + names.actor(item.key));
                break;
            case AskedItem::Kind::actor:
                parts.push_back(names.actor(item.key));
                break;
        }
    }
    return listed(parts);
}

bool is_one_group(const std::vector<AskedItem>& asked) {
    return asked.size() == 1 && asked.front().kind != AskedItem::Kind::actor;
}

/// Everyone asked about, as the title names them.
std::string everyone(const BriefInputs& inputs, const NameBook& names) {
    const Answer& answer = inputs.answer;
    if (is_one_group(inputs.asked)) return asked_in_words(inputs.asked, names);
    if (answer.actors.size() > kMostNamed) return count(answer.actors.size()) + " actors";
    std::vector<std::string> all;
    for (const Actor& actor : answer.actors) all.push_back(with_article(actor.name));
    return listed(all);
}

std::string a_scope(Scope scope) {
    return fmt::format("a {} partnership", to_string(scope));
}

/// `, the US-China Dialogue`, or two and how many more.
std::string held_by(const CellAnswer& cell, const NameBook& names) {
    std::vector<std::string> held;
    for (std::size_t k = 0; k < std::min(kMostHeld, cell.held.size()); ++k)
        held.push_back(partnership_with_article(k < cell.held_names.size() ? cell.held_names[k]
                                                                           : names.partnership(cell.held[k])));
    if (cell.held.size() > kMostHeld) held.push_back(count(cell.held.size() - kMostHeld) + " more");
    return held.empty() ? "" : ", " + listed(held);
}

/// A square in a sentence: what stands there, or how likely it is.
std::string sentence(const Answer& answer, const CellAnswer& cell, const NameBook& names) {
    const std::string who = names.actors(cell.composition);
    if (cell.evidence == CellEvidence::held)
        return fmt::format("{} already stand together in {} that has reached {}{}.", capitalised(who),
                           a_scope(cell.cell.scope), plain(cell.cell.depth), held_by(cell, names));
    const char* way = cell.way == attain::Way::widened ? ", by joining or widening a body that stands" : "";
    const char* few = cell.evidence == CellEvidence::registry ? " The figure rests on few partnerships." : "";
    return likely_that(*cell.chance, fmt::format("{} reach {} in {} within {}{}", who, plain(cell.cell.depth),
                                                 a_scope(cell.cell.scope), years(answer.question.horizon_years), way)) +
           few;
}

std::string answer_in_words(const Answer& answer, const NameBook& names) {
    if (const CellAnswer* const cell = headline(answer)) return sentence(answer, *cell, names);
    const CellAnswer* best = nullptr;
    for (const CellAnswer& cell : answer.matrix)
        if (cell.chance && (!best || cell.chance->probability > best->chance->probability)) best = &cell;
    if (!best && answer.question.impact > 0)
        return fmt::format("No set of them that carries {} of the issue has a forecast.",
                           percent(answer.question.impact));
    if (!best)
        return fmt::format("Nothing that was known at the end of {} informs an answer.", answer.question.as_of.value());
    return fmt::format("Nothing among them reaches {}. What comes nearest: {}", percent(answer.question.threshold),
                       uncapitalised(sentence(answer, *best, names)));
}

/// The other squares of the frontier.
void add_frontier(Section& section, const Answer& answer, const NameBook& names) {
    const CellAnswer* const first = headline(answer);
    for (const attain::FrontierPoint& point : answer.frontier)
        if (const CellAnswer& cell = answer.matrix[index_of(point.cell)]; &cell != first)
            section.lines.push_back({cell.evidence == CellEvidence::held ? "Also in place." : "Also within reach.",
                                     sentence(answer, cell, names)});
}

/// What the actors are in together.
std::string bonds_in_words(const std::vector<attain::Bond>& bonds) {
    constexpr std::size_t kMost = 2;
    std::vector<std::string> named;
    for (std::size_t k = 0; k < std::min(kMost, bonds.size()); ++k)
        named.push_back(fmt::format("{} (since {})", partnership_with_article(bonds[k].name), bonds[k].since.value()));
    if (bonds.size() <= kMost) return "already stand together in " + listed(named);
    return fmt::format("already stand together in {} bodies, among them {}", count(bonds.size()), listed(named));
}

std::optional<Line> together_in_words(const Answer& answer) {
    const attain::Together& together = answer.together;
    const bool are_two = answer.actors.size() == 2;
    std::string text;
    if (!together.bonds.empty())
        text = fmt::format("{} {}.", capitalised(all_of(answer.actors.size())), bonds_in_words(together.bonds));
    const auto best =
        std::ranges::max_element(together.foundings, {}, [](const auto& f) { return f.chance.probability; });
    if (best != together.foundings.end())
        text +=
            (text.empty() ? "" : " ") +
            likely_that(best->chance, fmt::format("{} found something new together within {}",
                                                  all_of(answer.actors.size()), years(answer.question.horizon_years)));
    if (text.empty()) return std::nullopt;
    return Line{are_two ? "The two together." : "All together.", text};
}

/// How much of the public eye a step draws.
std::string_view in_sight(double visibility) {
    return visibility < 0.4        ? "under the radar"
           : visibility < kExposed ? "seen by those who look for it"
                                   : "in full view";
}

std::string step_in_words(const attain::NextStep& step, const NameBook& names) {
    return fmt::format("{} in {} {}: {}, {}.", capitalised(std::string(plain(step.cell.depth))),
                       a_scope(step.cell.scope), names.among(step.composition), in_words(step.probability),
                       in_sight(step.visibility));
}

std::string next_step_in_words(const Answer& answer, const NameBook& names) {
    const bool holds_anything =
        std::ranges::any_of(answer.matrix, [](const CellAnswer& cell) { return cell.evidence == CellEvidence::held; });
    return (holds_anything ? "Deeper or more formal than what stands, the likeliest is "
                           : "To begin with, the likeliest is ") +
           uncapitalised(step_in_words(*answer.next_step, names));
}

Section bottom_line(const Answer& answer, const NameBook& names) {
    Section section{.title = "Bottom line"};
    section.lines.push_back({"The most within reach.", answer_in_words(answer, names)});
    add_frontier(section, answer, names);
    if (const auto line = together_in_words(answer)) section.lines.push_back(*line);
    section.lines.push_back({"Nice or need.", need_in_words(answer, names)});
    if (answer.next_step) section.lines.push_back({"Next step.", next_step_in_words(answer, names)});
    return section;
}

/// `binding rules stand`, `regular practice stands`.
std::string_view stands(Depth depth) {
    return plain(depth).ends_with('s') ? "stand" : "stands";
}

Section who(const Answer& answer, const NameBook& names) {
    Section section{.title = "Who"};
    std::vector<Scope> seen;
    for (const attain::CompositionAnswer& c : answer.compositions) {
        // A second line of a scope is that of everyone at once.
        const bool is_again = std::ranges::find(seen, c.scope) != seen.end();
        seen.push_back(c.scope);
        const std::string chance = c.how == attain::Way::held
                                       ? fmt::format("{} {} already", plain(c.depth), stands(c.depth))
                                       : fmt::format("{}, {}", plain(c.depth), in_words(c.probability));
        const std::string share =
            c.impact_share ? fmt::format(" Together they carry {} of the issue.", percent(*c.impact_share)) : "";
        section.lines.push_back({is_again ? "All at once, anew." : capitalised(std::string(to_string(c.scope))) + ".",
                                 fmt::format("{}: {}.{}", capitalised(names.actors(c.members)), chance, share)});
    }
    return section;
}

Section what_would_change_it(const Answer& answer, const NameBook& names) {
    Section section{.title = "What would change it", .lines = changes_in_words(answer, names)};
    if (section.lines.size() > kMostMovers) section.lines.resize(kMostMovers);
    return section;
}

Section next_steps(const Answer& answer, const NameBook& names) {
    Section section{.title = "Options"};
    for (const attain::NextStep& option : answer.options)
        section.lines.push_back(
            {option.label.empty() ? "" : capitalised(option.label) + ".", step_in_words(option, names)});
    return section;
}

/// Ids of sources behind the last colon of a caveat become their titles.
std::string with_titles(const std::string& caveat, const std::vector<SourceInfo>& sources) {
    const std::size_t colon = caveat.rfind(": ");
    if (colon == std::string::npos) return caveat;
    std::string list = caveat.substr(colon);
    for (const SourceInfo& source : sources) {
        const std::size_t at = list.find(" " + source.id);
        const std::size_t end = at + 1 + source.id.size();
        if (at != std::string::npos && (end == list.size() || list[end] == ',' || list[end] == '.'))
            list.replace(at + 1, source.id.size(), source.title);
    }
    return caveat.substr(0, colon) + list;
}

Section caveats(const Answer& answer) {
    Section section{.title = "Caveats"};
    for (const std::string& caveat : answer.provenance.caveats)
        section.lines.push_back({"", with_titles(caveat, answer.provenance.sources)});
    if (answer.provenance.model_as_of)
        section.lines.push_back({"", fmt::format("The model that forecasts knew nothing later than {}.",
                                                 answer.provenance.model_as_of->value())});
    section.lines.push_back(
        {"",
         "Likelihood is in the words of the United Kingdom's Professional Head of Intelligence Assessment; ranges hold "
         "the true chance nine times in ten if the models are right."});
    return section;
}

/// `version 4.0; used up to 2014`. Some producers number their versions, others name them.
std::string edition(const SourceInfo& source) {
    const bool is_number = source.version.find_first_not_of("0123456789.") == std::string::npos;
    std::vector<std::string> parts;
    if (!source.version.empty()) parts.push_back((is_number ? "version " : "") + source.version);
    if (source.last_year) parts.push_back(fmt::format("used up to {}", source.last_year->value()));
    return fmt::format("{}", fmt::join(parts, "; "));
}

/// Tables of one citation stand together, under the first of their titles.
void add_sources(Document& document, const Answer& answer) {
    std::vector<std::string> cited;
    for (const SourceInfo& source : answer.provenance.sources) {
        document.bibtex +=
            bibtex_entry(source.id, source.citation, source.title + ", " + edition(source), source.address);
        const auto same = std::ranges::find(cited, source.citation);
        if (same != cited.end()) {
            document.sources[static_cast<std::size_t>(same - cited.begin())].text += "; " + source.title;
            continue;
        }
        cited.push_back(source.citation);
        document.sources.push_back({source.title + ".", fmt::format("{} ({})", source.citation, edition(source))});
    }
}

/// As of when, how far ahead, and under which demands.
std::string subtitle(const BriefInputs& inputs, const NameBook& names) {
    const attain::Question& question = inputs.answer.question;
    std::string text = fmt::format("As known at the end of {}, looking {} ahead.", question.as_of.value(),
                                   years(question.horizon_years));
    if (inputs.answer.actors.size() > kMostNamed && !is_one_group(inputs.asked))
        text += fmt::format(" Asked about: {}.", asked_in_words(inputs.asked, names));
    if (!question.must_not.empty()) text += fmt::format(" Left out: {}.", names.actors(question.must_not));
    if (question.impact > 0)
        text += fmt::format(" A composition has to carry {} of the issue.", percent(question.impact));
    return text;
}

std::string legend(const Answer& answer) {
    return fmt::format(
        "Chance that some of the actors reach the depth in that form within {}, with its range. The bold line runs "
        "round "
        "what reaches {}; ◆ is the frontier: nothing within reach is both as formal and deeper, or as deep and more "
        "formal. “stands”: it exists already. ~: rests on few partnerships. –: nothing informs it.",
        years(answer.question.horizon_years), percent(answer.question.threshold));
}

}  // namespace

Document compose(const BriefInputs& inputs) {
    const Answer& answer = inputs.answer;
    const NameBook names(inputs);
    Document document;
    document.title = fmt::format("{}: what {} can do together", answer.question.issue_name, everyone(inputs, names));
    document.subtitle = subtitle(inputs, names);
    document.bottom_line = bottom_line(answer, names);
    document.squares = squares_of(answer);
    document.legend = legend(answer);
    document.sections = {who(answer, names),
                         reasons(answer),
                         what_would_change_it(answer, names),
                         next_steps(answer, names),
                         Section{.title = "The strongest case against", .lines = objections(answer, names)},
                         caveats(answer)};
    std::erase_if(document.sections, [](const Section& section) { return section.lines.empty(); });
    add_sources(document, answer);
    document.footer =
        fmt::format("Entente {}, atlas {}, seed {}. It informs and does not decide.", answer.provenance.engine_version,
                    answer.provenance.atlas_fingerprint.substr(0, 12), answer.provenance.seed);
    return document;
}

}  // namespace entente::brief
