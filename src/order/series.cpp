// SPDX-License-Identifier: Apache-2.0
#include "entente/order/series.hpp"

#include <algorithm>
#include <array>

namespace entente::order {
namespace {

constexpr auto kCatalogue = std::to_array<SeriesKind>({
    {"unipolar", "class", "probability", "one power over half, or far over the second"},
    {"bipolar", "class", "probability", "two powers over all others"},
    {"multipolar", "class", "probability", "dispersed power, shared principles"},
    {"polycentric", "class", "probability", "dispersed power, diverse principles"},
    {"poles_majors", "power", "number", "effective number of major powers, 1 / sum of squared shares"},
    {"con_majors", "power", "index 0..1", "Ray-Singer concentration among the major powers"},
    {"top1_majors", "power", "share", "share of the first among the major powers"},
    {"top2_majors", "power", "share", "share of the first two among the major powers"},
    {"poles_system", "power", "number", "effective number of states in the whole system"},
    {"con_system", "power", "index 0..1", "Ray-Singer concentration in the whole system"},
    {"top1_system", "power", "share", "share of the first state in the whole system"},
    {"regimes", "principles", "sd of 0..1", "spread of V-Dem liberal democracy among the major powers"},
    {"polity", "principles", "sd of 0..1", "spread of Polity scores among the major powers"},
    {"votes", "principles", "sd of position", "spread of positions in the General Assembly, major powers"},
    {"alliances", "principles", "0..1", "dissimilarity of the major powers' alliance portfolios, (1 - S) / 2"},
    {"disputes", "principles", "per pair and year", "militarised disputes begun between major powers, five years"},
    {"regimes_polarisation", "principles", "index", "Esteban-Ray polarisation of liberal democracy, major powers"},
    {"votes_polarisation", "principles", "index", "Esteban-Ray polarisation of positions, major powers"},
    {"regimes_system", "principles", "sd of 0..1", "spread of liberal democracy in the whole system"},
    {"votes_system", "principles", "sd of position", "spread of positions in the whole Assembly"},
    {"joined", "principles", "standard scores", "mean of the measures of principles, each standardised since 1946"},
    {"magnetism_votes", "magnetism", "position a year", "movement of others towards the liberal core in the Assembly"},
    {"magnetism_votes_smooth", "magnetism", "position a year", "the same, smoothed"},
    {"magnetism_regimes", "magnetism", "0..1 a year", "movement of others towards the core in liberal democracy"},
    {"magnetism_regimes_smooth", "magnetism", "0..1 a year", "the same, smoothed"},
    {"constitutionalism", "constitutionalism", "-1..1", "rule-bound foundings less deaths and withdrawals"},
    {"constitutionalism_smooth", "constitutionalism", "-1..1", "the same, smoothed"},
    {"formal_founded", "constitutionalism", "number", "formal organisations founded"},
    {"informal_founded", "constitutionalism", "number", "informal organisations founded"},
    {"rule_bound_founded", "constitutionalism", "number", "organisations founded with depth of rules or more"},
    {"rule_bound_ended", "constitutionalism", "number", "rule-bound organisations that ended"},
    {"withdrawals", "constitutionalism", "organisations", "members that left a rule-bound organisation, as its parts"},
});

}  // namespace

const Point* Series::find(Year year) const noexcept {
    const auto point = std::ranges::lower_bound(points, year, {}, &Point::year);
    return point != points.end() && point->year == year ? &*point : nullptr;
}

std::span<const SeriesKind> catalogue() noexcept {
    return kCatalogue;
}

}  // namespace entente::order
