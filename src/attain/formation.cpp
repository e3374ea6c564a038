// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/formation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/LU>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "lbfgs.hpp"

namespace entente::attain {

namespace {

constexpr std::uint32_t kPurposeDraws = 0xa77a0002;
constexpr double kSignPenalty = 1e3;  // Weight of the one-sided penalty: a violation of 0.01 costs 0.05.
constexpr std::size_t kCasesPerBlock = 32;
constexpr auto D = static_cast<Eigen::Index>(kNumDesign);
constexpr auto G = static_cast<Eigen::Index>(kNumCaseGroups);

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The cases used, with standardised rows.
struct Design {
    struct Item {
        std::size_t group = 0;
        Eigen::Index first_row = 0;
        Eigen::Index num_rows = 0;
        double weight = 1;
    };
    std::vector<Item> items;
    RowMatrix rows;
};

/// Prior covariance of one column's coefficients over the groups.
Eigen::MatrixXd group_covariance(const PoolingPrior& prior) {
    Eigen::MatrixXd covariance(G, G);
    for (Eigen::Index a = 0; a < G; ++a) {
        for (Eigen::Index b = 0; b < G; ++b) {
            const auto x = static_cast<CaseGroup>(a);
            const auto y = static_cast<CaseGroup>(b);
            double v = prior.shared_sd * prior.shared_sd;
            if (family_of(x) == family_of(y)) v += prior.family_sd * prior.family_sd;
            if (size_of(x) == size_of(y)) v += prior.size_sd * prior.size_sd;
            if (a == b) v += prior.own_sd * prior.own_sd;
            covariance(a, b) = v;
        }
    }
    return covariance;
}

Design make_design(const CaseTable& table, Year before, const FormationOptions& options, FormationFit& fit) {
    Design design;
    Eigen::Index num_rows = 0;
    std::vector<const Case*> used;
    for (const Case& c : table.cases) {
        if (c.year >= before || c.num_rows < 2) continue;
        const double age = static_cast<double>(before - c.year);
        design.items.push_back({static_cast<std::size_t>(c.group), num_rows, static_cast<Eigen::Index>(c.num_rows),
                                std::exp2(-age / options.half_life_years)});
        used.push_back(&c);
        num_rows += static_cast<Eigen::Index>(c.num_rows);
        ++fit.num_cases[static_cast<std::size_t>(c.group)];
    }
    design.rows.resize(num_rows, D);
    parallel_for(
        used.size(),
        [&](std::size_t k) {
            DesignRow row;
            for (std::size_t r = 0; r < used[k]->num_rows; ++r) {
                standardise(table.features[used[k]->first_row + r], fit.scale[design.items[k].group], row);
                std::copy(row.begin(), row.end(),
                          design.rows.row(design.items[k].first_row + static_cast<Eigen::Index>(r)).data());
            }
        },
        kCasesPerBlock);
    return design;
}

/// Shares of the candidates of one case, and the log share of the real one.
double shares(const Eigen::Ref<const RowMatrix>& rows, const Eigen::VectorXf& theta, Eigen::VectorXf& share) {
    share.noalias() = rows * theta;
    const float largest = share.maxCoeff();
    const float real = share[0];
    share = (share.array() - largest).exp();
    const float total = share.sum();
    share /= total;
    return static_cast<double>(real - largest) - std::log(static_cast<double>(total));
}

struct LossAndGradient {
    double loss = 0;
    Eigen::MatrixXd gradient;
    LossAndGradient& operator+=(const LossAndGradient& other) {
        loss += other.loss;
        if (gradient.size() == 0)
            gradient = other.gradient;
        else
            gradient += other.gradient;
        return *this;
    }
};

LossAndGradient negative_log_likelihood(const Design& design, const Eigen::MatrixXd& theta) {
    const Eigen::MatrixXf single = theta.cast<float>();
    return parallel_sum<LossAndGradient>(design.items.size(), kCasesPerBlock, [&](std::size_t begin, std::size_t end) {
        LossAndGradient part{0, Eigen::MatrixXd::Zero(D, G)};
        Eigen::VectorXf share;
        for (std::size_t k = begin; k < end; ++k) {
            const Design::Item& item = design.items[k];
            const auto rows = design.rows.middleRows(item.first_row, item.num_rows);
            const auto g = static_cast<Eigen::Index>(item.group);
            part.loss -= item.weight * shares(rows, single.col(g), share);
            share[0] -= 1;
            share *= static_cast<float>(item.weight);
            part.gradient.col(g) += (rows.transpose() * share).cast<double>();
        }
        return part;
    });
}

/// One-sided quadratic penalty on coefficients whose sign theory fixes.
double add_sign_penalty(const Eigen::MatrixXd& theta, Eigen::MatrixXd& gradient) {
    double penalty = 0;
    for (Eigen::Index k = 0; k < D; ++k) {
        const auto sign = static_cast<double>(design_sign(static_cast<std::size_t>(k)));
        if (sign == 0) continue;
        for (Eigen::Index g = 0; g < G; ++g) {
            const double violation = std::min(0.0, sign * theta(k, g));
            penalty += kSignPenalty / 2 * violation * violation;
            gradient(k, g) += kSignPenalty * violation * sign;
        }
    }
    return penalty;
}

void clip_signs(Eigen::MatrixXd& theta) {
    for (Eigen::Index k = 0; k < D; ++k) {
        const auto sign = static_cast<double>(design_sign(static_cast<std::size_t>(k)));
        if (sign == 0) continue;
        for (Eigen::Index g = 0; g < G; ++g)
            if (sign * theta(k, g) < 0) theta(k, g) = 0;
    }
}

struct MatrixSum {
    std::vector<Eigen::MatrixXd> of_group;
    MatrixSum& operator+=(const MatrixSum& other) {
        if (of_group.empty()) {
            of_group = other.of_group;
        } else {
            for (std::size_t g = 0; g < of_group.size(); ++g)
                if (other.of_group[g].size() > 0) {
                    if (of_group[g].size() == 0)
                        of_group[g] = other.of_group[g];
                    else
                        of_group[g] += other.of_group[g];
                }
        }
        return *this;
    }
};

/// Information of each group's coefficients: sum over cases of Z'(diag(p) - pp')Z.
std::vector<Eigen::MatrixXd> information(const Design& design, const Eigen::MatrixXd& theta) {
    const Eigen::MatrixXf single = theta.cast<float>();
    constexpr std::size_t block = 256;
    auto sum = parallel_sum<MatrixSum>(design.items.size(), block, [&](std::size_t begin, std::size_t end) {
        MatrixSum part{std::vector<Eigen::MatrixXd>(kNumCaseGroups)};
        Eigen::VectorXf share;
        for (std::size_t k = begin; k < end; ++k) {
            const Design::Item& item = design.items[k];
            const auto rows = design.rows.middleRows(item.first_row, item.num_rows);
            shares(rows, single.col(static_cast<Eigen::Index>(item.group)), share);
            const Eigen::RowVectorXf mean = share.transpose() * rows;
            const RowMatrix centred =
                (rows.rowwise() - mean).array().colwise() * (share.array() * static_cast<float>(item.weight)).sqrt();
            Eigen::MatrixXd& total = part.of_group[item.group];
            if (total.size() == 0) total = Eigen::MatrixXd::Zero(D, D);
            total += (centred.transpose() * centred).cast<double>();
        }
        return part;
    });
    for (Eigen::MatrixXd& m : sum.of_group)
        if (m.size() == 0) m = Eigen::MatrixXd::Zero(D, D);
    sum.of_group.resize(kNumCaseGroups, Eigen::MatrixXd::Zero(D, D));
    return std::move(sum.of_group);
}

/// Draws from the normal approximation at the mode.
std::vector<Eigen::MatrixXf> laplace_draws(const Design& design, const Eigen::MatrixXd& theta,
                                           const Eigen::MatrixXd& covariance, int num_draws, Seed seed) {
    const std::vector<Eigen::MatrixXd> of_group = information(design, theta);
    const Eigen::MatrixXd prior_precision = covariance.inverse();
    Eigen::MatrixXd precision = Eigen::MatrixXd::Zero(D * G, D * G);
    for (Eigen::Index a = 0; a < G; ++a) {
        precision.block(a * D, a * D, D, D) = of_group[static_cast<std::size_t>(a)];
        for (Eigen::Index b = 0; b < G; ++b)
            precision.block(a * D, b * D, D, D).diagonal().array() += prior_precision(a, b);
    }
    const Eigen::LLT<Eigen::MatrixXd> factor(precision);
    std::vector<Eigen::MatrixXf> draws;
    for (int d = 0; d < num_draws; ++d) {
        RandomStream random(seed, {kPurposeDraws, static_cast<std::uint32_t>(d)});
        Eigen::VectorXd z(D * G);
        for (Eigen::Index k = 0; k < z.size(); ++k) z[k] = random.normal();
        factor.matrixU().solveInPlace(z);
        Eigen::MatrixXd draw = theta + Eigen::Map<const Eigen::MatrixXd>(z.data(), D, G);
        clip_signs(draw);
        draws.push_back(draw.cast<float>());
    }
    return draws;
}

}  // namespace

void FormationOptions::validate() const {
    const auto check = [](std::string_view name, double value) {
        if (!(value > 0)) throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected above 0", name, value)};
    };
    check("prior.shared_sd", prior.shared_sd);
    check("prior.family_sd", prior.family_sd);
    check("prior.size_sd", prior.size_sd);
    check("prior.own_sd", prior.own_sd);
    check("half_life_years", half_life_years);
    check("tolerance", tolerance);
    if (max_iterations < 1)
        throw Error{Errc::wrong_usage, fmt::format("max_iterations is {}; expected 1 or more", max_iterations)};
    if (num_draws < 0) throw Error{Errc::wrong_usage, fmt::format("num_draws is {}; expected 0 or more", num_draws)};
}

double FormationFit::score(CaseGroup group, const FeatureRow& features) const {
    DesignRow row;
    const auto g = static_cast<std::size_t>(group);
    standardise(features, scale[g], row);
    double sum = 0;
    const double* theta = coefficients.col(static_cast<Eigen::Index>(g)).data();
    for (std::size_t k = 0; k < kNumDesign; ++k) sum += theta[k] * static_cast<double>(row[k]);
    return sum;
}

std::vector<double> FormationFit::score_draws(CaseGroup group, const FeatureRow& features) const {
    DesignRow row;
    standardise(features, scale[static_cast<std::size_t>(group)], row);
    const Eigen::Map<const Eigen::VectorXf> z(row.data(), D);
    std::vector<double> scores;
    for (const Eigen::MatrixXf& draw : draws)
        scores.push_back(static_cast<double>(draw.col(static_cast<Eigen::Index>(group)).dot(z)));
    return scores;
}

FormationFit fit_formation(const CaseTable& table, Year before, const FormationOptions& options, Seed seed,
                           const Monitor& monitor) {
    options.validate();
    FormationFit fit{.before = before};
    parallel_for(kNumCaseGroups,
                 [&](std::size_t g) { fit.scale[g] = scale_of(table, static_cast<CaseGroup>(g), before); });
    const Design design = make_design(table, before, options, fit);
    const Eigen::MatrixXd covariance = group_covariance(options.prior);
    // Whitened coordinates: theta = Z L' with L L' the prior covariance, so that the prior is a unit ball.
    const Eigen::MatrixXd root = covariance.llt().matrixL();
    const auto objective = [&](const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
        monitor.check_stop();
        const Eigen::Map<const Eigen::MatrixXd> z(x.data(), D, G);
        const Eigen::MatrixXd theta = z * root.transpose();
        LossAndGradient total = negative_log_likelihood(design, theta);
        if (total.gradient.size() == 0) total.gradient = Eigen::MatrixXd::Zero(D, G);
        const double penalty = add_sign_penalty(theta, total.gradient);
        Eigen::Map<Eigen::MatrixXd>(gradient.data(), D, G) = total.gradient * root + z;
        return total.loss + penalty + x.squaredNorm() / 2;
    };
    const double scale = std::max<double>(1, static_cast<double>(design.items.size()));
    const LbfgsResult best =
        minimise(objective, Eigen::VectorXd::Zero(D * G), options.max_iterations, options.tolerance * scale);
    fit.coefficients = Eigen::Map<const Eigen::MatrixXd>(best.x.data(), D, G) * root.transpose();
    clip_signs(fit.coefficients);
    fit.log_likelihood = -negative_log_likelihood(design, fit.coefficients).loss;
    fit.iterations = best.iterations;
    fit.has_converged = best.has_converged;
    if (options.num_draws > 0) fit.draws = laplace_draws(design, fit.coefficients, covariance, options.num_draws, seed);
    return fit;
}

}  // namespace entente::attain
