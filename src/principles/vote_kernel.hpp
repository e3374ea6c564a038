// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "layout.hpp"
#include "model.hpp"
#include "ordinal_probit.hpp"

namespace entente::principles {

/// Derivatives of a vote's log probability by the predictor e and by the log spacing l: first ones, and second ones
/// with the sign turned (Gauss-Newton form). log p follows from half_square and ratio, see LogPSum.
struct VoteDerivatives {
    double by_e;
    double by_l;
    double ee;
    double el;
    double ll;
    double half_square;
    double ratio;
    double predictor;      ///< Mean of e.
    double parameter_var;  ///< Variance of e where the position is known.
};

/// An item as its votes see it.
///
/// Expectations over q of derivatives at e ~ N(mean, var) are taken in closed form: where E Phi(e - s) =
/// Phi(k (mean - s)) with k = 1/sqrt(1 + var), those of the derivatives are approximated by the ones at k mean and k s.
/// docs/principles.md, section 2.
template <int K>
class ItemVotes {
public:
    explicit ItemVotes(const ItemMoments<K>& item)
        : beta_(item.discrimination()),
          alpha_(item.difficulty()),
          spacing_(item.spacing()),
          var_beta_(item.var.template topLeftCorner<K, K>()),
          square_(var_beta_),
          cov_beta_alpha_(item.var.template block<K, 1>(0, K)),
          var_alpha_(item.var(K, K)),
          mills_(mills_table()) {
        add_square<K>(square_, 1, beta_);
    }

    [[nodiscard]] const Vec<K>& beta() const noexcept { return beta_; }

    /// Of a vote (0 no, 1 abstain, 2 yes) cast from a slot.
    template <int kVote>
    [[nodiscard]] VoteDerivatives at(const SlotMoments<K>& slot) const noexcept {
        const double parameter_var = var_by_parameters(slot.mean);
        const double k = shrinkage(parameter_var + var_by_position(slot.var));
        const double mean = dot<K>(beta_, slot.mean) - alpha_;
        const double e = k * mean;
        const double s = k * spacing_ * slot.width;
        if constexpr (kVote == 1) {
            const AbstainDerivatives d = abstain_derivatives(mills_, e, s);
            return {k * d.by_e, s * d.by_s, k * k * d.info_ee, k * s * d.info_es, s * s * d.info_ss, d.half_square,
                    d.ratio,    mean,       parameter_var};
        } else {
            constexpr double kSign = kVote == 0 ? -1 : 1;
            const double z = kSign * e - s;
            const double ratio = mills_(z);
            const double curvature = ratio * (ratio + z);
            return {kSign * k * ratio,
                    -s * ratio,
                    k * k * curvature,
                    -kSign * k * s * curvature,
                    s * s * curvature,
                    0.5 * z * z,
                    ratio,
                    mean,
                    parameter_var};
        }
    }

private:
    /// 1/sqrt(1 + var) by its (2, 2) Pade approximant, without a root: error under 1e-3 up to var 2, .011 at 5.
    [[nodiscard]] static double shrinkage(double var) noexcept {
        return (1 + var * (0.75 + var * 0.0625)) / (1 + var * (1.25 + var * 0.3125));
    }

    /// Variance of the predictor over the parameters at the mean of the position.
    [[nodiscard]] double var_by_parameters(const Vec<K>& position) const noexcept {
        double var = var_alpha_;
        for (int a = 0; a < K; ++a) {
            double pull = -2 * cov_beta_alpha_[a];
            for (int b = 0; b < K; ++b) pull += var_beta_(b, a) * position[b];
            var += pull * position[a];
        }
        return std::max(var, 0.0);
    }
    /// What the position's own variance adds; the two are independent in q.
    [[nodiscard]] double var_by_position(const Mat<K>& position_var) const noexcept {
        double var = 0;
        for (int a = 0; a < K; ++a)
            for (int b = 0; b < K; ++b) var += square_(b, a) * position_var(b, a);
        return var;
    }

    Vec<K> beta_;
    double alpha_;
    double spacing_;
    Mat<K> var_beta_;
    Mat<K> square_;
    Vec<K> cov_beta_alpha_;
    double var_alpha_;
    const MillsTable& mills_;
};

/// Calls visit(slot, weight, derivatives) for every vote on a roll call.
template <int K, typename Visit>
void for_each_vote(const Layout& layout, const State<K>& state, const ItemVotes<K>& item, std::size_t roll_call,
                   const Visit& visit) {
    const SortedCells& votes = layout.votes;
    const auto run = [&]<int kVote>(std::integral_constant<int, kVote>) {
        for (std::size_t cell = votes.first(roll_call, kVote); cell < votes.last(roll_call, kVote); ++cell) {
            const std::uint32_t slot = votes.column[cell];
            visit(slot, votes.weight_of(cell), item.template at<kVote>(state.slots[slot]));
        }
    };
    run(std::integral_constant<int, 0>{});
    run(std::integral_constant<int, 1>{});
    run(std::integral_constant<int, 2>{});
}

}  // namespace entente::principles
