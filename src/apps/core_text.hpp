// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "entente/engine/cores.hpp"
#include "table.hpp"

namespace entente::apps {

/// Cores and near cores as rows: which list, its number, a member and what that member carries; or, where they were
/// asked for, the frontier or the core of every year.
[[nodiscard]] Table core_table(const engine::CoreAnswer& answer);

/// The answer for a reader: the sentence, the members, what the next one buys, the frontier, the certificate.
void print_text(std::ostream& out, const engine::CoreAnswer& answer);

}  // namespace entente::apps
