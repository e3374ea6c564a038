// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "entente/atlas/atlas.hpp"
#include "entente/attain/backtest.hpp"

namespace entente::engine {

struct BacktestRequest {
    attain::BacktestOptions options{};
    /// Folder with partnership_cases, partnership_baselines, accession_cases and accession_baselines (.csv.gz): cases
    /// and what other models say of them. Empty, or without these files: cases are drawn from the atlas.
    std::filesystem::path cases{};
    /// Every so many cases are scored; 1: all. A small run reads every eighth.
    std::size_t case_step = 1;
    Seed seed{};
};

/// A request for a run within a minute: every eighth case, every tenth year of dyads, 100 resamples.
[[nodiscard]] BacktestRequest small_backtest(BacktestRequest request);

/// Scores the models of an atlas by rolling origin; `data` is the folder of Entente's own content.
/// Throws as attain::run_backtest does, and Error{bad_input} for a faulty file of cases.
[[nodiscard]] attain::BacktestReport run_backtest(const atlas::Atlas& atlas, const std::filesystem::path& data,
                                                  const BacktestRequest& request, const Monitor& monitor = {});

}  // namespace entente::engine
