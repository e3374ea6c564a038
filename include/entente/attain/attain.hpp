// SPDX-License-Identifier: Apache-2.0
//
// attain: what is the most that given actors can agree to do together?
//
// Question   How probable is it that some composition of a scope, out of the actors asked about, reaches a depth within
//            the horizon? What has cleared the threshold, what blocks the rest, what has become of the like of it?
// In         A World as of a year; a fitted AttainModel that knew nothing after that year; each actor's share of the
//            issue; the formality of scopes.
// Out        Answer (answer.hpp): the 5 x 6 table, frontier, compositions, blockers, comparables, need, next step.
// Read first answer() below; its steps stand in order in answer.cpp. joint.hpp says how a set comes to stand together,
//            depth.hpp how deep it goes, formation.hpp which of many sets of one size is founded.
// Method     docs/attain.md. Formation, depth given formation, and widening are kept apart, because data tell them
//            apart.
// Not here   What an answer looks like (apps), where shares come from (power), the curated registry (registry).
#pragma once

#include <functional>
#include <span>

#include "entente/attain/answer.hpp"
#include "entente/attain/frame.hpp"
#include "entente/attain/ground.hpp"
#include "entente/attain/model.hpp"
#include "entente/attain/pair_hazard.hpp"

namespace entente::attain {

/// Whether a scope is more formal than another; a partial order, so that neither may be.
using IsMoreFormal = std::function<bool(Scope, Scope)>;

struct AnswerInputs {
    const atlas::World& world;
    const AttainModel& model;
    /// Share of the issue of each actor of the World; nothing where it is not known.
    std::span<const std::optional<double>> shares{};
    IsMoreFormal is_more_formal{};
    Seed seed{};
    /// answer_ground of the World and the question's year, which many questions can share; worked out where it is not
    /// given.
    const AnswerGround* ground = nullptr;
};

/// Answers a question. question.pool has two or more living actors.
///
/// Search: best first over compositions, certified where nothing left could be likelier; a cell's note says where it
///         was cut off, and its bound what no composition exceeds.
/// Cost:   about 40 ms for the ground, if it is not given, and 5 ms for a pool of ten.
/// Same bits at any number of threads.
/// Throws: Error{Errc::wrong_usage} for a pool of fewer than two.
[[nodiscard]] Answer answer(const AnswerInputs& inputs, Question question, const Monitor& monitor = {});

/// A set whose founding is to be forecast.
struct SetCase {
    std::string id{};
    Year year{};
    Family family{};
    std::vector<std::vector<atlas::ActorIndex>> units{};  ///< States that act as one are one unit.
};

struct SetForecast {
    double p_form = 0;                          ///< That exactly this set founds one in the year.
    double score = 0;                           ///< Log odds against an average set of its size.
    std::array<double, kNumDepths> at_least{};  ///< If founded; falls with depth.
};

/// Forecasts of sets, each by the newest of `models` (ascending by `before`) that knew nothing of its year, from a
/// World of which rows dated in the year or later are not read. With `pairs` (ascending, too) `p_form` of two states in
/// an alliance or trade agreement is their yearly hazard at the level of the five years before.
/// NaN for a year before the first model. Cost: 10 us a set of two, plus 15 ms a year.
[[nodiscard]] std::vector<SetForecast> predict_partnerships(const Panel& panel, std::span<const AttainModel> models,
                                                            std::span<const SetCase> sets,
                                                            std::span<const PairModel> pairs = {},
                                                            const Monitor& monitor = {});

}  // namespace entente::attain
