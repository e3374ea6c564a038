// SPDX-License-Identifier: Apache-2.0
#include "core_json.hpp"
#include "views.hpp"

namespace entente::apps::http {

nlohmann::ordered_json core_view(const Asked& asked) {
    const Query& query = asked.query;
    engine::CoreRequest request{.issues = query.list("issue"),
                                .as_of = query.year("as_of"),
                                .cohesion = query.number("cohesion"),
                                .must = query.text("must"),
                                .must_not = query.text("must_not"),
                                .not_with = query.list("not_with"),
                                .at_least = query.list("at_least"),
                                .depth = query.word<Depth>("depth"),
                                .all = query.flag("all"),
                                .near = query.flag("near"),
                                .frontier = query.flag("frontier"),
                                .history = query.flag("history")};
    if (auto shares = query.numbers("share"); !shares.empty()) request.shares = std::move(shares);
    if (auto actors = query.text("actors"); !actors.empty()) request.actors = std::move(actors);
    request.num_dimensions = query.integer("dimensions").value_or(request.num_dimensions);
    request.threshold = query.number("threshold").value_or(request.threshold);
    request.horizon_years = query.integer("horizon").value_or(request.horizon_years);
    if (const auto most = query.integer("limit", 1)) request.max_listed = static_cast<std::size_t>(*most);
    if (const auto most = query.integer("max_size", 1)) request.max_size = static_cast<std::size_t>(*most);
    return to_json(engine::find_cores(asked.stock.engine(), request, asked.monitor));
}

}  // namespace entente::apps::http
