// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/power/power.hpp"
#include "entente/registry/depth_scale.hpp"
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

/// What one estimate of the registry reads from Entente's own content.
struct Content {
    std::vector<Issue> issues;
    registry::Codebook codebook;
    registry::ScopeRules rules;
    std::vector<std::string> labels;
    std::vector<registry::Resolution> resolutions;
    registry::RecordNames names;

    explicit Content(const std::filesystem::path& data)
        : issues(read_issues(data)),
          codebook(read_codebook(data)),
          rules(read_scope_rules(data)),
          labels(read_label_words(data)),
          resolutions(read_resolutions(data)),
          names(read_record_names(data)) {}
};

std::vector<atlas::DepthScoreRow> depth_scores(const std::vector<Partnership>& partnerships,
                                               const registry::DepthScale& scale) {
    std::vector<atlas::DepthScoreRow> rows;
    if (scale.num_cases == 0) return rows;
    for (const Partnership& partnership : partnerships)
        for (const registry::DepthScore& score : registry::score_history(partnership, scale))
            rows.push_back({partnership.id, score.years, score.depth, score.score, score.std_error});
    return rows;
}

std::vector<atlas::RecordMatchRow> match_rows(const std::vector<registry::RecordMatch>& matches) {
    std::vector<atlas::RecordMatchRow> rows;
    for (const registry::RecordMatch& match : matches)
        rows.push_back({match.first, match.second, match.partnership, match.likeness.certainty,
                        std::string(to_string(match.verdict)), match.likeness.text(), match.reason});
    return rows;
}

std::vector<atlas::CuratedEntryRow> entry_rows(const registry::CuratedRegistry& curated,
                                               const std::vector<registry::ScopeCheck>& checks,
                                               const registry::ScopeRules& rules) {
    std::vector<atlas::CuratedEntryRow> rows;
    for (const registry::CuratedPartnership& entry : curated.partnerships) {
        const std::string& id = entry.partnership.id;
        const auto check = std::ranges::find(checks, id, &registry::ScopeCheck::id);
        if (check == checks.end()) continue;
        rows.push_back({.partnership = id,
                        .is_sure = entry.is_sure,
                        .label_citation = entry.label_citation,
                        .label_from = entry.label_from,
                        .coder_scope = check->coder,
                        .rules_scope = check->rules,
                        .rule = check->rule,
                        .scope_reason = entry.scope_reason,
                        .knew_rules = std::ranges::find(rules.written_from, id) != rules.written_from.end(),
                        .note = entry.note,
                        .file = entry.file});
    }
    return rows;
}

std::vector<atlas::CitationRow> citation_rows(const registry::CuratedRegistry& curated) {
    std::vector<atlas::CitationRow> rows;
    for (const auto& [key, citation] : curated.citations) rows.push_back({key, citation.text, citation.url});
    return rows;
}

/// The bootstrap of Mokken's coefficients is for readers (`entente registry scale`), not for the atlas.
constexpr registry::DepthScaleOptions kStoredScale{.mokken = {.num_bootstrap = 0}};

}  // namespace

void estimate_registry(atlas::Atlas& atlas, const EstimateOptions& options, const Monitor& monitor) {
    store_content(atlas, options.data);
    const Content content(options.data);
    const auto actors = atlas.actors();
    const auto curated = registry::parse_curated(
        read_registry_texts(options.data),
        {.actors = actors, .issues = content.issues, .codebook = content.codebook, .labels = content.labels});
    const auto agreements = atlas.agreements();
    const atlas::World world = atlas.world(newest_year(atlas));
    FounderShares shares(world, content.issues);

    auto estimate = registry::derive_registry({.agreements = agreements,
                                               .actors = actors,
                                               .curated = curated,
                                               .codebook = content.codebook,
                                               .scope_rules = content.rules,
                                               .share_of = std::ref(shares),
                                               .resolutions = content.resolutions,
                                               .names = content.names},
                                              monitor);
    const auto scale =
        registry::fit_depth_scale(estimate.partnerships, content.codebook, kStoredScale, options.seed, monitor);
    const atlas::RegistryTables tables{.depth_scores = depth_scores(estimate.partnerships, scale),
                                       .matches = match_rows(estimate.matches),
                                       .entries = entry_rows(curated, estimate.scope_checks, content.rules),
                                       .citations = citation_rows(curated)};
    const auto num_merged = std::ranges::count_if(estimate.partnerships, [](const Partnership& partnership) {
        return std::ranges::count_if(partnership.sources,
                                     [](const std::string& source) { return !source.starts_with("curated:"); }) > 1;
    });
    const std::string note = fmt::format("{} partnerships, {} of them in several tables; {} curated.",
                                         estimate.partnerships.size(), num_merged, curated.partnerships.size());
    atlas.store_partnerships({.info = estimate_info(atlas, "partnerships", note, options,
                                                    {"actors", "content", "atop", "desta", "trend", "cow_igo", "digo",
                                                     "igo_informal", "iigo"}),
                              .rows = std::move(estimate.partnerships)},
                             tables);
}

}  // namespace entente::engine
