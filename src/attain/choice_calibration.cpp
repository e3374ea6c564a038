// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/choice_calibration.hpp"

#include <algorithm>
#include <cmath>

#include "entente/base/parallel.hpp"

namespace entente::attain {

namespace {

// A grid, not a search: one number, and the curve is flat near the best.
constexpr std::array<double, 12> kSlopes{0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4};
constexpr std::size_t kGrid = kSlopes.size();

/// Scores of one founding's candidates, the real one first, from a model that had not seen it.
struct ScoredCase {
    CaseGroup group{};
    std::vector<double> scores{};
};

std::vector<ScoredCase> score_blocks(const CaseTable& table, Year before, const FormationOptions& formation,
                                     const CalibrationOptions& options, Seed seed, const Monitor& monitor) {
    std::vector<ScoredCase> scored;
    for (int block = options.num_blocks; block >= 1; --block) {
        const Year begin = before - block * options.years_per_block;
        const Year end = begin + options.years_per_block;
        const auto earlier =
            std::count_if(table.cases.begin(), table.cases.end(), [&](const Case& c) { return c.year < begin; });
        if (earlier < options.min_cases) continue;
        FormationOptions quick = formation;
        quick.num_draws = 0;
        const FormationFit fit = fit_formation(table, begin, quick, seed, monitor);
        for (const Case& c : table.cases) {
            if (c.year < begin || c.year >= end || c.num_rows < 2) continue;
            ScoredCase& item = scored.emplace_back();
            item.group = c.group;
            for (std::size_t r = c.first_row; r < c.first_row + c.num_rows; ++r)
                item.scores.push_back(fit.score(c.group, table.features[r]));
        }
    }
    return scored;
}

/// Log probability of the real set at every grid point.
std::array<double, kGrid> log_chances(const std::vector<double>& scores) {
    std::array<double, kGrid> result{};
    const double largest = *std::max_element(scores.begin(), scores.end());
    for (std::size_t s = 0; s < kSlopes.size(); ++s) {
        double total = 0;
        for (const double score : scores) total += std::exp(kSlopes[s] * (score - largest));
        result[s] = kSlopes[s] * (scores[0] - largest) - std::log(total);
    }
    return result;
}

/// Mean over foundings of the log mean of exp(slope * score) over its candidates: what an average set has.
double mean_log_mean(const std::vector<const ScoredCase*>& cases, double slope) {
    double sum = 0;
    for (const ScoredCase* c : cases) {
        const double largest = *std::max_element(c->scores.begin(), c->scores.end());
        double of_case = 0;
        for (const double score : c->scores) of_case += std::exp(slope * (score - largest));
        sum += slope * largest + std::log(of_case / static_cast<double>(c->scores.size()));
    }
    return sum / static_cast<double>(cases.size());
}

}  // namespace

double ChoiceCalibration::score(CaseGroup group, double raw) const noexcept {
    const OfGroup& g = of_group[static_cast<std::size_t>(group)];
    return g.slope * raw - g.log_mean;
}

ChoiceCalibration calibrate_choice(const CaseTable& table, Year before, const FormationOptions& formation,
                                   const CalibrationOptions& options, Seed seed, const Monitor& monitor) {
    ChoiceCalibration calibration;
    const std::vector<ScoredCase> scored = score_blocks(table, before, formation, options, seed, monitor);
    if (scored.empty()) return calibration;
    std::array<std::array<double, kGrid>, kNumCaseGroups> of_group{};
    std::array<double, kGrid> pooled{};
    std::array<std::vector<const ScoredCase*>, kNumCaseGroups> members;
    for (const ScoredCase& c : scored) {
        const auto chances = log_chances(c.scores);
        const auto g = static_cast<std::size_t>(c.group);
        members[g].push_back(&c);
        for (std::size_t k = 0; k < kGrid; ++k) {
            of_group[g][k] += chances[k];
            pooled[k] += chances[k];
        }
    }
    std::vector<const ScoredCase*> everyone;
    for (const ScoredCase& c : scored) everyone.push_back(&c);
    for (std::size_t g = 0; g < kNumCaseGroups; ++g) {
        auto total = of_group[g];
        const double weight = options.pooled_cases / static_cast<double>(scored.size());
        for (std::size_t k = 0; k < kGrid; ++k) total[k] += weight * pooled[k];
        const auto best = static_cast<std::size_t>(std::max_element(total.begin(), total.end()) - total.begin());
        ChoiceCalibration::OfGroup& result = calibration.of_group[g];
        result.slope = kSlopes[best];
        result.num_cases = static_cast<int>(members[g].size());
        result.log_mean = mean_log_mean(members[g].empty() ? everyone : members[g], result.slope);
    }
    return calibration;
}

}  // namespace entente::attain
