// SPDX-License-Identifier: Apache-2.0
//
// The command `order`: what it was asked, what the atlas holds, and the tables that come of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "entente/engine/order.hpp"
#include "svg_file.hpp"

namespace entente::apps {

struct OrderOptions {
    std::optional<int> year{};
    std::optional<int> from{};
    std::optional<int> to{};
    std::vector<std::string> series{};
    bool claim = false;
    bool trust = false;
    bool sensitivity = false;
    std::optional<int> explain{};
    std::optional<int> changes{};
    SvgOptions svg{};

    [[nodiscard]] bool is_wanted(Year when) const;
    /// A row for each series and year, instead of one a year.
    [[nodiscard]] bool is_by_series() const noexcept { return year || !series.empty(); }
};

/// The estimate as the atlas holds it, cut at --as-of.
struct StoredOrder {
    StoredOrder(const CommonOptions& common, const OrderOptions& wanted);

    /// The main estimate of a series, or nullptr.
    [[nodiscard]] const order::Series* find(std::string_view name) const;

    OrderOptions options;
    order::Thresholds thresholds;
    order::Order order{};
    std::map<ActorId, Actor> actors{};
    std::vector<SourceInfo> sources{};
};

/// A row a year: the likeliest class, the four probabilities, and the main measures of power and principles.
[[nodiscard]] Table year_table(const StoredOrder& stored);
/// A row for each series and year, with interval.
[[nodiscard]] Table series_table(const StoredOrder& stored);
[[nodiscard]] Table claim_table(const StoredOrder& stored, Seed seed);
[[nodiscard]] Table trust_table(const StoredOrder& stored);
[[nodiscard]] Table sensitivity_table(const StoredOrder& stored);
[[nodiscard]] Table explain_table(const StoredOrder& stored, Year year);
[[nodiscard]] Table changes_table(const StoredOrder& stored, int num_years);

/// The picture: the probabilities of the classes as a stream, or the series that were asked for, a panel each.
[[nodiscard]] std::string order_picture(const StoredOrder& stored, const CommonOptions& common);

}  // namespace entente::apps
