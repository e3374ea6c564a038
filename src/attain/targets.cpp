// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/targets.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace entente::attain {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

constexpr std::array<Target, 30> kTargets{{
    {"which set: share of the real one, all families", "ranking", "all", "all", "choice", "gain", 0.15, kNone, true},
    {"... alliances", "ranking", "alliance", "all", "choice", "gain", 0, kNone, true},
    {"... trade agreements", "ranking", "trade", "all", "choice", "gain", 0, kNone, true},
    {"... formal organisations", "ranking", "formal", "all", "choice", "gain", 0, kNone, true},
    {"... informal organisations", "ranking", "informal", "all", "choice", "gain", 0, kNone, true},
    {"which set: mean reciprocal rank", "ranking", "all", "all", "reciprocal_rank", "entente", 0.45, kNone, false},
    {"shares kept: calibration error, alliances", "calibration", "alliance", "all", "calibration_error", "entente",
     -kNone, 0.02, false},
    {"... trade agreements", "calibration", "trade", "all", "calibration_error", "entente", -kNone, 0.02, false},
    {"... formal organisations", "calibration", "formal", "all", "calibration_error", "entente", -kNone, 0.02, false},
    {"... informal organisations", "calibration", "informal", "all", "calibration_error", "entente", -kNone, 0.02,
     false},
    {"who enters: log loss", "accessions", "organisations", "all", "log_loss", "entente", -kNone, 0.0165, false},
    {"who enters: mean reciprocal rank", "accessions", "organisations", "all", "reciprocal_rank", "entente", 0.42,
     kNone, false},
    {"who enters: area under the curve", "accessions", "organisations", "all", "auc", "entente", 0.945, kNone, false},
    {"who enters: predicted over observed, worst decade", "accessions", "organisations", "decade",
     "predicted_over_observed", "entente", 0.75, 1.35, false},
    {"all dyad-years: log loss, alliances", "dyad_years", "alliance", "all", "log_loss", "entente", -kNone, 0.0034,
     false},
    {"... trade agreements", "dyad_years", "trade", "all", "log_loss", "entente", -kNone, 0.0055, false},
    {"predicted over observed, alliances, worst decade", "dyad_years", "alliance", "decade", "predicted_over_observed",
     "entente", 0.8, 1.25, false},
    {"... trade agreements, worst decade", "dyad_years", "trade", "decade", "predicted_over_observed", "entente", 0.8,
     1.25, false},
    {"how deep: skill over the family's marginal, all", "depth", "all", "all", "ranked_probability_skill",
     "gain.family_marginal", 0, kNone, true},
    {"... trade agreements", "depth", "trade", "all", "ranked_probability_skill", "gain.family_marginal", 0.30, kNone,
     true},
    {"... alliances", "depth", "alliance", "all", "ranked_probability_skill", "gain.family_marginal", 0, kNone, true},
    {"... formal organisations", "depth", "formal", "all", "ranked_probability_skill", "gain.family_marginal", 0, kNone,
     true},
    {"a square: skill over the base rate, alliances", "cells", "alliance", "all", "log_loss_skill", "gain.base_rate", 0,
     kNone, true},
    {"... trade agreements", "cells", "trade", "all", "log_loss_skill", "gain.base_rate", 0, kNone, true},
    {"... formal organisations", "cells", "formal", "all", "log_loss_skill", "gain.base_rate", 0, kNone, true},
    {"... informal organisations", "cells", "informal", "all", "log_loss_skill", "gain.base_rate", 0, kNone, true},
    {"a square: skill over the reference x marginal, alliances", "cells", "alliance", "all", "log_loss_skill", "gain",
     0, kNone, true},
    {"... trade agreements", "cells", "trade", "all", "log_loss_skill", "gain", 0, kNone, true},
    {"... formal organisations", "cells", "formal", "all", "log_loss_skill", "gain", 0, kNone, true},
    {"... informal organisations", "cells", "informal", "all", "log_loss_skill", "gain", 0, kNone, true},
}};

bool is_in_range(const Target& target, const Measured& measured) {
    return measured.value >= target.least && measured.value <= target.most &&
           (!target.excludes_zero || measured.low > 0);
}

/// How far a value lies outside of a target's range, as a factor; the worst decade is the one farthest out.
double miss(const Target& target, double value) {
    const double low = target.least > 0 && std::isfinite(target.least) ? target.least / std::max(1e-9, value) : 0;
    const double high = std::isfinite(target.most) ? value / target.most : 0;
    return std::max(low, high);
}

bool decides(const ScoreRow& row, const Target& target) {
    // Marginals and base rates have gains of their own; `gain` alone is the gain over the reference model.
    const bool is_model = target.model == "gain" ? row.model.starts_with("gain.") && row.model != "gain.base_rate" &&
                                                       row.model != "gain.family_marginal"
                                                 : row.model == target.model;
    return row.part == target.part && row.family == target.family && row.by == target.by && row.score == target.score &&
           is_model;
}

}  // namespace

std::span<const Target> targets() {
    return kTargets;
}

std::vector<TargetResult> compare_with_targets(const BacktestReport& report) {
    std::vector<TargetResult> results;
    for (const Target& target : kTargets) {
        TargetResult result{.target = &target};
        for (const ScoreRow& row : report.rows) {
            if (!decides(row, target) || std::isnan(row.measured.value)) continue;
            if (!result.row || miss(target, row.measured.value) > miss(target, result.row->measured.value))
                result.row = &row;
        }
        result.is_met = result.row && is_in_range(target, result.row->measured);
        results.push_back(result);
    }
    return results;
}

std::string range_of(const Target& target) {
    if (!std::isfinite(target.most))
        return target.excludes_zero && target.least == 0
                   ? "above 0"
                   : fmt::format("at least {}{}", target.least, target.excludes_zero ? ", interval above 0" : "");
    if (!std::isfinite(target.least)) return fmt::format("at most {}", target.most);
    return fmt::format("{} .. {}", target.least, target.most);
}

}  // namespace entente::attain
