// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/joint.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entente/attain/column_scale.hpp"
#include "entente/base/parallel.hpp"
#include "newcomer.hpp"

namespace entente::attain {
namespace {

constexpr std::uint32_t kSampling = 0x4a4f494e;  ///< Purpose of the random streams of this file.

using Inputs = Eigen::Matrix<double, kNumJointInputs, 1>;

struct Sample {
    JointInputs inputs{};
    float outcome = 0;
    float weight = 1;
};

/// Features of a newcomer against those who are there already.
JointInputs against(const DyadFrame& frame, std::span<const Slot> others, std::span<const Slot> newcomer,
                    double num_parties) {
    Newcomer one(frame, newcomer);
    const std::size_t step = (others.size() + kMaxMembersRead - 1) / kMaxMembersRead;
    for (std::size_t k = 0; k < others.size(); k += step) one.read(frame, others[k]);
    for (const Slot other : others) one.greet(frame, other);
    return one.inputs(frame, num_parties);
}

Inputs standardised(const JointModel& model, const JointInputs& raw) {
    Inputs inputs;
    for (std::size_t k = 0; k < kNumDyadFeatures; ++k) {
        const float z = (raw[k] - model.mean[k]) * model.inverse_sd[k];
        inputs[static_cast<Eigen::Index>(k)] = std::isnan(z) ? 0.0 : std::clamp<double>(z, -5, 5);
    }
    for (std::size_t k = kNumDyadFeatures; k < kNumJointInputs; ++k) inputs[static_cast<Eigen::Index>(k)] = raw[k];
    return inputs;
}

/// log of the logistic of the linear predictor; an unfitted model never happens.
LogHazard evaluate(const LogisticFit& fit, const Inputs& inputs, Doubt doubt) {
    if (fit.coefficients.size() == 0) return {.log_hazard = -1e3, .std_error = 0};
    const double linear = fit.linear(inputs);
    const double log_p = linear > 0 ? -std::log1p(std::exp(-linear)) : linear - std::log1p(std::exp(linear));
    return {.log_hazard = log_p, .std_error = doubt == Doubt::measured ? fit.std_error(inputs) : 0};
}

LogisticFit fit_samples(const JointModel& model, const std::vector<Sample>& samples, double ridge) {
    if (samples.empty()) return {};
    Eigen::MatrixXd x(static_cast<Eigen::Index>(samples.size()), static_cast<Eigen::Index>(kNumJointInputs));
    Eigen::VectorXd y(x.rows());
    Eigen::VectorXd weight(x.rows());
    for (Eigen::Index k = 0; k < x.rows(); ++k) {
        const Sample& sample = samples[static_cast<std::size_t>(k)];
        x.row(k) = standardised(model, sample.inputs).transpose();
        y[k] = sample.outcome;
        weight[k] = sample.weight;
    }
    return fit_logistic(x, y, weight, ridge);
}

/// What one year brings to the fits of a family.
struct YearSamples {
    std::vector<Sample> founding{};
    std::vector<Sample> joining{};
    std::vector<Sample> accession{};
};

std::vector<Bloc> blocs_of(const FoundingEvent& event, const DyadFrame& frame) {
    std::vector<Bloc> blocs;
    for (const auto& unit : event.units) {
        Bloc bloc;
        for (const auto actor : unit)
            if (const Slot slot = frame.slot_of(actor); slot != kNoSlot) bloc.push_back(slot);
        if (!bloc.empty()) blocs.push_back(std::move(bloc));
    }
    return blocs;
}

/// Dyads that a founding of the year holds, and sampled ones that none holds.
void sample_foundings(const DyadFrame& frame, std::span<const std::vector<Bloc>> events, const JointOptions& options,
                      RandomStream& random, std::vector<Sample>& samples) {
    const auto num_states = static_cast<std::uint32_t>(frame.num_states());
    std::vector<bool> tied(static_cast<std::size_t>(num_states) * num_states);
    std::size_t num_tied = 0;
    for (const auto& blocs : events) {
        const double num_dyads = static_cast<double>(blocs.size() * (blocs.size() - 1)) / 2;
        const double weight = std::min(1.0, options.max_dyads / num_dyads);
        for (std::size_t i = 0; i < blocs.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                for (const Slot a : blocs[i])
                    for (const Slot b : blocs[j]) {
                        num_tied += !tied[a * num_states + b];
                        tied[a * num_states + b] = tied[b * num_states + a] = true;
                    }
                // Of a founding of very many a sample of its dyads is enough.
                if (num_dyads > 200 && random.below(static_cast<std::uint32_t>(num_dyads / 200) + 1) != 0) continue;
                const double thinned = num_dyads > 200 ? std::floor(num_dyads / 200) + 1 : 1;
                samples.push_back({against(frame, blocs[j], blocs[i], 1), 1, static_cast<float>(weight * thinned)});
            }
    }
    const double num_all = num_states * (num_states - 1) / 2.0;
    std::vector<Sample> others;
    for (int k = 0; k < options.dyads_per_year; ++k) {
        const auto a = static_cast<Slot>(random.below(num_states));
        const auto b = static_cast<Slot>(random.below(num_states));
        if (a == b || tied[a * num_states + b]) continue;
        others.push_back({against(frame, std::span{&b, 1}, std::span{&a, 1}, 1), 0, 1});
    }
    for (Sample& sample : others)
        sample.weight =
            static_cast<float>((num_all - static_cast<double>(num_tied)) / static_cast<double>(others.size()));
    samples.insert(samples.end(), others.begin(), others.end());
}

/// Parties that a founding holds beside some of its parties, against outsiders that it does not.
void sample_joining(const DyadFrame& frame, const std::vector<Bloc>& blocs, RandomStream& random,
                    std::vector<Sample>& samples) {
    if (blocs.size() < 2) return;
    constexpr int kPrefixes = 4;
    constexpr int kOutsiders = 8;
    std::vector<bool> inside(frame.num_states());
    for (const Bloc& bloc : blocs)
        for (const Slot slot : bloc) inside[slot] = true;
    const auto num_outside = static_cast<double>(std::ranges::count(inside, false));
    if (num_outside < 1) return;
    std::vector<std::size_t> order(blocs.size());
    std::iota(order.begin(), order.end(), 0U);
    for (int k = 0; k < kPrefixes; ++k) {
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
        // At most eight: longer prefixes hardly differ, and nobody asks for the thirtieth party.
        const std::size_t longest = std::min<std::size_t>(blocs.size(), 8);
        const std::size_t length = 2 + random.below(static_cast<std::uint32_t>(longest - 1));
        std::vector<Slot> have;
        for (std::size_t i = 0; i < std::min(length, blocs.size()); ++i)
            have.insert(have.end(), blocs[order[i]].begin(), blocs[order[i]].end());
        const double num_parties = static_cast<double>(std::min(length, blocs.size()));
        if (length < blocs.size())
            samples.push_back({against(frame, have, blocs[order[length]], num_parties), 1,
                               static_cast<float>(static_cast<double>(blocs.size() - length) / kPrefixes)});
        for (int m = 0; m < kOutsiders; ++m) {
            const auto slot = static_cast<Slot>(random.below(static_cast<std::uint32_t>(frame.num_states())));
            if (inside[slot]) continue;
            samples.push_back({against(frame, have, std::span{&slot, 1}, num_parties), 0,
                               static_cast<float>(num_outside / kOutsiders / kPrefixes)});
        }
    }
}

/// Outsiders that join a partnership in the year, against sampled ones that stay outside.
void sample_accessions(const DyadFrame& frame, const atlas::World& world, Family family, RandomStream& random,
                       std::vector<Sample>& samples) {
    constexpr int kOutsiders = 2;
    for (const TieSet& tie : frame.ties()) {
        const Partnership& partnership = world.partnerships()[tie.partnership];
        if (partnership.family != family) continue;
        std::vector<Slot> members;
        for (Slot slot = 0; slot < frame.num_states(); ++slot)
            if (tie.members[slot / 64] >> (slot % 64) & 1) members.push_back(slot);
        const double num_outside = static_cast<double>(frame.num_states() - members.size());
        if (members.size() < 3 || num_outside < 1) continue;
        std::vector<bool> is_joining(frame.num_states());
        for (const Party& party : partnership.parties) {
            const auto actor = world.find(party.actor);
            const Slot slot =
                actor && party.spell.first == frame.year() && party.role == "member" ? frame.slot_of(*actor) : kNoSlot;
            if (slot == kNoSlot || tie.members[slot / 64] >> (slot % 64) & 1 || is_joining[slot]) continue;
            is_joining[slot] = true;
            samples.push_back(
                {against(frame, members, std::span{&slot, 1}, static_cast<double>(members.size())), 1, 1});
        }
        for (int k = 0; k < kOutsiders; ++k) {
            const auto slot = static_cast<Slot>(random.below(static_cast<std::uint32_t>(frame.num_states())));
            if (tie.members[slot / 64] >> (slot % 64) & 1 || is_joining[slot]) continue;
            samples.push_back({against(frame, members, std::span{&slot, 1}, static_cast<double>(members.size())), 0,
                               static_cast<float>(num_outside / kOutsiders)});
        }
    }
}

/// Chance that a founding which holds k of its parties holds no more, over foundings; a founding of many counts as at
/// most `max_dyads` sets, as it does in the hazard of dyads.
std::array<double, 9> exact_shares(std::span<const std::size_t> sizes, int max_dyads) {
    std::array<double, 9> share{};
    for (std::size_t k = 2; k < share.size(); ++k) {
        double exact = 0.5;
        double all = 1;
        for (const std::size_t size : sizes) {
            if (size < k) continue;
            double sets = 1;
            for (std::size_t i = 0; i < k; ++i) sets *= static_cast<double>(size - i) / static_cast<double>(i + 1);
            exact += size == k;
            all += std::min<double>(sets, max_dyads);
        }
        share[k] = exact / all;
    }
    return share;
}

void set_scale(JointModel& model, const std::vector<Sample>& samples) {
    const ColumnScale scale = ColumnScale::of(samples.size(), kNumDyadFeatures,
                                              [&](std::size_t k) -> const JointInputs& { return samples[k].inputs; });
    std::ranges::copy(scale.centre, model.mean.begin());
    std::ranges::copy(scale.inverse_sd, model.inverse_sd.begin());
}

}  // namespace

LogHazard JointModel::founding_hazard(const DyadFrame& frame, const Bloc& a, const Bloc& b, Doubt doubt) const {
    return evaluate(founding, standardised(*this, against(frame, b, a, 1)), doubt);
}

LogHazard JointModel::joining_chance(const DyadFrame& frame, std::span<const Bloc* const> have, const Bloc& next,
                                     Doubt doubt) const {
    std::vector<Slot> slots;
    for (const Bloc* bloc : have) slots.insert(slots.end(), bloc->begin(), bloc->end());
    return joining_chance(frame, slots, have.size(), next, doubt);
}

LogHazard JointModel::joining_chance(const DyadFrame& frame, std::span<const Slot> have, std::size_t num_parties,
                                     const Bloc& next, Doubt doubt) const {
    return evaluate(joining, standardised(*this, against(frame, have, next, static_cast<double>(num_parties))), doubt);
}

LogHazard JointModel::joining_chance(const DyadFrame& frame, const Newcomer& next, std::size_t num_parties,
                                     Doubt doubt) const {
    return evaluate(joining, standardised(*this, next.inputs(frame, static_cast<double>(num_parties))), doubt);
}

LogHazard JointModel::accession_hazard(const DyadFrame& frame, const Bloc& members, const Bloc& next) const {
    return evaluate(accession, standardised(*this, against(frame, members, next, static_cast<double>(members.size()))),
                    Doubt::measured);
}

LogHazard JointModel::together(const DyadFrame& frame, std::span<const Bloc* const> parties, Doubt doubt) const {
    std::vector<const Bloc*> rest(parties.begin(), parties.end());
    std::size_t first = 0;
    std::size_t second = 1;
    LogHazard total{.log_hazard = -1e9};
    for (std::size_t i = 0; i < rest.size(); ++i)
        for (std::size_t j = i + 1; j < rest.size(); ++j)
            if (const LogHazard dyad = founding_hazard(frame, *rest[i], *rest[j], doubt);
                dyad.log_hazard > total.log_hazard) {
                total = dyad;
                first = i;
                second = j;
            }
    double variance = total.std_error * total.std_error;
    std::vector<const Bloc*> have{rest[first], rest[second]};
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(second));
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(first));
    while (!rest.empty()) {
        std::size_t best = 0;
        LogHazard chance{.log_hazard = -1e9};
        for (std::size_t k = 0; k < rest.size(); ++k)
            if (const LogHazard one = joining_chance(frame, have, *rest[k], doubt);
                one.log_hazard > chance.log_hazard) {
                chance = one;
                best = k;
            }
        total.log_hazard += chance.log_hazard;
        variance += chance.std_error * chance.std_error;
        have.push_back(rest[best]);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(best));
    }
    total.std_error = std::sqrt(variance);
    return total;
}

