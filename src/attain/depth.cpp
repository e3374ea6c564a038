// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/depth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <Eigen/Cholesky>

#include "entente/attain/logistic.hpp"
#include "lbfgs.hpp"

namespace entente::attain {

namespace {

constexpr double kCutPrecision = 0.05;  // Weak: cuts within about +-9.
constexpr int kFolds = 5;
constexpr int kMinCases = 40;  // Fewer cannot show that covariates help.

int level(Depth depth) {
    return static_cast<int>(depth);
}

/// Cuts from free parameters: the first as it is, each next one lower by exp(free).
Eigen::VectorXd cuts_of(const Eigen::VectorXd& parameters, Eigen::Index num_cuts) {
    Eigen::VectorXd cuts(num_cuts);
    for (Eigen::Index k = 0; k < num_cuts; ++k)
        cuts[k] = k == 0 ? parameters[0] : cuts[k - 1] - std::exp(parameters[k]);
    return cuts;
}

/// Number of cuts that a depth has passed.
std::vector<int> classes_of(std::span<const Depth> depth, const std::vector<int>& cut_depths) {
    std::vector<int> classes;
    for (const Depth d : depth)
        classes.push_back(static_cast<int>(
            std::count_if(cut_depths.begin(), cut_depths.end(), [&](int cut) { return level(d) >= cut; })));
    return classes;
}

/// Negative penalised log likelihood in (cuts, beta) and its gradient.
double ordered_loss(const Eigen::MatrixXd& x, const std::vector<int>& classes, const Eigen::VectorXd& cuts,
                    const Eigen::VectorXd& beta, double ridge, Eigen::VectorXd& gradient) {
    const Eigen::Index num_cuts = cuts.size();
    gradient.setZero(num_cuts + beta.size());
    double loss = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const Eigen::Index c = classes[i];
        const double eta = beta.size() > 0 ? x.row(static_cast<Eigen::Index>(i)).dot(beta) : 0;
        const double upper = c > 0 ? logistic(cuts[c - 1] + eta) : 1;
        const double lower = c < num_cuts ? logistic(cuts[c] + eta) : 0;
        const double chance = std::max(upper - lower, 1e-12);
        loss -= std::log(chance);
        const double d_upper = c > 0 ? upper * (1 - upper) / chance : 0;
        const double d_lower = c < num_cuts ? lower * (1 - lower) / chance : 0;
        if (c > 0) gradient[c - 1] -= d_upper;
        if (c < num_cuts) gradient[c] += d_lower;
        if (beta.size() > 0)
            gradient.tail(beta.size()) -= (d_upper - d_lower) * x.row(static_cast<Eigen::Index>(i)).transpose();
    }
    gradient.head(num_cuts) += kCutPrecision * cuts;
    gradient.tail(beta.size()) += ridge * beta;
    return loss + kCutPrecision / 2 * cuts.squaredNorm() + ridge / 2 * beta.squaredNorm();
}

/// Inverse of the numerical Hessian at the mode (central differences of the gradient).
Eigen::MatrixXd laplace_covariance(const Eigen::MatrixXd& x, const std::vector<int>& classes,
                                   const Eigen::VectorXd& cuts, const Eigen::VectorXd& beta, double ridge) {
    constexpr double h = 1e-4;
    const Eigen::Index p = cuts.size() + beta.size();
    Eigen::VectorXd at(p);
    at << cuts, beta;
    Eigen::MatrixXd hessian(p, p);
    Eigen::VectorXd up(p);
    Eigen::VectorXd down(p);
    for (Eigen::Index k = 0; k < p; ++k) {
        Eigen::VectorXd moved = at;
        moved[k] += h;
        (void)ordered_loss(x, classes, moved.head(cuts.size()), moved.tail(beta.size()), ridge, up);
        moved[k] -= 2 * h;
        (void)ordered_loss(x, classes, moved.head(cuts.size()), moved.tail(beta.size()), ridge, down);
        hessian.col(k) = (up - down) / (2 * h);
    }
    const Eigen::MatrixXd symmetric = (hessian + hessian.transpose()) / 2;
    return symmetric.ldlt().solve(Eigen::MatrixXd::Identity(p, p));
}

std::array<double, kNumDepths> add_half_shares(std::span<const Depth> depth) {
    std::array<double, kNumDepths> share{};
    for (std::size_t d = 0; d < kNumDepths; ++d) {
        const auto reached =
            std::count_if(depth.begin(), depth.end(), [&](Depth seen) { return level(seen) >= static_cast<int>(d); });
        share[d] = d == 0 && !depth.empty()
                       ? 1.0
                       : (static_cast<double>(reached) + 0.5) / (static_cast<double>(depth.size()) + 1);
    }
    return share;
}

std::array<double, kNumDepths> forecast(const OrderedFit& fit, const std::array<double, kNumDepths>& share,
                                        const Eigen::VectorXd& x) {
    std::array<double, kNumDepths> chance = share;
    for (std::size_t k = 0; k < fit.cut_depths.size(); ++k)
        chance[static_cast<std::size_t>(fit.cut_depths[k])] =
            logistic(fit.cuts[static_cast<Eigen::Index>(k)] + x.dot(fit.beta));
    return chance;
}

/// Differences of the ranked probability score, shares minus covariates, over cases predicted from earlier ones.
std::pair<std::vector<double>, double> rolling_gain(const DepthData& data, double ridge) {
    const std::size_t n = data.depth.size();
    std::vector<double> gain;
    double base = 0;
    for (int fold = 2; fold < kFolds; ++fold) {
        const std::size_t begin = n * static_cast<std::size_t>(fold) / kFolds;
        const std::size_t end = n * static_cast<std::size_t>(fold + 1) / kFolds;
        const std::span<const Depth> known(data.depth.data(), begin);
        const OrderedFit fit = fit_ordered(data.x.topRows(static_cast<Eigen::Index>(begin)), known, ridge);
        const auto share = add_half_shares(known);
        for (std::size_t i = begin; i < end; ++i) {
            const auto chance = forecast(fit, share, data.x.row(static_cast<Eigen::Index>(i)).transpose());
            const double without = ranked_probability_score(share, data.depth[i]);
            gain.push_back(without - ranked_probability_score(chance, data.depth[i]));
            base += without;
        }
    }
    return {gain, base};
}

}  // namespace

