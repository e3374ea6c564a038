// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document.hpp"
#include "words.hpp"

namespace entente::brief {

/// Why: what helps and hinders, how they compare with others, and the nearest precedents.
[[nodiscard]] Section reasons(const attain::Answer& answer);

/// The change that would help most of those that an obstacle stands behind: an actor, a rivalry, a distance. Nothing
/// where none matters.
[[nodiscard]] const attain::Mover* main_obstacle(const attain::Answer& answer);
/// How a change is told: as what would follow from it, or as what stands in the way while it does not come.
enum class Manner { change, obstacle };
[[nodiscard]] std::string change_in_words(const attain::Mover& mover, const attain::Answer& answer,
                                          const NameBook& names, Manner manner);
/// Changes that move the chance that all of them found something together by half a point or more, in words.
[[nodiscard]] std::vector<Line> changes_in_words(const attain::Answer& answer, const NameBook& names);

/// Whether a lift says no more than that these actors are like any others.
[[nodiscard]] bool is_like_average(double lift);
/// `Kimberley Process (2000; stands)`: a precedent's name with its year and how it turned out. A year or a remark in
/// brackets at the end of the name goes into these.
[[nodiscard]] std::string precedent(const attain::Comparable& comparable);

/// Nice to have or need to have, in a sentence or two.
[[nodiscard]] std::string need_in_words(const attain::Answer& answer, const NameBook& names);

}  // namespace entente::brief
