// SPDX-License-Identifier: Apache-2.0
//
// How deep foundings of one family among actors of a pool would go: by the calendar, by what the family's foundings of
// the last years reached, and by what each party's own earlier partnerships did (depth_history.hpp).
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "entente/attain/depth.hpp"
#include "entente/attain/depth_history.hpp"
#include "pool.hpp"

namespace entente::attain {

class DepthOutlook {
public:
    /// `history` as known at the start of the frame's year.
    DepthOutlook(const DepthModel& model, Family family, const DepthHistory& history, const Pool& pool,
                 const DyadFrame& frame);

    /// Whether tables show any depth of the family.
    [[nodiscard]] bool is_known() const noexcept { return is_known_; }
    /// Share of foundings by these members that reach a depth, with its doubt; nothing where the family's sources do
    /// not show it.
    [[nodiscard]] std::optional<DepthChance> chance(std::size_t depth, const Members& members) const;
    /// The shares of all depths; 0 where one is not shown.
    [[nodiscard]] std::array<double, kNumDepths> shares(const Members& members) const;
    /// The share of no composition of the pool is larger; 0 where the depth is not shown.
    [[nodiscard]] double most(std::size_t depth) const noexcept { return most_[depth]; }
    /// Share of the family's average founding of the year.
    [[nodiscard]] std::optional<DepthChance> average(std::size_t depth) const;

private:
    /// How much deeper than the average the earlier partnerships of an actor's states went.
    struct Record {
        double sum = 0;
        double least = 0;
        double greatest = 0;
        double count = 0;
    };
    [[nodiscard]] DepthCovariates covariates(const Members& members) const;

    const DepthModel& model_;
    Year year_;
    double recent_ = 0;  ///< Of the family's foundings of the last years.
    std::vector<Record> records_;
    std::array<double, kNumDepths> most_{};
    bool is_known_ = false;
};

}  // namespace entente::attain
