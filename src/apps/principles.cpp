// SPDX-License-Identifier: Apache-2.0
#include "principles.hpp"

#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

namespace entente::apps {
namespace {

void principles(const CommonOptions& common, const PrinciplesOptions& options) {
    const Assembly assembly(common, options);
    if (options.roll_calls) return print(std::cout, roll_call_table(assembly, options), common.format());
    if (options.movers) return print(std::cout, mover_table(assembly, options, common), common.format());
    if (!options.diagnose.empty()) return print(std::cout, diagnosis_table(assembly, options, common), common.format());
    if (options.svg.is_wanted()) return write_svg(common, options.svg, principles_picture(assembly, options, common));
    const std::vector<PositionRow> rows = position_rows(assembly, options, common, Whose::wanted);
    print(std::cout, position_table(rows, options, common.format()), common.format());
}

/// `--method` and what belongs to sampling.
void add_sampling(CLI::App& command, PrinciplesOptions& options) {
    const std::map<std::string, PositionMethod> methods{{"fast", PositionMethod::fast},
                                                        {"gibbs", PositionMethod::gibbs}};
    command
        .add_option("--method", options.method,
                    "fast (default), or gibbs: the full posterior by sampling, with R-hat and effective sample sizes")
        ->transform(CLI::CheckedTransformer(methods))
        ->option_text("fast|gibbs");
    SampleOptions& sample = options.sample;
    command.add_option("--chains", sample.num_chains, "Chains of the sampler")->capture_default_str();
    command.add_option("--warmup", sample.num_warmup, "Sweeps of each chain before the first draw")
        ->capture_default_str();
    command.add_option("--draws", sample.num_draws, "Draws kept of each chain")->capture_default_str();
    command.add_option("--checkpoint", sample.checkpoint,
                       "Keep the sampler's state in this file, and go on from it where it exists");
    command.add_option("--trace", sample.trace, "Write every draw of the positions asked for to this file, as CSV");
}

}  // namespace

void add_principles(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand(
        "principles",
        "Ideal points from roll calls: position, standard error and 90 % interval of every state and year");
    command.footer(
        "With --as-of the positions are those that could be known at the end of each year, else smoothed over all "
        "votes; with --issue or --dimensions they are smoothed over the votes up to then.\n"
        "Examples: entente principles --year 2019 --svg 2019.svg\n"
        "          entente principles --actors USA,RUS,CHN --issue hr --from 1970 --csv\n"
        "          entente principles --votes council.csv --dimensions 2");
    add_common(command, common);
    auto options = std::make_shared<PrinciplesOptions>();
    command.add_option("--actors", options->actors, "Only these (as for ask; with --votes names by commas)");
    auto* year = command.add_option("--year", options->year, "Only this year");
    command.add_option("--from", options->from, "Only this year and later ones")->excludes(year);
    command.add_option("--to", options->to, "Only this year and earlier ones")->excludes(year);
    command.add_option("--dimensions", options->num_dimensions, "Dimensions of the space")
        ->check(CLI::Range(1, 3))
        ->capture_default_str();
    command.add_option("--issue", options->issues,
                       "Only votes on these: me, nu, di, hr, co, ec, or issues of data/issues.toml, by commas");
    command
        .add_option("--votes", options->votes,
                    "Votes of another assembly: a table with voter, roll_call, date or year, vote (and weight)")
        ->excludes("--issue");
    command.add_option("--anchor", options->anchor, "Positive is nearer this one (default: USA, or the first voter)");
    add_sampling(command, *options);
    CLI::Option_group* instead = command.add_option_group("instead of positions");
    auto* roll_calls =
        instead->add_flag("--roll-calls", options->roll_calls, "Parameters and standard errors of every roll call");
    auto* movers = instead->add_option("--movers", options->movers, "Who moved most in this year, with intervals");
    auto* diagnose = instead->add_option("--diagnose", options->diagnose,
                                         "Which number of dimensions foretells best; roll calls or voters that do not "
                                         "fit; what the votes do not identify");
    diagnose->check(CLI::IsMember(std::vector<std::string>(kDiagnoses.begin(), kDiagnoses.end())));
    instead->require_option(0, 1);
    add_svg(command, options->svg);
    for (CLI::Option* other : {roll_calls, movers, diagnose}) command.get_option("--svg")->excludes(other);
    command.add_flag("--context", options->has_context, "All others in grey behind those of --actors")->needs("--svg");
    command.callback([&common, options] { principles(common, *options); });
}

}  // namespace entente::apps
