// SPDX-License-Identifier: Apache-2.0
//
// backtest: would it have been right?
//
// Question   How good were forecasts made at the start of each decade, with models that knew nothing later, and how
//            much better than what else there is?
// In         A Panel; models as of the ends of decades; foundings with sets that could have been founded instead, and
//            states outside of organisations, both with what other models said of them.
// Out        BacktestReport: every score with a 90 % interval from resampled events, by family, decade, size and scope;
//            reliability curves; the table of targets beside what was measured.
// Read first run_backtest() below; targets.hpp says what is aimed at.
// Method     docs/attain.md section 9. Events are scored, never pairs. What no table shows (identity, culture) is not
//            scored.
// Not here   Reading files of cases, choosing models out of an atlas (engine/backtest.hpp); printing (apps).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/attain/accession.hpp"
#include "entente/attain/attain.hpp"
#include "entente/attain/scores.hpp"

namespace entente::attain {

/// A founding among the sets of its size that could have been founded instead.
struct ChoiceCase {
    Family family{};
    Year year{};
    std::vector<SetCase> candidates{};           ///< The first is the one that was founded.
    std::optional<std::uint32_t> partnership{};  ///< Position in World::partnerships(), where it is known.
    std::vector<std::vector<double>> rivals{};   ///< Of each other model: log odds of each candidate. Empty: none.
};

/// Foundings and the names of the other models. Where `reference` names one of them, gains are measured over it.
struct ChoiceCases {
    std::vector<std::string> rivals{};
    std::string reference{};
    std::vector<ChoiceCase> cases{};
};

/// A state outside of an organisation in a year.
struct AccessionTest {
    AccessionCase asked{};
    bool joins = false;
    double weight = 1;             ///< So many states outside it stands for.
    std::vector<double> rivals{};  ///< Each other model's probability.
};

struct AccessionTests {
    std::vector<std::string> rivals{};
    std::string reference{};
    std::vector<AccessionTest> cases{};
};

struct BacktestOptions {
    Year from{1960};                 ///< First decade that is scored; the start of a decade.
    std::optional<Family> family{};  ///< Only this one; nothing: all.
    int dyad_year_step = 1;          ///< Every so many years are all dyads looked at; 1 .. 10.
    int num_resamples = 500;         ///< 20 .. 10000

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// One measured score. `part` is ranking, calibration, depth, cells, dyad_years or accessions; `by` says what `slice`
/// is: all, decade, size, scope or cell. `model` is entente, the name of another model, or `gain.<name>` for entente
/// less that model (positive: better).
struct ScoreRow {
    std::string part{};
    std::string family{};  ///< A family, `all`, or `organisations` for accessions.
    std::string by{};
    std::string slice{};
    std::string score{};
    std::string model{};
    std::size_t count = 0;  ///< Events (or years, or organisations) that were resampled.
    Measured measured{};
};

/// Predicted against observed, in bins of about the same weight.
struct ReliabilityCurve {
    std::string part{};
    std::string family{};
    std::vector<ReliabilityBin> bins{};
};

struct BacktestReport {
    std::vector<ScoreRow> rows{};
    std::vector<ReliabilityCurve> curves{};
    std::vector<std::string> notes{};  ///< What could not be scored, and why.
};

struct BacktestInputs {
    const Panel& panel;
    std::span<const AttainModel> models{};  ///< Those whose year does not start a decade are not used.
    std::span<const PairModel> pairs{};
    const ChoiceCases& choices;
    /// Nothing: accessions are not scored.
    const AccessionInputs* organisations = nullptr;
    std::span<const AccessionModel> accession_models{};
    const AccessionTests* accessions = nullptr;
    Seed seed{};
};

/// Scores forecasts by rolling origin: every event by the model as of the end of the decade before it.
/// Cost: about a minute for the full atlas on one core, most of it the dyad-years. Same seed, same bits.
/// Throws Error{failed} where there is no model of a decade's start, or nothing to score.
[[nodiscard]] BacktestReport run_backtest(const BacktestInputs& inputs, const BacktestOptions& options,
                                          const Monitor& monitor = {});

/// Foundings of the World with decoys drawn as for fitting, `base_rate` and a gravity logit (distance, contiguity,
/// capability; fitted on the foundings before each decade) as the other models: what there is to compare with where no
/// file of cases is.
[[nodiscard]] ChoiceCases sample_choices(const Panel& panel, const CaseOptions& options, Year from, Seed seed,
                                         const Monitor& monitor = {});

/// Every accession of the organisations on record and a share of the states that stayed outside, with the rate of the
/// years before each decade as the other model.
[[nodiscard]] AccessionTests sample_accessions(const AccessionInputs& inputs, Year from, double outsider_share,
                                               Seed seed, const Monitor& monitor = {});

}  // namespace entente::attain
