// SPDX-License-Identifier: Apache-2.0
#include "common_ground_text.hpp"

#include <ostream>

#include <fmt/format.h>

#include "entente/base/words.hpp"

namespace entente::apps {
namespace {

using engine::CommonGroundAnswer;

/// Those on the second and third dimension.
std::string further_positions(const std::vector<double>& positions) {
    std::string text;
    for (std::size_t d = 1; d < positions.size(); ++d) text += fmt::format(", {:+.2f}", positions[d]);
    return text;
}

void print_members(std::ostream& out, const CommonGroundAnswer& answer) {
    out << "\nMembers\n";
    for (const engine::CommonGroundMember& member : answer.members)
        out << fmt::format("  {:<5} {:<28} at {:+.2f} ± {:.2f}{}   accepts {} of {}, alone in the way of {}\n",
                           member.actor.key, member.actor.name, member.position, member.std_error,
                           further_positions(member.positions), member.num_accepted, answer.num_considered,
                           member.num_blocked);
    for (const Actor& actor : answer.unknown)
        out << fmt::format("  {:<5} {:<28} no votes in the last years: left out\n", actor.key, actor.name);
}

void print_proposal(std::ostream& out, const CommonGroundAnswer& answer, const engine::CommonGroundProposal& proposal) {
    const norms::Chance& worst = proposal.chances[proposal.worst_member];
    const bool asks_yes = answer.request.consent == norms::Consent::yes;
    const double low = asks_yes ? worst.low : 1 - worst.no;
    const std::string doubt =
        asks_yes ? fmt::format(" ({}–{})", whole_percent(low), whole_percent(worst.high)) : std::string{};
    out << fmt::format("  {:>5} {} {}\n        least willing {} {}{}, all together {} (model {}), others {}\n",
                       proposal.id ? fmt::format("{}", proposal.id->value()) : "own", proposal.date, proposal.title,
                       answer.members[proposal.worst_member].actor.key, whole_percent(proposal.worst_chance), doubt,
                       whole_percent(proposal.joint), whole_percent(proposal.joint_by_model),
                       whole_percent(proposal.breadth));
}

/// Acceptable of considered texts by issue, where there is more than one.
void print_issues(std::ostream& out, const CommonGroundAnswer& answer) {
    if (answer.by_issue.size() < 2) return;
    std::vector<std::string> issues;
    for (const engine::CommonGroundIssue& issue : answer.by_issue)
        issues.push_back(fmt::format("{} {} of {}", issue.name, issue.num_acceptable, issue.num_considered));
    out << fmt::format("\nBy issue: {}.\n", fmt::join(issues, "; "));
}

void print_past(std::ostream& out, const norms::PastForecasts& past) {
    if (past.num_acceptable == 0) return;
    out << fmt::format(
        "Such forecasts for these members, made in {} to {}: of {} votes on texts called acceptable {} came true; the "
        "model had said {}. “All together” is corrected by that.\n",
        past.first.value(), past.last.value(), past.num_acceptable, whole_percent(past.came_true),
        whole_percent(past.said));
}

void print_proposals(std::ostream& out, const CommonGroundAnswer& answer) {
    if (answer.own_proposal) {
        out << "\nYour proposal\n";
        print_proposal(out, answer, *answer.own_proposal);
    }
    out << (answer.num_acceptable > 0 ? "\nAcceptable to all\n" : "\nNearest to being acceptable\n");
    std::size_t num_shown = 0;
    for (const engine::CommonGroundProposal& proposal : answer.proposals) {
        if (answer.num_acceptable > 0 && !proposal.is_acceptable) break;
        print_proposal(out, answer, proposal);
        ++num_shown;
    }
    if (answer.num_acceptable > num_shown)
        out << fmt::format("  … and {} more (--limit)\n", answer.num_acceptable - num_shown);
}

void print_package(std::ostream& out, const CommonGroundAnswer& answer, const engine::CommonGroundPackage& package,
                   const std::string& title) {
    out << '\n' << title << ": " << package.text << '\n';
    for (const engine::CommonGroundPart& part : package.parts) {
        std::string gains;
        for (std::size_t i = 0; i < part.gains.size(); ++i)
            gains += fmt::format(" {} {:+.1f}", answer.members[i].actor.key, part.gains[i]);
        out << fmt::format("  {:>5} {} {}\n       {}\n", part.id.value(), part.date, part.title, gains);
    }
    if (package.parts.empty()) return;
    std::string gains;
    for (std::size_t i = 0; i < package.gains.size(); ++i)
        gains += fmt::format(" {} {:.1f}", answer.members[i].actor.key, package.gains[i]);
    out << fmt::format("  gains in all:{}; Nash product's root {:.3f}, bound {:.3f}\n", gains, package.nash,
                       package.bound);
}

}  // namespace

void print_text(std::ostream& out, const CommonGroundAnswer& answer) {
    out << answer.text << '\n';
    print_members(out, answer);
    print_issues(out, answer);
    print_proposals(out, answer);
    out << '\n';
    for (const engine::CommonGroundZone& zone : answer.zones) out << zone.text << '\n';
    if (answer.hardest) out << answer.hardest->text << '\n';
    for (const engine::CommonGroundDiscord& discord : answer.never_agree) out << discord.text << '\n';
    if (answer.package) print_package(out, answer, *answer.package, "Package");
    for (const engine::CommonGroundPackage& package : answer.alternatives)
        print_package(out, answer, package,
                      fmt::format("Alternative, {} other texts", whole_percent(package.other_contents)));
    out << fmt::format("\nFrom votes up to {}, forecast for {}; texts of {}–{}.\n", answer.as_of.value(),
                       answer.as_of.value() + answer.years_ahead, answer.request.from->value(),
                       answer.request.to->value());
    print_past(out, answer.past);
    for (const std::string& caveat : answer.provenance.caveats) out << "  " << caveat << '\n';
}

Table proposal_table(const CommonGroundAnswer& answer) {
    Table table{.columns = {"id", "date", "title", "issues", "position", "se", "acceptable", "worst_member",
                            "worst_chance", "joint", "joint_model", "breadth"}};
    for (const engine::CommonGroundMember& member : answer.members)
        for (const char* what : {"yes_", "low_", "high_", "no_"}) table.columns.push_back(what + member.actor.key);
    std::vector<engine::CommonGroundProposal> proposals = answer.proposals;
    if (answer.own_proposal) proposals.insert(proposals.begin(), *answer.own_proposal);
    for (const engine::CommonGroundProposal& proposal : proposals) {
        std::vector<Value> row{proposal.id ? Value{std::int64_t{proposal.id->value()}} : Value{},
                               proposal.date,
                               proposal.title,
                               proposal.issues,
                               proposal.position,
                               proposal.std_error,
                               proposal.is_acceptable,
                               answer.members[proposal.worst_member].actor.key,
                               proposal.worst_chance,
                               proposal.joint,
                               proposal.joint_by_model,
                               proposal.breadth};
        for (const norms::Chance& chance : proposal.chances)
            row.insert(row.end(), {chance.yes, chance.low, chance.high, chance.no});
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace entente::apps
