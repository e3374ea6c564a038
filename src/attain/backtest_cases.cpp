// SPDX-License-Identifier: Apache-2.0
// Cases to score where no file of them is: drawn from the World, with plain models beside them.
#include <cmath>

#include "backtest_parts.hpp"
#include "entente/attain/column_scale.hpp"

namespace entente::attain {
namespace {

constexpr std::uint32_t kSampling = 0x424b5453;  ///< Purpose of the random streams of this file.
constexpr double kFarthest = 6;
constexpr double kRidge = 1;
/// What a gravity model knows: distance, common borders, size.
constexpr std::array<std::string_view, 4> kGravity{"mean.log_distance", "mean.contiguous",
                                                   "mean.log_capability_product", "max.num_majors"};

std::array<std::size_t, kGravity.size()> gravity_columns() {
    std::array<std::size_t, kGravity.size()> columns{};
    for (std::size_t k = 0; k < kNumColumns; ++k)
        for (std::size_t g = 0; g < kGravity.size(); ++g)
            if (column_name(k) == kGravity[g]) columns[g] = k;
    return columns;
}

/// Real sets against their decoys by a logit in four columns.
class GravityLogit {
public:
    /// Of the family's foundings before a year.
    GravityLogit(const CaseTable& table, Family family, Year before) {
        static const auto columns = gravity_columns();
        std::vector<std::array<float, kGravity.size()>> rows;
        std::vector<double> outcome;
        for (const Case& one : table.cases) {
            if (family_of(one.group) != family || one.year >= before) continue;
            for (std::size_t r = 0; r < one.num_rows; ++r) {
                auto& row = rows.emplace_back();
                for (std::size_t g = 0; g < kGravity.size(); ++g)
                    row[g] = table.features[one.first_row + r][columns[g]];
                outcome.push_back(r == 0 ? 1 : 0);
            }
        }
        if (rows.empty()) return;
        scale_ = ColumnScale::of(rows.size(), kGravity.size(), [&](std::size_t k) { return rows[k]; });
        Eigen::MatrixXd x(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(kGravity.size()));
        for (std::size_t k = 0; k < rows.size(); ++k)
            for (std::size_t g = 0; g < kGravity.size(); ++g)
                x(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(g)) =
                    scale_.standardised(g, rows[k][g], kFarthest);
        const Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(outcome.data(), x.rows());
        fit_ = fit_logistic(x, y, Eigen::VectorXd::Ones(x.rows()), kRidge);
    }

    [[nodiscard]] double log_odds(const FeatureRow& features) const {
        static const auto columns = gravity_columns();
        if (fit_.coefficients.size() == 0) return 0;
        Eigen::VectorXd row(static_cast<Eigen::Index>(kGravity.size()));
        for (std::size_t g = 0; g < kGravity.size(); ++g)
            row[static_cast<Eigen::Index>(g)] = scale_.standardised(g, features[columns[g]], kFarthest);
        return fit_.linear(row);
    }

private:
    ColumnScale scale_{};
    LogisticFit fit_{};
};

}  // namespace

ChoiceCases sample_choices(const Panel& panel, const CaseOptions& options, Year from, Seed seed,
                           const Monitor& monitor) {
    CaseOptions keeping = options;
    keeping.keeps_sets = true;
    const CaseTable table = sample_cases(panel, keeping, seed, monitor);
    std::map<std::pair<Family, Year>, GravityLogit> gravity;
    ChoiceCases choices{.rivals = {"base_rate", "gravity_logit"}, .reference = "gravity_logit"};
    for (const Case& one : table.cases) {
        if (one.year < from || one.num_rows < 2) continue;
        const Family family = family_of(one.group);
        const std::pair key{family, decade_of(one.year)};
        const GravityLogit& logit = gravity.try_emplace(key, table, family, key.second).first->second;
        ChoiceCase choice{.family = family, .year = one.year, .partnership = one.partnership};
        choice.rivals.resize(choices.rivals.size());
        for (std::size_t r = one.first_row; r < one.first_row + one.num_rows; ++r) {
            choice.candidates.push_back({.year = one.year, .family = family, .units = table.sets[r]});
            choice.rivals[0].push_back(0);
            choice.rivals[1].push_back(logit.log_odds(table.features[r]));
        }
        choices.cases.push_back(std::move(choice));
    }
    return choices;
}

AccessionTests sample_accessions(const AccessionInputs& inputs, Year from, double outsider_share, Seed seed,
                                 const Monitor& monitor) {
    AccessionTests tests{.rivals = {"base_rate"}, .reference = "base_rate"};
    constexpr int kRateYears = 10;                     ///< Years before a decade that set its base rate.
    std::map<Year, std::pair<double, double>> counts;  // Accessions and cells of a year.
    std::vector<AccessionTest> all;
    for (Year year = from - kRateYears; year <= inputs.covered_until; year = year + 1) {
        monitor.check_stop();
        if (year < inputs.panel.first_year()) continue;
        const AccessionYear cells = accession_year(inputs.panel, inputs.organisations, inputs.predecessors, year);
        RandomStream random(seed, {kSampling, static_cast<std::uint32_t>(year.value())});
        for (const AccessionCell& cell : cells.cells) {
            counts[year].first += cell.joins;
            counts[year].second += 1;
            const bool is_drawn = random.uniform() < outsider_share;
            if (year < from || (!cell.joins && !is_drawn)) continue;
            all.push_back({.asked = {cell.organisation, cell.actor, year},
                           .joins = cell.joins,
                           .weight = cell.joins ? 1.0 : 1 / outsider_share});
        }
    }
    for (AccessionTest& test : all) {
        double joined = 0.5;
        double outside = 1;
        for (int age = 1; age <= kRateYears; ++age)
            if (const auto found = counts.find(decade_of(test.asked.year) - age); found != counts.end()) {
                joined += found->second.first;
                outside += found->second.second;
            }
        test.rivals = {joined / outside};
    }
    tests.cases = std::move(all);
    return tests;
}

}  // namespace entente::attain
