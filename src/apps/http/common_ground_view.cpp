// SPDX-License-Identifier: Apache-2.0
#include "common_ground_json.hpp"
#include "entente/engine/common_ground.hpp"
#include "views.hpp"

namespace entente::apps::http {

nlohmann::ordered_json common_ground_view(const Asked& asked) {
    const Query& query = asked.query;
    engine::CommonGroundRequest request{.actors = query.required("actors"),
                                        .issue = query.text("issue"),
                                        .words = query.text("words"),
                                        .as_of = query.year("as_of"),
                                        .from = query.year("from"),
                                        .to = query.year("to"),
                                        .proposal = query.text("proposal")};
    const auto count = [&](const char* name, std::size_t otherwise) {
        const auto given = query.integer(name, 0, 10000);
        return given ? static_cast<std::size_t>(*given) : otherwise;
    };
    request.threshold = query.number("threshold").value_or(request.threshold);
    request.consent = query.word<norms::Consent>("consent").value_or(request.consent);
    request.package_size = count("package", request.package_size);
    request.num_alternatives = count("alternatives", request.num_alternatives);
    request.num_listed = count("limit", request.num_listed);
    return to_json(engine::find_common_ground(asked.stock.engine(), request, asked.monitor));
}

}  // namespace entente::apps::http
