// SPDX-License-Identifier: Apache-2.0
//
// The scale of depth and the test of the ladder, fitted anew on the partnerships of the atlas.
#include <cmath>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "entente/engine/registry_files.hpp"
#include "entente/registry/depth_scale.hpp"
#include "entente/registry/published.hpp"
#include "paths.hpp"
#include "registry.hpp"

namespace entente::apps {
namespace {

using registry::Coefficient;
using registry::DepthScale;
using Json = nlohmann::ordered_json;

std::string text_of(const Coefficient& c) {
    return std::isnan(c.value) ? "-" : fmt::format("{:.2f} [{:.2f}, {:.2f}]", c.value, c.low, c.high);
}

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json to_json(const Coefficient& c) {
    return {{"value", number(c.value)}, {"low", number(c.low)}, {"high", number(c.high)}};
}

/// Military institutionalization of alliances as published (Leeds and Anac 2005): 0 none, 1 moderate, 2 high. It stands
/// in ATOP's own table, so it is there only where that table was imported.
constexpr std::string_view kLeedsAnac = "atop.milinst";

std::vector<registry::LevelPair> leeds_anac_pairs(const CommonOptions& common, const Registry& registry,
                                                  const DepthScale& scale) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    std::map<std::string, int> levels;
    for (const AgreementRecord& record : atlas.agreements())
        for (const SignRecord& sign : record.signs)
            if (sign.sign == kLeedsAnac) levels[record.id] = static_cast<int>(sign.value);
    std::vector<registry::LevelPair> pairs;
    for (const Partnership& p : registry.world.partnerships())
        for (const std::string& source : p.sources) {
            const auto level = levels.find(source);
            if (level == levels.end()) continue;
            const auto scores = registry::score_history(p, scale);
            if (!scores.empty()) pairs.push_back({scores.back().score, level->second});
        }
    return pairs;
}

void print_items(const DepthScale& scale) {
    fmt::print("\n{:34}{:>6}{:>6}  {:14}  {:14}  {}\n", "sign", "yes", "no", "discrimination", "difficulty",
               "H_i [95 % interval]");
    for (const registry::ScaleItem& item : scale.items) {
        const auto& p = item.parameters;
        const auto estimate = [&](double value, double se) {
            return item.is_estimated ? fmt::format("{:.2f} ± {:.2f}", value, se) : fmt::format("{:.2f}", value);
        };
        // '±' takes two bytes and one column.
        const int width = item.is_estimated ? 14 : 14;
        fmt::print("{:34}{:>6.0f}{:>6.0f}  {:{}}  {:{}}  {}{}\n", item.sign, item.num_yes, item.num_no,
                   estimate(p.discrimination, p.discrimination_se), width, estimate(p.difficulty, p.difficulty_se),
                   width, text_of(item.h), item.is_estimated ? "" : "  (place of its step)");
    }
}

void print_order(const DepthScale& scale) {
    fmt::print("\nOrder of the steps, among partnerships that answer both\n{:24}{:>7}{:>9}{:>9}{:>9}  {:26}{}\n",
               "shallow, deep", "both", "shallow", "deep", "neither", "share shallow less deep", "verdict");
    for (const registry::ItemPair& pair : scale.claimed.pairs) {
        const auto shallow = static_cast<Depth>(pair.first);
        const auto deep = static_cast<Depth>(pair.second);
        fmt::print("{:24}{:>7.0f}{:>9.0f}{:>9.0f}{:>9.0f}  {:26}{}\n",
                   fmt::format("{}, {}", to_string(shallow), to_string(deep)), pair.both, pair.first_only,
                   pair.second_only, pair.neither, text_of(pair.difference), to_string(order_of(scale, shallow, deep)));
    }
}

/// What the coefficients say, in words.
void print_verdict(const DepthScale& scale) {
    const double h = scale.claimed.scale.value;
    const char* strength = h >= 0.5   ? "a strong scale"
                           : h >= 0.4 ? "a medium scale"
                           : h >= 0.3 ? "a weak scale"
                                      : "no scale (below 0.3)";
    fmt::print("\nThe ladder as claimed: H {}: {}.\n", text_of(scale.claimed.scale), strength);
    fmt::print("The six steps in the order of how often they are found: H {}.\n", text_of(scale.popular.scale));
    std::string out;
    for (const registry::ItemPair& pair : scale.claimed.pairs) {
        const auto shallow = static_cast<Depth>(pair.first);
        const auto deep = static_cast<Depth>(pair.second);
        if (order_of(scale, shallow, deep) == registry::StepOrder::out_of_order)
            out += fmt::format("{}{} come before {}", out.empty() ? "" : "; ", to_string(deep), to_string(shallow));
    }
    fmt::print("Out of order in the real world: {}.\n", out.empty() ? "no two steps that can be told apart" : out);
}

void print_published(const registry::LevelComparison& comparison) {
    if (comparison.rows.empty()) return;
    fmt::print("\nAlliances by military institutionalization (Leeds and Anac 2005, as in ATOP)\n");
    for (const auto& row : comparison.rows)
        fmt::print("  level {}  {:>4} alliances  mean score {:+.2f}\n", row.level, row.num_cases, row.mean_score);
    fmt::print(
        "  rank correlation {:.2f}; both rest in part on the same columns (organs, peacetime contact, command)\n",
        comparison.rank_correlation);
}

void print_text(const DepthScale& scale, const registry::LevelComparison& published) {
    fmt::print(
        "{} partnerships with evidence; reliability of their scores {:.2f}; {} after {} iterations, log likelihood "
        "{:.1f}\nH of all signs {}\n",
        scale.num_cases, scale.reliability, scale.fit.has_converged ? "converged" : "not converged",
        scale.fit.num_iterations, scale.fit.log_likelihood, text_of(scale.signs_h));
    print_items(scale);
    fmt::print("\n{:12}{:>8}{:>8}\n", "step", "with", "without");
    for (const Depth depth : all_values<Depth>()) {
        const auto& counts = scale.step_counts[static_cast<std::size_t>(depth)];
        fmt::print("{:12}{:>8.0f}{:>8.0f}\n", to_string(depth), counts[1], counts[0]);
    }
    print_order(scale);
    print_verdict(scale);
    print_published(published);
}

Json to_json(const DepthScale& scale, const registry::LevelComparison& published) {
    Json items = Json::array();
    for (const registry::ScaleItem& item : scale.items)
        items.push_back({{"sign", item.sign},
                         {"depth", to_string(item.depth)},
                         {"yes", item.num_yes},
                         {"no", item.num_no},
                         {"estimated", item.is_estimated},
                         {"discrimination", item.parameters.discrimination},
                         {"discrimination_se", item.parameters.discrimination_se},
                         {"difficulty", item.parameters.difficulty},
                         {"difficulty_se", item.parameters.difficulty_se},
                         {"h", to_json(item.h)}});
    Json pairs = Json::array();
    for (const registry::ItemPair& pair : scale.claimed.pairs) {
        const auto shallow = static_cast<Depth>(pair.first);
        const auto deep = static_cast<Depth>(pair.second);
        pairs.push_back({{"shallow", to_string(shallow)},
                         {"deep", to_string(deep)},
                         {"both", pair.both},
                         {"shallow_only", pair.first_only},
                         {"deep_only", pair.second_only},
                         {"neither", pair.neither},
                         {"h", to_json(pair.h)},
                         {"difference", to_json(pair.difference)},
                         {"order", to_string(order_of(scale, shallow, deep))}});
    }
    Json levels = Json::array();
    for (const auto& row : published.rows)
        levels.push_back({{"level", row.level}, {"cases", row.num_cases}, {"mean_score", row.mean_score}});
    return {{"partnerships", scale.num_cases},
            {"reliability", scale.reliability},
            {"converged", scale.fit.has_converged},
            {"log_likelihood", scale.fit.log_likelihood},
            {"h_signs", to_json(scale.signs_h)},
            {"h_steps_claimed", to_json(scale.claimed.scale)},
            {"h_steps_popular", to_json(scale.popular.scale)},
            {"items", items},
            {"steps", pairs},
            {"leeds_anac_2005", {{"levels", levels}, {"rank_correlation", number(published.rank_correlation)}}}};
}

Table as_table(const DepthScale& scale) {
    Table table{.columns = {"sign", "depth", "yes", "no", "estimated", "discrimination", "discrimination_se",
                            "difficulty", "difficulty_se", "h", "h_low", "h_high"}};
    for (const registry::ScaleItem& item : scale.items)
        table.rows.push_back({item.sign, std::string(to_string(item.depth)), item.num_yes, item.num_no,
                              item.is_estimated, item.parameters.discrimination, item.parameters.discrimination_se,
                              item.parameters.difficulty, item.parameters.difficulty_se, item.h.value, item.h.low,
                              item.h.high});
    return table;
}

void scale(const CommonOptions& common, const Overlays& overlays, const registry::DepthScaleOptions& options) {
    const Registry registry = load_registry(common, overlays);
    const auto codebook = engine::depth_codebook(data_folder());
    const auto fitted = registry::fit_depth_scale(registry.world.partnerships(), codebook, options, Seed{common.seed},
                                                  monitor_of(common));
    if (fitted.num_cases == 0) throw Error{Errc::failed, "no partnership of the atlas has evidence of depth"};
    const auto published = registry::compare_levels(leeds_anac_pairs(common, registry, fitted));
    switch (common.format()) {
        case Format::text:
            return print_text(fitted, published);
        case Format::json:
            std::cout << to_json(fitted, published).dump(2) << '\n';
            return;
        case Format::csv:
            return print(std::cout, as_table(fitted), Format::csv);
    }
}

}  // namespace

void add_registry_scale(CLI::App& command, CommonOptions& common) {
    CLI::App& scale_command = *command.add_subcommand(
        "scale", "The scale of depth: signs as items, Loevinger's H, and which steps are out of order");
    add_common(scale_command, common);
    const auto overlays = add_overlay(scale_command);
    auto options = std::make_shared<registry::DepthScaleOptions>();
    scale_command.add_option("--bootstrap", options->mokken.num_bootstrap, "Bootstrap samples of the intervals")
        ->capture_default_str();
    scale_command
        .add_option("--prior-sd", options->difficulty_sd,
                    "How firmly the ladder's order is believed before the evidence; 100 drops it")
        ->capture_default_str();
    scale_command.callback([&common, overlays, options] { scale(common, *overlays, *options); });
}

}  // namespace entente::apps
