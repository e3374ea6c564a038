// SPDX-License-Identifier: Apache-2.0
//
// How often a collective entity that negotiates as one founds partnerships, against what its states' features tell.
#pragma once

#include "entente/attain/ground.hpp"
#include "entente/attain/joint.hpp"

namespace entente::attain {

/// Added to the log hazard of a pair with the entity in it.
struct BlocLevel {
    double log_factor = 0;
    double std_error = 0;
};

/// The joint model sees an entity as the mean of its states and cannot tell it from any one of them, while an entity
/// signs for all of them. Its own record sets the level: in the twenty years before it founded `O` times with somebody
/// (a founding of many counts as it does in the fit) where the model expects `E`, and
///     log factor = log((O + 1) / (E + 1)),   standard error 1 / sqrt(O + 1):
/// a Poisson rate's posterior mean under a gamma prior that weighs one founding.
/// Nothing is added in families whose tables show no states that act as one: there an entity's record is not known.
/// `bloc` are the entity's states in the ground's frame. Cost: a hazard for each living state.
[[nodiscard]] BlocLevel bloc_level(const atlas::World& world, const AnswerGround& ground, const JointModel& model,
                                   Family family, atlas::ActorIndex entity, const Bloc& bloc);

}  // namespace entente::attain
