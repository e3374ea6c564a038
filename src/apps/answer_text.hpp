// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "entente/attain/answer.hpp"
#include "table.hpp"

namespace entente::apps {

enum class Colour { off, on };

/// The answer for people: verdict, the 5 x 6 table (shaded where the terminal has colours), and what it rests on.
void print_text(std::ostream& out, const attain::Answer& answer, Colour colour);

/// A probability where there is little room: `12 %`, `< 1 %`, `> 99 %`.
[[nodiscard]] std::string short_percent(double probability);

/// The 30 cells as a table.
[[nodiscard]] Table matrix_table(const attain::Answer& answer);

}  // namespace entente::apps
