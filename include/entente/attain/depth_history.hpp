// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <span>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/base/partnership.hpp"

namespace entente::attain {

/// What the parties' earlier partnerships say of the depth of a new one: mean, least and greatest over the parties of
/// how much deeper than the family's average each one's own went, and the same of the family's foundings of the five
/// years before. 0: the average, or nothing known.
inline constexpr std::size_t kNumDepthHistory = 4;
using DepthHistoryInputs = std::array<double, kNumDepthHistory>;

/// Covariates of the depth models: the calendar and the parties' earlier partnerships. What structure says of a set
/// (distance, regimes, principles, wealth, size, ties) did not hold from one decade to the next: docs/attain.md,
/// section 4.
inline constexpr std::size_t kNumDepthCovariates = 1 + kNumDepthHistory;
using DepthCovariates = std::array<double, kNumDepthCovariates>;
/// In units that vary by about one from founding to founding; without a history it counts as average.
[[nodiscard]] DepthCovariates depth_covariates(Year year, const DepthHistoryInputs& history = {});

/// Depths that tables show of partnerships in the year of their founding or the next.
struct DepthRecord {
    std::uint32_t partnership = 0;  ///< Position in World::partnerships().
    Family family{};
    Year begun{};
    Depth depth{};
    std::vector<atlas::ActorIndex> states{};  ///< Parties of the founding year.
};

/// All of a World, in the order of their founding. Cost: one pass over the evidence, about 20 ms for 3,000
/// partnerships.
[[nodiscard]] std::vector<DepthRecord> depth_records(const atlas::World& world);

/// The depth of each state's earlier partnerships, as known at the start of a year.
class DepthHistory {
public:
    /// Reads records of foundings before `year`.
    DepthHistory(std::span<const DepthRecord> records, Year year);

    [[nodiscard]] DepthHistoryInputs inputs(Family family, std::span<const atlas::ActorIndex> states) const;
    /// How much deeper than the family's average a state's own partnerships went, in steps; of a state with few it is
    /// drawn towards 0.
    [[nodiscard]] double deeper(Family family, atlas::ActorIndex state) const;
    /// The same of all of the family's foundings of the five years before.
    [[nodiscard]] double recent(Family family) const;

private:
    struct Sum {
        double depth = 0;
        double count = 0;
    };
    struct OfFamily {
        Sum all{};
        Sum recent{};
        std::map<atlas::ActorIndex, Sum> of_state{};

        [[nodiscard]] double deeper(const Sum& sum) const;
    };
    std::map<Family, OfFamily> families_{};
};

}  // namespace entente::attain
