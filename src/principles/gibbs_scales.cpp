// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "gibbs_chain.hpp"
#include "slice.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

/// Weight of the fixed prior behind the learned one, as in the fast method; here also its degrees of freedom.
constexpr double kPriorRollCalls = 10;
/// tau squared has a gamma prior with shape 1/2: tau itself is half normal with this standard deviation.
constexpr double kTauPriorSd = 0.5;
constexpr double kTauSqShape = 0.5;
constexpr double kTauSqRate = 1 / (2 * kTauPriorSd * kTauPriorSd);
/// Bounds of a step variance: below, no step could be told from none; above, the walk from none at all.
constexpr double kSmallestTauSq = 1e-6;
constexpr double kLargestTauSq = 1e2;

/// Square of the step into a slot, per year of gap.
template <int K>
double step_square(const Layout& layout, const Chain<K>& chain, std::uint32_t before, std::uint32_t slot) {
    return (chain.positions[slot] - chain.positions[before]).squaredNorm() / layout.gap[layout.slot_year[slot]];
}

/// Draws the relative precisions of an actor's steps; returns the sum of its squared steps weighted by them.
template <int K>
double draw_step_precisions(const SamplerSetting& setting, Chain<K>& chain, std::size_t path_index,
                            RandomStream& random) {
    const auto path = setting.layout().path(path_index);
    const double nu = setting.model.step_degrees_of_freedom;
    double sum = 0;
    for (std::size_t k = 1; k < path.size(); ++k) {
        const double square = step_square<K>(setting.layout(), chain, path[k - 1], path[k]);
        double& precision = chain.step_precision[path[k]];
        if (std::isfinite(nu)) precision = random.chi_squared(nu + K) / (nu + square / chain.tau_sq[path_index]);
        sum += precision * square;
    }
    return sum;
}

double clamped_tau_sq(double tau_sq) {
    return std::clamp(tau_sq, kSmallestTauSq, kLargestTauSq);
}

/// The step variance that all actors share, where there is only one.
double draw_common_tau_sq(double tau_sq, double sum, double count, RandomStream& random) {
    const auto log_density = [&](double log_tau_sq) {
        const double value = std::exp(log_tau_sq);
        return (kTauSqShape - 0.5 * count) * log_tau_sq - kTauSqRate * value - 0.5 * sum / value;
    };
    return clamped_tau_sq(std::exp(slice_draw(std::log(tau_sq), 0.5, log_density, random)));
}

template <int K>
Mat<K + 2> draw_wishart(const Mat<K + 2>& scale, double degrees_of_freedom, RandomStream& random) {
    // Bartlett's decomposition: L A A' L', A lower triangular.
    Mat<K + 2> a = Mat<K + 2>::Zero();
    for (int i = 0; i < K + 2; ++i) {
        a(i, i) = std::sqrt(random.chi_squared(degrees_of_freedom - i));
        for (int j = 0; j < i; ++j) a(i, j) = random.normal();
    }
    const Mat<K + 2> root = Eigen::LLT<Mat<K + 2>>(scale).matrixL();
    const Mat<K + 2> product = root * a;
    return product * product.transpose();
}

}  // namespace

template <int K>
void step_scale_step(const SamplerSetting& setting, Chain<K>& chain) {
    const double nu = setting.model.tau_prior_years;
    double inverse_sum = 0, all_squares = 0, all_steps = 0;
    for (std::size_t path = 0; path < setting.layout().num_actors; ++path) {
        RandomStream random = setting.stream(DrawFor::step_scale, chain.number, path + 1, chain.sweep);
        const double squares = draw_step_precisions<K>(setting, chain, path, random);
        const auto steps = static_cast<double>(K * (setting.layout().path(path).size() - 1));
        all_squares += squares;
        all_steps += steps;
        if (!std::isfinite(nu)) continue;
        chain.tau_sq[path] = clamped_tau_sq((nu * chain.pooled_tau_sq + squares) / random.chi_squared(nu + steps));
        inverse_sum += 1 / chain.tau_sq[path];
    }
    RandomStream random = setting.stream(DrawFor::step_scale, chain.number, 0, chain.sweep);
    if (std::isfinite(nu)) {
        const double shape = kTauSqShape + 0.5 * nu * static_cast<double>(setting.layout().num_actors);
        chain.pooled_tau_sq = clamped_tau_sq(random.gamma(shape) / (kTauSqRate + 0.5 * nu * inverse_sum));
    } else {
        chain.pooled_tau_sq = draw_common_tau_sq(chain.pooled_tau_sq, all_squares, all_steps, random);
        std::fill(chain.tau_sq.begin(), chain.tau_sq.end(), chain.pooled_tau_sq);
    }
}

template <int K>
void common_prior_step(const SamplerSetting& setting, Chain<K>& chain) {
    const ItemPrior<K> fixed = fixed_item_prior<K>(setting.model);
    const auto n = static_cast<double>(chain.items.size());
    if (chain.items.empty()) return;
    Vec<K + 2> mean = Vec<K + 2>::Zero();
    for (const auto& theta : chain.items) mean += theta / n;
    const Vec<K + 2> off = mean - fixed.mean;
    Mat<K + 2> square =
        kPriorRollCalls * fixed.var + (kPriorRollCalls * n / (kPriorRollCalls + n)) * off * off.transpose();
    for (const auto& theta : chain.items) square += (theta - mean) * (theta - mean).transpose();

    RandomStream random = setting.stream(DrawFor::common_prior, chain.number, 0, chain.sweep);
    chain.item_precision = draw_wishart<K>(square.inverse(), kPriorRollCalls + n, random);
    Vec<K + 2> z;
    for (int a = 0; a < K + 2; ++a) z[a] = random.normal();
    const Eigen::LLT<Mat<K + 2>> root((kPriorRollCalls + n) * chain.item_precision);
    const Vec<K + 2> noise = root.matrixU().solve(z);
    chain.item_mean = (kPriorRollCalls * fixed.mean + n * mean) / (kPriorRollCalls + n) + noise;
}

#define ENTENTE_INSTANTIATE(K)                                          \
    template void step_scale_step<K>(const SamplerSetting&, Chain<K>&); \
    template void common_prior_step<K>(const SamplerSetting&, Chain<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
