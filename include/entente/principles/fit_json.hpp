// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "entente/principles/ideal_points.hpp"

namespace entente::principles {

/// A fit that is kept so that a later session can be added to it (update_ideal_points).
struct KeptFit {
    IdealPointFit fit;
    std::string votes{};  ///< Names the votes that it was made from.
};

/// As JSON. Roll calls and widths of abstention of the years before `recent` are left out: no update reads them.
/// Numbers keep seven significant digits.
[[nodiscard]] std::string to_json(const KeptFit& kept, Year recent);

/// Reads what to_json wrote. The options are those that the fit was made with; diagnostics are not kept.
/// Throws Error{bad_input} where the text is no such fit, or one of other dimensions.
[[nodiscard]] KeptFit kept_fit_from_json(std::string_view text, const IdealPointOptions& options);

}  // namespace entente::principles
