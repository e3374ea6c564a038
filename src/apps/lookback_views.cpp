// SPDX-License-Identifier: Apache-2.0
#include "lookback_views.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "answer_text.hpp"
#include "json_values.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

/// The likelier side came true, or not; nothing where the engine had no number.
std::string_view judgement(const engine::JudgedClaim& judged) {
    if (!judged.chance) return "not scored";
    return (judged.chance->probability >= 0.5) == judged.claim.came_true ? "hit" : "miss";
}

ordered_json claim_json(const engine::JudgedClaim& judged) {
    const auto number = [&](double attain::Chance::*field) {
        return judged.chance ? ordered_json((*judged.chance).*field) : ordered_json(nullptr);
    };
    return {{"id", judged.claim.id},
            {"text", judged.claim.text},
            {"measure", to_string(judged.claim.measure)},
            {"probability", number(&attain::Chance::probability)},
            {"low", number(&attain::Chance::low)},
            {"high", number(&attain::Chance::high)},
            {"average_set", or_null(judged.average)},
            {"came_true", judged.claim.came_true},
            {"judgement", judgement(judged)},
            {"cite", judged.claim.cite}};
}

ordered_json case_json(const engine::JudgedCase& one) {
    ordered_json claims = ordered_json::array();
    for (const engine::JudgedClaim& judged : one.claims) claims.push_back(claim_json(judged));
    ordered_json events = ordered_json::array();
    for (const engine::LookbackEvent& event : one.question.events)
        events.push_back({{"date", event.date}, {"text", event.text}, {"cite", event.cite}});
    return {{"id", one.question.id},       {"title", one.question.title},   {"brief", one.question.brief},
            {"issue", one.question.issue}, {"actors", one.question.actors}, {"verdict", one.answer.verdict},
            {"claims", std::move(claims)}, {"events", std::move(events)}};
}

const engine::LookbackCitation* find_citation(const engine::Lookback& lookback, const std::string& key) {
    const auto found = std::ranges::find(lookback.citations, key, &engine::LookbackCitation::key);
    return found == lookback.citations.end() ? nullptr : &*found;
}

void print_case(std::ostream& out, const engine::Lookback& lookback, const engine::JudgedCase& one) {
    out << fmt::format("## {}\n\n> {}\n\n", one.question.title, one.question.brief);
    out << fmt::format("*Said as of {}* (`entente lookback --case {}`). {}\n\n", lookback.as_of.value(),
                       one.question.id, one.answer.verdict);
    out << "| claim, by the end of " << lookback.until.value() << " | said | 90 % | came true | |\n"
        << "| --- | --- | --- | --- | --- |\n";
    for (const engine::JudgedClaim& judged : one.claims)
        out << fmt::format(
            "| {} | {} | {} | {} | {} |\n", judged.claim.text,
            judged.chance ? short_percent(judged.chance->probability) : "no number",
            judged.chance && judged.chance->low < judged.chance->high
                ? fmt::format("{} to {}", short_percent(judged.chance->low), short_percent(judged.chance->high))
                : std::string{},
            judged.claim.came_true ? "yes" : "no", judgement(judged));
    out << '\n';
    for (const engine::LookbackEvent& event : one.question.events) {
        const auto* citation = find_citation(lookback, event.cite);
        out << fmt::format("- {}: {} ({})\n", event.date, event.text, citation ? citation->text : event.cite);
    }
    out << '\n';
}

}  // namespace

engine::Lookback look_back_from(const engine::Engine& engine, std::optional<Year> year, std::string_view only_case,
                                const Monitor& monitor) {
    engine::LookbackFile file = engine::read_lookback(data_folder());
    if (year) {
        file.horizon_years += file.as_of - *year;
        file.as_of = *year;
    }
    return engine::look_back(engine, file, only_case, monitor);
}

ordered_json to_json(const engine::Lookback& lookback) {
    ordered_json cases = ordered_json::array();
    for (const engine::JudgedCase& one : lookback.cases) cases.push_back(case_json(one));
    ordered_json citations = ordered_json::array();
    for (const engine::LookbackCitation& one : lookback.citations)
        citations.push_back({{"key", one.key}, {"text", one.text}, {"url", one.url}});
    const engine::LookbackScore& score = lookback.score;
    return {{"as_of", lookback.as_of.value()},
            {"until", lookback.until.value()},
            {"model_as_of", or_null(lookback.model_as_of)},
            {"score",
             {{"scored", score.num_scored},
              {"hits", score.num_hits},
              {"brier", score.brier},
              {"brier_average_set", score.brier_average_set},
              {"brier_hindsight", score.brier_hindsight}}},
            {"cases", std::move(cases)},
            {"citations", std::move(citations)}};
}

Table lookback_table(const engine::Lookback& lookback) {
    Table table{.columns = {"case", "claim", "text", "measure", "probability", "low", "high", "average_set",
                            "came_true", "judgement", "cite"}};
    for (const engine::JudgedCase& one : lookback.cases)
        for (const engine::JudgedClaim& judged : one.claims) {
            const auto number = [&](double attain::Chance::*field) {
                return judged.chance ? Value{(*judged.chance).*field} : Value{};
            };
            table.rows.push_back({one.question.id, judged.claim.id, judged.claim.text,
                                  std::string(to_string(judged.claim.measure)), number(&attain::Chance::probability),
                                  number(&attain::Chance::low), number(&attain::Chance::high),
                                  judged.average ? Value{*judged.average} : Value{}, judged.claim.came_true,
                                  std::string(judgement(judged)), judged.claim.cite});
        }
    return table;
}

void print_text(std::ostream& out, const engine::Lookback& lookback) {
    const engine::LookbackScore& score = lookback.score;
    out << fmt::format(
        "As of {}, until {}; the model knew nothing after {}. {} of {} claims fell to the likelier side. Brier score "
        "{:.3f}; {:.3f} had every set been taken for an average one, .250 for saying one half always, {:.3f} for the "
        "share that came true, which only hindsight knows.\n\n",
        lookback.as_of.value(), lookback.until.value(), lookback.model_as_of ? lookback.model_as_of->value() : 0,
        score.num_hits, score.num_scored, score.brier, score.brier_average_set, score.brier_hindsight);
    for (const engine::JudgedCase& one : lookback.cases) print_case(out, lookback, one);
}

}  // namespace entente::apps
