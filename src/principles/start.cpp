// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

constexpr std::uint32_t kStartStream = 0x70726e31;  // 'prn1'
constexpr int kNumPowerIterations = 25;
/// Votes added to each actor's and roll call's count, so that rare voters do not lead.
constexpr double kDamping = 10;

/// Votes as -1, 0, +1 less the roll call's mean, times vectors: the two halves of a power iteration.
template <int K>
class AgreementAxes {
public:
    AgreementAxes(const Layout& layout, Seed seed) : layout_(layout), score_(layout.num_actors) {
        for (std::size_t actor = 0; actor < layout.num_actors; ++actor) {
            RandomStream random{seed, {.purpose = kStartStream, .item = static_cast<std::uint32_t>(actor)}};
            for (int a = 0; a < K; ++a) score_[actor][a] = random.normal();
        }
        find_item_means();
    }

    const std::vector<Vec<K>>& iterate() {
        for (int iteration = 0; iteration < kNumPowerIterations; ++iteration) {
            orthonormalise();
            score_ = actor_scores(item_loadings());
        }
        orthonormalise();
        return score_;
    }

private:
    void find_item_means() {
        item_mean_.resize(layout_.num_items);
        for (std::size_t item = 0; item < layout_.num_items; ++item) {
            const SortedCells& cells = layout_.by_item;
            const auto no = static_cast<double>(cells.last(item, 0) - cells.first(item, 0));
            const auto yes = static_cast<double>(cells.last(item, 2) - cells.first(item, 2));
            const auto all = static_cast<double>(cells.row_size(item));
            item_mean_[item] = all > 0 ? (yes - no) / all : 0;
        }
    }

    std::vector<Vec<K>> item_loadings() const {
        std::vector<Vec<K>> loadings(layout_.num_items);
        const SortedCells& cells = layout_.by_item;
        parallel_for(
            layout_.num_items,
            [&](std::size_t item) {
                Vec<K> sum = Vec<K>::Zero();
                for (int vote = 0; vote < 3; ++vote)
                    for (std::size_t cell = cells.first(item, vote); cell < cells.last(item, vote); ++cell)
                        sum += (vote - 1 - item_mean_[item]) * score_[layout_.slot_path[cells.column[cell]]];
                loadings[item] = sum / (static_cast<double>(cells.row_size(item)) + kDamping);
            },
            64);
        return loadings;
    }

    std::vector<Vec<K>> actor_scores(const std::vector<Vec<K>>& loadings) const {
        std::vector<Vec<K>> scores(layout_.num_actors);
        const SortedCells& cells = layout_.by_slot;
        parallel_for(
            layout_.num_actors,
            [&](std::size_t actor) {
                Vec<K> sum = Vec<K>::Zero();
                double count = kDamping;
                for (const std::uint32_t slot : layout_.path(actor)) {
                    count += static_cast<double>(cells.row_size(slot));
                    for (int vote = 0; vote < 3; ++vote)
                        for (std::size_t cell = cells.first(slot, vote); cell < cells.last(slot, vote); ++cell)
                            sum += (vote - 1 - item_mean_[cells.column[cell]]) * loadings[cells.column[cell]];
                }
                scores[actor] = sum / count;
            },
            4);
        return scores;
    }

    /// Columns to mean 0, mutually orthogonal, mean square 1 (Gram-Schmidt). A column that vanishes stays 0.
    void orthonormalise() {
        const auto n = static_cast<double>(std::max<std::size_t>(score_.size(), 1));
        for (int a = 0; a < K; ++a) {
            double mean = 0;
            for (const auto& score : score_) mean += score[a];
            for (auto& score : score_) score[a] -= mean / n;
            for (int b = 0; b < a; ++b) {
                double inner = 0;
                for (const auto& score : score_) inner += score[a] * score[b];
                for (auto& score : score_) score[a] -= inner / n * score[b];
            }
            double square = 0;
            for (const auto& score : score_) square += score[a] * score[a];
            const double scale = square > 1e-20 ? std::sqrt(n / square) : 0;
            for (auto& score : score_) score[a] *= scale;
        }
    }

    const Layout& layout_;
    std::vector<Vec<K>> score_;
    std::vector<double> item_mean_;
};

}  // namespace

template <int K>
void start_positions(const Layout& layout, Seed seed, State<K>& state) {
    AgreementAxes<K> axes(layout, seed);
    const std::vector<Vec<K>>& scores = axes.iterate();
    for (std::size_t slot = 0; slot < layout.num_slots; ++slot) {
        state.slots[slot].mean = scores[layout.slot_path[slot]];
        state.slots[slot].var = Mat<K>::Identity() * 0.05;
    }
}

template <int K>
void start_item(const Layout& layout, std::size_t item, State<K>& state) {
    const SortedCells& cells = layout.by_item;
    const auto share = [&](int vote) {
        return (static_cast<double>(cells.last(item, vote) - cells.first(item, vote)) + 0.5) /
               (static_cast<double>(cells.row_size(item)) + 1.5);
    };
    const double low = normal_quantile(share(0));
    const double high = normal_quantile(1 - share(2));
    ItemMoments<K>& moments = state.items[item];
    moments.mean.setZero();
    moments.mean[K] = 0.5 * (low + high);
    moments.mean[K + 1] = std::log(std::max(0.5 * (high - low), 0.05));
    moments.var.setZero();
    refresh_view<K>(moments, state.views[item]);
}

#define ENTENTE_INSTANTIATE(K)                                        \
    template void start_positions<K>(const Layout&, Seed, State<K>&); \
    template void start_item<K>(const Layout&, std::size_t, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
