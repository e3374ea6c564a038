// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "gibbs_chain.hpp"
#include "log_phi.hpp"

namespace entente::principles {
namespace {

/// Years of a path that are proposed together. Longer blocks mix better and are accepted less often.
constexpr std::size_t kYearsInBlock = 12;
/// Draws are turned to the other side of the approximation's mean by this share: chains that would creep over their
/// range cross it instead (Adler 1981, Phys. Rev. D 23:2901). 0 would be an independent draw.
constexpr double kTurn = 0.3;

/// Second-order approximation of a slot's log likelihood around its reference r:
/// gradient . (x - r) - (x - r)' information (x - r) / 2.
template <int K>
struct SlotApproximation {
    Vec<K> gradient = Vec<K>::Zero();
    Mat<K> information = Mat<K>::Zero();

    [[nodiscard]] double at(const Vec<K>& from_reference) const {
        return gradient.dot(from_reference) - 0.5 * from_reference.dot(information * from_reference);
    }
};

template <int K>
double product(const std::array<double, K>& beta, const Vec<K>& x) noexcept {
    double sum = 0;
    for (int a = 0; a < K; ++a) sum += beta[static_cast<std::size_t>(a)] * x[a];
    return sum;
}

/// Reads the votes of one slot.
template <int K, bool kWeighted>
class SlotVotes {
public:
    SlotVotes(const VoteRows& rows, const std::vector<CutView<K>>& items, std::size_t slot)
        : rows_(rows), items_(items), slot_(slot) {}

    [[nodiscard]] double log_likelihood(const Vec<K>& x) const {
        const LogPhiTable& log_phi = log_phi_table();
        double sum = 0;
        for_each(Vote::no, [&](const CutView<K>& item, double weight) {
            sum += weight * log_phi(item.low - product<K>(item.beta, x));
        });
        for_each(Vote::yes, [&](const CutView<K>& item, double weight) {
            sum += weight * log_phi(product<K>(item.beta, x) - item.high);
        });
        LogIntervalSum interval;
        for_each(Vote::abstain, [&](const CutView<K>& item, double weight) {
            const double bx = product<K>(item.beta, x);
            if constexpr (kWeighted) {
                LogIntervalSum one;
                one.add(log_phi, item.high - bx, item.low - bx);
                sum += weight * one.value();
            } else {
                interval.add(log_phi, item.high - bx, item.low - bx);
            }
        });
        return sum + interval.value();
    }

    [[nodiscard]] SlotApproximation<K> approximation(const Vec<K>& reference) const {
        const LogPhiTable& log_phi = log_phi_table();
        SlotApproximation<K> result;
        const auto add = [&](const CutView<K>& item, double slope, double curvature) {
            for (int a = 0; a < K; ++a) {
                const double beta = item.beta[static_cast<std::size_t>(a)];
                result.gradient[a] += slope * beta;
                for (int b = 0; b <= a; ++b)
                    result.information(a, b) += curvature * beta * item.beta[static_cast<std::size_t>(b)];
            }
        };
        for_each(Vote::no, [&](const CutView<K>& item, double weight) {
            const auto d = log_phi.derivatives(item.low - product<K>(item.beta, reference));
            add(item, -weight * d.first, weight * d.minus_second);
        });
        for_each(Vote::yes, [&](const CutView<K>& item, double weight) {
            const auto d = log_phi.derivatives(product<K>(item.beta, reference) - item.high);
            add(item, weight * d.first, weight * d.minus_second);
        });
        for_each(Vote::abstain, [&](const CutView<K>& item, double weight) {
            const double bx = product<K>(item.beta, reference);
            const auto d = log_phi.interval_derivatives(item.high - bx, item.low - bx);
            add(item, -weight * (d.by_high + d.by_low),
                weight * (d.minus_high_high + 2 * d.minus_high_low + d.minus_low_low));
        });
        result.information.template triangularView<Eigen::StrictlyUpper>() = result.information.transpose();
        return result;
    }

private:
    template <typename Visit>
    void for_each(Vote vote, const Visit& visit) const {
        const auto columns = rows_.columns(slot_, vote);
        const auto weights = rows_.weights(slot_, vote);
        for (std::size_t k = 0; k < columns.size(); ++k) visit(items_[columns[k]], kWeighted ? weights[k] : 1.0);
    }

    const VoteRows& rows_;
    const std::vector<CutView<K>>& items_;
    std::size_t slot_;
};

/// One year of a block while it is proposed.
template <int K>
struct BlockYear {
    std::uint32_t slot = 0;
    double precision_into = 0;  ///< Of the step from the year before; of N(0, I) in an actor's first year.
    SlotApproximation<K> approximation;
    double log_likelihood = 0;
    Mat<K> filtered_var;  ///< Inverse of the filtered precision.
    Vec<K> filtered_rhs;
    Vec<K> mean;
    Vec<K> noise;
    Vec<K> proposal;
};

/// Proposes and accepts the years of one actor, block by block.
template <int K, bool kWeighted>
class PathSampler {
public:
    PathSampler(const SamplerSetting& setting, Chain<K>& chain)
        : setting_(setting), chain_(chain), pin_(chain.positions, chain.reference.positions) {
        items_.reserve(chain.items.size());
        for (const auto& theta : chain.items) items_.emplace_back(theta);
    }

