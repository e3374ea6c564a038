// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/base/partnership.hpp"
#include "entente/registry/curated.hpp"

namespace entente::registry {

/// What an overlay changed, for whoever reads the result.
struct OverlayNote {
    std::string partnership{};
    std::string what{};    ///< `added`, or the fields that it corrects: `label, rules.founding_treaty`.
    std::string reason{};  ///< The user's; empty for an addition.
    std::string file{};
};

/// Lays a user's own registry over partnerships: adds its entries and applies its corrections. A corrected sign loses
/// all findings that it had, and depth follows from what stands then. The shipped registry is never changed: this
/// works on the values that were read from it.
///
/// Throws Error{Errc::bad_input} with every fault of the overlay's files, and with every correction of a partnership
/// that is not there (with the nearest ids) or entry whose id is taken.
[[nodiscard]] std::vector<OverlayNote> lay_over(std::vector<Partnership>& partnerships, const CuratedRegistry& overlay);

}  // namespace entente::registry
