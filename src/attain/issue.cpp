// SPDX-License-Identifier: Apache-2.0
#include "issue.hpp"

#include <algorithm>
#include <cmath>

namespace entente::attain {

bool is_on_issue(const Partnership& partnership, const Question& question) {
    if (!partnership.issues.empty())
        return std::ranges::find(partnership.issues, question.issue) != partnership.issues.end();
    return std::ranges::find(question.families, partnership.family) != question.families.end();
}

bool touches_issue(const Partnership& partnership, const Question& question) {
    return is_on_issue(partnership, question) ||
           std::ranges::find(partnership.issues, kGeneralIssue) != partnership.issues.end();
}

IssueShare issue_share(const atlas::World& world, const Question& question, Family family) {
    if (question.issue == kGeneralIssue) return {};
    int num_named = 0;
    int num_on_issue = 0;
    for (const Partnership& partnership : world.partnerships()) {
        if (partnership.family != family) continue;
        const bool names_one =
            std::ranges::any_of(partnership.issues, [](const std::string& issue) { return issue != kGeneralIssue; });
        num_named += names_one;
        num_on_issue += names_one && is_on_issue(partnership, question);
    }
    if (num_named == 0) return {};
    const double yes = num_on_issue + 0.5;
    const double all = num_named + 1.0;
    // Standard error of the log of a share by the delta method.
    return {.log_share = std::log(yes / all), .std_error = std::sqrt((1 - yes / all) / yes)};
}

}  // namespace entente::attain
