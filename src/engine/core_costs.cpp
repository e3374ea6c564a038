// SPDX-License-Identifier: Apache-2.0
//
// What actors cost: statements of the command line and rows of a table.
#include <charconv>

#include <fmt/format.h>

#include "entente/engine/cores.hpp"
#include "entente/sources/csv.hpp"

namespace entente::engine {
namespace {

constexpr std::string_view kExpected = "a cost above 0 and up to 1e9";

bool is_cost(double cost) {
    return cost > 0 && cost <= 1e9;
}

}  // namespace

ActorCost parse_actor_cost(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string_view::npos || equals == 0)
        throw Error{Errc::wrong_usage,
                    fmt::format("cost is '{}'; expected an actor and a number, such as USA=5", text)};
    const std::string_view number = text.substr(equals + 1);
    ActorCost cost{.actors = std::string(text.substr(0, equals))};
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), cost.cost);
    if (error != std::errc{} || end != number.data() + number.size() || !is_cost(cost.cost))
        throw Error{Errc::wrong_usage, fmt::format("cost of {} is '{}'; expected {}", cost.actors, number, kExpected),
                    "Who is in whatever it costs is named by --must."};
    return cost;
}

std::vector<ActorCost> read_actor_costs(const std::filesystem::path& file, const Monitor& monitor) {
    sources::CsvReader csv(file, ',', monitor);
    const sources::Column actor = csv.column("actor");
    const sources::Column cost = csv.column("cost");
    std::vector<ActorCost> costs;
    while (csv.next()) {
        const double number = csv.number(cost);
        if (!is_cost(number)) throw csv.error(cost, kExpected);
        if (csv.is_missing(actor)) throw csv.error(actor, "an actor's code or name");
        // In quotes, a comma is part of a name.
        costs.push_back({fmt::format("\"{}\"", csv.text(actor)), number, csv.place() + ", column actor"});
    }
    return costs;
}

}  // namespace entente::engine
