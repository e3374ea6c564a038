// SPDX-License-Identifier: Apache-2.0
#include "answer_json.hpp"

#include <algorithm>

#include "entente/brief/features.hpp"
#include "json_values.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

ordered_json cell_json(const attain::CellAnswer& cell) {
    const auto number = [&](double attain::Chance::*field) {
        return cell.chance ? ordered_json((*cell.chance).*field) : ordered_json(nullptr);
    };
    return {{"scope", to_string(cell.cell.scope)},
            {"depth", to_string(cell.cell.depth)},
            {"probability", number(&attain::Chance::probability)},
            {"low", number(&attain::Chance::low)},
            {"high", number(&attain::Chance::high)},
            {"lift", cell.chance ? or_null(cell.lift) : ordered_json(nullptr)},
            {"composition", cell.composition},
            {"evidence", to_string(cell.evidence)},
            {"held", cell.held},
            {"note", cell.note},
            {"held_names", cell.held_names},
            {"certificate", to_string(cell.certificate)},
            {"bound", or_null(cell.bound)}};
}

template <typename List, typename Function>
ordered_json each(const List& list, Function function) {
    ordered_json array = ordered_json::array();
    for (const auto& one : list) array.push_back(function(one));
    return array;
}

ordered_json question_json(const attain::Answer& answer) {
    const attain::Question& question = answer.question;
    ordered_json must = ordered_json::array();
    for (std::size_t k = 0; k < question.pool.size(); ++k)
        if (std::ranges::find(question.must, question.pool[k]) != question.must.end())
            must.push_back(answer.actors[k].key);
    return {{"issue", question.issue},
            {"issue_name", question.issue_name},
            {"actors", each(answer.actors,
                            [](const Actor& actor) -> ordered_json {
                                return {{"id", actor.key}, {"name", actor.name}, {"kind", to_string(actor.kind)}};
                            })},
            {"asked", question.asked},
            {"as_of", question.as_of.value()},
            {"horizon", question.horizon_years},
            {"threshold", question.threshold},
            {"impact", question.impact},
            {"must", must},
            {"must_not", question.must_not}};
}

ordered_json need_json(const attain::Need& need) {
    return {{"verdict", need.verdict},
            {"required_share", need.required_share},
            {"like_minded", need.like_minded},
            {"like_minded_share", need.like_minded_share},
            {"shortfall", need.shortfall},
            {"closers", need.closers},
            {"text", need.text}};
}

ordered_json step_json(const attain::NextStep& step) {
    return {{"scope", to_string(step.cell.scope)},
            {"depth", to_string(step.cell.depth)},
            {"probability", step.probability},
            {"composition", step.composition},
            {"visibility", step.visibility},
            {"text", step.text},
            {"label", step.label}};
}

ordered_json frontier_json(const std::vector<attain::FrontierPoint>& frontier) {
    return each(frontier, [](const attain::FrontierPoint& p) -> ordered_json {
        return {{"scope", to_string(p.cell.scope)},
                {"depth", to_string(p.cell.depth)},
                {"probability", p.probability},
                {"composition", p.composition}};
    });
}

ordered_json together_json(const attain::Together& together) {
    return {{"bonds", each(together.bonds,
                           [](const attain::Bond& b) -> ordered_json {
                               return {{"id", b.id},
                                       {"name", b.name},
                                       {"scope", to_string(b.scope)},
                                       {"depth", or_null(b.depth)},
                                       {"since", b.since.value()},
                                       {"on_issue", b.is_on_issue},
                                       {"endures", b.endures}};
                           })},
            {"foundings", each(together.foundings, [](const attain::Founding& f) -> ordered_json {
                 return {{"family", to_string(f.family)},
                         {"probability", f.chance.probability},
                         {"low", f.chance.low},
                         {"high", f.chance.high},
                         {"lift", or_null(f.lift)}};
             })}};
}

ordered_json mover_json(const attain::Mover& mover) {
    return {{"kind", mover.kind},
            {"who", mover.who},
            {"before", mover.before},
            {"after", mover.after},
            {"text", mover.text}};
}

ordered_json history_json(const attain::HistoryPoint& point) {
    return {{"as_of", point.as_of.value()},
            {"model_as_of", or_null(point.model_as_of)},
            {"actors", point.actors},
            {"missing", point.missing},
            {"frontier", frontier_json(point.frontier)},
            {"together", together_json(point.together)},
            {"note", point.note}};
}

}  // namespace

ordered_json to_json(const attain::Provenance& provenance) {
    return {{"engine_version", provenance.engine_version},
            {"atlas_fingerprint", provenance.atlas_fingerprint},
            {"seed", provenance.seed},
            {"sources", each(provenance.sources,
                             [](const SourceInfo& s) -> ordered_json {
                                 return {{"id", s.id},
                                         {"title", s.title},
                                         {"citation", s.citation},
                                         {"version", s.version},
                                         {"first_year", or_null(s.first_year)},
                                         {"last_year", or_null(s.last_year)}};
                             })},
            {"estimates", each(provenance.estimates,
                               [](const atlas::EstimateInfo& e) -> ordered_json {
                                   return {{"name", e.name}, {"fingerprint", e.fingerprint}, {"note", e.note}};
                               })},
            {"caveats", provenance.caveats},
            {"model_as_of", or_null(provenance.model_as_of)},
            {"missing", provenance.missing}};
}

ordered_json to_json(const attain::Answer& answer) {
    ordered_json json;
    json["question"] = question_json(answer);
    json["verdict"] = answer.verdict;
    json["matrix"] = each(answer.matrix, cell_json);
    json["frontier"] = frontier_json(answer.frontier);
    json["compositions"] = each(answer.compositions, [](const attain::CompositionAnswer& c) -> ordered_json {
        return {{"scope", to_string(c.scope)},
                {"members", c.members},
                {"depth", to_string(c.depth)},
                {"probability", c.probability},
                {"impact_share", or_null(c.impact_share)},
                {"how", to_string(c.how)}};
    });
    json["blockers"] = each(answer.blockers, [](const attain::Blocker& b) -> ordered_json {
        return {
            {"kind", b.kind}, {"who", b.who},  {"scope", to_string(b.cell.scope)}, {"depth", to_string(b.cell.depth)},
            {"loss", b.loss}, {"text", b.text}};
    });
    json["comparables"] = each(answer.comparables, [](const attain::Comparable& c) -> ordered_json {
        return {{"id", c.id},
                {"name", c.name},
                {"year", c.year},
                {"scope", to_string(c.scope)},
                {"depth", or_null(c.depth)},
                {"status", to_string(c.status)},
                {"distance", c.distance},
                {"outcome", c.outcome}};
    });
    json["need"] = need_json(answer.need);
    json["next_step"] = answer.next_step ? step_json(*answer.next_step) : ordered_json(nullptr);
    json["options"] = each(answer.options, step_json);
    json["together"] = together_json(answer.together);
    json["movers"] = each(answer.movers, mover_json);
    json["contributions"] = each(answer.contributions, [](const attain::Contribution& c) -> ordered_json {
        return {{"feature", c.feature},
                {"words", brief::feature_words(c.feature)},
                {"log_odds", c.log_odds},
                {"value", c.value},
                {"unit", c.unit}};
    });
    if (!answer.history.empty()) json["history"] = each(answer.history, history_json);
    json["provenance"] = to_json(answer.provenance);
    return json;
}

}  // namespace entente::apps
