// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/gibbs.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "gibbs_chain.hpp"
#include "gibbs_checkpoint.hpp"

namespace entente::principles {
namespace {

void require(bool holds, const std::string& field, int value, const std::string& range) {
    if (holds) return;
    throw Error{Errc::wrong_usage, "GibbsOptions::" + field + " is " + std::to_string(value) + "; expected " + range};
}

/// Sweeps of warmup after which the references are tuned on what was seen since the time before; at the first, what
/// was seen is only forgotten.
std::array<std::uint32_t, 4> tuning_times(const GibbsOptions& options) {
    const auto n = static_cast<std::uint32_t>(options.num_warmup);
    return {n / 8, n / 4, n / 2, n};
}

template <int K>
void record(const SamplerSetting& setting, const Chain<K>& chain, std::size_t draw, PosteriorDraws& draws) {
    const Layout& layout = setting.layout();
    const StandardFrame<K> frame(chain);
    const std::size_t size = draws.size();
    const std::size_t at = chain.number * draws.num_draws + draw;
    float* to = draws.positions.data() + at;
    for (const std::uint32_t slot : layout.path_slot) {
        const Vec<K> x = frame.position(chain.positions[slot]);
        for (int a = 0; a < K; ++a, to += size) *to = static_cast<float>(x[a]);
    }
    to = draws.roll_calls.data() + at;
    for (const std::uint32_t item : layout.item_of_roll_call) {
        const Vec<K + 2>& theta = chain.items[item];
        const Vec<K> beta = theta.template head<K>();
        const Vec<K> turned = frame.back * beta;
        for (int a = 0; a < K; ++a, to += size) *to = static_cast<float>(turned[a]);
        *to = static_cast<float>(theta[K] - beta.dot(frame.mean)), to += size;
        *to = static_cast<float>(std::exp(theta[K + 1])), to += size;
    }
    if (!draws.log_widths.empty()) {
        to = draws.log_widths.data() + at;
        for (const std::uint32_t slot : layout.path_slot) *to = static_cast<float>(chain.log_widths[slot]), to += size;
    }
    to = draws.step_scales.data() + at;
    for (const double tau_sq : chain.tau_sq) *to = static_cast<float>(frame.step_scale(tau_sq)), to += size;
    draws.pooled_tau[at] = static_cast<float>(frame.step_scale(chain.pooled_tau_sq));
    draws.log_likelihood[at] = chain.log_likelihood;
}

/// The chains of one run, stepped together from block to block of draws.
template <int K>
class GibbsSampler {
public:
    GibbsSampler(const VoteMatrix& votes, const GibbsOptions& options, const SamplerSetting& setting,
                 const Monitor& monitor, const GibbsSink& sink)
        : options_(options), setting_(setting), monitor_(monitor), sink_(sink) {
        const auto chains = static_cast<std::size_t>(options.num_chains);
        PosteriorDraws& draws = run_.draws;
        draws.num_dimensions = K;
        draws.num_chains = chains;
        draws.num_draws = static_cast<std::size_t>(options.num_draws);
        draws.positions.resize(setting.layout().num_slots * K * draws.size());
        draws.roll_calls.resize(votes.num_roll_calls() * (K + 2) * draws.size());
        draws.step_scales.resize(setting.layout().num_actors * draws.size());
        if (options.model.abstention == Abstention::by_actor)
            draws.log_widths.resize(setting.layout().num_slots * draws.size());
        draws.pooled_tau.resize(draws.size());
        draws.log_likelihood.resize(draws.size());
        run_.fingerprint = run_fingerprint(votes, options, setting.seed);
    }

    void start(const VoteMatrix& votes, const IdealPointFit& fit, const std::string& resume) {
        for (int c = 0; c < options_.num_chains; ++c)
            run_.chains.push_back(start_chain<K>(setting_, votes, fit, static_cast<std::uint32_t>(c)));
        if (!resume.empty()) read_checkpoint<K>(resume, run_);
    }

    void run() {
        while (run_.num_given_out < run_.draws.num_draws) {
            const std::size_t until = std::min<std::size_t>(
                run_.draws.num_draws, run_.num_given_out + static_cast<std::size_t>(options_.checkpoint_every));
            parallel_for(run_.chains.size(), [&](std::size_t c) { advance(run_.chains[c], until); });
            if (monitor_.stop.stop_requested()) {
                write_checkpoint_to_sink();
                monitor_.check_stop();
            }
            give_out(until);
            write_checkpoint_to_sink();
        }
    }

