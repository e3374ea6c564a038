// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/attain/accession_features.hpp"
#include "entente/attain/hazard_blend.hpp"
#include "entente/base/progress.hpp"

namespace entente::attain {

struct AccessionOptions {
    Year first{1966};              ///< First year whose cells are used: before, members are coded every fifth year.
    double outsider_share = 0.08;  ///< Of the states that stayed outside this share is used, with weights; (0, 1].
    /// Chosen on 1978-1992, each five years predicted from those before: docs/attain.md section 7.
    BlendOptions blend{
        .boosting = {.num_trees = 250, .learning_rate = 0.05, .max_leaves = 12, .ridge = 10, .column_share = 0.2},
        .ridge = 300};

    /// Throws Error{wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// The yearly hazard with which a state outside of an organisation becomes a full member. It used only what was known
/// before `before`.
struct AccessionModel {
    Year before{};
    HazardBlend hazard{};
    /// Of the years from `before` to the next model, among the organisations on record. New states are left out: they
    /// come in waves of their own, and would set a level for the others that those never reach. A forecast of a year
    /// reads those before it alone.
    std::vector<YearLevel> levels{};

    /// Log odds of each cell, at the level of the years that it was fitted on.
    [[nodiscard]] std::vector<double> log_odds(const AccessionYear& year) const;
};

/// Everything that accessions are fitted on and forecast from.
struct AccessionInputs {
    const Panel& panel;
    std::span<const Organisation> organisations{};
    const Predecessors& predecessors;
    /// Last year whose accessions are known: the table closes there.
    Year covered_until{};
};

/// Models as of the end of each of the years (ascending).
/// Cost: about 30 s for ten models on two cores. Same seed, same bits, whatever the number of threads.
[[nodiscard]] std::vector<AccessionModel> fit_accessions(const AccessionInputs& inputs, std::span<const Year> as_of,
                                                         const AccessionOptions& options, Seed seed,
                                                         const Monitor& monitor = {});

struct AccessionCase {
    std::uint32_t organisation = 0;  ///< Position in AccessionInputs::organisations.
    atlas::ActorIndex actor = 0;
    Year year{};
};

/// The chance that each state becomes a full member in its year, from what was known before: by the newest of `models`
/// (ascending by `before`) that knew nothing of the year, at the level of the five years before it. 0 for one that is a
/// member already; NaN where nothing can be said: no model for the year, or an organisation not yet two years old.
[[nodiscard]] std::vector<double> predict_accessions(const AccessionInputs& inputs,
                                                     std::span<const AccessionModel> models,
                                                     std::span<const AccessionCase> cases, const Monitor& monitor = {});

[[nodiscard]] std::string to_json(const AccessionModel& model);
/// Throws Error{failed} for a model of another engine (other features).
[[nodiscard]] AccessionModel accession_model_from_json(std::string_view json);

}  // namespace entente::attain
