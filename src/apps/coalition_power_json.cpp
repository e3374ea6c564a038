// SPDX-License-Identifier: Apache-2.0
#include "coalition_power_json.hpp"

namespace entente::apps {
namespace {

using nlohmann::ordered_json;

ordered_json keys_of(const engine::CoalitionPower& power, const std::vector<std::size_t>& positions) {
    ordered_json keys = ordered_json::array();
    for (const std::size_t k : positions) keys.push_back(power.actors[k].key);
    return keys;
}

ordered_json voter_json(const engine::CoalitionPower& p, std::size_t k) {
    ordered_json weights = ordered_json::array();
    for (const auto& rule : p.vote.rules) weights.push_back(rule.weights[k]);
    ordered_json shares = ordered_json::array();
    for (const auto& of_issue : p.shares) shares.push_back(of_issue[k]);
    return {{"actor", p.actors[k].key},
            {"name", p.actors[k].name},
            {"shares", std::move(shares)},
            {"weights", std::move(weights)},
            {"banzhaf", p.power.banzhaf.values[k]},
            {"banzhaf_share", p.power.banzhaf_share[k]},
            {"swings", p.power.swings.empty() ? ordered_json(nullptr) : ordered_json(p.power.swings[k])},
            {"shapley", p.power.shapley.values[k]},
            {"has_veto", static_cast<bool>(p.power.has_veto[k])},
            {"is_dummy", static_cast<bool>(p.power.is_dummy[k])}};
}

ordered_json variant_json(const engine::CoalitionPower& p, const coalition::StabilityVariant& variant) {
    const coalition::Stability& result = variant.result;
    ordered_json gains = ordered_json::object();
    for (const auto& one : result.incentives)
        gains[p.actors[one.actor].key] = {{"is_member", one.is_member}, {"gain", one.gain}, {"free", one.free}};
    return {{"name", variant.name},
            {"is_internal", result.is_internal},
            {"is_external", result.is_external},
            {"leavers", keys_of(p, result.leavers)},
            {"joiners", keys_of(p, result.joiners)},
            {"free_riders", keys_of(p, result.free_riders)},
            {"gains", std::move(gains)}};
}

ordered_json outlook_json(const engine::CoalitionPower& p) {
    const engine::CoalitionOutlook& outlook = *p.outlook;
    ordered_json variants = ordered_json::array();
    for (const auto& variant : outlook.variants) variants.push_back(variant_json(p, variant));
    ordered_json transfers = ordered_json::object();
    for (std::size_t k = 0; k < outlook.members.size(); ++k)
        transfers[p.actors[outlook.members[k]].key] = outlook.payments.transfers[k];
    return {{"members", keys_of(p, outlook.members)},
            {"share", outlook.share},
            {"wins", outlook.wins},
            {"critical", keys_of(p, outlook.critical)},
            {"stability", std::move(variants)},
            {"side_payments",
             {{"total", outlook.payments.total},
              {"from_outside", outlook.payments.from_outside},
              {"burden", outlook.payments.burden},
              {"transfers", std::move(transfers)}}}};
}

}  // namespace

ordered_json to_json(const engine::CoalitionPower& p) {
    ordered_json quotas = ordered_json::array();
    for (const auto& rule : p.vote.rules) quotas.push_back(rule.quota);
    ordered_json voters = ordered_json::array();
    for (std::size_t k = 0; k < p.actors.size(); ++k) voters.push_back(voter_json(p, k));
    ordered_json unknown = ordered_json::array();
    for (const Actor& actor : p.unknown) unknown.push_back(actor.key);
    return {{"issues", p.issues},
            {"as_of", p.as_of.value() > 0 ? ordered_json(p.as_of.value()) : ordered_json(nullptr)},
            {"quotas", std::move(quotas)},
            {"can_win", p.power.can_win},
            {"banzhaf_exactness", to_string(p.power.banzhaf.exactness)},
            {"banzhaf_error", p.power.banzhaf.error},
            {"shapley_exactness", to_string(p.power.shapley.exactness)},
            {"shapley_error", p.power.shapley.error},
            {"voters", std::move(voters)},
            {"unknown", std::move(unknown)},
            {"coalition", p.outlook ? outlook_json(p) : ordered_json(nullptr)}};
}

}  // namespace entente::apps