    void sample(std::size_t path_index) {
        path_ = setting_.layout().path(path_index);
        tau_sq_ = chain_.tau_sq[path_index];
        RandomStream random = setting_.stream(DrawFor::path, chain_.number, path_index, chain_.sweep);
        std::size_t end = path_.size() <= kYearsInBlock ? path_.size() : 1 + random.below(kYearsInBlock);
        for (std::size_t begin = 0; begin < path_.size();) {
            sample_block(begin, end, random);
            begin = end;
            end = std::min(end + kYearsInBlock, path_.size());
        }
    }

private:
    [[nodiscard]] double precision_into(std::size_t k) const {
        if (k == 0) return 1;
        const std::uint32_t slot = path_[k];
        return chain_.step_precision[slot] / (tau_sq_ * setting_.layout().gap[setting_.layout().slot_year[slot]]);
    }
    [[nodiscard]] SlotVotes<K, kWeighted> votes(std::uint32_t slot) const {
        return {setting_.votes.by_slot, items_, slot};
    }

    void sample_block(std::size_t begin, std::size_t end, RandomStream& random) {
        approximate(begin, end);
        filter(begin, end);
        propose(random);
        accept(random);
    }

    void approximate(std::size_t begin, std::size_t end) {
        years_.resize(end - begin);
        for (std::size_t k = begin; k < end; ++k) {
            BlockYear<K>& year = years_[k - begin];
            year.slot = path_[k];
            year.precision_into = precision_into(k);
            const Vec<K>& reference = chain_.reference.positions[year.slot];
            year.approximation = votes(year.slot).approximation(reference);
            for (int a = 0; a < K; ++a)
                if (const double beyond = std::fabs(reference[a]) - setting_.model.outlier_bound; beyond > 0) {
                    const double precision = 1 / (setting_.model.outlier_sd * setting_.model.outlier_sd);
                    year.approximation.information(a, a) += precision;
                    year.approximation.gradient[a] -= precision * std::copysign(beyond, reference[a]);
                }
            year.log_likelihood = votes(year.slot).log_likelihood(chain_.positions[year.slot]);
        }
    }

    /// Forward filter in information form over the block, given the years on either side of it.
    void filter(std::size_t begin, std::size_t end) {
        const bool has_next = end < path_.size();
        const double precision_out = has_next ? precision_into(end) : 0;
        for (std::size_t k = 0; k < years_.size(); ++k) {
            BlockYear<K>& year = years_[k];
            const double p = year.precision_into;
            const Vec<K>& reference = chain_.reference.positions[year.slot];
            Mat<K> precision = year.approximation.information;
            Vec<K> rhs = year.approximation.gradient + year.approximation.information * reference;
            precision.diagonal().array() += p + (k + 1 < years_.size() ? years_[k + 1].precision_into : precision_out);
            if (k > 0) {
                precision -= (p * p) * years_[k - 1].filtered_var;
                rhs += p * (years_[k - 1].filtered_var * years_[k - 1].filtered_rhs);
            } else if (begin > 0) {
                rhs += p * chain_.positions[path_[begin - 1]];
            }
            if (k + 1 == years_.size() && has_next) rhs += precision_out * chain_.positions[path_[end]];
            year.filtered_var = precision.inverse();
            year.filtered_rhs = rhs;
        }
    }

    /// Backward pass: the approximation's mean and a draw of its noise; the proposal is turned about the mean.
    void propose(RandomStream& random) {
        const double share_of_noise = std::sqrt(1 - kTurn * kTurn);
        for (std::size_t k = years_.size(); k-- > 0;) {
            BlockYear<K>& year = years_[k];
            Vec<K> rhs = year.filtered_rhs;
            Vec<K> pull = Vec<K>::Zero();
            if (k + 1 < years_.size()) {
                rhs += years_[k + 1].precision_into * years_[k + 1].mean;
                pull = years_[k + 1].precision_into * years_[k + 1].noise;
            }
            Vec<K> z;
            for (int a = 0; a < K; ++a) z[a] = random.normal();
            const Mat<K> root = Eigen::LLT<Mat<K>>(year.filtered_var).matrixL();
            year.mean = year.filtered_var * rhs;
            year.noise = year.filtered_var * pull + root * z;
            year.proposal = year.mean - kTurn * (chain_.positions[year.slot] - year.mean) + share_of_noise * year.noise;
        }
    }

    /// The walk is in the approximation exactly: only what the likelihood and the far factor differ by decides.
    void accept(RandomStream& random) {
        FramePin<K> moved = pin_;
        double log_ratio = 0;
        for (const BlockYear<K>& year : years_) {
            const Vec<K>& reference = chain_.reference.positions[year.slot];
            const Vec<K>& now = chain_.positions[year.slot];
            moved.shift(year.proposal - now, reference);
            log_ratio += votes(year.slot).log_likelihood(year.proposal) - year.log_likelihood;
            log_ratio += log_far_factor<K>(setting_.model, year.proposal) - log_far_factor<K>(setting_.model, now);
            log_ratio += year.approximation.at(now - reference) - year.approximation.at(year.proposal - reference);
        }
        log_ratio += moved.log_density() - pin_.log_density();
        const bool is_accepted = std::log(random.uniform()) < log_ratio;
        chain_.path_acceptance.count(is_accepted);
        if (!is_accepted) return;
        for (const BlockYear<K>& year : years_) chain_.positions[year.slot] = year.proposal;
        pin_ = moved;
    }

    const SamplerSetting& setting_;
    Chain<K>& chain_;
    FramePin<K> pin_;
    std::vector<CutView<K>> items_;
    std::vector<BlockYear<K>> years_;
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
