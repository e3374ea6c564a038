// SPDX-License-Identifier: Apache-2.0
#include "core_text.hpp"

#include <algorithm>
#include <ostream>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entente::apps {
namespace {

Value number_or_nothing(const std::optional<double>& value) {
    return value ? Value{*value} : Value{};
}

Table frontier_table(const engine::CoreAnswer& answer) {
    Table table{.columns = {"size", "share", "cohesion", "members"}};
    for (const engine::CoreFrontierPoint& point : answer.frontier)
        table.rows.push_back(
            {static_cast<std::int64_t>(point.size), point.share, number_or_nothing(point.cohesion), point.members});
    return table;
}

Table history_table(const engine::CoreAnswer& answer) {
    Table table{.columns = {"year", "size", "members"}};
    for (const engine::CoreOfYear& year : answer.history)
        table.rows.push_back({std::int64_t{year.year.value()},
                              year.size ? Value{static_cast<std::int64_t>(*year.size)} : Value{}, year.members});
    return table;
}

Table cores_table(const engine::CoreAnswer& answer) {
    Table table{.columns = {"list", "core", "size", "members"}};
    const auto add = [&](std::string_view list, const std::vector<std::vector<std::string>>& cores) {
        for (std::size_t k = 0; k < cores.size(); ++k)
            table.rows.push_back({std::string(list), static_cast<std::int64_t>(k + 1),
                                  static_cast<std::int64_t>(cores[k].size()), cores[k]});
    };
    add("core", answer.cores);
    add("near", answer.near);
    return table;
}

std::string keys_text(std::span<const std::string> core) {
    constexpr std::size_t kMost = 200;
    const auto shown = core.first(std::min(core.size(), kMost));
    return fmt::format("{}{}", fmt::join(shown, " "),
                       core.size() > kMost ? fmt::format(" and {} more; --csv lists them", core.size() - kMost) : "");
}

void print_members(std::ostream& out, const engine::CoreAnswer& answer) {
    constexpr std::size_t kShown = 10;
    for (std::size_t k = 0; k < std::min(answer.cores.size(), kShown); ++k)
        out << fmt::format("  {}\n", keys_text(answer.cores[k]));
    if (answer.cores.size() > kShown)
        out << fmt::format("  and {} more; --csv lists them\n", answer.cores.size() - kShown);
    if (!answer.near.empty())
        out << fmt::format(
            "{}{} more {}, nobody superfluous; --csv lists them.\n",
            answer.solution.is_near_complete ? "" : "At least ", answer.near.size(),
            answer.cost ? "are dearer by no more than the cheapest actor costs" : "have one member more");
    if (answer.cohesion)
        out << fmt::format("Largest distance of two members in principles: {:.2f}.\n", *answer.cohesion);
}

void print_next(std::ostream& out, const engine::CoreAnswer& answer) {
    if (answer.next_members.empty()) return;
    std::vector<std::string> parts;
    for (const engine::NextMember& next : answer.next_members)
        parts.push_back(fmt::format("{} {:.2f} %", next.actor, next.gain * 100));
    out << fmt::format("One more member of the first core adds: {}.\n", fmt::join(parts, ", "));
}

void print_shortfall(std::ostream& out, const engine::CoreAnswer& answer) {
    for (std::size_t k = 0; k < answer.issues.size(); ++k)
        out << fmt::format("All who were asked about carry {:.1f} % of {}.\n", answer.pool_shares[k] * 100,
                           answer.issues[k]);
}

}  // namespace

Table core_table(const engine::CoreAnswer& answer) {
    if (answer.request.history) return history_table(answer);
    if (answer.request.frontier) return frontier_table(answer);
    return cores_table(answer);
}

void print_text(std::ostream& out, const engine::CoreAnswer& answer) {
    out << answer.text << '\n';
    if (answer.is_feasible())
        print_members(out, answer);
    else
        print_shortfall(out, answer);
    print_next(out, answer);
    if (!answer.frontier.empty()) {
        out << '\n';
        print(out, frontier_table(answer), Format::text);
    }
    if (!answer.history.empty()) {
        out << '\n';
        print(out, history_table(answer), Format::text);
    }
    out << '\n' << answer.solution.certificate << '\n';
    for (const std::string& caveat : answer.provenance.caveats) out << fmt::format("- {}\n", caveat);
}

}  // namespace entente::apps
