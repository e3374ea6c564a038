// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/predict_votes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "entente/base/error.hpp"
#include "entente/base/normal.hpp"

namespace entente::principles {
namespace {

/// No vote is less probable than this: a model that calls something impossible is wrong sooner or later.
constexpr double kSmallestProbability = 1e-3;

/// A position with the variances of its dimensions.
struct Position {
    std::array<double, kMaxDimensions> mean{};
    std::array<double, kMaxDimensions> var{1, 1, 1};
    double width = 1;  ///< Of abstention.
};

class Predictor {
public:
    explicit Predictor(const IdealPointFit& fit) : fit_(fit), num_dimensions_(fit.options.num_dimensions) {
        for (std::size_t k = 0; k < fit.points.size(); ++k)
            spans_.try_emplace(fit.points[k].actor, Span{k, k}).first->second.last = k;
        for (const RollCallParameters& roll_call : fit.roll_calls) roll_calls_.emplace(roll_call.id, &roll_call);
        for (const StepScale& scale : fit.tau) tau_.emplace(scale.actor, scale.tau);
    }

    [[nodiscard]] VoteProbabilities predict(const CellQuery& cell) const {
        const auto found = roll_calls_.find(cell.roll_call);
        if (found == roll_calls_.end())
            throw Error{Errc::unknown_id, "roll call " + std::to_string(cell.roll_call.value()) + " is not in the fit"};
        const RollCallParameters& roll_call = *found->second;
        return probabilities(position(cell.actor, roll_call.year), roll_call);
    }

private:
    struct Span {
        std::size_t first;
        std::size_t last;
    };

    [[nodiscard]] Position position(ActorId actor, Year year) const {
        Position position;
        const auto found = spans_.find(actor);
        if (found == spans_.end()) return position;
        const Year first = fit_.points[found->second.first].year;
        const Year last = fit_.points[found->second.last].year;
        const Year nearest = std::clamp(year, first, last);
        // Years of the votes may have gaps: the last one that is not after `nearest`.
        const auto begin = fit_.points.begin() + static_cast<std::ptrdiff_t>(found->second.first);
        const auto end = fit_.points.begin() + static_cast<std::ptrdiff_t>(found->second.last) + 1;
        auto point = std::upper_bound(begin, end, nearest,
                                      [](Year value, const IdealPoint& entry) { return value < entry.year; });
        point -= num_dimensions_;
        const double tau = tau_.at(actor);
        const double walk = tau * tau * std::abs(year - point->year);
        if (!fit_.abstention_widths.empty())
            position.width = std::exp(
                fit_.abstention_widths[static_cast<std::size_t>((point - fit_.points.begin()) / num_dimensions_)]
                    .log_width);
        for (int a = 0; a < num_dimensions_; ++a, ++point) {
            position.mean[static_cast<std::size_t>(a)] = point->mean;
            position.var[static_cast<std::size_t>(a)] =
                point->conditional_std_error * point->conditional_std_error + walk;
        }
        return position;
    }

    [[nodiscard]] VoteProbabilities probabilities(const Position& position, const RollCallParameters& roll_call) const {
        const auto n = static_cast<std::size_t>(num_dimensions_);
        const auto cov = [&](std::size_t a, std::size_t b) {
            return a >= b ? roll_call.conditional_cov[a * (a + 1) / 2 + b]
                          : roll_call.conditional_cov[b * (b + 1) / 2 + a];
        };
        double mean = -roll_call.difficulty;
        double var = cov(n, n);
        for (std::size_t a = 0; a < n; ++a) {
            const double beta = roll_call.discrimination[a];
            mean += beta * position.mean[a];
            var += beta * beta * position.var[a] + cov(a, a) * position.var[a] - 2 * position.mean[a] * cov(a, n);
            for (std::size_t b = 0; b < n; ++b) var += position.mean[a] * position.mean[b] * cov(a, b);
        }
        const double scale = 1 / std::sqrt(1 + std::max(var, 0.0));
        const double p_no = normal_cdf((position.width * roll_call.cut_points[0] - mean) * scale);
        const double p_yes = normal_cdf((mean - position.width * roll_call.cut_points[1]) * scale);
        const double share = 1 - 3 * kSmallestProbability;
        return {.p_no = kSmallestProbability + share * p_no,
                .p_abstain = kSmallestProbability + share * std::max(1 - p_no - p_yes, 0.0),
                .p_yes = kSmallestProbability + share * p_yes};
    }

    const IdealPointFit& fit_;
    int num_dimensions_;
    std::unordered_map<ActorId, Span> spans_;
    std::unordered_map<ActorId, double> tau_;
    struct IdHash {
        std::size_t operator()(RollCallId id) const noexcept { return std::hash<std::int32_t>{}(id.value()); }
    };
    std::unordered_map<RollCallId, const RollCallParameters*, IdHash> roll_calls_;
};

}  // namespace

std::vector<VoteProbabilities> predict_votes(const IdealPointFit& fit, std::span<const CellQuery> cells) {
    const Predictor predictor(fit);
    std::vector<VoteProbabilities> predictions;
    predictions.reserve(cells.size());
    for (const CellQuery& cell : cells) predictions.push_back(predictor.predict(cell));
    return predictions;
}

}  // namespace entente::principles
