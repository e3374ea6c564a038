// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/power/power.hpp"
#include "entente/registry/registry.hpp"
#include "inputs.hpp"

namespace entente::engine {
namespace {

/// What a set of states carries of an issue in a year, for the scope rules that ask for it. Shares of a year are
/// computed once; what is asked of a year before any figure is not known.
class FounderShares {
public:
    FounderShares(const atlas::World& world, const std::vector<Issue>& issues) : world_(world), issues_(issues) {}

    std::optional<registry::GroupShare> operator()(std::span<const ActorId> actors, Year year, std::string_view issue) {
        const auto found = std::ranges::find(issues_, issue, &Issue::id);
        if (found == issues_.end() || year > world_.as_of()) return std::nullopt;
        std::vector<atlas::ActorIndex> indices;
        for (const ActorId id : actors) {
            const auto index = world_.find(id);
            if (!index) return std::nullopt;
            indices.push_back(*index);
        }
        const power::ImpactShares& shares = shares_of(*found, year);
        const auto states = world_.living_states(year);
        const double share = shares.joint(world_, indices).share;
        if (states.empty() || !(share > 0)) return std::nullopt;
        return registry::GroupShare{
            .share = share, .size_share = static_cast<double>(indices.size()) / static_cast<double>(states.size())};
    }

private:
    const power::ImpactShares& shares_of(const Issue& issue, Year year) {
        const auto key = std::pair{issue.id, year};
        const auto known = cache_.find(key);
        if (known != cache_.end()) return known->second;
        return cache_.emplace(key, power::impact_shares(world_, issue, year)).first->second;
    }

    const atlas::World& world_;
    const std::vector<Issue>& issues_;
    std::map<std::pair<std::string, Year>, power::ImpactShares> cache_;
};

}  // namespace

void estimate_registry(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    store_content(atlas, options.data);
    const auto issues = read_issues(options.data);
    const auto codebook = read_codebook(options.data);
    const auto rules = read_scope_rules(options.data);
    const auto records = atlas.actor_records();
    const auto labels = read_label_words(options.data);
    const auto curated =
        registry::parse_curated(read_registry_texts(options.data),
                                {.actors = records.actors, .issues = issues, .codebook = codebook, .labels = labels});
    const auto agreements = atlas.agreements();
    const atlas::World world = atlas.world(newest_year(atlas));
    FounderShares shares(world, issues);

    auto estimate = registry::derive_registry({.agreements = agreements,
                                               .actors = records.actors,
                                               .curated = curated,
                                               .codebook = codebook,
                                               .scope_rules = rules,
                                               .share_of = std::ref(shares)},
                                              monitor);
    const std::string note =
        fmt::format("{} partnerships, {} of them merged from several sources; {} curated.",
                    estimate.partnerships.size(), estimate.merges.size(), curated.partnerships.size());
    atlas.store_partnerships({.info = estimate_info(atlas, "partnerships", note, options,
                                                    {"actors", "content", "atop", "desta", "trend", "cow_igo", "digo",
                                                     "igo_informal", "iigo"}),
                              .rows = std::move(estimate.partnerships)});
}

}  // namespace entente::engine
