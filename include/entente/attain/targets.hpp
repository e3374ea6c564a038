// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/attain/backtest.hpp"

namespace entente::attain {

/// What a backtest should reach: a row of the report, and the range that its value has to lie in.
struct Target {
    std::string_view what;
    std::string_view part;
    std::string_view family;
    std::string_view by;  ///< `all`, or `decade`: then every decade has to reach it, and the worst one is shown.
    std::string_view score;
    std::string_view model;  ///< `gain` stands for the gain over the report's reference model.
    double least;            ///< -infinity: no lower end.
    double most;             ///< infinity: no upper end.
    bool excludes_zero;      ///< The 90 % interval has to lie above 0, too.
};

/// The table of targets; they were set on the blend of the reference cases.
[[nodiscard]] std::span<const Target> targets();

/// A target beside what was measured; `row` is null where it was not.
struct TargetResult {
    const Target* target = nullptr;
    const ScoreRow* row = nullptr;
    bool is_met = false;
};

/// Every target with the row that decides it. The rows are those of `report`, which must outlive the result.
[[nodiscard]] std::vector<TargetResult> compare_with_targets(const BacktestReport& report);

/// The range in words: `at least 0.15`, `0.8 .. 1.25`.
[[nodiscard]] std::string range_of(const Target& target);

}  // namespace entente::attain