    [[nodiscard]] GibbsRun<K>& result() noexcept { return run_; }

private:
    /// Sweeps a chain until it has so many draws, or until a stop is asked for.
    void advance(Chain<K>& chain, std::size_t num_draws) {
        const auto warmup = static_cast<std::uint32_t>(options_.num_warmup);
        const auto thin = static_cast<std::uint32_t>(options_.thin);
        const auto last = warmup + thin * static_cast<std::uint32_t>(num_draws);
        while (chain.sweep < last && !monitor_.stop.stop_requested()) {
            sweep<K>(setting_, chain);
            if (chain.sweep <= warmup)
                warm_up(chain);
            else if ((chain.sweep - warmup) % thin == 0)
                record<K>(setting_, chain, (chain.sweep - warmup) / thin - 1, run_.draws);
            if (chain.number == 0) report(chain.sweep);
        }
    }

    void warm_up(Chain<K>& chain) const {
        collect<K>(chain);
        const auto times = tuning_times(options_);
        if (chain.sweep == times.front())
            forget<K>(chain);
        else if (std::find(times.begin(), times.end(), chain.sweep) != times.end())
            tune<K>(chain);
    }

    void report(std::uint32_t num_sweeps) const {
        constexpr std::uint32_t kEvery = 16;
        if (num_sweeps % kEvery == 0)
            monitor_.report("sampling", static_cast<double>(num_sweeps) /
                                            (options_.num_warmup + options_.thin * options_.num_draws));
    }

    void give_out(std::size_t until) {
        if (sink_.on_draw)
            for (std::size_t c = 0; c < run_.chains.size(); ++c)
                for (std::size_t d = run_.num_given_out; d < until; ++d) give_out_draw(c, d);
        run_.num_given_out = static_cast<std::uint32_t>(until);
    }

    void give_out_draw(std::size_t chain, std::size_t draw) const {
        const PosteriorDraws& draws = run_.draws;
        const std::size_t at = chain * draws.num_draws + draw;
        const auto column = [&](const std::vector<float>& all) {
            std::vector<float> one;
            one.reserve(all.size() / draws.size());
            for (std::size_t k = at; k < all.size(); k += draws.size()) one.push_back(all[k]);
            return one;
        };
        const auto positions = column(draws.positions);
        const auto roll_calls = column(draws.roll_calls);
        const auto step_scales = column(draws.step_scales);
        sink_.on_draw({.chain = static_cast<int>(chain),
                       .draw = static_cast<int>(draw),
                       .log_likelihood = draws.log_likelihood[at],
                       .positions = positions,
                       .roll_calls = roll_calls,
                       .step_scales = step_scales});
    }

    void write_checkpoint_to_sink() const {
        if (sink_.on_checkpoint) sink_.on_checkpoint(write_checkpoint<K>(run_));
    }

