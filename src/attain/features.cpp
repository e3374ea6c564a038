// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/features.hpp"

#include <fmt/format.h>

#include "entente/base/fingerprint.hpp"

namespace entente::attain {

const std::array<FeatureInfo, kNumDyadFeatures> kDyadFeatures{{
    {"log_distance", "log km", "log(1 + great-circle distance between the capitals)", Sign::free},
    {"distance_rank", "log rank", "log of each one's rank among the other's nearest living states, mean of both",
     Sign::free},
    {"contiguous_land", "0/1", "common border on land or a river", Sign::free},
    {"contiguous", "0/1", "common border, or at most 400 miles of water between", Sign::free},
    {"same_region", "0/1", "same UN M49 region", Sign::free},
    {"same_subregion", "0/1", "same UN M49 subregion", Sign::free},
    {"log_capability_product", "log share^2", "log of the product of both shares of world capability (CINC)",
     Sign::free},
    {"capability_gap", "log ratio", "absolute log ratio of the capability shares", Sign::free},
    {"num_majors", "0..2", "major powers among the two", Sign::free},
    {"log_gdp_product", "log usd^2", "log of the product of both gross domestic products (Maddison, 2011 dollars)",
     Sign::free},
    {"gdp_per_head_gap", "log ratio", "absolute log ratio of gross domestic product per head", Sign::free},
    {"min_gdp_per_head", "log usd", "the lower log gross domestic product per head", Sign::free},
    {"joint_democracy", "0/1", "both above 0.5 on electoral democracy (V-Dem, else Polity on the same scale)",
     Sign::free},
    {"min_democracy", "0..1", "the lower of both on electoral democracy", Sign::free},
    {"democracy_gap", "0..1", "absolute difference on electoral democracy", Sign::free},
    {"principle_distance", "sd", "absolute difference of the positions known from votes up to the year before",
     Sign::negative},
    {"rivalry", "0/1", "strategic rivals the year before", Sign::negative},
    {"disputes_20y", "log count", "log(1 + militarised disputes begun between them in the twenty years before)",
     Sign::negative},
    {"dispute_recency", "0..1", "exp(-years since the last dispute / 10)", Sign::negative},
    {"allied", "0/1", "members of one alliance the year before", Sign::free},
    {"active_pact", "0/1", "members of one alliance with a duty of active assistance", Sign::free},
    {"trade_pact", "0/1", "on different sides of, or both for themselves in, one trade agreement", Sign::free},
    {"shared_formal", "log count", "log(1 + formal organisations that have both as members)", Sign::free},
    {"shared_informal", "log count", "log(1 + informal organisations that have both as members)", Sign::free},
    {"close_organisations", "log sum",
     "log(1 + sum over shared organisations of 1/log(1 + members)): small ones count more", Sign::free},
    {"membership_cosine", "0..1", "shared organisations over the geometric mean of both numbers of memberships",
     Sign::free},
    {"shared_allies", "log count", "log(1 + states allied with both)", Sign::free},
    {"shared_trade_partners", "log count", "log(1 + states with which both have trade agreements)", Sign::free},
    {"alliance_degree_min", "log count", "log(1 + allies) of the one with fewer", Sign::free},
    {"alliance_degree_max", "log count", "log(1 + allies) of the one with more", Sign::free},
    {"trade_degree_min", "log count", "log(1 + trade agreement partners) of the one with fewer", Sign::free},
    {"trade_degree_max", "log count", "log(1 + trade agreement partners) of the one with more", Sign::free},
    {"alliance_rate_min", "log count", "log(1 + alliances founded in the five years before) of the less active",
     Sign::free},
    {"alliance_rate_max", "log count", "the same of the more active", Sign::free},
    {"trade_rate_min", "log count", "log(1 + trade agreements founded in the five years before) of the less active",
     Sign::free},
    {"trade_rate_max", "log count", "the same of the more active", Sign::free},
    {"organisation_rate_min", "log count", "log(1 + organisations founded in the five years before) of the less active",
     Sign::free},
    {"organisation_rate_max", "log count", "the same of the more active", Sign::free},
    {"last_alliance", "0..1", "exp(-years since the last alliance founded together / 10)", Sign::free},
    {"last_trade", "0..1", "exp(-years since the last trade agreement founded together / 10)", Sign::free},
    {"last_organisation", "0..1", "exp(-years since the last organisation founded together / 10)", Sign::free},
    {"statehood_min", "log years", "log(1 + years of statehood, at most 200) of the younger", Sign::free},
    {"statehood_gap", "log years", "log(1 + difference of the years of statehood)", Sign::free},
    {"area_alliance", "log sum",
     "log(1 + recent alliances of each with the other's subregion); decay 4 years, 1/(units-1) each", Sign::free},
    {"area_trade", "log sum", "the same for trade agreements", Sign::free},
    {"area_organisation", "log sum", "the same for organisations", Sign::free},
    {"peer_alliance", "log sum",
     "log(1 + recent alliances of each with others, weighted by their membership cosine with the other)", Sign::free},
    {"peer_trade", "log sum", "the same for trade agreements", Sign::free},
    {"peer_organisation", "log sum", "the same for organisations", Sign::free},
    {"alliance_lapsed", "0/1", "an alliance of both ended in the five years before", Sign::free},
}};

const std::array<FeatureInfo, kNumSetFeatures> kSetFeatures{{
    {"log_units", "log count", "log of the number of units; a bloc counts as one", Sign::free},
    {"log_members", "log count", "log of the number of states", Sign::free},
    {"num_regions", "count", "UN M49 regions among the members", Sign::free},
    {"num_subregions", "log count", "log of the number of UN M49 subregions among the members", Sign::free},
    {"modal_subregion_share", "0..1", "share of the members in the commonest subregion", Sign::free},
    {"subregion_closure", "0..1", "share of the commonest subregion's living states that are members", Sign::free},
    {"overlap_organisation", "0..1", "largest Jaccard overlap with the members of an organisation the year before",
     Sign::free},
    {"overlap_alliance", "0..1", "the same with an alliance", Sign::free},
    {"overlap_trade", "0..1", "the same with the parties of a trade agreement", Sign::free},
    {"container_organisation", "log ratio",
     "log(living states / members) of the smallest organisation that holds all of them; 0: none", Sign::free},
    {"container_alliance", "log ratio", "the same for alliances", Sign::free},
    {"container_trade", "log ratio", "the same for trade agreements", Sign::free},
    {"near_container_organisation", "log ratio",
     "the same for organisations that hold all but one (sets of three or more)", Sign::free},
    {"has_capability_leader", "0/1", "the state with the largest share of capability is a member", Sign::free},
    {"capability_share", "log share", "log of the members' joint share of capability", Sign::free},
    {"mean_organisation_rate", "log count",
     "mean over members of log(1 + organisations founded in the five years before)", Sign::free},
}};

const std::array<LiftedFeature, kNumLiftedFeatures> kLiftedFeatures{{
    {DyadFeature::log_distance, false},
    {DyadFeature::distance_rank, false},
    {DyadFeature::same_subregion, true},
    {DyadFeature::principle_distance, false},
    {DyadFeature::shared_formal, true},
    {DyadFeature::shared_informal, true},
    {DyadFeature::close_organisations, true},
    {DyadFeature::membership_cosine, true},
    {DyadFeature::allied, true},
    {DyadFeature::trade_pact, true},
}};

namespace {

constexpr std::array<std::string_view, 6> kLiftNames{"mean", "min", "max", "spread", "weakest", "loosest"};

std::array<Column, kNumColumns> make_columns() {
    std::array<Column, kNumColumns> result{};
    std::size_t k = 0;
    for (const Lift lift : {Lift::mean, Lift::min, Lift::max, Lift::spread})
        for (std::size_t f = 0; f < kNumDyadFeatures; ++f)
            result[k++] = {.dyad = static_cast<DyadFeature>(f), .lift = lift};
    for (const Lift lift : {Lift::weakest, Lift::loosest})
        for (const LiftedFeature& lifted : kLiftedFeatures) result[k++] = {.dyad = lifted.feature, .lift = lift};
    for (std::size_t f = 0; f < kNumSetFeatures; ++f) result[k++] = {.is_set = true, .set = static_cast<SetFeature>(f)};
    return result;
}

std::string markdown_row(const FeatureInfo& info) {
    constexpr std::array<std::string_view, 3> signs{"not positive", "", "not negative"};
    return fmt::format("| `{}` | {} | {} | {} |\n", info.name, info.unit, info.definition,
                       signs[static_cast<std::size_t>(static_cast<int>(info.sign) + 1)]);
}

}  // namespace

const std::array<Column, kNumColumns>& columns() {
    static const std::array<Column, kNumColumns> table = make_columns();
    return table;
}

std::string column_name(std::size_t column) {
    const Column& c = columns()[column];
    if (c.is_set) return std::string(kSetFeatures[static_cast<std::size_t>(c.set)].name);
    return fmt::format("{}.{}", kLiftNames[static_cast<std::size_t>(c.lift)],
                       kDyadFeatures[static_cast<std::size_t>(c.dyad)].name);
}

Sign column_sign(std::size_t column) {
    const Column& c = columns()[column];
    if (c.is_set) return kSetFeatures[static_cast<std::size_t>(c.set)].sign;
    const bool ordered = c.lift == Lift::mean || c.lift == Lift::min || c.lift == Lift::max;
    return ordered ? kDyadFeatures[static_cast<std::size_t>(c.dyad)].sign : Sign::free;
}

std::string columns_fingerprint() {
    Fingerprint fingerprint;
    for (std::size_t k = 0; k < kNumColumns; ++k) fingerprint.add(column_name(k)).add("\n");
    return fingerprint.hex();
}

std::string features_as_markdown() {
    std::string text = "| feature of two states | unit | definition | sign |\n| --- | --- | --- | --- |\n";
    for (const FeatureInfo& info : kDyadFeatures) text += markdown_row(info);
    text += "\n| feature of a set | unit | definition | sign |\n| --- | --- | --- | --- |\n";
    for (const FeatureInfo& info : kSetFeatures) text += markdown_row(info);
    return text;
}

}  // namespace entente::attain
