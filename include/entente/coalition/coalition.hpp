// SPDX-License-Identifier: Apache-2.0
//
// coalition: who must be in the room?
//
// Question   What is the smallest set of actors that carries a given share of one or several issues, stands close
//            enough together in principles, and respects who must, must not and will not sit with whom?
// In         CoreProblem (core_problem.hpp): shares, costs, positions and demands, all as whole numbers, so that a
// proof
//            is a proof and a tie on the threshold is decided exactly.
// Out        CoreSolution: every minimal core, how many there are, a lower bound, whether it is proven, and why. A
//            problem that no set satisfies names the demands that cannot be met together. Frontier: the largest share
//            that each size reaches at each cohesion.
// Read first minimal_cores() in core.hpp, then frontier() in frontier.hpp: they show the steps as named calls.
// Method     Branch and bound over anchored subproblems: every set has one first member along an axis of principles,
// and
//            the others lie near it (Clark, Colbourn & Johnson 1990, Discrete Mathematics 86, for cliques of unit disc
//            graphs). Bounds: surrogate (Lagrangian) relaxation of the multi-knapsack cover (Glover 1975, Operations
//            Research 23(3); Geoffrion 1974), sharpened by colour classes of actors that cannot sit together (Tomita &
//            Seki 2003). docs/coalition.md.
// Not here   Where shares and positions come from (engine), how an answer looks (apps). Nothing here reads a clock: a
//            time limit is a stop token that somebody else pulls.
#pragma once

#include "entente/coalition/core.hpp"
#include "entente/coalition/core_problem.hpp"
#include "entente/coalition/frontier.hpp"
