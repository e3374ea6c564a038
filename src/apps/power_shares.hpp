// SPDX-License-Identifier: Apache-2.0
//
// Shares of an issue as the command and the server list them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/engine/engine.hpp"
#include "table.hpp"

namespace entente::apps {

/// An actor's share in a year, named as the table that it is from names it.
struct ShareRow {
    std::string issue{};
    Year year{};
    std::string actor{};
    std::string name{};
    double share = 0;
    double sd = 0;
    int age_years = 0;
    std::string region{};
    bool is_collective = false;  ///< Its share is that of members who have rows of their own.
};

struct ShareQuery {
    std::string issue{};
    std::optional<int> year{};
    std::optional<int> from{};
    std::optional<int> to{};
    std::optional<Year> as_of{};
    bool majors = false;  ///< Major powers only.

    [[nodiscard]] bool is_wanted(Year when) const {
        return (!year || when.value() == *year) && (!from || when.value() >= *from) && (!to || when.value() <= *to) &&
               (!as_of || when <= *as_of);
    }
};

/// Rows with what they are called and rest on.
struct Shares {
    std::vector<ShareRow> rows{};
    std::string issue_name{};
    std::vector<std::string> sources{};
};

/// By year, then by share, largest first.
void sort_rows(std::vector<ShareRow>& rows);

/// Stored shares of an issue, in no order; of the major powers alone where only they are asked for.
/// Throws Error{unknown_id} for the issue, Error{failed} where the atlas holds none for that.
[[nodiscard]] Shares stored_shares(const engine::Engine& engine, const ShareQuery& query);

/// A row an actor and year. `rows` as sort_rows leaves them.
[[nodiscard]] Table share_table(const std::vector<ShareRow>& rows);
/// A row a year: how concentrated the shares are.
[[nodiscard]] Table concentration_table(const std::vector<ShareRow>& rows);

}  // namespace entente::apps
