// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "dimensions.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/random.hpp"
#include "steps.hpp"

namespace entente::principles {
namespace {

constexpr std::uint32_t kStartStream = 0x70726e31;  // 'prn1'
constexpr int kNumPowerIterations = 12;
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
        find_mean_answers();
    }

    const std::vector<Vec<K>>& iterate() {
        for (int iteration = 0; iteration < kNumPowerIterations; ++iteration) {
            orthonormalise();
            collect(answer_to_loadings());
        }
        orthonormalise();
        return score_;
    }

private:
    /// Calls visit(slot, answer) for every vote on a roll call; answer is -1, 0 or +1 less the roll call's mean.
    template <typename Visit>
    void for_each_answer(std::size_t roll_call, const Visit& visit) const {
        for (int vote = 0; vote < 3; ++vote) {
            const double answer = vote - 1 - mean_answer_[roll_call];
            for (std::size_t cell = layout_.votes.first(roll_call, vote); cell < layout_.votes.last(roll_call, vote);
                 ++cell)
                visit(layout_.votes.column[cell], answer);
        }
    }

    void find_mean_answers() {
        mean_answer_.resize(layout_.item_of_roll_call.size());
        for (std::size_t j = 0; j < mean_answer_.size(); ++j) {
            const auto no = static_cast<double>(layout_.votes.last(j, 0) - layout_.votes.first(j, 0));
            const auto yes = static_cast<double>(layout_.votes.last(j, 2) - layout_.votes.first(j, 2));
            const auto all = static_cast<double>(layout_.votes.last(j, 2) - layout_.votes.first(j, 0));
            mean_answer_[j] = all > 0 ? (yes - no) / all : 0;
        }
    }

    /// Both halves of a power iteration, year by year: each roll call's loading, and what it gives back to the voters.
    std::vector<Vec<K>> answer_to_loadings() const {
        std::vector<Vec<K>> by_slot(layout_.num_slots, Vec<K>::Zero());
        parallel_for(layout_.num_years, [&](std::size_t year) {
            for (std::size_t j = layout_.year_roll_call[year]; j < layout_.year_roll_call[year + 1]; ++j) {
                Vec<K> loading = Vec<K>::Zero();
                double count = kDamping;
                for_each_answer(j, [&](std::uint32_t slot, double answer) {
                    loading += answer * score_[layout_.slot_path[slot]];
                    count += 1;
                });
                loading /= count;
                for_each_answer(j, [&](std::uint32_t slot, double answer) { by_slot[slot] += answer * loading; });
            }
        });
        return by_slot;
    }

    void collect(const std::vector<Vec<K>>& by_slot) {
        for (std::size_t actor = 0; actor < layout_.num_actors; ++actor) {
            Vec<K> sum = Vec<K>::Zero();
            double count = kDamping;
            for (const std::uint32_t slot : layout_.path(actor)) {
                sum += by_slot[slot];
                count += layout_.slot_votes[slot];
            }
            score_[actor] = sum / count;
        }
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
    std::vector<double> mean_answer_;
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
    std::array<double, 3> count{};
    for (const std::uint32_t roll_call : layout.roll_calls_of(item))
        for (int vote = 0; vote < 3; ++vote)
            count[static_cast<std::size_t>(vote)] +=
                static_cast<double>(layout.votes.last(roll_call, vote) - layout.votes.first(roll_call, vote));
    const double all = count[0] + count[1] + count[2] + 1.5;
    const double low = normal_quantile((count[0] + 0.5) / all);
    const double high = normal_quantile(1 - (count[2] + 0.5) / all);
    ItemMoments<K>& moments = state.items[item];
    moments.mean.setZero();
    moments.mean[K] = 0.5 * (low + high);
    moments.mean[K + 1] = std::log(std::max(0.5 * (high - low), 0.05));
    moments.var.setZero();
}

#define ENTENTE_INSTANTIATE(K)                                        \
    template void start_positions<K>(const Layout&, Seed, State<K>&); \
    template void start_item<K>(const Layout&, std::size_t, State<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
