// SPDX-License-Identifier: Apache-2.0
#include "coalition_power_json.hpp"
#include "views.hpp"

namespace entente::apps::http {

nlohmann::ordered_json voting_power_view(const Asked& asked) {
    const Query& query = asked.query;
    engine::CoalitionPowerRequest request{.actors = query.required("actors"),
                                          .issues = query.list("issue"),
                                          .as_of = query.year("as_of"),
                                          .coalition = query.text("coalition")};
    if (auto quotas = query.numbers("quota"); !quotas.empty()) request.quotas = std::move(quotas);
    if (const auto parts = query.integer("resolution", 0)) request.resolution = static_cast<std::uint64_t>(*parts);
    request.stake = query.number("stake").value_or(request.stake);
    request.cost = query.number("cost").value_or(request.cost);
    request.required_share = query.number("required").value_or(request.required_share);
    request.spillover = query.number("spillover").value_or(request.spillover);
    request.options.seed = Seed{asked.stock.common().seed};
    return to_json(engine::coalition_power(asked.stock.engine(), request, asked.monitor));
}

}  // namespace entente::apps::http
