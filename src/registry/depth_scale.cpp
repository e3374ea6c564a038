// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/depth_scale.hpp"

#include <algorithm>
#include <cassert>

namespace entente::registry {
namespace {

/// Answers of one partnership to the signs, by what stands in a phase of its life.
std::vector<Answer> sign_answers(const Partnership& partnership, const DepthPhase& phase,
                                 std::span<const std::string> signs) {
    std::vector<Answer> answers(signs.size(), Answer::unknown);
    for (const std::size_t position : phase.standing) {
        const Evidence& evidence = partnership.evidence[position];
        const auto sign = std::find(signs.begin(), signs.end(), evidence.sign);
        if (sign != signs.end())
            answers[static_cast<std::size_t>(sign - signs.begin())] = evidence.is_present ? Answer::yes : Answer::no;
    }
    return answers;
}

/// A step is there where one of its signs is, and missing where one was looked for and none is there.
std::vector<Answer> step_answers(const Partnership& partnership, const DepthPhase& phase) {
    std::vector<Answer> answers(kNumDepths, Answer::unknown);
    for (const std::size_t position : phase.standing) {
        const Evidence& evidence = partnership.evidence[position];
        Answer& answer = answers[static_cast<std::size_t>(evidence.depth)];
        if (evidence.is_present)
            answer = Answer::yes;
        else if (answer == Answer::unknown)
            answer = Answer::no;
    }
    return answers;
}

/// The last phase in which it lived; nothing where it never did.
std::optional<DepthPhase> last_phase(const Partnership& partnership) {
    std::vector<DepthPhase> phases = depth_history(partnership);
    for (auto phase = phases.rbegin(); phase != phases.rend(); ++phase)
        if (phase->is_alive) return std::move(*phase);
    return std::nullopt;
}

/// The answers that scaling needs.
struct Answers {
    std::vector<std::string> signs;
    AnswerTable by_sign;
    AnswerTable by_step;
};

Answers collect(std::span<const Partnership> partnerships, const Codebook& codebook) {
    std::vector<std::string> signs;
    for (const DepthSign& sign : codebook.signs) signs.push_back(sign.id);
    Answers answers{signs, AnswerTable(signs.size()), AnswerTable(kNumDepths)};
    for (const Partnership& partnership : partnerships) {
        const auto phase = last_phase(partnership);
        if (!phase || phase->standing.empty()) continue;
        answers.by_sign.add(sign_answers(partnership, *phase, signs));
        answers.by_step.add(step_answers(partnership, *phase));
    }
    return answers;
}

bool is_estimated(const AnswerTable& table, std::size_t item, const DepthScaleOptions& options) {
    return table.count(item, Answer::yes) >= options.least_answers &&
           table.count(item, Answer::no) >= options.least_answers;
}

std::vector<ItemPrior> priors_of(const Codebook& codebook, const AnswerTable& table, const DepthScaleOptions& options) {
    std::vector<ItemPrior> priors;
    for (std::size_t i = 0; i < codebook.signs.size(); ++i)
        priors.push_back(
            {.difficulty_mean = options.step_distance * (static_cast<double>(codebook.signs[i].depth) - 1.5),
             .difficulty_sd = options.difficulty_sd,
             .log_discrimination_mean = 0,
             .log_discrimination_sd = options.log_discrimination_sd,
             .is_fixed = !is_estimated(table, i, options)});
    return priors;
}

double reliability_of(const AnswerTable& table, const ItemResponseFit& fit) {
    double sum = 0;
    double square = 0;
    double error = 0;
    for (std::size_t k = 0; k < table.num_patterns(); ++k) {
        const TraitScore score = score_trait(table.pattern(k), fit);
        sum += table.counts()[k] * score.mean;
        square += table.counts()[k] * score.mean * score.mean;
        error += table.counts()[k] * score.sd * score.sd;
    }
    const auto n = static_cast<double>(table.num_cases());
    const double variance = square / n - (sum / n) * (sum / n);
    return variance + error > 0 ? variance / (variance + error / n) : 0;
}

}  // namespace

DepthScale fit_depth_scale(std::span<const Partnership> partnerships, const Codebook& codebook,
                           const DepthScaleOptions& options, Seed seed, const Monitor& monitor) {
    const Answers answers = collect(partnerships, codebook);
    DepthScale scale{.num_cases = answers.by_sign.num_cases()};
    if (scale.num_cases == 0) return scale;
    monitor.check_stop();
    scale.fit = fit_item_response(answers.by_sign, priors_of(codebook, answers.by_sign, options), options.fit);
    scale.reliability = reliability_of(answers.by_sign, scale.fit);
    monitor.check_stop();
    const MokkenScale signs = scale_by_mokken(answers.by_sign, options.mokken, seed);
    scale.signs_h = signs.scale;
    MokkenOptions steps = options.mokken;
    steps.order = ItemOrder::as_listed;
    scale.claimed = scale_by_mokken(answers.by_step, steps, seed);
    steps.order = ItemOrder::by_popularity;
    scale.popular = scale_by_mokken(answers.by_step, steps, seed);
    for (std::size_t d = 0; d < kNumDepths; ++d)
        scale.step_counts[d] = {answers.by_step.count(d, Answer::no), answers.by_step.count(d, Answer::yes)};
    for (std::size_t i = 0; i < codebook.signs.size(); ++i)
        scale.items.push_back({.sign = codebook.signs[i].id,
                               .depth = codebook.signs[i].depth,
                               .num_yes = answers.by_sign.count(i, Answer::yes),
                               .num_no = answers.by_sign.count(i, Answer::no),
                               .parameters = scale.fit.items[i],
                               .h = signs.items[i],
                               .is_estimated = is_estimated(answers.by_sign, i, options)});
    return scale;
}

StepOrder order_of(const DepthScale& scale, Depth shallow, Depth deep) {
    assert(shallow < deep);
    for (const ItemPair& pair : scale.claimed.pairs) {
        if (pair.first != static_cast<std::size_t>(shallow) || pair.second != static_cast<std::size_t>(deep)) continue;
        if (pair.both + pair.first_only + pair.second_only + pair.neither == 0) return StepOrder::never_seen_together;
        if (pair.difference.low > 0) return StepOrder::in_order;
        if (pair.difference.high < 0) return StepOrder::out_of_order;
        return StepOrder::not_told_apart;
    }
    return StepOrder::never_seen_together;
}

std::vector<DepthScore> score_history(const Partnership& partnership, const DepthScale& scale) {
    std::vector<std::string> signs;
    for (const ScaleItem& item : scale.items) signs.push_back(item.sign);
    std::vector<DepthScore> scores;
    for (const DepthPhase& phase : depth_history(partnership)) {
        if (!phase.is_alive) continue;
        const TraitScore score = score_trait(sign_answers(partnership, phase, signs), scale.fit);
        scores.push_back({phase.years, phase.depth, score.mean, score.sd});
    }
    return scores;
}

}  // namespace entente::registry