std::array<JointModel, 4> fit_joint(const Panel& panel, Year before, const std::array<Year, 4>& covered_until,
                                    const JointOptions& options, Seed seed, const Monitor& monitor) {
    const Year first = std::max(panel.first_year(), before - options.years_back);
    const auto num_years = static_cast<std::size_t>(std::max(0, before - first));
    std::vector<std::array<YearSamples, 4>> by_year(num_years);
    parallel_for(num_years, [&](std::size_t y) {
        const Year year = first + static_cast<int>(y);
        const DyadFrame frame = panel.frame(year);
        for (std::size_t f = 0; f < 4; ++f) {
            if (year > covered_until[f]) continue;  // Not covered is not 'nothing was founded'.
            RandomStream random(seed,
                                {kSampling, static_cast<std::uint32_t>(year.value()), static_cast<std::uint32_t>(f)});
            std::vector<std::vector<Bloc>> events;
            for (const FoundingEvent& event : panel.foundings())
                if (event.year == year && event.family == static_cast<Family>(f))
                    if (auto blocs = blocs_of(event, frame); blocs.size() >= 2) events.push_back(std::move(blocs));
            YearSamples& samples = by_year[y][f];
            sample_foundings(frame, events, options, random, samples.founding);
            for (const auto& blocs : events) sample_joining(frame, blocs, random, samples.joining);
            sample_accessions(frame, panel.world(), static_cast<Family>(f), random, samples.accession);
        }
    });
    monitor.check_stop();

    std::array<JointModel, 4> models;
    parallel_for(models.size(), [&](std::size_t f) {
        YearSamples all;
        for (const auto& year : by_year) {
            all.founding.insert(all.founding.end(), year[f].founding.begin(), year[f].founding.end());
            all.joining.insert(all.joining.end(), year[f].joining.begin(), year[f].joining.end());
            all.accession.insert(all.accession.end(), year[f].accession.begin(), year[f].accession.end());
        }
        std::vector<std::size_t> sizes;
        for (const FoundingEvent& event : panel.foundings())
            if (event.year >= first && event.year < before && event.family == static_cast<Family>(f))
                sizes.push_back(event.units.size());
        JointModel& model = models[f];
        model.num_foundings = static_cast<int>(sizes.size());
        if (sizes.empty()) return;
        set_scale(model, all.founding);
        model.exact_share = exact_shares(sizes, options.max_dyads);
        model.founding = fit_samples(model, all.founding, options.ridge);
        model.joining = fit_samples(model, all.joining, options.ridge);
        model.accession = fit_samples(model, all.accession, options.ridge);
    });
    return models;
}

}  // namespace entente::attain
