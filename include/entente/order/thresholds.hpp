// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "entente/base/names.hpp"
#include "entente/base/year.hpp"

namespace entente::order {

/// Sides of capability by which power can be measured. The first three make up the published index; product is for
/// comparison, in the years in which it is known for every major power.
enum class PowerMeasure { demographic, industrial, military, product };

/// What shows whether the major powers agree on principles.
enum class PrincipleMeasure { regimes, polity, votes, alliances, disputes };

/// What kind of order a year has. multipolar: dispersed power, shared principles; polycentric: both dispersed.
enum class OrderClass { unipolar, bipolar, multipolar, polycentric };

/// A threshold that is only known to lie between two values.
struct Range {
    double low = 0;
    double high = 0;

    [[nodiscard]] constexpr double at(double share) const noexcept { return low + share * (high - low); }
};

/// data/order.toml: where one kind of order ends and the next begins, and how far figures are trusted.
struct Thresholds {
    Range half{0.45, 0.55};
    Range far{2, 3};
    Range pole{0.2, 0.3};
    Range pair{0.5, 0.6};
    Range gap{0.5, 0.8};
    std::array<Range, 5> high{{{0.2, 0.3}, {0.25, 0.35}, {0.75, 1.25}, {0.15, 0.25}, {0.05, 0.15}}};
    std::array<double, 5> weight{1, 0, 1, 1, 1};  ///< How often a principle measure decides.
    double weight_concentration = 3;
    double capability_log_sd = 0.1;
    double carried_log_sd = 0.05;
    double carried_position_sd = 0.1;
    int max_age_years = 5;
    double polity_sd = 1;
    double liberal_democracy = 0.5;
    Range alpha{1, 1.6};
    Spell then{Year{1816}, Year{1913}};
    Spell now{Year{1992}, Year{2024}};
    double sure = 0.9;
};

/// Reads data/order.toml. `file` is only named in messages.
/// Throws Error{Errc::bad_input} with line and column where a value is missing, no number, or out of its range.
[[nodiscard]] Thresholds parse_thresholds(std::string_view toml, std::string_view file);

}  // namespace entente::order

namespace entente {

template <>
struct Names<order::PowerMeasure> {
    static constexpr NameTable<order::PowerMeasure, 4> table{"demographic", "industrial", "military", "product"};
};

template <>
struct Names<order::PrincipleMeasure> {
    static constexpr NameTable<order::PrincipleMeasure, 5> table{"regimes", "polity", "votes", "alliances", "disputes"};
};

template <>
struct Names<order::OrderClass> {
    static constexpr NameTable<order::OrderClass, 4> table{"unipolar", "bipolar", "multipolar", "polycentric"};
};

}  // namespace entente
