// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include "gibbs_chain.hpp"
#include "slice.hpp"

namespace entente::principles {
namespace {

/// Guess of how far a year's scale and location move.
constexpr double kWidth = 0.03;

/// What moves the chain from x to stretch x + shift in one dimension of one year, its items from beta to
/// beta / stretch and from alpha to alpha + beta shift / stretch: the likelihood stays, the priors change. Their change
/// has few numbers in it, so that a slice costs no more than a look at the year's positions.
/// After Liu & Sabatti (2000), Biometrika 87:353: generalised Gibbs moves along the orbits of a group.
template <int K>
class YearMove {
public:
    YearMove(const SamplerSetting& setting, const Chain<K>& chain, const FramePin<K>& pin, std::size_t year,
             int dimension)
        : setting_(setting), chain_(chain), pin_(pin), year_(year), dimension_(dimension) {
        add_positions();
    }

    void add_item(const Vec<K + 2>& theta) {
        const Vec<K + 2> pull = chain_.item_precision * (theta - chain_.item_mean);
        const double beta = theta[dimension_];
        pull_beta_ += beta * pull[dimension_];
        pull_alpha_ += beta * pull[K];
        beta_square_ += beta * beta;
        num_items_ += 1;
    }

    /// Log density of the moved chain by Lebesgue measure on log stretch and shift, up to a constant.
    [[nodiscard]] double log_density(double log_stretch, double shift) const {
        const double c = std::exp(log_stretch);
        const double walk =
            -0.5 * (c * c * p_xx_ + 2 * c * shift * p_x_ + shift * shift * p_) + c * p_xo_ + shift * p_o_;
        const double u = 1 / c - 1;
        const double v = shift / c;
        const Mat<K + 2>& precision = chain_.item_precision;
        const double items =
            -(u * pull_beta_ + v * pull_alpha_) - 0.5 * beta_square_ *
                                                      (u * u * precision(dimension_, dimension_) +
                                                       2 * u * v * precision(dimension_, K) + v * v * precision(K, K));
        return walk + items + far(c, shift) + (num_slots_ - num_items_) * log_stretch +
               moved_pin(c, shift).log_density();
    }

    [[nodiscard]] FramePin<K> moved_pin(double stretch, double shift) const {
        FramePin<K> pin = pin_;
        Vec<K> mean = Vec<K>::Zero();
        Mat<K> cross = Mat<K>::Zero();
        mean[dimension_] = (stretch - 1) * sum_x_ + shift * num_slots_;
        cross.row(dimension_) = ((stretch - 1) * sum_xr_ + shift * sum_r_).transpose();
        pin.shift_all(mean, cross);
        return pin;
    }

private:
    void add_positions() {
        const Layout& layout = setting_.layout();
        for (std::uint32_t slot = layout.year_begin[year_]; slot < layout.year_begin[year_ + 1]; ++slot) {
            const std::uint32_t path = layout.slot_path[slot];
            const double x = chain_.positions[slot][dimension_];
            const std::size_t at = place_in_path(path, slot);
            const auto slots = layout.path(path);
            if (at == 0)
                add_link(x, 0, 1);
            else
                add_link(x, chain_.positions[slots[at - 1]][dimension_], precision_into(slot));
            if (at + 1 < slots.size())
                add_link(x, chain_.positions[slots[at + 1]][dimension_], precision_into(slots[at + 1]));
            sum_x_ += x;
            sum_xr_ += x * chain_.reference.positions[slot];
            sum_r_ += chain_.reference.positions[slot];
        }
        num_slots_ = static_cast<double>(layout.year_begin[year_ + 1] - layout.year_begin[year_]);
    }

    /// An actor's slots follow each other year by year without a hole.
    [[nodiscard]] std::size_t place_in_path(std::uint32_t path, std::uint32_t slot) const {
        const Layout& layout = setting_.layout();
        return layout.slot_year[slot] - layout.slot_year[layout.path(path).front()];
    }
    [[nodiscard]] double precision_into(std::uint32_t slot) const {
        const Layout& layout = setting_.layout();
        return chain_.step_precision[slot] /
               (chain_.tau_sq[layout.slot_path[slot]] * layout.gap[layout.slot_year[slot]]);
    }
    void add_link(double x, double other, double precision) {
        p_ += precision;
        p_x_ += precision * x;
        p_xx_ += precision * x * x;
        p_xo_ += precision * x * other;
        p_o_ += precision * other;
    }
    [[nodiscard]] double far(double stretch, double shift) const {
        const Layout& layout = setting_.layout();
        double sum = 0;
        for (std::uint32_t slot = layout.year_begin[year_]; slot < layout.year_begin[year_ + 1]; ++slot) {
            const double x = stretch * chain_.positions[slot][dimension_] + shift;
            const double beyond = (std::fabs(x) - setting_.model.outlier_bound) / setting_.model.outlier_sd;
            if (beyond > 0) sum -= 0.5 * beyond * beyond;
        }
        return sum;
    }

    const SamplerSetting& setting_;
    const Chain<K>& chain_;
    const FramePin<K>& pin_;
    std::size_t year_;
    int dimension_;
    double p_ = 0, p_x_ = 0, p_xx_ = 0, p_xo_ = 0, p_o_ = 0;  ///< Links of the walk: precisions, x, the other end.
    double pull_beta_ = 0, pull_alpha_ = 0, beta_square_ = 0, num_items_ = 0;
    double num_slots_ = 0, sum_x_ = 0;
    Vec<K> sum_xr_ = Vec<K>::Zero();
    Vec<K> sum_r_ = Vec<K>::Zero();
};

}  // namespace

template <int K>
void year_frame_step(const SamplerSetting& setting, Chain<K>& chain) {
    const Layout& layout = setting.layout();
    if (layout.num_years < 2) return;
    FramePin<K> pin(chain.positions, chain.reference.positions);
    const auto& items_of = setting.votes.movable_items;
    for (std::size_t year = 0; year < layout.num_years; ++year) {
        if (items_of[year].empty()) continue;
        for (int dimension = 0; dimension < K; ++dimension) {
            RandomStream random = setting.stream(DrawFor::year, chain.number,
                                                 year * K + static_cast<std::size_t>(dimension), chain.sweep);
            YearMove<K> move(setting, chain, pin, year, dimension);
            for (const std::uint32_t item : items_of[year]) move.add_item(chain.items[item]);
            const double log_stretch = slice_draw(
                0, kWidth, [&](double value) { return move.log_density(value, 0); }, random);
            const double shift = slice_draw(
                0, kWidth, [&](double value) { return move.log_density(log_stretch, value); }, random);
            const double stretch = std::exp(log_stretch);
            pin = move.moved_pin(stretch, shift);
            for (std::uint32_t slot = layout.year_begin[year]; slot < layout.year_begin[year + 1]; ++slot)
                chain.positions[slot][dimension] = stretch * chain.positions[slot][dimension] + shift;
            for (const std::uint32_t item : items_of[year]) {
                Vec<K + 2>& theta = chain.items[item];
                theta[dimension] /= stretch;
                theta[K] += theta[dimension] * shift;
            }
        }
    }
}

#define ENTENTE_INSTANTIATE(K) template void year_frame_step<K>(const SamplerSetting&, Chain<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
