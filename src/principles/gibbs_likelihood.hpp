// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "gibbs_votes.hpp"
#include "log_phi.hpp"

namespace entente::principles {

/// What a vote depends on: y* has mean e = beta x - alpha, its cut points are -u and +u.
struct Predictor {
    double e;
    double u;
};

/// Derivatives of one vote's log likelihood by e and u, second ones with the sign turned, times the vote's weight.
struct PredictorDerivatives {
    double e;
    double u;
    double ee;
    double eu;
    double uu;
};

/// The votes of one row (an actor's year, or a roll call) for whoever knows the predictor of each of its columns.
template <bool kWeighted>
class RowVotes {
public:
    RowVotes(const VoteRows& rows, std::size_t row) : rows_(rows), row_(row) {}

    /// `predictor(column)` of every vote.
    template <typename PredictorOf>
    [[nodiscard]] double log_likelihood(const PredictorOf& predictor) const {
        const LogPhiTable& log_phi = log_phi_table();
        double sum = 0;
        for_each(Vote::no, [&](std::size_t column, double weight) {
            const Predictor p = predictor(column);
            sum += weight * log_phi(-p.u - p.e);
        });
        for_each(Vote::yes, [&](std::size_t column, double weight) {
            const Predictor p = predictor(column);
            sum += weight * log_phi(p.e - p.u);
        });
        LogIntervalSum interval;
        for_each(Vote::abstain, [&](std::size_t column, double weight) {
            const Predictor p = predictor(column);
            if constexpr (kWeighted) {
                LogIntervalSum one;
                one.add(log_phi, p.u - p.e, -p.u - p.e);
                sum += weight * one.value();
            } else {
                interval.add(log_phi, p.u - p.e, -p.u - p.e);
            }
        });
        return sum + interval.value();
    }

    /// Calls `add(column, derivatives)` for every vote.
    template <typename PredictorOf, typename Add>
    void add_derivatives(const PredictorOf& predictor, const Add& add) const {
        const LogPhiTable& log_phi = log_phi_table();
        for (const Vote vote : {Vote::no, Vote::yes}) {
            const double sign = vote == Vote::no ? -1.0 : 1.0;
            for_each(vote, [&](std::size_t column, double weight) {
                const Predictor p = predictor(column);
                const auto d = log_phi.derivatives(sign * p.e - p.u);
                const double slope = weight * d.first;
                const double curvature = weight * d.minus_second;
                add(column, PredictorDerivatives{sign * slope, -slope, curvature, -sign * curvature, curvature});
            });
        }
        for_each(Vote::abstain, [&](std::size_t column, double weight) {
            const Predictor p = predictor(column);
            const auto d = log_phi.interval_derivatives(p.u - p.e, -p.u - p.e);
            add(column, PredictorDerivatives{-weight * (d.by_high + d.by_low), weight * (d.by_high - d.by_low),
                                             weight * (d.minus_high_high + 2 * d.minus_high_low + d.minus_low_low),
                                             weight * (d.minus_low_low - d.minus_high_high),
                                             weight * (d.minus_high_high - 2 * d.minus_high_low + d.minus_low_low)});
        });
    }

private:
    template <typename Visit>
    void for_each(Vote vote, const Visit& visit) const {
        const auto columns = rows_.columns(row_, vote);
        const auto weights = rows_.weights(row_, vote);
        for (std::size_t k = 0; k < columns.size(); ++k) visit(columns[k], kWeighted ? weights[k] : 1.0);
    }

    const VoteRows& rows_;
    std::size_t row_;
};

}  // namespace entente::principles
