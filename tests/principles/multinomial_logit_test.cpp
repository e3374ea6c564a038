// SPDX-License-Identifier: Apache-2.0
#include "../../src/principles/multinomial_logit.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente::principles {
namespace {

MultinomialLogit logit_of(std::initializer_list<double> no, std::initializer_list<double> yes) {
    MultinomialLogit logit{.no = Eigen::VectorXd(static_cast<Eigen::Index>(no.size())),
                           .yes = Eigen::VectorXd(static_cast<Eigen::Index>(yes.size()))};
    std::copy(no.begin(), no.end(), logit.no.data());
    std::copy(yes.begin(), yes.end(), logit.yes.data());
    return logit;
}

struct Sample {
    EvidenceTable evidence;
    std::vector<Vote> votes;
};

Sample draw(const MultinomialLogit& truth, Eigen::Index rows) {
    Sample sample{.evidence = EvidenceTable(rows, truth.no.size()), .votes = {}};
    for (Eigen::Index k = 0; k < rows; ++k) {
        RandomStream random{Seed{3}, {.purpose = 1, .item = static_cast<std::uint32_t>(k)}};
        sample.evidence(k, 0) = 1;
        for (Eigen::Index column = 1; column < truth.no.size(); ++column) sample.evidence(k, column) = random.normal();
        const VoteProbabilities p = truth.predict(sample.evidence.row(k).transpose());
        const double u = random.uniform();
        sample.votes.push_back(u < p.p_no ? Vote::no : u < p.p_no + p.p_abstain ? Vote::abstain : Vote::yes);
    }
    return sample;
}

TEST(MultinomialLogit, RecoversTheWeightsThatDrewTheVotes) {
    const MultinomialLogit truth = logit_of({-0.5, 1.0, 0.0}, {0.8, -0.7, 1.5});
    const Sample sample = draw(truth, 20000);
    const MultinomialLogit found =
        fit_multinomial_logit(sample.evidence, sample.votes, logit_of({0, 0, 0}, {0, 0, 0}), 10);
    for (Eigen::Index k = 0; k < 3; ++k) {
        EXPECT_NEAR(found.no[k], truth.no[k], 0.08);
        EXPECT_NEAR(found.yes[k], truth.yes[k], 0.08);
    }
}

TEST(MultinomialLogit, WithoutVotesThePriorComesBack) {
    const MultinomialLogit prior = logit_of({0, 1}, {0, -1});
    const MultinomialLogit found = fit_multinomial_logit(EvidenceTable(0, 2), {}, prior, 0.5);
    EXPECT_EQ(found.no, prior.no);
    EXPECT_EQ(found.yes, prior.yes);
}

TEST(MultinomialLogit, SeparatedVotesStayFinite) {
    EvidenceTable evidence(4, 2);
    evidence << 1, -2, 1, -1, 1, 1, 1, 2;
    const std::vector<Vote> votes{Vote::no, Vote::no, Vote::yes, Vote::yes};
    const MultinomialLogit found = fit_multinomial_logit(evidence, votes, logit_of({0, 0}, {0, 0}), 0.5);
    EXPECT_TRUE(found.no.allFinite() && found.yes.allFinite());
    EXPECT_LT(found.no[1], 0);
    EXPECT_GT(found.yes[1], 0);
}

TEST(MultinomialLogit, LargeLogOddsDoNotOverflow) {
    const VoteProbabilities p = logit_of({1000}, {900}).predict(Eigen::VectorXd::Ones(1));
    EXPECT_EQ(p.p_no, 1);
    EXPECT_GE(p.p_yes, 0);
}

}  // namespace
}  // namespace entente::principles
