// SPDX-License-Identifier: Apache-2.0
#include "prospects.hpp"

#include <algorithm>
#include <cmath>

namespace entente::attain {
namespace {

/// Log-scale doubt that no standard error of a fit shows: that next decade's rate differs.
constexpr double kModelDoubt = 0.35;
constexpr double kAverageBody = 10;  ///< Members of the body that an average outsider joins.

/// Log hazard at the mean of all features, which is where sampled dyads lie by scale.
double at_mean(const LogisticFit& fit, double num_others) {
    if (fit.coefficients.size() == 0) return std::log(1e-12);
    Eigen::VectorXd inputs = Eigen::VectorXd::Zero(fit.coefficients.size() - 1);
    inputs[static_cast<Eigen::Index>(kNumDyadFeatures) + 1] = std::log(num_others);
    return std::log(std::max(1e-12, fit.probability(inputs)));
}

/// Features that are known of no pair of the pool: a whole table is missing, or these actors are not in it.
std::vector<std::size_t> unknown_features(const Pool& pool, const DyadFrame& frame) {
    std::array<bool, kNumDyadFeatures> is_known{};
    const std::vector<Slot> slots = pool.slots(pool.visible());
    for (std::size_t i = 0; i < slots.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto values = frame.dyad(slots[i], slots[j]);
            for (std::size_t f = 0; f < kNumDyadFeatures; ++f) is_known[f] = is_known[f] || !std::isnan(values[f]);
        }
    std::vector<std::size_t> unknown;
    for (std::size_t f = 0; f < kNumDyadFeatures; ++f)
        if (!is_known[f]) unknown.push_back(f);
    return unknown;
}

/// What is not known is taken as average; it may lie anywhere, with a standard deviation of one on the model's scale.
double missing_se(const JointModel& model, const std::vector<std::size_t>& unknown) {
    if (model.founding.coefficients.size() == 0) return 0;
    double variance = 0;
    for (const std::size_t f : unknown) {
        const auto k = static_cast<Eigen::Index>(f) + 1;
        variance += std::pow(model.founding.coefficients[k], 2) + model.founding.covariance(k, k);
    }
    return std::sqrt(variance);
}

}  // namespace

double within(double log_hazard, int years) {
    // 1 - (1 - h)^years without cancellation; a hazard is below one by construction of the logistic.
    const double hazard = std::min(std::exp(log_hazard), 1 - 1e-12);
    return -std::expm1(years * std::log1p(-hazard));
}

Chance chance_of(double log_hazard, double log_se, double share, double logit_se, int years) {
    const auto at = [&](double side) {
        const double part = share >= 1 ? 1.0 : share <= 0 ? 0.0 : logistic(logit(share) + side * kNormal90 * logit_se);
        return within(log_hazard + side * kNormal90 * log_se, years) * part;
    };
    return {.probability = within(log_hazard, years) * share, .low = at(-1), .high = at(1)};
}

Prospects::Prospects(const AnswerInputs& inputs, const Question& question, const Pool& pool, const AnswerGround& ground)
    : inputs_(inputs), question_(question), pool_(pool), ground_(ground) {
    const std::vector<std::size_t> unknown = unknown_features(pool, ground.frame);
    for (std::size_t f = 0; f < worth_.size(); ++f) {
        missing_se_[f] = missing_se(inputs.model.joint[f], unknown);
        const IssueShare share = issue_share(inputs.world, question, static_cast<Family>(f));
        worth_[f] = {.log_offset = share.log_share, .horizon_years = question.horizon_years};
        issue_se_[f] = share.std_error;
        outlooks_.emplace_back(inputs.model.depth[f], static_cast<Family>(f), ground.history, pool, ground.frame);
    }
}

bool Prospects::is_fitted(Family family) const {
    return inputs_.model.joint[index(family)].num_foundings > 0;
}

const Chains& Prospects::chains(Family family) const {
    auto& chains = chains_[index(family)];
    if (!chains)
        chains =
            std::make_unique<const Chains>(pool_, ground_.frame, inputs_.model.joint[index(family)], levels(family));
    return *chains;
}

std::vector<BlocLevel> Prospects::levels(Family family) const {
    std::vector<BlocLevel> levels(pool_.size());
    bool is_any = false;
    for (std::size_t k = 0; k < pool_.size(); ++k) {
        if (!pool_.is_collective(k)) continue;
        levels[k] = bloc_level(inputs_.world, ground_, inputs_.model.joint[index(family)], family, pool_.actor(k),
                               pool_.bloc(k));
        is_any |= levels[k].std_error > 0;
    }
    return is_any ? levels : std::vector<BlocLevel>{};
}

Chance Prospects::chance(Family family, const LogHazard& hazard, double share, double logit_se) const {
    const double se = std::hypot(std::hypot(hazard.std_error, kModelDoubt),
                                 std::hypot(issue_se_[index(family)], missing_se_[index(family)]));
    return chance_of(hazard.log_hazard + worth(family).log_offset, se, share, logit_se, question_.horizon_years);
}

Chance Prospects::joining_chance(const LogHazard& hazard, double share, double logit_se) const {
    return chance_of(hazard.log_hazard, std::hypot(hazard.std_error, kModelDoubt), share, logit_se,
                     question_.horizon_years);
}

double Prospects::chance_of_all(const Members& members) const {
    return likeliest([&](Family family) { return chains(family).together(members, Doubt::left_out).log_hazard; });
}

std::vector<double> Prospects::chances_without_each(const Members& members) const {
    std::vector<double> best(members.size());
    for (const Family family : question_.families) {
        if (!is_fitted(family)) continue;
        const std::vector<double> without = chains(family).without_each(members);
        for (std::size_t k = 0; k < best.size(); ++k) best[k] = std::max(best[k], worth(family)(without[k]));
    }
    return best;
}

double Prospects::chance_of_all_if(const DyadFrame& changed, std::size_t a, std::size_t b,
                                   const Members& members) const {
    return likeliest([&](Family family) { return chains(family).together_if(changed, a, b, members); });
}

std::vector<Founding> Prospects::foundings_of_all(const Members& members) const {
    std::vector<Founding> foundings;
    for (const Family family : question_.families) {
        if (!is_fitted(family)) continue;
        const Chance one = chance(family, chains(family).together(members));
        const double average = worth(family)(average_log_hazard(family, members.size(), Way::founded));
        foundings.push_back({.family = family, .chance = one, .lift = one.probability / std::max(1e-12, average)});
    }
    return foundings;
}

double Prospects::average_log_hazard(Family family, std::size_t num_parties, Way way) const {
    const JointModel& model = inputs_.model.joint[index(family)];
    if (way == Way::widened) return at_mean(model.accession, kAverageBody);
    double sum = at_mean(model.founding, 1);
    for (std::size_t k = 2; k < num_parties; ++k) sum += at_mean(model.joining, static_cast<double>(k));
    return sum;
}

}  // namespace entente::attain
