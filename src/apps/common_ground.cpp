// SPDX-License-Identifier: Apache-2.0
#include "common_ground.hpp"

#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "common_ground_json.hpp"
#include "common_ground_text.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

void common_ground(const CommonOptions& common, CommonGroundOptions options) {
    if (options.calibration) return print_calibration(common, options);
    engine::CommonGroundRequest& request = options.request;
    if (request.actors.empty())
        throw Error{Errc::wrong_usage, "--actors is required",
                    "Name at least two, such as --actors EU,IND,BRA,ZAF; or ask for --calibration."};
    request.as_of = common.as_of_year();
    if (options.from) request.from = Year{*options.from};
    if (options.to) request.to = Year{*options.to};
    const engine::Engine engine(common.atlas, data_folder());
    const engine::CommonGroundAnswer answer = engine::find_common_ground(engine, request, monitor_of(common));
    if (options.svg.is_wanted())
        return write_svg(common, options.svg, common_ground_picture(answer, common, options.svg));
    switch (common.format()) {
        case Format::json:
            std::cout << to_json(answer).dump() << '\n';
            return;
        case Format::csv:
            return print(std::cout, proposal_table(answer), Format::csv);
        case Format::text:
            return print_text(std::cout, answer);
    }
}

}  // namespace

std::string common_ground_picture(const engine::CommonGroundAnswer& answer, const CommonOptions& common,
                                  const SvgOptions& svg) {
    constexpr double kRowPx = 24;
    constexpr double kAroundPx = 180;
    charts::LineUp picture{
        .x = {.name = "chance of yes of the least willing member", .format = charts::NumberFormat::percent}};
    for (const engine::CommonGroundProposal& proposal : answer.proposals) {
        const norms::Chance& worst = proposal.chances[proposal.worst_member];
        picture.rows.push_back({.label = fmt::format("{} ({})", proposal.title, proposal.date.substr(0, 4)),
                                .value = worst.yes,
                                .low = worst.low,
                                .high = worst.high,
                                .group = answer.members[proposal.worst_member].actor.name});
    }
    std::vector<std::string> sources;
    for (const SourceInfo& source : answer.provenance.sources) sources.push_back(source.title);
    picture.frame = frame_of(common, svg, kAroundPx + kRowPx * static_cast<double>(picture.rows.size()), sources);
    picture.frame.title = answer.issue_name.empty() ? "Common ground" : "Common ground: " + answer.issue_name;
    picture.frame.subtitle = "Chance that the least willing member says yes, with 90 % interval";
    picture.num_columns = 1;
    return charts::draw_line_up(picture);
}

void add_common_ground(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand(
        "common-ground", "Norms that all of some actors would accept, where agreement ends, and the best package");
    command.footer(
        "A text's position says how much more willing one standard deviation towards the positive end makes a state.\n"
        "Examples: entente common-ground --actors EU,IND,BRA,ZAF --issue hr\n"
        "          entente common-ground --actors USA,GBR,FRA,RUS,CHN --words \"nuclear, chemical\" --consent "
        "no_objection\n"
        "          entente common-ground --actors BRICS:members --proposal like:6071\n"
        "          entente common-ground --calibration --from 1990");
    add_common(command, common);
    auto options = std::make_shared<CommonGroundOptions>();
    engine::CommonGroundRequest& request = options->request;
    command.add_option("--actors", request.actors, "Codes, names, EU, EU:members, world; divided by commas");
    command.add_option("--issue", request.issue,
                       "Label of the votes (me, nu, di, hr, co, ec) or issue; default: all texts");
    command.add_option("--words", request.words, "Words that a text must have; alternatives by commas");
    command.add_option("--from", options->from, "Texts last voted on in this year or later (default: twenty years)");
    command.add_option("--to", options->to, "Texts last voted on in this year or earlier");
    command.add_option("--threshold", request.threshold, "Chance from which a member counts as accepting")
        ->capture_default_str();
    const std::map<std::string, norms::Consent> consents{{"yes", norms::Consent::yes},
                                                         {"no_objection", norms::Consent::no_objection}};
    command.add_option("--consent", request.consent, "yes: every member says yes; no_objection: no member says no")
        ->transform(CLI::CheckedTransformer(consents))
        ->option_text("yes|no_objection");
    command.add_option("--proposal", request.proposal,
                       "A text of your own: like:ID, at:POSITION (one a dimension), beta=B,alpha=A,cut=C");
    command.add_option("--dimensions", request.num_dimensions, "Dimensions of the space of principles, 1 to 3")
        ->capture_default_str();
    command.add_option("--package", request.package_size, "Most texts of a package; 0: none")->capture_default_str();
    command.add_option("--alternatives", request.num_alternatives, "Other packages, nearly as good")
        ->capture_default_str();
    command.add_option("--limit", request.num_listed, "Most texts that are listed")->capture_default_str();
    command
        .add_flag("--calibration", options->calibration,
                  "Instead: predictions from votes up to each year against the five years after it, from --from on")
        ->excludes("--actors");
    add_svg(command, options->svg);
    command.callback([&common, options] { common_ground(common, *options); });
}

}  // namespace entente::apps
