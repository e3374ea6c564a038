// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "entente/principles/gibbs.hpp"
#include "principles.hpp"

namespace entente::apps {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    if (file.empty() || !fs::exists(file)) return {};
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw Error{Errc::failed, fmt::format("{} cannot be read", file.string())};
    return bytes;
}

/// Writes beside the file and renames, so that a stop in between leaves the last whole state.
void replace_file(const fs::path& file, const std::string& bytes) {
    const fs::path fresh = fs::path(file) += ".new";
    std::ofstream out(fresh, std::ios::binary);
    out << bytes << std::flush;
    if (!out) throw Error{Errc::failed, fmt::format("{} cannot be written", fresh.string())};
    out.close();
    fs::rename(fresh, file);
}

/// The positions that a run is asked for, by their places in the fit.
struct Asked {
    std::vector<std::size_t> places{};
    std::vector<std::string> columns{};
};

/// Places follow the order of IdealPointFit::points, which the fast fit on the same votes shows.
Asked asked_of(const Assembly& assembly, const PrinciplesOptions& options,
               const std::vector<principles::IdealPoint>& points) {
    Asked asked;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const principles::IdealPoint& point = points[k];
        if (!options.is_in_span(point.year) || !assembly.is_wanted(point.actor)) continue;
        const auto voter = assembly.voters().find(point.actor, point.year);
        if (!voter) continue;
        asked.places.push_back(k);
        asked.columns.push_back(fmt::format("{} {}{}", voter->key, point.year.value(),
                                            options.num_dimensions > 1 ? fmt::format(" {}", point.dimension) : ""));
    }
    return asked;
}

/// Draws as rows: chain, draw, log likelihood, then one column a position.
class Trace {
public:
    Trace(const fs::path& file, Asked asked) : file_(file), out_(file, std::ios::binary), asked_(std::move(asked)) {
        out_ << "chain,draw,log_likelihood";
        for (const std::string& column : asked_.columns)
            out_ << (column.find(',') == std::string::npos ? fmt::format(",{}", column)
                                                           : fmt::format(",\"{}\"", column));
        out_ << "\r\n";
    }
    void add(const principles::GibbsDraw& draw) {
        out_ << fmt::format("{},{},{}", draw.chain + 1, draw.draw + 1, draw.log_likelihood);
        for (const std::size_t place : asked_.places) out_ << fmt::format(",{}", draw.positions[place]);
        out_ << "\r\n";
        if (!out_) throw Error{Errc::failed, fmt::format("{} cannot be written", file_.string())};
    }

private:
    fs::path file_;
    std::ofstream out_;
    Asked asked_;
};

void say_how_it_went(const CommonOptions& common, const principles::GibbsFit& fit) {
    constexpr double kGoodRhat = 1.01;  // Vehtari et al. (2021)
    const auto& d = fit.diagnostics;
    say(common,
        fmt::format("{} chains of {} draws; R-hat at most {:.3f}, effective sample size at least {:.0f} (median "
                    "{:.0f})",
                    fit.options.num_chains, fit.options.num_draws, d.worst_rhat, d.smallest_ess, d.median_ess));
    if (!(d.worst_rhat <= kGoodRhat))
        say(common,
            "warning: R-hat above 1.01: the chains have not mixed everywhere; ask for more --warmup and --draws");
}

}  // namespace

principles::GibbsFit sample(const Assembly& assembly, const PrinciplesOptions& options, const CommonOptions& common,
                            const std::string& issue) {
    const principles::VoteMatrix votes = assembly.votes(issue);
    const Seed seed{common.seed};
    const principles::GibbsOptions gibbs{.model = assembly.fit_options(votes),
                                         .num_chains = options.sample.num_chains,
                                         .num_warmup = options.sample.num_warmup,
                                         .num_draws = options.sample.num_draws};
    gibbs.validate();
    const Monitor monitor = monitor_of(common);
    const principles::IdealPointFit start = principles::fit_ideal_points(votes, gibbs.model, seed, monitor);
    principles::GibbsSink sink;
    if (!options.sample.checkpoint.empty())
        sink.on_checkpoint = [&](const std::string& bytes) { replace_file(options.sample.checkpoint, bytes); };
    std::optional<Trace> trace;
    if (!options.sample.trace.empty()) {
        trace.emplace(options.sample.trace, asked_of(assembly, options, start.points));
        sink.on_draw = [&](const principles::GibbsDraw& draw) { trace->add(draw); };
    }
    principles::GibbsFit fit =
        principles::sample_ideal_points(votes, gibbs, seed, monitor, sink, bytes_of(options.sample.checkpoint), &start);
    say_how_it_went(common, fit);
    return fit;
}

std::vector<PositionRow> sampled_rows(const Assembly& assembly, const PrinciplesOptions& options,
                                      const CommonOptions& common, Whose whose) {
    const std::vector<std::string> issues = issues_of(options);
    if (issues.size() > 1 && !(options.sample.checkpoint.empty() && options.sample.trace.empty()))
        throw Error{Errc::wrong_usage, "--checkpoint and --trace hold one run: ask for one issue at a time"};
    std::vector<PositionRow> rows;
    for (const std::string& issue : issues) {
        const principles::GibbsFit fit = sample(assembly, options, common, issue);
        for (const principles::SampledPoint& point : fit.points) {
            if (!options.is_in_span(point.year)) continue;
            if (whose == Whose::wanted && !assembly.is_wanted(point.actor)) continue;
            auto voter = assembly.voters().find(point.actor, point.year);
            if (!voter) continue;
            const principles::PosteriorSummary& p = point.position;
            rows.push_back({.actor = point.actor,
                            .voter = std::move(*voter),
                            .year = point.year,
                            .dimension = point.dimension,
                            .issue = issue,
                            .mean = p.mean,
                            .std_error = p.sd,
                            .low = p.q05,
                            .high = p.q95,
                            .rhat = p.rhat,
                            .ess = p.ess});
        }
    }
    return rows;
}

}  // namespace entente::apps
