// SPDX-License-Identifier: Apache-2.0
//
// Which partnerships are on an issue. Tables of foundings tell the family (alliance, trade, ...), rarely the issue.
#pragma once

#include "entente/attain/answer.hpp"

namespace entente::attain {

/// The issue under which partnerships of every purpose are filed.
inline constexpr const char* kGeneralIssue = "general";

/// Whether a partnership is on the question's issue: as it says itself, else by its family.
[[nodiscard]] bool is_on_issue(const Partnership& partnership, const Question& question);

/// Whether it is on the issue or on political cooperation in general, which takes in every issue.
[[nodiscard]] bool touches_issue(const Partnership& partnership, const Question& question);

/// Share of a family's foundings that are on the issue, and the standard error of its log.
struct IssueShare {
    double log_share = 0;
    double std_error = 0;
};

/// Out of the partnerships of the family in the World that name an issue other than `general`, those on this one
/// (a half added on both sides). Nothing is taken off for the issue `general`, nor where none of the family names any.
[[nodiscard]] IssueShare issue_share(const atlas::World& world, const Question& question, Family family);

}  // namespace entente::attain
