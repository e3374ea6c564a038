// SPDX-License-Identifier: Apache-2.0
#include "gibbs_chain.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/SVD>

#include "entente/base/error.hpp"

namespace entente::principles {
namespace {

/// Starts lie this many standard errors around the fit's estimates, so that R-hat can see whether chains forget them.
constexpr double kDispersal = 1.5;

template <int K>
void start_positions_at(const SamplerSetting& setting, const IdealPointFit& fit, Chain<K>& chain) {
    const Layout& layout = setting.layout();
    chain.positions.resize(layout.num_slots);
    chain.reference.positions.resize(layout.num_slots);
    for (std::size_t k = 0; k < layout.path_slot.size(); ++k) {
        const std::uint32_t slot = layout.path_slot[k];
        RandomStream random = setting.stream(DrawFor::start_positions, chain.number, slot, 0);
        for (int a = 0; a < K; ++a) {
            const IdealPoint& point = fit.points[k * K + static_cast<std::size_t>(a)];
            chain.reference.positions[slot][a] = point.mean;
            chain.positions[slot][a] = point.mean + kDispersal * point.std_error * random.normal();
        }
    }
}

template <int K>
void start_items_at(const SamplerSetting& setting, const IdealPointFit& fit, Chain<K>& chain) {
    const Layout& layout = setting.layout();
    chain.items.resize(layout.num_items);
    for (std::size_t j = 0; j < layout.item_of_roll_call.size(); ++j) {
        const RollCallParameters& roll_call = fit.roll_calls[j];
        Vec<K + 2>& theta = chain.items[layout.item_of_roll_call[j]];
        for (int a = 0; a < K; ++a) theta[a] = roll_call.discrimination[static_cast<std::size_t>(a)];
        theta[K] = roll_call.difficulty;
        theta[K + 1] = std::clamp(std::log(roll_call.cut_points[1]), kLogSpacingLow, kLogSpacingHigh);
    }
    chain.reference.items = chain.items;
}

/// Widths start where the fit has them, not dispersed: they follow the positions within a few sweeps.
template <int K>
void start_widths_at(const SamplerSetting& setting, const IdealPointFit& fit, Chain<K>& chain) {
    const Layout& layout = setting.layout();
    chain.log_widths.assign(layout.num_slots, 0);
    if (setting.model.abstention == Abstention::by_actor)
        for (std::size_t k = 0; k < layout.path_slot.size(); ++k)
            chain.log_widths[layout.path_slot[k]] = fit.abstention_widths[k].log_width;
    chain.reference.log_widths = chain.log_widths;
    chain.widths.resize(layout.num_slots);
    std::ranges::transform(chain.log_widths, chain.widths.begin(), [](double value) { return std::exp(value); });
    chain.first_width_var = WidthWalk{}.first_var;
    chain.width_step_var = WidthWalk{}.step_var;
}

template <int K>
void start_sums(Chain<K>& chain) {
    chain.sums.positions.assign(chain.positions.size(), Vec<K>::Zero());
    chain.sums.items.assign(chain.items.size(), Vec<K + 2>::Zero());
    chain.sums.log_widths.assign(chain.log_widths.size(), 0);
    chain.num_summed = 0;
}

/// The rotation R (or reflection) that makes the trace of R' product largest: it brings whitened positions nearest the
/// references (Schoenemann 1966, Psychometrika 31:1).
template <int K>
Mat<K> nearest_rotation(const Mat<K>& product) {
    if constexpr (K == 1) {
        return Mat<K>::Constant(product(0, 0) < 0 ? -1.0 : 1.0);
    } else {
        const Eigen::JacobiSVD<Mat<K>> svd(product, Eigen::ComputeFullU | Eigen::ComputeFullV);
        return svd.matrixU() * svd.matrixV().transpose();
    }
}

void check_start(const Layout& layout, const VoteMatrix& votes, const IdealPointFit& fit, int num_dimensions,
                 Abstention abstention) {
    if (fit.points.size() == layout.num_slots * static_cast<std::size_t>(num_dimensions) &&
        fit.roll_calls.size() == votes.num_roll_calls() && fit.tau.size() == layout.num_actors &&
        (abstention == Abstention::common || fit.abstention_widths.size() == layout.num_slots))
        return;
    throw Error{Errc::wrong_usage,
                "the fit that the sampler should start from is of other votes, dimensions or widths of abstention"};
}

}  // namespace

template <int K>
Chain<K> start_chain(const SamplerSetting& setting, const VoteMatrix& votes, const IdealPointFit& fit,
                     std::uint32_t number) {
    check_start(setting.layout(), votes, fit, K, setting.model.abstention);
    Chain<K> chain;
    chain.number = number;
    start_positions_at<K>(setting, fit, chain);
    start_items_at<K>(setting, fit, chain);
    start_widths_at<K>(setting, fit, chain);
    for (const StepScale& scale : fit.tau) chain.tau_sq.push_back(scale.tau * scale.tau);
    chain.pooled_tau_sq = fit.pooled_tau * fit.pooled_tau;
    chain.step_precision.assign(setting.layout().num_slots, 1);
    start_sums<K>(chain);
    common_prior_step<K>(setting, chain);
    return chain;
}

template <int K>
void sweep(const SamplerSetting& setting, Chain<K>& chain) {
    path_step<K>(setting, chain);
    roll_call_step<K>(setting, chain);
    width_draw_step<K>(setting, chain);
    year_frame_step<K>(setting, chain);
    step_scale_step<K>(setting, chain);
    common_prior_step<K>(setting, chain);
    ++chain.sweep;
}

template <int K>
void collect(Chain<K>& chain) {
    for (std::size_t slot = 0; slot < chain.positions.size(); ++slot)
        chain.sums.positions[slot] += chain.positions[slot];
    for (std::size_t item = 0; item < chain.items.size(); ++item) chain.sums.items[item] += chain.items[item];
    for (std::size_t slot = 0; slot < chain.log_widths.size(); ++slot)
        chain.sums.log_widths[slot] += chain.log_widths[slot];
    ++chain.num_summed;
}

template <int K>
void tune(Chain<K>& chain) {
    if (chain.num_summed > 0) {
        const double share = 1.0 / chain.num_summed;
        for (std::size_t slot = 0; slot < chain.positions.size(); ++slot)
            chain.reference.positions[slot] = share * chain.sums.positions[slot];
        for (std::size_t item = 0; item < chain.items.size(); ++item)
            chain.reference.items[item] = share * chain.sums.items[item];
        for (std::size_t slot = 0; slot < chain.log_widths.size(); ++slot)
            chain.reference.log_widths[slot] = share * chain.sums.log_widths[slot];
    }
    forget<K>(chain);
}

template <int K>
void forget(Chain<K>& chain) {
    start_sums<K>(chain);
    chain.path_acceptance = {};
    chain.item_acceptance = {};
    chain.width_acceptance = {};
}

template <int K>
StandardFrame<K>::StandardFrame(const Chain<K>& chain)
    : mean(Vec<K>::Zero()), turn(Mat<K>::Identity()), back(Mat<K>::Identity()) {
    const auto n = static_cast<double>(chain.positions.size());
    if (chain.positions.size() < 2) return;
    for (const auto& x : chain.positions) mean += x / n;
    Mat<K> spread = Mat<K>::Zero();
    Mat<K> with_reference = Mat<K>::Zero();
    for (std::size_t slot = 0; slot < chain.positions.size(); ++slot) {
        const Vec<K> x = chain.positions[slot] - mean;
        spread += x * x.transpose() / n;
        with_reference += chain.reference.positions[slot] * x.transpose() / n;
    }
    const Mat<K> whiten = Mat<K>(Eigen::LLT<Mat<K>>(spread).matrixL()).inverse();
    turn = nearest_rotation<K>(with_reference * whiten.transpose()) * whiten;
    back = turn.inverse().transpose();
}

#define ENTENTE_INSTANTIATE(K)                                                                                       \
    template Chain<K> start_chain<K>(const SamplerSetting&, const VoteMatrix&, const IdealPointFit&, std::uint32_t); \
    template void sweep<K>(const SamplerSetting&, Chain<K>&);                                                        \
    template void collect<K>(Chain<K>&);                                                                             \
    template void tune<K>(Chain<K>&);                                                                                \
    template void forget<K>(Chain<K>&);                                                                              \
    template struct StandardFrame<K>;
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
