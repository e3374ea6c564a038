// SPDX-License-Identifier: Apache-2.0
#include "entente/order/order.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "order/sample_world.hpp"

namespace entente::order::testing {
namespace {

/// No doubt about figures, and every measure but regimes left out.
OrderOptions sure_options() {
    OrderOptions options{.num_draws = 50, .first = Year{2000}};
    options.thresholds.capability_log_sd = 0;
    options.thresholds.max_age_years = 0;
    return options;
}

const Series& of(const Order& order, std::string_view name, std::string_view variant = "") {
    const auto found =
        std::ranges::find_if(order.series, [&](const Series& s) { return s.name == name && s.variant == variant; });
    if (found == order.series.end()) throw std::out_of_range(std::string(name));
    return *found;
}

Order sample_order(const OrderOptions& options) {
    return estimate_order(atlas::World{sample_tables(), Year{2005}}, {}, options, Seed{}, {});
}

TEST(Order, MeasuresPowerAndPrinciplesAsByHand) {
    const Order order = sample_order(sure_options());
    // Shares among the major powers 4/9, 3/9, 2/9; in the system .4, .3, .2, .1.
    EXPECT_NEAR(of(order, "poles_majors").points[0].mean, 81.0 / 29, 1e-9);
    EXPECT_NEAR(of(order, "poles_system").points[0].mean, 1 / 0.3, 1e-9);
    EXPECT_NEAR(of(order, "con_majors").points[0].mean, std::sqrt((29.0 / 81 - 1.0 / 3) / (2.0 / 3)), 1e-9);
    // Two camps at .9 and .1 with 7/9 and 2/9: .8 sqrt(14) / 9.
    EXPECT_NEAR(of(order, "regimes").points[0].mean, 0.8 * std::sqrt(14.0) / 9, 1e-9);
    EXPECT_EQ(of(order, "regimes").points[0].count, 3);
    EXPECT_EQ(of(order, "regimes").points.size(), 6U);
}

TEST(Order, ClassesAreProbabilitiesAndDividedRegimesArePolycentric) {
    const Order order = sample_order(sure_options());
    double sum = 0;
    for (const OrderClass order_class : all_values<OrderClass>())
        sum += of(order, to_string(order_class)).points[0].mean;
    EXPECT_NEAR(sum, 1, 1e-12);
    // The third holds 2/3 of the second, so that bipolarity hangs on the gap, .5 to .8.
    EXPECT_NEAR(of(order, "bipolar").points[0].mean, 0.45, 0.2);
    EXPECT_EQ(of(order, "bipolar", "gap=low").points[0].mean, 0);
    EXPECT_NEAR(of(order, "polycentric", "gap=low").points[0].mean + of(order, "unipolar").points[0].mean, 1, 1e-12);
    EXPECT_LE(of(order, "polycentric").points[0].low, of(order, "polycentric").points[0].mean);
}

TEST(Order, LeavesOutWhatTheWorldDoesNotHold) {
    const Order order = sample_order(sure_options());
    for (const char* const name : {"votes", "polity", "alliances", "disputes", "constitutionalism"})
        EXPECT_THROW((void)of(order, name), std::out_of_range) << name;
    auto tables = sample_tables();
    tables.major_powers.clear();
    EXPECT_THROW((void)estimate_order(atlas::World{tables, Year{2005}}, {}, sure_options(), Seed{}, {}), Error);
}

TEST(Order, DriversSumToTheChangeAndNameTheMover) {
    auto tables = sample_tables();
    for (FigureRecord& figure : tables.figures)
        if (figure.series == 6 && figure.actor == ActorId{3} && figure.year >= Year{2003}) figure.value = 0.7;
    const Order order = estimate_order(atlas::World{tables, Year{2005}}, {}, sure_options(), Seed{}, {});
    std::map<ActorId, double> parts;
    for (const Driver& driver : order.drivers)
        if (driver.series == "regimes" && driver.year == Year{2003}) parts[driver.actor] = driver.contribution;
    ASSERT_EQ(parts.size(), 3U);
    const Series& regimes = of(order, "regimes");
    const double change = regimes.find(Year{2003})->mean - regimes.find(Year{2002})->mean;
    EXPECT_NEAR(parts[ActorId{3}], change, 1e-9);
    EXPECT_NEAR(parts[ActorId{1}], 0, 1e-9);
}

TEST(Order, PositionsOfVotesCarryTheirDoubtIntoTheSpread) {
    std::vector<atlas::KnownPosition> positions;
    for (int k = 1; k <= 3; ++k) positions.push_back({ActorId{k}, Year{2000}, k == 3 ? -1.0 : 1.0, 0.3});
    OrderOptions options = sure_options();
    options.num_draws = 500;
    options.thresholds.max_age_years = 2;
    const Order order = estimate_order(atlas::World{sample_tables(), Year{2005}}, positions, options, Seed{}, {});
    const Series& votes = of(order, "votes");
    EXPECT_EQ(votes.points.back().year, Year{2002}) << "carried for two years, then unknown";
    EXPECT_EQ(votes.points.back().age_years, 2);
    EXPECT_NEAR(votes.points[0].mean, 2 * std::sqrt(14.0) / 9, 0.1);
    EXPECT_GT(votes.points[0].std_error, 0.05);
    EXPECT_GT(votes.points[2].std_error, votes.points[0].std_error) << "doubt grows with age";
}

TEST(Order, SameBitsOnAnyNumberOfThreads) {
    OrderOptions options = sure_options();
    options.thresholds.capability_log_sd = 0.1;
    const auto run = [&](std::size_t threads) {
        const ThreadLimit limit(threads);
        return sample_order(options);
    };
    const Order one = run(1);
    const Order two = run(2);
    ASSERT_EQ(one.series.size(), two.series.size());
    for (std::size_t s = 0; s < one.series.size(); ++s)
        for (std::size_t t = 0; t < one.series[s].points.size(); ++t) {
            EXPECT_EQ(one.series[s].points[t].mean, two.series[s].points[t].mean);
            EXPECT_EQ(one.series[s].points[t].low, two.series[s].points[t].low);
        }
}

TEST(Order, GivesFiniteNumbersOnly) {
    OrderOptions options = sure_options();
    options.num_draws = 37;  // A share of these is not exact in binary.
    for (const Series& series : sample_order(options).series)
        for (const Point& p : series.points)
            for (const double value : {p.mean, p.std_error, p.low, p.high})
                EXPECT_TRUE(std::isfinite(value)) << series.name << ' ' << series.variant;
}

TEST(Order, EveryNameThatItGivesIsInTheCatalogue) {
    for (const Series& series : sample_order(sure_options()).series)
        EXPECT_TRUE(std::ranges::any_of(catalogue(), [&](const SeriesKind& k) { return k.name == series.name; }))
            << series.name;
}

TEST(OrderOptions, RefuseTooFewDraws) {
    EXPECT_THROW(OrderOptions{.num_draws = 1}.validate(), Error);
}

}  // namespace
}  // namespace entente::order::testing
