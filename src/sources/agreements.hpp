// SPDX-License-Identifier: Apache-2.0
//
// What the importers of agreements and organisations share.
#pragma once

#include <string>
#include <string_view>

#include "entente/base/records.hpp"

namespace entente::sources {

/// Adds a sign, unless the last one of that name says the same: a sign is on record from when it takes a value.
void add_sign(AgreementRecord& agreement, std::string sign, double value, Year since);

/// Puts parties in the order of actor, first year and role, joining spells of one actor and role that touch or overlap.
void merge_parties(AgreementRecord& agreement);

/// A title as part of an id: lower case ASCII letters and digits, all else one hyphen. "Bali Process" gives
/// "bali-process".
[[nodiscard]] std::string slug(std::string_view title);

}  // namespace entente::sources
