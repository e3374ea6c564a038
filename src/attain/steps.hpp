// SPDX-License-Identifier: Apache-2.0
//
// The steps of an answer after its matrix, each in a file of its own; answer.cpp has their order.
#pragma once

#include "matrix.hpp"

namespace entente::attain {

/// One question with everything that its steps look at.
struct Inquiry {
    const AnswerInputs& inputs;
    const Question& question;
    const Pool& pool;
    const AnswerGround& ground;
    const Prospects& prospects;
};

// together.cpp
/// What holds all of the pool already, and the chance that all of it founds something new.
[[nodiscard]] Together find_together(const Inquiry& inquiry);

// movers.cpp
/// What would change the chance that all of the pool found something together, each evaluated anew with that one
/// change: principles half as far apart, a rivalry ended, an alliance or a trade agreement more, an actor out or in.
[[nodiscard]] std::vector<Mover> find_movers(const Inquiry& inquiry);
/// Those movers that are obstacles: what the chance would gain without them.
[[nodiscard]] std::vector<Blocker> blockers_of(std::span<const Mover> movers, const Pool& pool);

// contributions.cpp
/// What each feature adds to the log odds that the likeliest pair of the pool founds, in the family likeliest for all.
[[nodiscard]] std::vector<Contribution> find_contributions(const Inquiry& inquiry);

// comparables.cpp
/// The nearest real partnerships of the question's families, and the nearest that came to nothing.
[[nodiscard]] std::vector<Comparable> find_comparables(const Inquiry& inquiry);

// need.cpp
/// Whether the like-minded of the pool carry the asked share by themselves, and who would close the gap.
[[nodiscard]] Need find_need(const Inquiry& inquiry);

// next_step.cpp
/// Steps from what stands now: the likeliest first; then, where they differ, the least visible one that is worth a try
/// and the likeliest that goes deeper.
[[nodiscard]] std::vector<NextStep> find_options(const Inquiry& inquiry, std::span<const CellAnswer> cells);

}  // namespace entente::attain