double ranked_probability_score(std::span<const double> at_least, Depth seen) {
    double score = 0;
    for (std::size_t d = 1; d < at_least.size(); ++d) {
        const double error = at_least[d] - (level(seen) >= static_cast<int>(d) ? 1.0 : 0.0);
        score += error * error;
    }
    return score;
}

OrderedFit fit_ordered(const Eigen::MatrixXd& x, std::span<const Depth> depth, double ridge) {
    OrderedFit fit;
    for (int d = 1; d < static_cast<int>(kNumDepths); ++d) {
        const auto reached = std::count_if(depth.begin(), depth.end(), [&](Depth seen) { return level(seen) >= d; });
        const auto before = fit.cut_depths.empty() ? static_cast<std::ptrdiff_t>(depth.size())
                                                   : std::count_if(depth.begin(), depth.end(), [&](Depth seen) {
                                                         return level(seen) >= fit.cut_depths.back();
                                                     });
        if (reached > 0 && reached < before) fit.cut_depths.push_back(d);
    }
    const auto num_cuts = static_cast<Eigen::Index>(fit.cut_depths.size());
    fit.beta = Eigen::VectorXd::Zero(x.cols());
    fit.cuts = Eigen::VectorXd::Zero(num_cuts);
    fit.covariance = Eigen::MatrixXd::Zero(num_cuts + x.cols(), num_cuts + x.cols());
    if (num_cuts == 0) return fit;
    const std::vector<int> classes = classes_of(depth, fit.cut_depths);
    const auto objective = [&](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
        const Eigen::VectorXd cuts = cuts_of(parameters, num_cuts);
        Eigen::VectorXd raw;
        const double loss = ordered_loss(x, classes, cuts, parameters.tail(x.cols()), ridge, raw);
        gradient = raw;
        // Each cut moves with all steps before it.
        for (Eigen::Index k = 0; k < num_cuts; ++k) {
            const double tail = raw.segment(k, num_cuts - k).sum();
            gradient[k] = k == 0 ? tail : -std::exp(parameters[k]) * tail;
        }
        return loss;
    };
    Eigen::VectorXd start = Eigen::VectorXd::Zero(num_cuts + x.cols());
    const LbfgsResult best =
        minimise(objective, start, 500, 1e-7 * std::max<double>(1, static_cast<double>(depth.size())));
    fit.cuts = cuts_of(best.x, num_cuts);
    fit.beta = best.x.tail(x.cols());
    fit.covariance = laplace_covariance(x, classes, fit.cuts, fit.beta, ridge);
    return fit;
}