    GibbsOptions options_;
    const SamplerSetting& setting_;
    const Monitor& monitor_;
    const GibbsSink& sink_;
    GibbsRun<K> run_;
};

GibbsDiagnostics diagnose(const GibbsFit& fit) {
    GibbsDiagnostics diagnostics;
    std::vector<double> sizes;
    for (const SampledPoint& point : fit.points) {
        diagnostics.worst_rhat = std::max(diagnostics.worst_rhat, point.position.rhat);
        sizes.push_back(point.position.ess);
    }
    if (sizes.empty()) return diagnostics;
    std::sort(sizes.begin(), sizes.end());
    diagnostics.smallest_ess = sizes.front();
    diagnostics.median_ess = sizes[sizes.size() / 2];
    return diagnostics;
}

/// Summaries of all quantities, in parallel over them.
void summarise_all(const VoteMatrix& votes, const SampledVotes& sampled, GibbsFit& fit) {
    const Layout& layout = sampled.layout;
    const PosteriorDraws& draws = fit.draws;
    const auto k = static_cast<std::size_t>(draws.num_dimensions);
    const auto summary_of = [&](std::span<const float> row) { return summarise(row, draws.num_chains); };
    fit.points.resize(layout.path_slot.size() * k);
    parallel_for(fit.points.size(), [&](std::size_t p) {
        const std::uint32_t slot = layout.path_slot[p / k];
        fit.points[p] = {.actor = votes.actors()[layout.actor_of_path[layout.slot_path[slot]]],
                         .year = votes.years()[layout.slot_year[slot]],
                         .dimension = static_cast<int>(p % k) + 1,
                         .position = summary_of(draws.position(p)),
                         .num_votes = static_cast<int>(sampled.by_slot.size(slot))};
    });
    if (!draws.log_widths.empty()) fit.abstention_widths.resize(layout.path_slot.size());
    parallel_for(fit.abstention_widths.size(), [&](std::size_t k) {
        const SampledPoint& point = fit.points[k * static_cast<std::size_t>(draws.num_dimensions)];
        fit.abstention_widths[k] = {point.actor, point.year, summary_of(draws.log_width(k))};
    });
    fit.roll_calls.resize(votes.num_roll_calls());
    parallel_for(fit.roll_calls.size(), [&](std::size_t j) {
        SampledRollCall& roll_call = fit.roll_calls[j];
        roll_call.id = votes.roll_calls()[j].id;
        roll_call.year = votes.roll_calls()[j].year;
        for (std::size_t a = 0; a < k; ++a) roll_call.discrimination[a] = summary_of(draws.roll_call(j, a));
        roll_call.difficulty = summary_of(draws.roll_call(j, k));
        roll_call.cut_point = summary_of(draws.roll_call(j, k + 1));
        roll_call.num_votes = static_cast<int>(votes.votes_on(j).size());
    });
    fit.tau.resize(layout.num_actors);
    parallel_for(fit.tau.size(), [&](std::size_t path) {
        fit.tau[path] = {votes.actors()[layout.actor_of_path[path]],
                         summary_of({draws.step_scales.data() + path * draws.size(), draws.size()})};
    });
    fit.pooled_tau = summary_of(draws.pooled_tau);
}

template <int K>
GibbsFit sample(const VoteMatrix& votes, const GibbsOptions& options, Seed seed, const Monitor& monitor,
                const GibbsSink& sink, const std::string& resume, const IdealPointFit& start) {
    const SampledVotes sampled(votes, options.model.bridging == Bridging::same_parameters);
    const SamplerSetting setting{sampled, options.model, seed};
    GibbsSampler<K> sampler(votes, options, setting, monitor, sink);
    sampler.start(votes, start, resume);
    sampler.run();

    GibbsFit fit;
    fit.options = options;
    fit.seed = seed;
    fit.draws = std::move(sampler.result().draws);
    summarise_all(votes, sampled, fit);
    fit.diagnostics = diagnose(fit);
    Acceptance paths, items, widths;
    for (const Chain<K>& chain : sampler.result().chains)
        paths += chain.path_acceptance, items += chain.item_acceptance, widths += chain.width_acceptance;
    fit.diagnostics.path_acceptance = paths.share();
    fit.diagnostics.roll_call_acceptance = items.share();
    fit.diagnostics.width_acceptance = widths.share();
    return fit;
}

}  // namespace

void GibbsOptions::validate() const {
    model.validate();
    require(model.num_dimensions <= kMaxDimensions, "model.num_dimensions", model.num_dimensions,
            "1 to " + std::to_string(kMaxDimensions));
    require(num_chains >= 1 && num_chains <= 64, "num_chains", num_chains, "1 to 64");
    require(num_warmup >= 50, "num_warmup", num_warmup, "at least 50");
    require(num_draws >= 4, "num_draws", num_draws, "at least 4");
    require(thin >= 1, "thin", thin, "at least 1");
    require(checkpoint_every >= 1, "checkpoint_every", checkpoint_every, "at least 1");
}

GibbsFit sample_ideal_points(const VoteMatrix& votes, const GibbsOptions& options, Seed seed, const Monitor& monitor,
                             const GibbsSink& sink, const std::string& resume, const IdealPointFit* start) {
    options.validate();
    IdealPointFit made;
    if (start == nullptr) {
        made = fit_ideal_points(votes, options.model, seed, monitor);
        start = &made;
    }
    switch (options.model.num_dimensions) {
#define ENTENTE_CASE(K) \
    case K:             \
        return sample<K>(votes, options, seed, monitor, sink, resume, *start);
        ENTENTE_EACH_DIMENSION(ENTENTE_CASE)
#undef ENTENTE_CASE
        default:
            throw Error{Errc::wrong_usage, "a number of dimensions that the sampler does not offer"};
    }
}

}  // namespace entente::principles
