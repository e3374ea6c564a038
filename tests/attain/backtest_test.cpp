// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/backtest.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "entente/attain/targets.hpp"
#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "synthetic.hpp"

namespace entente::attain {
namespace {

/// The made-up world, scored from 1980 on by models as of 1979 and 1989: the small form that every build runs.
class Backtest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        world_ = new atlas::World(synthetic::world());
        panel_ = new Panel(*world_);
        const std::vector<Year> as_of{Year{1979}, Year{1984}, Year{1989}};
        const AttainOptions quick{.cases = {.num_decoys = 20}, .joint = {.dyads_per_year = 200}};
        models_ = new auto(fit_attain(*world_, as_of, quick, Seed{1}));
        const std::array<Year, 2> covered{Year{synthetic::kLast}, Year{synthetic::kLast}};
        const PairOptions pairs{.pairs_per_year = 100, .first = Year{1951}};
        pairs_ = new auto(fit_pairs(*panel_, as_of, covered, pairs, Seed{1}));
        choices_ = new auto(sample_choices(*panel_, {.num_decoys = 20}, Year{1980}, Seed{1}));
        report_ = new auto(run_backtest(inputs(), kOptions));
    }
    static void TearDownTestSuite() {
        delete report_;
        delete choices_;
        delete pairs_;
        delete models_;
        delete panel_;
        delete world_;
    }
    static BacktestInputs inputs() {
        return {.panel = *panel_, .models = *models_, .pairs = *pairs_, .choices = *choices_, .seed = Seed{1}};
    }
    static const ScoreRow& row(std::string_view part, std::string_view family, std::string_view slice,
                               std::string_view score, std::string_view model) {
        const auto found = std::ranges::find_if(report_->rows, [&](const ScoreRow& one) {
            return one.part == part && one.family == family && one.slice == slice && one.score == score &&
                   one.model == model;
        });
        EXPECT_NE(found, report_->rows.end()) << part << ' ' << family << ' ' << slice << ' ' << score << ' ' << model;
        return *found;
    }

    static inline const BacktestOptions kOptions{.from = Year{1980}, .num_resamples = 60};
    static inline const atlas::World* world_ = nullptr;
    static inline const Panel* panel_ = nullptr;
    static inline const std::vector<AttainModel>* models_ = nullptr;
    static inline const std::vector<PairModel>* pairs_ = nullptr;
    static inline const ChoiceCases* choices_ = nullptr;
    static inline const BacktestReport* report_ = nullptr;
};

TEST_F(Backtest, BeatsTheBaseRateWhereThereIsSomethingToLearn) {
    const ScoreRow& ours = row("ranking", "all", "all", "choice", "entente");
    const ScoreRow& base = row("ranking", "all", "all", "choice", "base_rate");
    EXPECT_GT(ours.measured.low, base.measured.high);
    // Twenty decoys, or fewer where so many do not live.
    EXPECT_GE(base.measured.value, -std::log(21.0));
    EXPECT_LT(base.measured.value, -std::log(11.0));
    EXPECT_NEAR(row("ranking", "all", "all", "auc", "base_rate").measured.value, 0.5, 1e-9);
    EXPECT_GT(row("dyad_years", "alliance", "all", "log_loss_skill", "gain.base_rate").measured.value, 0);
}

TEST_F(Backtest, SlicesAddUpToTheWhole) {
    std::size_t decades = 0;
    std::size_t families = 0;
    for (const ScoreRow& one : report_->rows)
        if (one.part == "ranking" && one.score == "choice" && one.model == "entente") {
            if (one.family == "all" && one.by == "decade") decades += one.count;
            if (one.family != "all" && one.by == "all") families += one.count;
        }
    EXPECT_EQ(decades, choices_->cases.size());
    EXPECT_EQ(families, choices_->cases.size());
}

TEST_F(Backtest, GainsAreDifferencesOfTheTwoModels) {
    const double ours = row("ranking", "trade", "all", "choice", "entente").measured.value;
    const double theirs = row("ranking", "trade", "all", "choice", "gravity_logit").measured.value;
    EXPECT_NEAR(row("ranking", "trade", "all", "choice", "gain.gravity_logit").measured.value, ours - theirs, 1e-12);
}

TEST_F(Backtest, DyadYearsExpectAboutWhatComes) {
    const Measured totals = row("dyad_years", "alliance", "all", "predicted_over_observed", "entente").measured;
    EXPECT_GT(totals.value, 0.6);
    EXPECT_LT(totals.value, 1.6);
}

TEST_F(Backtest, DepthThatIsACoinHasNoSkill) {
    // Depth in the made-up world is drawn by a coin: nothing foretells it, and the interval has to say so.
    const Measured skill = row("depth", "all", "all", "ranked_probability_skill", "gain.family_marginal").measured;
    EXPECT_LT(skill.low, 0.02);
    EXPECT_GT(skill.value, -0.1);
}

TEST_F(Backtest, IsTheSameAtAnyNumberOfThreads) {
    const ThreadLimit limit(1);
    const BacktestReport again = run_backtest(inputs(), kOptions);
    ASSERT_EQ(again.rows.size(), report_->rows.size());
    for (std::size_t k = 0; k < again.rows.size(); ++k) {
        EXPECT_EQ(again.rows[k].slice, report_->rows[k].slice);
        if (!std::isnan(again.rows[k].measured.value)) {
            EXPECT_EQ(again.rows[k].measured.value, report_->rows[k].measured.value);
        }
    }
}

TEST_F(Backtest, UsesOnlyModelsThatStartADecade) {
    // Without the model as of 1984 nothing changes.
    std::vector<AttainModel> decades{(*models_)[0], (*models_)[2]};
    BacktestInputs fewer = inputs();
    fewer.models = decades;
    const BacktestReport report = run_backtest(fewer, kOptions);
    EXPECT_EQ(report.rows.front().measured.value, report_->rows.front().measured.value);
}

TEST_F(Backtest, SaysWhatItCannotDo) {
    EXPECT_THROW((void)run_backtest(inputs(), {.from = Year{1985}}), Error);
    EXPECT_THROW((void)run_backtest(inputs(), {.from = Year{1980}, .num_resamples = 1}), Error);
    BacktestInputs without = inputs();
    without.models = {};
    EXPECT_THROW((void)run_backtest(without, kOptions), Error);
    EXPECT_FALSE(report_->notes.empty());  // There are no organisations with members by year.
}

TEST(Targets, AreMetOnlyWithinTheirRangeAndInTheWorstDecade) {
    BacktestReport report;
    const auto add = [&](const char* slice, double value) {
        report.rows.push_back(
            {"dyad_years", "trade", "decade", slice, "predicted_over_observed", "entente", 10, {value, value, value}});
    };
    const auto result = [&] {
        for (const TargetResult& one : compare_with_targets(report))
            if (one.target->family == "trade" && one.target->score == "predicted_over_observed") return one;
        return TargetResult{};
    };
    EXPECT_EQ(result().row, nullptr);
    add("1990s", 1.1);
    EXPECT_TRUE(result().is_met);
    add("2000s", 0.5);
    EXPECT_FALSE(result().is_met);
    EXPECT_EQ(result().row->slice, "2000s");
}

}  // namespace
}  // namespace entente::attain
