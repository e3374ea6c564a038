// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "entente/registry/label_audit.hpp"

namespace entente::registry {
namespace {

const std::vector<Label> kVocabulary{
    {"none", "none"}, {"strategic", "strategic"}, {"comprehensive strategic", "strategic"}, {"operational", "working"}};

LabelCase of(std::string id, std::string label, double score) {
    return {
        .id = std::move(id), .label = std::move(label), .depth = Depth::interests, .score = score, .std_error = 0.3};
}

std::vector<LabelCase> cases() {
    return {of("modest", "strategic", -1.5),
            of("usual-1", "strategic", 0.4),
            of("usual-2", "strategic", 0.6),
            of("usual-3", "comprehensive strategic", 0.5),
            of("work-1", "operational", -0.6),
            of("work-2", "operational", -0.4),
            of("deep-work", "operational", 1.5),
            of("transatlantic", "none", 1.8),
            of("thin", "none", -1)};
}

TEST(LabelAudit, FindsTheModestStrategicPartnership) {
    const LabelAudit audit = audit_labels(cases(), kVocabulary);
    ASSERT_FALSE(audit.over.empty());
    EXPECT_EQ(audit.over.front().of.id, "modest");
    EXPECT_LT(audit.over.front().residual, -1);
}

TEST(LabelAudit, FindsWhatIsDeepAndUnlabelled) {
    const LabelAudit audit = audit_labels(cases(), kVocabulary);
    ASSERT_EQ(audit.unlabelled.size(), 1U) << "the thin one without a label is as it should be";
    EXPECT_EQ(audit.unlabelled.front().of.id, "transatlantic");
    EXPECT_NEAR(audit.unlabelled.front().expected, 0.0, 1e-12) << "the mean of the strategic ones";
}

TEST(LabelAudit, FindsWhatIsDeeperThanItsLabelSays) {
    EXPECT_EQ(audit_labels(cases(), kVocabulary).under.front().of.id, "deep-work");
}

TEST(LabelAudit, ExpectedScoreIsThatOfTheOthersDrawnToTheMean) {
    // Others of `modest`: 0.4, 0.6, 0.5; mean of all labelled: 0.5 / 7; four such cases beside the three.
    const LabelAudit audit = audit_labels(cases(), kVocabulary);
    EXPECT_NEAR(audit.over.front().expected, (1.5 + 4 * (0.5 / 7)) / 7, 1e-12);
}

TEST(LabelAudit, CountsByLabelAndByGroup) {
    const LabelAudit audit = audit_labels(cases(), kVocabulary);
    ASSERT_EQ(audit.labels.size(), 4U);
    ASSERT_EQ(audit.groups.size(), 3U);
    EXPECT_EQ(audit.groups[1].label, "strategic");
    EXPECT_EQ(audit.groups[1].num_cases, 4U);
    EXPECT_EQ(audit.groups[1].depths[static_cast<std::size_t>(Depth::interests)], 4U);
}

TEST(LabelAudit, TellsTiesOfCommunityThatScoreLow) {
    auto all = cases();
    all.push_back(of("declared", "none", -0.2));
    all.back().depth = Depth::values;
    const LabelAudit audit = audit_labels(all, kVocabulary);
    ASSERT_EQ(audit.community.size(), 1U);
    EXPECT_EQ(audit.community.front().of.id, "declared");
}

TEST(LabelAudit, NothingToAuditIsNoFault) {
    EXPECT_TRUE(audit_labels({}, kVocabulary).over.empty());
}

}  // namespace
}  // namespace entente::registry