DepthModel fit_depth(const DepthData& data, const std::array<bool, kNumDepths>& is_observable, double ridge) {
    DepthModel model;
    model.num_cases_ = static_cast<int>(data.depth.size());
    model.is_observable_ = is_observable;
    model.share_ = add_half_shares(data.depth);
    if (data.depth.empty()) return model;
    if (model.num_cases_ >= kMinCases && data.x.cols() > 0) {
        const auto [gain, base] = rolling_gain(data, ridge);
        const double sum = std::accumulate(gain.begin(), gain.end(), 0.0);
        model.skill_ = base > 0 ? sum / base : 0;
        model.uses_covariates_ = sum > 0;
    }
    const Eigen::MatrixXd x = model.uses_covariates_ ? data.x : Eigen::MatrixXd(data.x.rows(), 0);
    OrderedFit fit = fit_ordered(x, data.depth, ridge);
    model.cut_depths_ = std::move(fit.cut_depths);
    model.cuts_ = std::move(fit.cuts);
    model.beta_ = std::move(fit.beta);
    model.covariance_ = std::move(fit.covariance);
    return model;
}

std::optional<DepthChance> DepthModel::at_least(Depth depth, std::span<const double> x) const {
    const auto d = static_cast<std::size_t>(depth);
    if (num_cases_ == 0) return std::nullopt;
    // A deeper step that the sources can show implies that they could have shown the shallower ones as passed.
    bool can_show = false;
    for (std::size_t k = d; k < kNumDepths; ++k) can_show |= is_observable_[k];
    if (!can_show) return std::nullopt;
    // The step's own cut, or that of the last step before it: where none stopped in between, one is as likely as the
    // other.
    Eigen::Index cut = -1;
    for (std::size_t k = 0; k < cut_depths_.size() && cut_depths_[k] <= static_cast<int>(d); ++k)
        cut = static_cast<Eigen::Index>(k);
    DepthChance chance{1, 0};
    if (cut >= 0) {
        double eta = cuts_[cut];
        Eigen::VectorXd direction = Eigen::VectorXd::Zero(covariance_.rows());
        direction[cut] = 1;
        for (Eigen::Index c = 0; c < beta_.size() && c < static_cast<Eigen::Index>(x.size()); ++c) {
            eta += beta_[c] * x[static_cast<std::size_t>(c)];
            direction[cuts_.size() + c] = x[static_cast<std::size_t>(c)];
        }
        chance = {logistic(eta), std::sqrt(std::max(0.0, direction.dot(covariance_ * direction)))};
    }
    const double half_case = 0.5 / (num_cases_ + 1);
    // Reached by none: the add-a-half share is half a case (with room for the rounding of a stored model).
    if (d > 0 && share_[d] < 2 * half_case) return DepthChance{chance.probability * half_case, std::numbers::sqrt2};
    return chance;
}

DepthModel::State DepthModel::state() const {
    return {num_cases_,
            uses_covariates_,
            skill_,
            is_observable_,
            share_,
            cut_depths_,
            {cuts_.data(), cuts_.data() + cuts_.size()},
            {beta_.data(), beta_.data() + beta_.size()},
            covariance_};
}

DepthModel DepthModel::of_state(State s) {
    DepthModel model;
    model.num_cases_ = s.num_cases;
    model.uses_covariates_ = s.uses_covariates;
    model.skill_ = s.skill;
    model.is_observable_ = s.is_observable;
    model.share_ = s.share;
    model.cut_depths_ = std::move(s.cut_depths);
    model.cuts_ = Eigen::Map<const Eigen::VectorXd>(s.cuts.data(), static_cast<Eigen::Index>(s.cuts.size()));
    model.beta_ = Eigen::Map<const Eigen::VectorXd>(s.beta.data(), static_cast<Eigen::Index>(s.beta.size()));
    model.covariance_ = std::move(s.covariance);
    return model;
}

}  // namespace entente::attain
