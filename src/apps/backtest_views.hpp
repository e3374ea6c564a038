// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include <nlohmann/json.hpp>

#include "entente/attain/backtest.hpp"
#include "entente/charts/charts.hpp"
#include "table.hpp"

namespace entente::apps {

/// Every score, a row each.
[[nodiscard]] Table scores_table(const attain::BacktestReport& report);
/// Targets, each beside what was measured.
[[nodiscard]] Table targets_table(const attain::BacktestReport& report);

/// targets, scores, reliability and notes.
[[nodiscard]] nlohmann::ordered_json backtest_as_json(const attain::BacktestReport& report);
/// The targets, and the scores over all decades, as aligned text.
void print_backtest(std::ostream& out, const attain::BacktestReport& report);

/// A panel for each reliability curve: what happened against what was predicted, both as powers of ten.
[[nodiscard]] std::string draw_reliability(const attain::BacktestReport& report, charts::Frame frame);

}  // namespace entente::apps
