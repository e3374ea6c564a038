// SPDX-License-Identifier: Apache-2.0
//
// One year as the measures of order see it: who holds what part of the world's capability, and where each stands.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/order/thresholds.hpp"

namespace entente::order {

inline constexpr std::size_t kNumSides = 3;  ///< Sides of capability: demographic, industrial, military.

/// Where a state stands on a scale of principles.
struct Place {
    double mean = 0;
    double sd = 0;
    int age_years = 0;
};

/// A state in a year. Places are by PrincipleMeasure: regimes, polity, votes.
struct State {
    ActorId id{};
    std::array<double, kNumSides> sides{};  ///< Share of the world's total, by side of capability.
    std::optional<double> product{};        ///< Share of the world's gross domestic product.
    int age_years = 0;                      ///< Of its oldest figure of capability.
    std::array<std::optional<Place>, 3> places{};

    /// Its capability where all sides count alike: the published index.
    [[nodiscard]] double capability() const noexcept { return (sides[0] + sides[1] + sides[2]) / kNumSides; }
};

/// How the commitments of two major powers differ, with the capability of third states by each of its sides as weight.
struct PortfolioDistance {
    std::size_t first = 0;  ///< Position among the major powers.
    std::size_t second = 0;
    std::array<double, kNumSides> distance{};  ///< (1 - S) / 2, 0 .. 1.
};

struct YearSystem {
    Year year{};
    std::vector<State> states{};                  ///< Whose capability is known; the major powers first.
    std::size_t num_majors = 0;                   ///< How many of them are major powers.
    bool has_product = false;                     ///< Known for every major power.
    std::vector<PortfolioDistance> portfolios{};  ///< Empty where alliances are not covered.
    std::optional<int> num_disputes{};            ///< Begun between major powers in the last five years.
    int pair_years = 0;                           ///< Pairs of major powers in those years.

    [[nodiscard]] std::span<const State> majors() const noexcept { return std::span{states}.first(num_majors); }
};

/// Reads years of a World; looks up its series and alliances once.
class SystemReader {
public:
    SystemReader(const atlas::World& world, std::span<const atlas::KnownPosition> positions,
                 const Thresholds& thresholds);

    /// Last year that capabilities reach, carried figures included.
    [[nodiscard]] Year last_year() const noexcept { return last_year_; }
    [[nodiscard]] YearSystem read(Year year) const;

private:
    /// Commitment of an alliance between two of its members: 3 active defence or offence, 2 restraint, 1 consultation.
    struct Commitment {
        ActorId first{};
        ActorId second{};
        Spell spell{};
        double level = 0;
    };

    [[nodiscard]] std::vector<double> component(atlas::SeriesIndex series, std::span<const atlas::ActorIndex> actors,
                                                Year year, std::vector<int>& ages) const;
    [[nodiscard]] std::optional<Place> figure_place(std::optional<atlas::SeriesIndex> series, atlas::ActorIndex actor,
                                                    Year year) const;
    [[nodiscard]] std::optional<Place> vote_place(ActorId actor, Year year) const;
    void add_commitments(const Partnership& alliance);
    void add_portfolios(YearSystem& system) const;
    void add_disputes(YearSystem& system) const;
    [[nodiscard]] int num_major_pairs(Year year) const;

    const atlas::World& world_;
    const Thresholds& thresholds_;
    std::array<std::vector<atlas::SeriesIndex>, kNumSides> components_{};
    std::optional<atlas::SeriesIndex> product_{};
    std::optional<atlas::SeriesIndex> libdem_{};
    std::optional<atlas::SeriesIndex> polity_{};
    std::map<ActorId, std::vector<atlas::KnownPosition>> positions_{};  ///< By year.
    std::vector<Commitment> commitments_{};
    Year last_year_{};
};

}  // namespace entente::order
