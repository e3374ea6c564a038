// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/year.hpp"

namespace entente::order {

/// A value of a year: mean and standard deviation over the draws, and the interval that holds 90 % of them.
struct Point {
    Year year{};
    double mean = 0;
    double std_error = 0;
    double low = 0;
    double high = 0;
    int count = 0;      ///< Actors, pairs or events that it rests on.
    int age_years = 0;  ///< Age of the oldest figure that it rests on; above 0: carried.
};

/// Values of one quantity by year.
struct Series {
    std::string name{};     ///< Of the catalogue.
    std::string variant{};  ///< Empty for the main estimate; else what was held fixed, such as `far=low`.
    std::vector<Point> points{};

    /// The point of a year, or nullptr.
    [[nodiscard]] const Point* find(Year year) const noexcept;
};

/// Part of an actor in the change of a series from the year before; the parts of a year sum to the change.
struct Driver {
    std::string series{};
    ActorId actor{};
    Year year{};
    double contribution = 0;
};

/// What a series is.
struct SeriesKind {
    std::string_view name;
    std::string_view group;  ///< power, principles, class, magnetism, constitutionalism
    std::string_view unit;
    std::string_view meaning;
};

/// All series, in the order of printing.
[[nodiscard]] std::span<const SeriesKind> catalogue() noexcept;

}  // namespace entente::order
