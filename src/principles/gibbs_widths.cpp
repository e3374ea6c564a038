// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "gibbs_chain.hpp"
#include "gibbs_likelihood.hpp"
#include "gibbs_walk.hpp"

namespace entente::principles {
namespace {

/// Proposes and accepts the log widths of one actor's years, block by block, at the positions as they are.
template <int K, bool kWeighted>
class WidthSampler {
public:
    WidthSampler(const SamplerSetting& setting, Chain<K>& chain)
        : setting_(setting), chain_(chain), items_(views_of<K>(chain.items)) {}

    void sample(std::size_t path_index) {
        path_ = setting_.layout().path(path_index);
        RandomStream random = setting_.stream(DrawFor::width, chain_.number, path_index, chain_.sweep);
        for_each_block(path_.size(), random, [&](std::size_t begin, std::size_t end) {
            approximate(begin, end);
            propose_walk<1>(years_, ends_of(begin, end), random);
            accept(random);
        });
    }

private:
    [[nodiscard]] double precision_into(std::size_t k) const {
        if (k == 0) return 1 / chain_.first_width_var;
        const Layout& layout = setting_.layout();
        return 1 / (chain_.width_step_var * layout.gap[layout.slot_year[path_[k]]]);
    }
    [[nodiscard]] auto predictor(std::uint32_t slot, double log_width) const {
        return [this, slot, width = std::exp(log_width)](std::size_t column) {
            return items_[column].predictor(chain_.positions[slot], width);
        };
    }
    [[nodiscard]] double log_likelihood(std::uint32_t slot, double log_width) const {
        return RowVotes<kWeighted>(setting_.votes.by_slot, slot).log_likelihood(predictor(slot, log_width));
    }

    /// By the log of the width: u's derivatives times u. The curvature leaves out u by u, as that of an item does.
    [[nodiscard]] Approximation<1> approximation(std::uint32_t slot, double reference) const {
        const auto at = predictor(slot, reference);
        Approximation<1> result;
        const auto add = [&](std::size_t column, const PredictorDerivatives& d) {
            const double u = at(column).u;
            result.gradient[0] += u * d.u;
            result.information(0, 0) += u * u * d.uu;
        };
        RowVotes<kWeighted>(setting_.votes.by_slot, slot).add_derivatives(at, add);
        return result;
    }

    void approximate(std::size_t begin, std::size_t end) {
        years_.resize(end - begin);
        for (std::size_t k = begin; k < end; ++k) {
            WalkYear<1>& year = years_[k - begin];
            year.slot = path_[k];
            year.precision_into = precision_into(k);
            year.reference[0] = chain_.reference.log_widths[year.slot];
            year.now[0] = chain_.log_widths[year.slot];
            year.approximation = approximation(year.slot, year.reference[0]);
            year.log_likelihood = log_likelihood(year.slot, year.now[0]);
        }
    }

    [[nodiscard]] WalkEnds<1> ends_of(std::size_t begin, std::size_t end) const {
        WalkEnds<1> ends;
        if (begin > 0) ends.before[0] = chain_.log_widths[path_[begin - 1]];
        if (end == path_.size()) return ends;
        ends.precision_out = precision_into(end);
        ends.after[0] = chain_.log_widths[path_[end]];
        return ends;
    }

    void accept(RandomStream& random) {
        double log_ratio = 0;
        bool is_in_range = true;
        for (const WalkYear<1>& year : years_) {
            is_in_range = is_in_range && std::fabs(year.proposal[0]) <= kLargestLogWidth;
            if (!is_in_range) break;
            log_ratio += log_likelihood(year.slot, year.proposal[0]) - year.log_likelihood;
            log_ratio += log_ratio_of_approximation<1>(year);
        }
        const bool is_accepted = std::log(random.uniform()) < log_ratio && is_in_range;
        chain_.width_acceptance.count(is_accepted);
        if (!is_accepted) return;
        for (const WalkYear<1>& year : years_) {
            chain_.log_widths[year.slot] = year.proposal[0];
            chain_.widths[year.slot] = std::exp(year.proposal[0]);
        }
    }

    const SamplerSetting& setting_;
    Chain<K>& chain_;
    std::vector<ItemView<K>> items_;
    std::vector<WalkYear<1>> years_;
    std::span<const std::uint32_t> path_;
};

template <int K, bool kWeighted>
void sample_widths(const SamplerSetting& setting, Chain<K>& chain) {
    WidthSampler<K, kWeighted> sampler(setting, chain);
    for (std::size_t path = 0; path < setting.layout().num_actors; ++path) sampler.sample(path);
}

/// The walk's two variances given all widths: conjugate.
template <int K>
void draw_variances(const SamplerSetting& setting, Chain<K>& chain) {
    const Layout& layout = setting.layout();
    double first = 0, step = 0, num_steps = 0;
    for (std::size_t path = 0; path < layout.num_actors; ++path) {
        const auto slots = layout.path(path);
        first += chain.log_widths[slots.front()] * chain.log_widths[slots.front()];
        for (std::size_t k = 1; k < slots.size(); ++k) {
            const double move = chain.log_widths[slots[k]] - chain.log_widths[slots[k - 1]];
            step += move * move / layout.gap[layout.slot_year[slots[k]]];
            num_steps += 1;
        }
    }
    const WidthWalk expected;
    constexpr double kPriorYears = WidthWalk::kPriorYears;  // degrees of freedom of scaled inverse chi squared priors
    RandomStream random = setting.stream(DrawFor::width, chain.number, layout.num_actors, chain.sweep);
    chain.first_width_var = (kPriorYears * expected.first_var + first) /
                            random.chi_squared(kPriorYears + static_cast<double>(layout.num_actors));
    chain.width_step_var = (kPriorYears * expected.step_var + step) / random.chi_squared(kPriorYears + num_steps);
}

}  // namespace

template <int K>
void width_draw_step(const SamplerSetting& setting, Chain<K>& chain) {
    if (setting.model.abstention == Abstention::common) return;
    if (!setting.votes.is_weighted)
        sample_widths<K, false>(setting, chain);
    else
        sample_widths<K, true>(setting, chain);
    draw_variances<K>(setting, chain);
}

#define ENTENTE_INSTANTIATE(K) template void width_draw_step<K>(const SamplerSetting&, Chain<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
