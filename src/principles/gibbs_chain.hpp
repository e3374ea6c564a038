// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include "dimensions.hpp"
#include "entente/base/random.hpp"
#include "entente/principles/gibbs.hpp"
#include "gibbs_likelihood.hpp"
#include "gibbs_votes.hpp"
#include "model.hpp"

namespace entente::principles {

/// What draws of a chain are for. Each has a stream of its own for every chain, item and sweep.
enum class DrawFor : std::uint32_t { start_positions, start_items, path, item, step_scale, common_prior, year, width };

/// An item as the inner loops read it.
template <int K>
struct ItemView {
    std::array<double, K> beta;
    double difficulty;
    double spacing;

    explicit ItemView(const Vec<K + 2>& theta) noexcept : difficulty(theta[K]), spacing(std::exp(theta[K + 1])) {
        for (int a = 0; a < K; ++a) beta[static_cast<std::size_t>(a)] = theta[a];
    }
    /// Of a vote cast at x by an actor of this width of abstention.
    [[nodiscard]] Predictor predictor(const Vec<K>& x, double width) const noexcept {
        double e = -difficulty;
        for (int a = 0; a < K; ++a) e += beta[static_cast<std::size_t>(a)] * x[a];
        return {e, spacing * width};
    }
};

template <int K>
[[nodiscard]] std::vector<ItemView<K>> views_of(const std::vector<Vec<K + 2>>& items) {
    std::vector<ItemView<K>> views;
    views.reserve(items.size());
    for (const auto& theta : items) views.emplace_back(theta);
    return views;
}

/// How often proposals were accepted.
struct Acceptance {
    std::uint64_t accepted = 0;
    std::uint64_t proposed = 0;

    void count(bool is_accepted) noexcept {
        accepted += is_accepted ? 1 : 0;
        ++proposed;
    }
    Acceptance& operator+=(const Acceptance& other) noexcept {
        accepted += other.accepted;
        proposed += other.proposed;
        return *this;
    }
    [[nodiscard]] double share() const noexcept {
        return proposed == 0 ? 1 : static_cast<double>(accepted) / static_cast<double>(proposed);
    }
};

/// Points around which proposals approximate the likelihood. They are fixed once warmup ends, so that a proposal does
/// not depend on where the chain is; any value gives the right posterior, good ones are accepted more often.
template <int K>
struct References {
    std::vector<Vec<K>> positions;
    std::vector<Vec<K + 2>> items;
    std::vector<double> log_widths;
};

/// Everything that a sweep changes: the state of a chain, from which it can go on.
template <int K>
struct Chain {
    std::uint32_t number = 0;
    std::uint32_t sweep = 0;
    std::vector<Vec<K>> positions;       ///< By slot.
    std::vector<Vec<K + 2>> items;       ///< By item: discriminations, difficulty, log spacing.
    std::vector<double> tau_sq;          ///< By path.
    std::vector<double> step_precision;  ///< By slot: relative precision of the step into it.
    double pooled_tau_sq = 0;
    std::vector<double> log_widths;  ///< By slot: of abstention; all 0 where they are common.
    std::vector<double> widths;      ///< Their exponentials.
    double first_width_var = 0;      ///< Of an actor's first year,
    double width_step_var = 0;       ///< and of a year's step.
    Vec<K + 2> item_mean = Vec<K + 2>::Zero();
    Mat<K + 2> item_precision = Mat<K + 2>::Identity();

    References<K> reference;
    References<K> sums;  ///< Of positions and items since the last tuning.
    std::uint32_t num_summed = 0;
    double log_likelihood = 0;
    Acceptance path_acceptance;
    Acceptance item_acceptance;
    Acceptance width_acceptance;
};

/// What all chains share and no sweep changes.
struct SamplerSetting {
    const SampledVotes& votes;
    IdealPointOptions model;
    Seed seed;

    [[nodiscard]] const Layout& layout() const noexcept { return votes.layout; }

