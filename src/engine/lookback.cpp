// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/lookback.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace entente::engine {
namespace {

void judge_founding(JudgedClaim& judged, const attain::Answer& answer) {
    for (const attain::Founding& one : answer.together.foundings) {
        if (judged.claim.family && *judged.claim.family != one.family) continue;
        if (judged.chance && judged.chance->probability >= one.chance.probability) continue;
        judged.chance = one.chance;
        if (one.lift && *one.lift > 0) judged.average = one.chance.probability / *one.lift;
    }
}

void judge_cell(JudgedClaim& judged, const attain::Answer& answer) {
    const attain::CellAnswer& cell = answer.matrix[index_of({judged.claim.scope, judged.claim.depth})];
    judged.chance = cell.chance;
    if (cell.chance && cell.lift && *cell.lift > 0) judged.average = cell.chance->probability / *cell.lift;
}

void judge_endurance(JudgedClaim& judged, const attain::Answer& answer) {
    const auto& bonds = answer.together.bonds;
    const auto bond = std::ranges::find(bonds, judged.claim.bond, &attain::Bond::id);
    if (bond == bonds.end()) return;
    // The rate is that of its scope: that is what holds for the average one, too.
    judged.chance = attain::Chance{.probability = bond->endures, .low = bond->endures, .high = bond->endures};
    judged.average = bond->endures;
}

JudgedClaim judge(const LookbackClaim& claim, const attain::Answer& answer) {
    JudgedClaim judged{.claim = claim};
    switch (claim.measure) {
        case ClaimMeasure::founding:
            judge_founding(judged, answer);
            break;
        case ClaimMeasure::cell:
            judge_cell(judged, answer);
            break;
        case ClaimMeasure::endures:
            judge_endurance(judged, answer);
            break;
    }
    return judged;
}

LookbackScore score_of(std::span<const JudgedCase> cases) {
    LookbackScore score;
    double num_true = 0;
    for (const JudgedCase& one : cases)
        for (const JudgedClaim& judged : one.claims) {
            if (!judged.chance) continue;
            const double outcome = judged.claim.came_true ? 1 : 0;
            const double said = judged.chance->probability;
            ++score.num_scored;
            score.num_hits += (said >= 0.5) == judged.claim.came_true;
            num_true += outcome;
            score.brier += std::pow(said - outcome, 2);
            score.brier_average_set += std::pow(judged.average.value_or(said) - outcome, 2);
        }
    if (score.num_scored == 0) return score;
    const double count = score.num_scored;
    score.brier /= count;
    score.brier_average_set /= count;
    score.brier_hindsight = num_true / count * (1 - num_true / count);
    return score;
}

}  // namespace

Lookback look_back(const Engine& engine, const LookbackFile& file, std::string_view only_case, const Monitor& monitor) {
    std::vector<std::string> ids;
    for (const LookbackCase& one : file.cases) ids.push_back(one.id);
    if (!only_case.empty() && std::ranges::find(ids, only_case) == ids.end())
        throw Error{Errc::unknown_id, fmt::format("no case '{}'", only_case),
                    fmt::format("The cases are {}.", fmt::join(ids, ", "))};
    Lookback result{.as_of = file.as_of, .until = file.as_of + file.horizon_years, .citations = file.citations};
    for (const LookbackCase& one : file.cases) {
        if (!only_case.empty() && one.id != only_case) continue;
        monitor.report(one.title, static_cast<double>(result.cases.size()) / static_cast<double>(file.cases.size()));
        AskRequest request{.actors = one.actors, .issue = one.issue, .as_of = file.as_of};
        request.horizon_years = file.horizon_years;
        request.must = "all";
        JudgedCase judged{.question = one, .answer = engine.ask(request, monitor)};
        for (const LookbackClaim& claim : one.claims) judged.claims.push_back(judge(claim, judged.answer));
        result.model_as_of = judged.answer.provenance.model_as_of;
        result.cases.push_back(std::move(judged));
    }
    result.score = score_of(result.cases);
    return result;
}

}  // namespace entente::engine
