// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/base/partnership.hpp"
#include "entente/base/progress.hpp"
#include "entente/registry/codebook.hpp"
#include "entente/registry/depth_history.hpp"
#include "entente/registry/item_response.hpp"
#include "entente/registry/mokken.hpp"

namespace entente::registry {

struct DepthScaleOptions {
    /// Prior difficulty of a sign: its step's place, `step_distance` apart and centred between rules and interests,
    /// with this spread. The ladder's claim is so a weak belief that the answers overrule; a spread of 100 drops it.
    double difficulty_sd = 1;
    double step_distance = 0.75;         ///< In standard deviations of depth.
    double log_discrimination_sd = 0.5;  ///< Around a discrimination of 1.
    /// A sign with fewer yes or fewer no than this is not estimated: it keeps its step's place and a discrimination of
    /// 1. Coders write down what they found and leave blank what they did not, so the share of yes among the answers to
    /// a sign that no table looks for says nothing of how hard it is.
    double least_answers = 20;
    MokkenOptions mokken{};
    ItemResponseOptions fit{.max_discrimination = 3};
};

/// A sign as an item of the scale.
struct ScaleItem {
    std::string sign{};
    Depth depth = Depth::practice;
    double num_yes = 0;
    double num_no = 0;
    ItemParameters parameters{};
    Coefficient h{};  ///< Mokken's H_i over all signs.

    bool is_estimated = false;  ///< false: it stands at its step's place (DepthScaleOptions::least_answers).
};

/// What the cases that answer two steps say of their order.
enum class StepOrder { in_order, out_of_order, not_told_apart, never_seen_together };

/// The ladder and the scale of depth, as the evidence has them.
struct DepthScale {
    std::vector<ScaleItem> items{};  ///< One for each sign, in the codebook's order.
    ItemResponseFit fit{};           ///< Items in the same order.
    Coefficient signs_h{};           ///< H of all signs, in the order of their popularity.
    MokkenScale claimed{};           ///< The six steps, errors counted against the ladder's order.
    MokkenScale popular{};           ///< The six steps, errors counted against the order of popularity.
    std::array<std::array<double, 2>, kNumDepths> step_counts{};  ///< Cases without and with each step.
    std::size_t num_cases = 0;                                    ///< Partnerships with any evidence.
    double reliability = 0;  ///< Share of the scores' variance that is not error: var(EAP) / (var(EAP) + mean(sd^2)).
};

}  // namespace entente::registry

namespace entente {
template <>
struct Names<registry::StepOrder> {
    static constexpr NameTable<registry::StepOrder, 4> table{"in order", "out of order", "not told apart",
                                                             "never seen together"};
};
}  // namespace entente

namespace entente::registry {

/// Scales the evidence of partnerships; each counts once, by what stood in the last year of its life, so that long
/// lives weigh no more than short ones.
///
/// Out:     a two-parameter item-response model with weak priors (fit_item_response; signs that only coders answer
/// stand where the
///          ladder puts them), and Mokken's coefficients of the
///          signs and of the six steps. A step is there where one of its signs is, missing where one was looked for and
///          none is there; here a deeper step does not claim the shallower ones, as that is what is tested.
/// Cost:    about a second for the tables of the field. Deterministic; the bootstrap follows the seed.
[[nodiscard]] DepthScale fit_depth_scale(std::span<const Partnership> partnerships, const Codebook& codebook,
                                         const DepthScaleOptions& options, Seed seed, const Monitor& monitor = {});

/// Order of two steps (shallow < deep), by the interval of the difference of their shares in `scale.claimed`.
[[nodiscard]] StepOrder order_of(const DepthScale& scale, Depth shallow, Depth deep);

/// A partnership's depth over some years.
struct DepthScore {
    Spell years{};
    std::optional<Depth> depth{};  ///< Highest step with standing evidence.
    double score = 0;              ///< Posterior mean, in standard deviations of depth over partnerships.
    double std_error = 1;          ///< Posterior standard deviation; 1 where nothing is known.
};

/// Depth of each phase of a partnership's life; none for years in which it was dormant.
[[nodiscard]] std::vector<DepthScore> score_history(const Partnership& partnership, const DepthScale& scale);

}  // namespace entente::registry
