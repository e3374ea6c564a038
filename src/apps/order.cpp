// SPDX-License-Identifier: Apache-2.0
#include "order.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "entente/atlas/atlas.hpp"
#include "entente/base/error.hpp"
#include "entente/base/nearest.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void check_names(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const order::SeriesKind& kind : order::catalogue()) known.emplace_back(kind.name);
    for (const std::string& name : names) {
        if (name == "all" || std::ranges::find(known, name) != known.end()) continue;
        throw Error{Errc::unknown_id, fmt::format("no series '{}'", name),
                    fmt::format("Nearest: {}.", fmt::join(nearest_names(name, known), ", "))};
    }
}

void order_command(const CommonOptions& common, const OrderOptions& options) {
    check_names(options.series);
    const StoredOrder stored(common, options);
    if (options.svg.is_wanted()) return write_svg(common, options.svg, order_picture(stored, common));
    const Table table = options.claim           ? claim_table(stored, Seed{common.seed})
                        : options.trust         ? trust_table(stored)
                        : options.sensitivity   ? sensitivity_table(stored)
                        : options.explain       ? explain_table(stored, Year{*options.explain})
                        : options.changes       ? changes_table(stored, *options.changes)
                        : options.is_by_series() ? series_table(stored)
                                                 : year_table(stored);
    if (table.rows.empty())
        throw Error{Errc::failed, "the atlas holds nothing of order for that",
                    "Ask for other years, or run entente estimate order on an atlas with the tables of powers."};
    print(std::cout, table, common.format());
}

}  // namespace

bool OrderOptions::is_wanted(Year when) const {
    return (!year || when.value() == *year) && (!from || when.value() >= *from) && (!to || when.value() <= *to);
}

StoredOrder::StoredOrder(const CommonOptions& common, const OrderOptions& wanted)
    : options(wanted), thresholds(engine::read_order_thresholds(data_folder())) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    order = engine::stored_order(atlas, common.as_of ? order::Sight::then : order::Sight::hindsight);
    sources = atlas.sources();
    for (const Actor& actor : atlas.actor_records().actors) actors.emplace(actor.id, actor);
    if (!common.as_of) return;
    const Year as_of{*common.as_of};
    for (order::Series& series : order.series)
        std::erase_if(series.points, [&](const order::Point& point) { return point.year > as_of; });
    std::erase_if(order.series, [](const order::Series& series) { return series.points.empty(); });
    std::erase_if(order.drivers, [&](const order::Driver& driver) { return driver.year > as_of; });
}

const order::Series* StoredOrder::find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        order.series, [&](const order::Series& s) { return s.name == name && s.variant.empty(); });
    return found == order.series.end() ? nullptr : &*found;
}

void add_order(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand(
        "order", "What kind of international order each year had: unipolar, bipolar, multipolar or polycentric");
    command.footer(
        "With --as-of every year is seen as it could be by its end, and later ones are left out.\n"
        "Examples: entente order --from 1990        classes and measures year by year\n"
        "          entente order --year 2019        everything about a year, with intervals\n"
        "          entente order --series votes,regimes --csv\n"
        "          entente order --claim            did 1815-1914 agree on principles, and does today?");
    add_common(command, common);
    auto options = std::make_shared<OrderOptions>();
    auto* year = command.add_option("--year", options->year, "Only this year, with every series");
    command.add_option("--from", options->from, "Only this year and later ones")->excludes(year);
    command.add_option("--to", options->to, "Only this year and earlier ones")->excludes(year);
    command.add_option("--series", options->series, "These series with their intervals, by commas; or all")
        ->delimiter(',');
    CLI::Option_group* which = command.add_option_group("instead of the years");
    which->add_flag("--claim", options->claim, "Test: the main states of 1815-1914 agreed on principles, today's not");
    which->add_flag("--trust", options->trust, "How far the measures of principles agree since 1946");
    which->add_flag("--sensitivity", options->sensitivity,
                    "Class probabilities under each threshold and measure, mean over the years asked for");
    which->add_option("--explain", options->explain, "Who moved power and principles in this year");
    which->add_option("--changes", options->changes, "The years of largest change, so many a series, and who made them")
        ->check(CLI::Range(1, 200));
    which->require_option(0, 1);
    add_svg(command, options->svg);
    command.get_option("--svg")->excludes(year);
    command.callback([&common, options] { order_command(common, *options); });
}

}  // namespace entente::apps
