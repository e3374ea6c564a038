// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "entente/base/records.hpp"

namespace entente::atlas {

/// A set of small non-negative numbers.
class IdSet {
public:
    void add(int id) {
        if (id < 0) return;
        if (static_cast<std::size_t>(id) >= has_.size()) has_.resize(static_cast<std::size_t>(id) + 1);
        has_[static_cast<std::size_t>(id)] = true;
    }
    [[nodiscard]] bool has(int id) const noexcept {
        return id >= 0 && static_cast<std::size_t>(id) < has_.size() && has_[static_cast<std::size_t>(id)];
    }

private:
    std::vector<bool> has_;
};

/// The first column of a query's rows.
[[nodiscard]] IdSet ids_in(SQLite::Database& database, const std::string& query);

/// Throws Error{Errc::bad_input} for the first row of a table that the atlas could not hold: an actor, series or roll
/// call that is not there, a number that is not finite, a key that comes twice. Foreign keys would catch most of it
/// too, but could not say which row it was.
void check_rows(SQLite::Database& database, const SourceTable& table);

/// The same for rows that are no source's: throws naming `what` where the actor is not in `actors`.
void check_actor(const IdSet& actors, ActorId actor, std::string_view what);

/// Indices 0 .. size-1 in the order of the rows' keys.
template <typename Row, typename Key>
[[nodiscard]] std::vector<std::uint32_t> order_by_key(const std::vector<Row>& rows, const Key& key) {
    std::vector<std::uint32_t> order(rows.size());
    for (std::uint32_t k = 0; k < order.size(); ++k) order[k] = k;
    const auto less = [&](std::uint32_t a, std::uint32_t b) { return key(rows[a]) < key(rows[b]); };
    if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
    return order;
}

}  // namespace entente::atlas
