// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "entente/brief/brief.hpp"

namespace entente::brief {

/// An answer made up by hand: three actors, something that stands, something likely, something unlikely, much unknown.
inline BriefInputs sample_inputs() {
    BriefInputs inputs{.asked = {{.key = "USA"}, {.key = "CHN"}, {.key = "FRA"}}};
    attain::Answer& answer = inputs.answer;
    answer.question = {.issue = "climate", .issue_name = "Climate change", .asked = "USA,CHN,FRA", .as_of = Year{2012}};
    answer.question.horizon_years = 10;
    answer.actors = {{.id = ActorId{2}, .key = "USA", .name = "United States"},
                     {.id = ActorId{220}, .key = "FRA", .name = "France"},
                     {.id = ActorId{710}, .key = "CHN", .name = "China"}};
    for (const Cell cell : all_cells()) answer.matrix.push_back({.cell = cell});
    const auto set = [&](Cell cell, double probability, double low, double high, attain::CellEvidence evidence) {
        attain::CellAnswer& square = answer.matrix[index_of(cell)];
        square.chance = attain::Chance{probability, low, high};
        square.evidence = evidence;
        square.lift = 7.4;
        square.composition = {"USA", "CHN", "FRA"};
    };
    set({Scope::bilateral, Depth::practice}, 1, 1, 1, attain::CellEvidence::held);
    answer.matrix[0].composition = {"USA", "CHN"};
    answer.matrix[0].held = {"dialogue"};
    answer.matrix[0].way = attain::Way::held;
    set({Scope::multilateral, Depth::practice}, .97, .91, .99, attain::CellEvidence::table);
    set({Scope::multilateral, Depth::rules}, .62, .31, .84, attain::CellEvidence::table);
    set({Scope::multilateral, Depth::values}, .004, .001, .02, attain::CellEvidence::table);
    set({Scope::plurilateral, Depth::interests}, .12, .04, .30, attain::CellEvidence::registry);
    answer.frontier = {{{Scope::bilateral, Depth::practice}, 1, {"USA", "CHN"}},
                       {{Scope::multilateral, Depth::rules}, .62, {"USA", "CHN", "FRA"}}};
    answer.compositions = {{.scope = Scope::multilateral,
                            .members = {"USA", "CHN", "FRA"},
                            .depth = Depth::rules,
                            .probability = .62,
                            .impact_share = .44}};
    answer.blockers = {
        {.kind = "dyad", .who = {"USA", "CHN"}, .loss = .05, .text = "USA and CHN are strategic rivals."}};
    answer.movers = {{.kind = "rivalry", .who = {"USA", "CHN"}, .before = .12, .after = .17},
                     {.kind = "actor_out", .who = {"FRA"}, .before = .12, .after = .121}};
    answer.comparables = {
        {.id = "a", .name = "Open Skies <1992>", .year = 1992, .status = Status::active, .outcome = "stands"},
        {.id = "b", .name = "FTAA", .year = 1994, .status = Status::failed, .outcome = "failed 2005"}};
    answer.need = {.verdict = "need to have",
                   .required_share = .5,
                   .like_minded = {"USA", "FRA"},
                   .like_minded_share = .18,
                   .shortfall = .32,
                   .closers = {"CHN"}};
    answer.next_step =
        attain::NextStep{.cell = {Scope::multilateral, Depth::practice},
                         .probability = .97,
                         .composition = {"USA", "CHN", "FRA"},
                         .visibility = .8,
                         .text = "From what stands now, a multilateral partnership among USA, CHN and FRA."};
    answer.provenance = {.engine_version = "9.9", .atlas_fingerprint = "0123456789abcdef"};
    answer.provenance.sources = {{.id = "un_votes",
                                  .title = "Roll calls & votes",
                                  .citation = "Voeten, Erik. 2013. \"Data\". In: Handbook_of_Votes.",
                                  .version = "1"}};
    answer.provenance.caveats = {"A probability is a forecast."};
    inputs.names = {{"dialogue", "US-China Dialogue"}};
    return inputs;
}

}  // namespace entente::brief
