// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "entente/order/claim.hpp"
#include "entente/order/joined.hpp"
#include "order.hpp"

namespace entente::apps {
namespace {

using order::OrderClass;
using order::Point;
using order::Series;

constexpr Year kVotesBegin{1946};

std::int64_t number(Year year) {
    return year.value();
}

std::string text(std::string_view view) {
    return std::string{view};
}

Value mean_or_nothing(const Series* series, Year year) {
    const Point* point = series ? series->find(year) : nullptr;
    return point ? Value{point->mean} : Value{};
}

/// The class with the largest probability in a year.
std::string likeliest(const StoredOrder& stored, Year year) {
    std::string best;
    double largest = -1;
    for (const OrderClass order_class : all_values<OrderClass>())
        if (const Series* series = stored.find(to_string(order_class)))
            if (const Point* point = series->find(year); point && point->mean > largest) {
                largest = point->mean;
                best = to_string(order_class);
            }
    return best;
}

bool is_asked_for(const StoredOrder& stored, std::string_view name) {
    const auto& names = stored.options.series;
    return names.empty() || std::ranges::find(names, "all") != names.end() ||
           std::ranges::find(names, name) != names.end();
}

/// What a series did from one year to the next, and who made it so, largest part first.
struct Change {
    std::string series{};
    Year year{};
    double total = 0;
    std::vector<order::Driver> drivers{};
};

std::vector<Change> changes_of(const StoredOrder& stored) {
    std::vector<Change> changes;
    for (const order::Driver& driver : stored.order.drivers) {
        if (!stored.options.is_wanted(driver.year)) continue;
        if (changes.empty() || changes.back().series != driver.series || changes.back().year != driver.year)
            changes.push_back({driver.series, driver.year, 0, {}});
        changes.back().total += driver.contribution;
        changes.back().drivers.push_back(driver);
    }
    for (Change& change : changes)
        std::ranges::stable_sort(change.drivers, [](const order::Driver& a, const order::Driver& b) {
            return std::abs(a.contribution) > std::abs(b.contribution);
        });
    return changes;
}

/// The actors behind nine tenths of all movement, with their parts.
std::vector<std::string> driver_words(const StoredOrder& stored, const Change& change) {
    double all = 0;
    for (const order::Driver& driver : change.drivers) all += std::abs(driver.contribution);
    std::vector<std::string> words;
    double named = 0;
    for (const order::Driver& driver : change.drivers) {
        if (named >= 0.9 * all) break;
        named += std::abs(driver.contribution);
        words.push_back(fmt::format("{} {:+.3g}", stored.actors.at(driver.actor).key, driver.contribution));
    }
    return words;
}

}  // namespace

Table year_table(const StoredOrder& stored) {
    constexpr std::array kMeasures{"poles_majors", "poles_system", "regimes", "votes", "alliances", "disputes"};
    Table table{.columns = {"year", "class"}};
    for (const OrderClass order_class : all_values<OrderClass>()) table.columns.push_back(text(to_string(order_class)));
    table.columns.insert(table.columns.end(), kMeasures.begin(), kMeasures.end());
    const Series* const classes = stored.find(to_string(OrderClass::unipolar));
    if (!classes) return table;
    for (const Point& point : classes->points) {
        if (!stored.options.is_wanted(point.year)) continue;
        std::vector<Value> row{number(point.year), likeliest(stored, point.year)};
        for (const OrderClass order_class : all_values<OrderClass>())
            row.push_back(mean_or_nothing(stored.find(to_string(order_class)), point.year));
        for (const char* const measure : kMeasures) row.push_back(mean_or_nothing(stored.find(measure), point.year));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table series_table(const StoredOrder& stored) {
    Table table{.columns = {"series", "group", "year", "mean", "std_error", "low", "high", "num", "age_years", "unit",
                            "meaning"}};
    for (const order::SeriesKind& kind : order::catalogue()) {
        const Series* const series = stored.find(kind.name);
        if (!series || !is_asked_for(stored, kind.name)) continue;
        for (const Point& p : series->points)
            if (stored.options.is_wanted(p.year))
                table.rows.push_back({text(kind.name), text(kind.group), number(p.year), p.mean, p.std_error, p.low,
                                      p.high, std::int64_t{p.count}, std::int64_t{p.age_years}, text(kind.unit),
                                      text(kind.meaning)});
    }
    return table;
}

Table claim_table(const StoredOrder& stored, Seed seed) {
    Table table{.columns = {"measure", "verdict", "then_mean", "then_low", "then_high", "then_years", "now_mean",
                            "now_low", "now_high", "now_years", "effect", "low", "high", "p_then_agreed",
                            "p_now_divided", "then_effective_years", "now_effective_years", "reason"}};
    for (const order::ClaimTest& test : order::test_claim(stored.order.series, stored.thresholds, seed)) {
        std::vector<Value> row{text(to_string(test.measure)), text(to_string(test.verdict))};
        const auto add = [&](const std::optional<order::PeriodMean>& period) {
            if (!period) return row.insert(row.end(), 4, Value{});
            return row.insert(row.end(), {period->mean, period->low, period->high,
                                          fmt::format("{}-{}", period->years.first.value(),
                                                      period->years.last.value_or(Year{}).value())});
        };
        add(test.then);
        add(test.now);
        if (test.then && test.now)
            row.insert(row.end(), {test.effect, test.low, test.high, test.p_then_agreed, test.p_now_divided,
                                   test.then->effective_years, test.now->effective_years});
        else
            row.insert(row.end(), 7, Value{});
        row.emplace_back(test.reason);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table trust_table(const StoredOrder& stored) {
    Table table{.columns = {"first", "second", "from", "to", "years", "effective_years", "r", "low", "high",
                            "r_of_changes", "statement"}};
    for (const order::Correlation& c : order::correlations(stored.order.series, kVotesBegin)) {
        const char* const statement = c.low > 0    ? "move together"
                                      : c.high < 0 ? "move against each other: joining them misleads"
                                                   : "cannot be told from unrelated";
        table.rows.push_back({c.first, c.second, number(c.first_year), number(c.last_year), std::int64_t{c.num_years},
                              c.effective_years, c.r, c.low, c.high, c.r_changes, text(statement)});
    }
    return table;
}

Table sensitivity_table(const StoredOrder& stored) {
    Table table{.columns = {"held_fixed"}};
    for (const OrderClass order_class : all_values<OrderClass>()) table.columns.push_back(text(to_string(order_class)));
    table.columns.insert(table.columns.end(), {"from", "to", "years"});
    const Series* const classes = stored.find(to_string(OrderClass::unipolar));
    if (!classes) return table;
    // Without years asked for, the newest one.
    const OrderClass any = OrderClass::unipolar;
    const bool has_years = stored.options.year || stored.options.from || stored.options.to;
    const Year newest = classes->points.back().year;
    for (const Series& variant : stored.order.series) {
        if (variant.name != to_string(any)) continue;
        std::array<double, num_names<OrderClass>> sums{};
        std::vector<Year> years;
        for (const Point& point : variant.points)
            if (has_years ? stored.options.is_wanted(point.year) : point.year == newest) years.push_back(point.year);
        if (years.empty()) continue;
        for (const Series& series : stored.order.series)
            if (const auto order_class = from_string<OrderClass>(series.name);
                order_class && series.variant == variant.variant)
                for (const Year year : years)
                    if (const Point* point = series.find(year))
                        sums[static_cast<std::size_t>(*order_class)] += point->mean;
        std::vector<Value> row{variant.variant.empty() ? std::string{"nothing"} : variant.variant};
        for (const double sum : sums) row.emplace_back(sum / static_cast<double>(years.size()));
        row.insert(row.end(), {number(years.front()), number(years.back()), static_cast<std::int64_t>(years.size())});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table explain_table(const StoredOrder& stored, Year year) {
    Table table{.columns = {"series", "year", "actor", "name", "contribution", "change"}};
    for (const Change& change : changes_of(stored))
        for (const order::Driver& driver : change.drivers) {
            if (change.year != year) continue;
            const Actor& actor = stored.actors.at(driver.actor);
            table.rows.push_back(
                {change.series, number(year), actor.key, actor.name, driver.contribution, change.total});
        }
    return table;
}

Table changes_table(const StoredOrder& stored, int num_years) {
    Table table{.columns = {"series", "rank", "year", "change", "drivers"}};
    const auto changes = changes_of(stored);
    std::set<std::string> names;
    for (const Change& change : changes) names.insert(change.series);
    for (const std::string& name : names) {
        std::vector<const Change*> of_series;
        for (const Change& change : changes)
            if (change.series == name) of_series.push_back(&change);
        std::ranges::stable_sort(
            of_series, [](const Change* a, const Change* b) { return std::abs(a->total) > std::abs(b->total); });
        if (of_series.size() > static_cast<std::size_t>(num_years))
            of_series.resize(static_cast<std::size_t>(num_years));
        for (std::size_t rank = 0; rank < of_series.size(); ++rank)
            table.rows.push_back({name, static_cast<std::int64_t>(rank + 1), number(of_series[rank]->year),
                                  of_series[rank]->total, driver_words(stored, *of_series[rank])});
    }
    return table;
}

}  // namespace entente::apps
