// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include "gibbs_chain.hpp"
#include "gibbs_likelihood.hpp"
#include "gibbs_walk.hpp"

namespace entente::principles {
namespace {

/// Every so many sweeps a local move takes the place of the approximation's: where the posterior's tail is heavier than
/// the approximation's, that one alone would leave the tail rarely.
constexpr std::uint32_t kLocalEvery = 5;
constexpr double kLocalStep = 0.8;

/// Reads the votes on one item as a function of its parameters.
template <int K, bool kWeighted>
class ItemVotes {
public:
    ItemVotes(const VoteRows& rows, const Chain<K>& chain, std::size_t item) : votes_(rows, item), chain_(chain) {}

    [[nodiscard]] double log_likelihood(const Vec<K + 2>& theta) const {
        return votes_.log_likelihood(predictor(theta));
    }

    [[nodiscard]] Approximation<K + 2> approximation(const Vec<K + 2>& theta) const {
        Sums sums;
        votes_.add_derivatives(predictor(theta), [&](std::size_t column, const PredictorDerivatives& d) {
            sums.add(chain_.positions[column], chain_.widths[column], d);
        });
        return sums.by_parameters(std::exp(theta[K + 1]));
    }

private:
    [[nodiscard]] auto predictor(const Vec<K + 2>& theta) const {
        return [this, view = ItemView<K>(theta)](std::size_t column) {
            return view.predictor(chain_.positions[column], chain_.widths[column]);
        };
    }

    /// Sums of derivatives by the predictor e = beta x - alpha and the spacing s, where u = s times the voter's width.
    struct Sums {
        double by_e = 0, by_s = 0, info_ee = 0, info_es = 0, info_ss = 0;
        Vec<K> by_e_x = Vec<K>::Zero();
        Vec<K> info_ee_x = Vec<K>::Zero();
        Vec<K> info_es_x = Vec<K>::Zero();
        Mat<K> info_ee_xx = Mat<K>::Zero();

        void add(const Vec<K>& x, double width, const PredictorDerivatives& d) {
            const double es = width * d.eu;
            by_e += d.e, by_s += width * d.u, info_ee += d.ee, info_es += es, info_ss += width * width * d.uu;
            by_e_x += d.e * x;
            const Vec<K> weighted = d.ee * x;
            info_ee_x += weighted;
            info_es_x += es * x;
            info_ee_xx += weighted * x.transpose();
        }

        /// By (beta, alpha, log s). The curvature leaves out s by_s, which vanishes near the mode, and stays positive.
        [[nodiscard]] Approximation<K + 2> by_parameters(double s) const {
            Approximation<K + 2> result;
            result.gradient.template head<K>() = by_e_x;
            result.gradient[K] = -by_e;
            result.gradient[K + 1] = s * by_s;
            Mat<K + 2>& information = result.information;
            information.template topLeftCorner<K, K>() = info_ee_xx;
            information.template block<K, 1>(0, K) = -info_ee_x;
            information.template block<K, 1>(0, K + 1) = s * info_es_x;
            information(K, K) = info_ee;
            information(K, K + 1) = -s * info_es;
            information(K + 1, K + 1) = s * s * info_ss;
            information.template triangularView<Eigen::StrictlyLower>() = information.transpose();
            return result;
        }
    };

    RowVotes<kWeighted> votes_;
    const Chain<K>& chain_;
};

/// Gaussian approximation of an item's posterior given the positions.
template <int K>
struct ItemProposal {
    Vec<K + 2> mean;
    Eigen::LLT<Mat<K + 2>> precision;

    ItemProposal(const Approximation<K + 2>& approximation, const Chain<K>& chain, const Vec<K + 2>& reference)
        : precision(approximation.information + chain.item_precision) {
        mean = precision.solve(approximation.gradient + approximation.information * reference +
                               chain.item_precision * chain.item_mean);
    }
    [[nodiscard]] Vec<K + 2> noise(RandomStream& random) const {
        Vec<K + 2> z;
        for (int a = 0; a < K + 2; ++a) z[a] = random.normal();
        return precision.matrixU().solve(z);
    }
    [[nodiscard]] double log_density(const Vec<K + 2>& theta) const {
        const Vec<K + 2> root = precision.matrixU() * (theta - mean);
        return -0.5 * root.squaredNorm();
    }
};

template <int K>
bool is_in_range(const Vec<K + 2>& theta) noexcept {
    return theta[K + 1] >= kLogSpacingLow && theta[K + 1] <= kLogSpacingHigh;
}

/// One proposal for one item; returns the log likelihood where the chain stands after it.
template <int K, bool kWeighted>
double sample_item(const SamplerSetting& setting, Chain<K>& chain, std::size_t item) {
    const ItemVotes<K, kWeighted> votes(setting.votes.by_item, chain, item);
    const Vec<K + 2>& reference = chain.reference.items[item];
    const ItemProposal<K> proposal(votes.approximation(reference), chain, reference);
    RandomStream random = setting.stream(DrawFor::item, chain.number, item, chain.sweep);
    const bool is_local = chain.sweep % kLocalEvery == 0;
    const Vec<K + 2> now = chain.items[item];
    const Vec<K + 2> noise = proposal.noise(random);
    const Vec<K + 2> proposed =
        is_local ? Vec<K + 2>(now + kLocalStep * noise)
                 : Vec<K + 2>(proposal.mean - kTurn * (now - proposal.mean) + std::sqrt(1 - kTurn * kTurn) * noise);
    const double log_likelihood_now = votes.log_likelihood(now);
    if (!is_in_range<K>(proposed)) {
        chain.item_acceptance.count(false);
        return log_likelihood_now;
    }
    const double log_likelihood = votes.log_likelihood(proposed);
    const auto log_prior = [&](const Vec<K + 2>& theta) {
        const Vec<K + 2> from_mean = theta - chain.item_mean;
        return -0.5 * from_mean.dot(chain.item_precision * from_mean);
    };
    double log_ratio = log_likelihood + log_prior(proposed) - log_likelihood_now - log_prior(now);
    if (!is_local) log_ratio += proposal.log_density(now) - proposal.log_density(proposed);
    const bool is_accepted = std::log(random.uniform()) < log_ratio;
    chain.item_acceptance.count(is_accepted);
    if (is_accepted) chain.items[item] = proposed;
    return is_accepted ? log_likelihood : log_likelihood_now;
}

}  // namespace

template <int K>
void roll_call_step(const SamplerSetting& setting, Chain<K>& chain) {
    const bool is_weighted = setting.votes.is_weighted;
    chain.log_likelihood = 0;
    for (std::size_t item = 0; item < setting.layout().num_items; ++item)
        chain.log_likelihood +=
            is_weighted ? sample_item<K, true>(setting, chain, item) : sample_item<K, false>(setting, chain, item);
}

#define ENTENTE_INSTANTIATE(K) template void roll_call_step<K>(const SamplerSetting&, Chain<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
