// SPDX-License-Identifier: Apache-2.0
#include "lookback_views.hpp"
#include "views.hpp"

namespace entente::apps::http {

nlohmann::ordered_json lookback_view(const Asked& asked) {
    return to_json(
        look_back_from(asked.stock.engine(), asked.query.year("as_of"), asked.query.text("case"), asked.monitor));
}

}  // namespace entente::apps::http
