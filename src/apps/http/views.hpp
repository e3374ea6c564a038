// SPDX-License-Identifier: Apache-2.0
//
// The views of the API: each turns a question in an address into the document that answers it. They know nothing of
// sockets; what is wrong with a question is an Error.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/base/progress.hpp"
#include "query.hpp"
#include "stock.hpp"

namespace entente::apps::http {

/// One question to a view.
struct Asked {
    const Stock& stock;
    const Query& query;
    std::string id{};  ///< What stands in the place of `{id}` in the route's path.
    Monitor monitor{};
};

inline constexpr std::string_view kJson = "application/json; charset=utf-8";

/// Text of a JSON document; what is no UTF-8 in it is replaced.
[[nodiscard]] std::string text_of(const nlohmann::ordered_json& json);

/// What a view answers, as it is sent.
struct Document {
    std::string text{};
    std::string type{kJson};
};

using View = Document (*)(const Asked&);

/// The answer as a document to be read: HTML, or Markdown.
[[nodiscard]] Document brief_view(const Asked& asked);

/// A view that answers JSON.
template <nlohmann::ordered_json (*json_view)(const Asked&)>
[[nodiscard]] Document as_json(const Asked& asked) {
    return {text_of(json_view(asked))};
}

[[nodiscard]] nlohmann::ordered_json about_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json actors_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json issues_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json ask_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json attainable_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json ties_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json order_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json power_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json principles_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json registry_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json registry_network_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json registry_audit_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json partnership_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json core_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json common_ground_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json voting_power_view(const Asked& asked);
[[nodiscard]] nlohmann::ordered_json lookback_view(const Asked& asked);
/// What a user's own overlay changed.
[[nodiscard]] nlohmann::ordered_json overlay_view(const Asked& asked);

/// Whether a view is quick enough to be answered at once, or waits for its turn.
enum class Work { light, heavy };

/// One address of the API.
struct Route {
    std::string_view path;  ///< Behind /api/v1; `{id}` stands for one more part.
    std::vector<std::string_view> parameters;
    Work work = Work::light;
    View view = nullptr;
};

/// All of them; an address is the first one that matches.
[[nodiscard]] std::span<const Route> routes();

/// A route for a path behind /api/v1, and what stands for `{id}` in it; no route where there is none.
struct Found {
    const Route* route = nullptr;
    std::string id{};
};
[[nodiscard]] Found find_route(std::string_view path);

}  // namespace entente::apps::http
