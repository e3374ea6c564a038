// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include "gibbs_chain.hpp"
#include "gibbs_likelihood.hpp"
#include "gibbs_walk.hpp"

namespace entente::principles {
namespace {

/// Reads the votes of one slot as a function of its position.
template <int K, bool kWeighted>
class SlotVotes {
public:
    SlotVotes(const VoteRows& rows, const std::vector<ItemView<K>>& items, std::size_t slot, double width)
        : votes_(rows, slot), items_(items), width_(width) {}

    [[nodiscard]] double log_likelihood(const Vec<K>& x) const { return votes_.log_likelihood(predictor(x)); }

    [[nodiscard]] Approximation<K> approximation(const Vec<K>& reference) const {
        Approximation<K> result;
        votes_.add_derivatives(predictor(reference), [&](std::size_t column, const PredictorDerivatives& d) {
            const auto& beta = items_[column].beta;
            for (int a = 0; a < K; ++a) {
                const double beta_a = beta[static_cast<std::size_t>(a)];
                result.gradient[a] += d.e * beta_a;
                for (int b = 0; b <= a; ++b)
                    result.information(a, b) += d.ee * beta_a * beta[static_cast<std::size_t>(b)];
            }
        });
        result.information.template triangularView<Eigen::StrictlyUpper>() = result.information.transpose();
        return result;
    }

private:
    [[nodiscard]] auto predictor(const Vec<K>& x) const {
        return [this, x](std::size_t column) { return items_[column].predictor(x, width_); };
    }

    RowVotes<kWeighted> votes_;
    const std::vector<ItemView<K>>& items_;
    double width_;
};

/// Proposes and accepts the years of one actor, block by block.
template <int K, bool kWeighted>
class PathSampler {
public:
    PathSampler(const SamplerSetting& setting, Chain<K>& chain)
        : setting_(setting),
          chain_(chain),
          pin_(chain.positions, chain.reference.positions),
          items_(views_of<K>(chain.items)) {}

    void sample(std::size_t path_index) {
        path_ = setting_.layout().path(path_index);
        tau_sq_ = chain_.tau_sq[path_index];
        RandomStream random = setting_.stream(DrawFor::path, chain_.number, path_index, chain_.sweep);
        for_each_block(path_.size(), random, [&](std::size_t begin, std::size_t end) {
            approximate(begin, end);
            propose_walk<K>(years_, ends_of(begin, end), random);
            accept(random);
        });
    }

private:
    [[nodiscard]] double precision_into(std::size_t k) const {
        if (k == 0) return 1;
        const std::uint32_t slot = path_[k];
        return chain_.step_precision[slot] / (tau_sq_ * setting_.layout().gap[setting_.layout().slot_year[slot]]);
    }
    [[nodiscard]] SlotVotes<K, kWeighted> votes(std::uint32_t slot) const {
        return {setting_.votes.by_slot, items_, slot, chain_.widths[slot]};
    }

    void approximate(std::size_t begin, std::size_t end) {
        years_.resize(end - begin);
        for (std::size_t k = begin; k < end; ++k) {
            WalkYear<K>& year = years_[k - begin];
            year.slot = path_[k];
            year.precision_into = precision_into(k);
            year.reference = chain_.reference.positions[year.slot];
            year.now = chain_.positions[year.slot];
            year.approximation = votes(year.slot).approximation(year.reference);
            add_far_factor(year);
            year.log_likelihood = votes(year.slot).log_likelihood(year.now);
        }
    }

    void add_far_factor(WalkYear<K>& year) const {
        const double precision = 1 / (setting_.model.outlier_sd * setting_.model.outlier_sd);
        for (int a = 0; a < K; ++a)
            if (const double beyond = std::fabs(year.reference[a]) - setting_.model.outlier_bound; beyond > 0) {
                year.approximation.information(a, a) += precision;
                year.approximation.gradient[a] -= precision * std::copysign(beyond, year.reference[a]);
            }
    }

    [[nodiscard]] WalkEnds<K> ends_of(std::size_t begin, std::size_t end) const {
        WalkEnds<K> ends;
        if (begin > 0) ends.before = chain_.positions[path_[begin - 1]];
        if (end == path_.size()) return ends;
        ends.precision_out = precision_into(end);
        ends.after = chain_.positions[path_[end]];
        return ends;
    }

    /// The walk is in the approximation exactly: only what the likelihood and the far factor differ by decides.
    void accept(RandomStream& random) {
        FramePin<K> moved = pin_;
        double log_ratio = 0;
        for (const WalkYear<K>& year : years_) {
            moved.shift(year.proposal - year.now, year.reference);
            log_ratio += votes(year.slot).log_likelihood(year.proposal) - year.log_likelihood;
            log_ratio += log_far_factor<K>(setting_.model, year.proposal) - log_far_factor<K>(setting_.model, year.now);
            log_ratio += log_ratio_of_approximation<K>(year);
        }
        log_ratio += moved.log_density() - pin_.log_density();
        const bool is_accepted = std::log(random.uniform()) < log_ratio;
        chain_.path_acceptance.count(is_accepted);
        if (!is_accepted) return;
        for (const WalkYear<K>& year : years_) chain_.positions[year.slot] = year.proposal;
        pin_ = moved;
    }

    const SamplerSetting& setting_;
    Chain<K>& chain_;
    FramePin<K> pin_;
    std::vector<ItemView<K>> items_;
    std::vector<WalkYear<K>> years_;
    std::span<const std::uint32_t> path_;
    double tau_sq_ = 0;
};

template <int K, bool kWeighted>
void sample_paths(const SamplerSetting& setting, Chain<K>& chain) {
    PathSampler<K, kWeighted> sampler(setting, chain);
    for (std::size_t path = 0; path < setting.layout().num_actors; ++path) sampler.sample(path);
}

}  // namespace

template <int K>
void path_step(const SamplerSetting& setting, Chain<K>& chain) {
    if (!setting.votes.is_weighted)
        sample_paths<K, false>(setting, chain);
    else
        sample_paths<K, true>(setting, chain);
}

#define ENTENTE_INSTANTIATE(K) template void path_step<K>(const SamplerSetting&, Chain<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
