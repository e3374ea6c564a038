// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "entente/coalition/stability.hpp"

namespace entente::coalition {

/// Transfers that keep a set together at the smallest total.
struct SidePayments {
    /// One for each member, in the order given: what it is paid (above 0) or pays (below 0), in the unit of the stakes.
    std::vector<double> transfers{};
    double total = 0;         ///< What all receive together; nothing where the set holds together by itself.
    double from_outside = 0;  ///< The part of `total` that the members cannot raise without one of them leaving.
    double burden = 0;        ///< The largest part of its gain that a paying member gives, 0 .. 1.
};

/// Smallest side payments after which no member gains by leaving; of these, those with the smallest burden.
///
/// Linear programme, by Clp (COIN-OR). Columns: received and given by each member, outside, burden. Minimise received
/// + outside, then burden, subject to received >= what a member lacks, given <= burden x what it gains, and received =
/// given + outside. Money from outside counts twice, so that it is asked for only where the members cannot raise it.
/// There is always a solution. Groups that would leave together add no condition: as worth never falls when a member
/// joins, a group loses at least as much by leaving as its members do one by one.
/// Throws: Error{Errc::wrong_usage} as Stakes::validate() and for members that are none, no actors or named twice;
///         Error{Errc::failed} where the solver does.
[[nodiscard]] SidePayments side_payments(const Stakes& stakes, std::span<const std::size_t> members);

}  // namespace entente::coalition
