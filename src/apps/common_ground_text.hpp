// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "entente/engine/common_ground.hpp"
#include "table.hpp"

namespace entente::apps {

/// The answer for people.
void print_text(std::ostream& out, const engine::CommonGroundAnswer& answer);

/// One row a text: chances jointly and of each member.
[[nodiscard]] Table proposal_table(const engine::CommonGroundAnswer& answer);

}  // namespace entente::apps
