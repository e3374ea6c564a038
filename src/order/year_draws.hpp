// SPDX-License-Identifier: Apache-2.0
//
// The measures of one year, draw by draw.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draws.hpp"

namespace entente::order {

/// What the class of a year is decided from, in one draw.
struct Outcome {
    std::array<double, 3> top{};         ///< Shares of the first three among the major powers.
    std::array<double, 5> principles{};  ///< Dispersion by PrincipleMeasure; NaN: not known.
};

/// Mean, standard deviation and 5 % and 95 % quantiles of draws.
[[nodiscard]] Point summary(Year year, std::vector<double> draws);

/// Draws of a year and all its series.
class YearDraws {
public:
    YearDraws(const YearSystem& system, const Draws& draws, const Thresholds& thresholds, Seed seed);

    /// Every series of this year that is known: name and value.
    [[nodiscard]] std::vector<std::pair<std::string, Point>> points() const;
    [[nodiscard]] const std::vector<Outcome>& outcomes() const noexcept { return outcomes_; }
    /// Outcomes if power were one measure alone. Empty where that measure is not known.
    [[nodiscard]] std::vector<Outcome> outcomes_by(PowerMeasure measure) const;
    /// Outcomes if poles were sought among all states: shares of the world's capability, not of the major powers'.
    [[nodiscard]] std::vector<Outcome> outcomes_in_system() const;

private:
    using Shares = std::vector<double>;

    /// Capability of every state in a draw, major powers first.
    [[nodiscard]] Shares powers(std::size_t draw, std::optional<PowerMeasure> only) const;
    /// Positions in a draw of those of the first `count` states whose place is known, with their powers.
    void places(std::size_t draw, std::size_t measure, std::size_t count, const Shares& power, Shares& weight,
                Shares& place) const;
    [[nodiscard]] double portfolio_distance(std::size_t draw, const Shares& power) const;
    [[nodiscard]] std::array<double, 5> principles(std::size_t draw, const Shares& power) const;
    void draw_all();
    /// Number of the first `count` states whose place is known, and the age of the oldest one.
    [[nodiscard]] std::pair<int, int> known(std::size_t measure, std::size_t count) const;

    const YearSystem& system_;
    const Draws& draws_;
    std::vector<std::span<const double>> capability_normals_;
    std::array<std::vector<std::span<const double>>, 3> place_normals_;
    double capability_log_sd_;
    double carried_log_sd_;
    std::vector<double> disputes_;
    std::vector<Outcome> outcomes_;
    std::map<std::string, std::vector<double>> series_;
};

}  // namespace entente::order