    [[nodiscard]] RandomStream stream(DrawFor what, std::uint32_t chain, std::size_t item,
                                      std::uint32_t sweep) const noexcept {
        constexpr std::uint32_t kGibbs = 0x67620000;  // 'gb': purposes of this sampler
        return RandomStream{seed,
                            {.purpose = kGibbs | chain << 8U | static_cast<std::uint32_t>(what),
                             .item = static_cast<std::uint32_t>(item),
                             .step = sweep}};
    }
};

/// Holds location, scale and axes of the positions near those of the references. The likelihood does not know them
/// and every draw is standardised, so that this changes no estimate; but far positions need a scale, and proposals
/// need axes, that stay. Means and cross products with the references are normal around the references' own.
template <int K>
class FramePin {
public:
    FramePin(const std::vector<Vec<K>>& positions, const std::vector<Vec<K>>& references) {
        for (std::size_t slot = 0; slot < positions.size(); ++slot) {
            add(positions[slot] - references[slot], references[slot], mean_, cross_);
        }
        const auto n = static_cast<double>(positions.size());
        const double width = n * std::max(kWidth, kWidthOfOne / std::sqrt(n));
        scale_ = 1 / (width * width);
    }
    /// Moves a position by `move`.
    void shift(const Vec<K>& move, const Vec<K>& reference) noexcept { add(move, reference, mean_, cross_); }
    /// Moves many: sums of the moves and of their products with the references.
    void shift_all(const Vec<K>& moves, const Mat<K>& products) noexcept {
        mean_ += moves;
        cross_ += products;
    }
    [[nodiscard]] double log_density() const noexcept {
        return -0.5 * scale_ * (mean_.squaredNorm() + cross_.squaredNorm());
    }

private:
    static void add(const Vec<K>& move, const Vec<K>& reference, Vec<K>& mean, Mat<K>& cross) noexcept {
        mean += move;
        cross += move * reference.transpose();
    }
    /// Standard deviations, in units of the positions: narrow, but wide enough not to hinder one actor's move.
    static constexpr double kWidth = 0.02;
    static constexpr double kWidthOfOne = 0.3;
    Vec<K> mean_ = Vec<K>::Zero();
    Mat<K> cross_ = Mat<K>::Zero();
    double scale_ = 0;
};

/// Log of the prior's factor for a position far out (IdealPointOptions::outlier_bound).
template <int K>
[[nodiscard]] double log_far_factor(const IdealPointOptions& model, const Vec<K>& position) noexcept {
    double sum = 0;
    for (int a = 0; a < K; ++a) {
        const double beyond = (std::fabs(position[a]) - model.outlier_bound) / model.outlier_sd;
        if (beyond > 0) sum -= 0.5 * beyond * beyond;
    }
    return sum;
}

/// The steps of a sweep; each leaves the posterior as it is.
template <int K>
void path_step(const SamplerSetting& setting, Chain<K>& chain);
template <int K>
void roll_call_step(const SamplerSetting& setting, Chain<K>& chain);
template <int K>
void step_scale_step(const SamplerSetting& setting, Chain<K>& chain);
template <int K>
void common_prior_step(const SamplerSetting& setting, Chain<K>& chain);
/// Widths of abstention along each actor's years and the variances of their walk; nothing where they are common.
template <int K>
void width_draw_step(const SamplerSetting& setting, Chain<K>& chain);
template <int K>
void year_frame_step(const SamplerSetting& setting, Chain<K>& chain);

/// A chain at the fit's estimates, moved by its standard errors.
template <int K>
[[nodiscard]] Chain<K> start_chain(const SamplerSetting& setting, const VoteMatrix& votes, const IdealPointFit& fit,
                                   std::uint32_t number);

/// One sweep through all steps.
template <int K>
void sweep(const SamplerSetting& setting, Chain<K>& chain);

/// Adds the state to the sums that the references are tuned on.
template <int K>
void collect(Chain<K>& chain);
/// References become the means of what was collected; then everything collected and counted so far is forgotten.
template <int K>
void tune(Chain<K>& chain);
template <int K>
void forget(Chain<K>& chain);

/// A draw on the scale of the output: positions with mean 0 and identity covariance, axes nearest the references'.
template <int K>
struct StandardFrame {
    Vec<K> mean;
    Mat<K> turn;  ///< x -> turn (x - mean)
    Mat<K> back;  ///< transposed inverse: beta -> back beta

    explicit StandardFrame(const Chain<K>& chain);
    [[nodiscard]] Vec<K> position(const Vec<K>& x) const { return turn * (x - mean); }
    [[nodiscard]] double step_scale(double tau_sq) const { return std::sqrt(tau_sq * turn.squaredNorm() / K); }
};

}  // namespace entente::principles
