// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/accession.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/error.hpp"
#include "entente/base/parallel.hpp"
#include "synthetic.hpp"

namespace entente::attain {
namespace {

constexpr Year kCloses{synthetic::kLast};

atlas::ActorIndex at(const atlas::World& world, int k) {
    return *world.find(synthetic::state(k));
}

/// Two clubs of each subregion, founded by two of its six states; the others enter one every fourth year. Nobody enters
/// the club of another subregion.
std::vector<Organisation> clubs(const atlas::World& world) {
    std::vector<Organisation> all;
    for (int area = 0; area < 4; ++area)
        for (int copy = 0; copy < 2; ++copy) {
            Organisation club{.id = "club" + std::to_string(area) + std::to_string(copy),
                              .begun = Year{synthetic::kFirst + copy * 7}};
            for (int k = 0; k < 6; ++k) {
                const int late = k < 2 ? 0 : 4 * (k - 1) + 3 * copy + area;
                club.spells.push_back({.actor = at(world, area * 6 + k),
                                       .role = MembershipRole::member,
                                       .first = club.begun + late,
                                       .last = std::nullopt});
            }
            all.push_back(club);
        }
    return all;
}

struct Fixture {
    atlas::World world = synthetic::world();
    Panel panel{world};
    std::vector<Organisation> organisations = clubs(world);
    Predecessors predecessors{};

    [[nodiscard]] AccessionInputs inputs() const {
        return {.panel = panel, .organisations = organisations, .predecessors = predecessors, .covered_until = kCloses};
    }
};

std::size_t column(std::string_view name) {
    const auto table = accession_features();
    return static_cast<std::size_t>(std::ranges::find(table, name, &FeatureInfo::name) - table.begin());
}

const AccessionOptions kQuick{.first = Year{synthetic::kFirst + 5},
                              .outsider_share = 0.5,
                              .blend = {.boosting = {.num_trees = 40, .learning_rate = 0.1, .max_leaves = 4}}};

TEST(AccessionYear, HoldsThoseOutsideAndWhoEnters) {
    const Fixture f;
    // club00 was founded in 1950 by S00 and S01; S02 enters in 1954, S03 in 1958.
    const auto year = accession_year(f.panel, f.organisations, f.predecessors, Year{1958});
    const auto of_club = [&](const AccessionCell& cell) { return f.organisations[cell.organisation].id == "club00"; };
    EXPECT_EQ(std::ranges::count_if(year.cells, of_club), synthetic::kNumStates - 3);
    for (const AccessionCell& cell : year.cells) {
        if (of_club(cell)) {
            EXPECT_EQ(cell.joins, cell.actor == at(f.world, 3));
        }
    }
}

TEST(AccessionYear, MeasuresTheShareOfTheSubregionByHand) {
    const Fixture f;
    const auto year = accession_year(f.panel, f.organisations, f.predecessors, Year{1958});
    for (std::size_t k = 0; k < year.cells.size(); ++k) {
        const AccessionCell& cell = year.cells[k];
        if (f.organisations[cell.organisation].id != "club00") continue;
        const bool is_near = cell.actor < at(f.world, 6);
        // Three of the five other states of the subregion are members.
        EXPECT_FLOAT_EQ(year.row(k)[column("share_subregion")], is_near ? 0.6F : 0.0F);
        EXPECT_FLOAT_EQ(year.row(k)[column("log_age")], std::log(8.0F));
        EXPECT_FLOAT_EQ(year.row(k)[column("rank.share_subregion")], is_near ? 0.0F : std::log1p(3.0F));
    }
}

TEST(AccessionYear, LeavesOutYoungOrganisationsAndGapsInTheCoding) {
    Fixture f;
    Organisation young{.id = "young", .begun = Year{1957}, .spells = {{at(f.world, 0), {}, Year{1957}, {}}}};
    Organisation gap{.id = "gap", .begun = Year{1950}, .spells = {{at(f.world, 0), {}, Year{1950}, {}}}};
    for (int k = 1; k < 8; ++k) {
        gap.spells.push_back({at(f.world, k), {}, Year{1950}, Year{1955}});
        gap.spells.push_back({at(f.world, k), {}, Year{1958}, {}});
    }
    f.organisations = {young, gap};
    EXPECT_TRUE(accession_year(f.panel, f.organisations, f.predecessors, Year{1958}).cells.empty());
}

TEST(AccessionYear, ReadsNothingOfTheYearOrLater) {
    const Fixture f;
    Fixture past;
    for (Organisation& one : past.organisations)
        std::erase_if(one.spells, [](const OrganisationSpell& spell) { return spell.first >= Year{1970}; });
    const auto whole = accession_year(f.panel, f.organisations, f.predecessors, Year{1970});
    const auto cut = accession_year(past.panel, past.organisations, past.predecessors, Year{1970});
    EXPECT_THAT(cut.features, testing::Pointwise(testing::NanSensitiveFloatEq(), whole.features));
}

TEST(AccessionYear, HandsOutTheRowsAskedForAsAmongAll) {
    const Fixture f;
    const auto all = accession_year(f.panel, f.organisations, f.predecessors, Year{1970});
    const auto some = accession_year(f.panel, f.organisations, f.predecessors, Year{1970}, {},
                                     [](const AccessionCell& cell) { return cell.actor % 3 == 0; });
    std::size_t next = 0;
    for (std::size_t k = 0; k < all.cells.size(); ++k) {
        if (all.cells[k].actor % 3 != 0) continue;
        ASSERT_LT(next, some.cells.size());
        EXPECT_EQ(some.cells[next].actor, all.cells[k].actor);
        EXPECT_THAT(some.row(next), testing::Pointwise(testing::NanSensitiveFloatEq(), all.row(k)));
        ++next;
    }
    EXPECT_EQ(next, some.cells.size());
}

TEST(Accessions, AreForeseenWhereTheRuleIsPlain) {
    const Fixture f;
    const std::vector<Year> as_of{Year{1975}};
    const auto models = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    ASSERT_EQ(models.size(), 1U);
    // In 1976 .. 1980 those of the subregion enter, and nobody else.
    double near = 0;
    double far = 0;
    std::vector<AccessionCase> cases;
    for (std::uint32_t o = 0; o < f.organisations.size(); ++o)
        for (int k = 0; k < synthetic::kNumStates; ++k) cases.push_back({o, at(f.world, k), Year{1976}});
    const auto chances = predict_accessions(f.inputs(), models, cases);
    int num_near = 0;
    int num_far = 0;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        ASSERT_GE(chances[k], 0);
        ASSERT_LT(chances[k], 1);
        if (chances[k] == 0) continue;  // A member already.
        const bool is_near = cases[k].organisation / 2 == cases[k].actor / 6;
        (is_near ? near : far) += chances[k];
        ++(is_near ? num_near : num_far);
    }
    ASSERT_GT(num_near, 0);
    EXPECT_GT(near / num_near, 20 * far / num_far);
}

TEST(Accessions, VisitorsAreForecastButTeachNothing) {
    Fixture f;
    const std::vector<Year> as_of{Year{1975}};
    const auto before = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    Organisation visitor = f.organisations.back();
    visitor.id = "visitor";
    visitor.is_visitor = true;
    f.organisations.push_back(visitor);
    const auto after = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    EXPECT_EQ(to_json(before.front()), to_json(after.front()));
    const std::vector<AccessionCase> cases{{8, at(f.world, 0), Year{1976}}};
    EXPECT_GT(predict_accessions(f.inputs(), after, cases).front(), 0);
}

TEST(Accessions, AreTheSameAtAnyNumberOfThreadsAndAfterStorage) {
    const Fixture f;
    const std::vector<Year> as_of{Year{1970}, Year{1980}};
    const std::vector<AccessionCase> cases{{0, at(f.world, 7), Year{1981}}, {1, at(f.world, 9), Year{1975}}};
    std::vector<double> one;
    {
        const ThreadLimit limit(1);
        one = predict_accessions(f.inputs(), fit_accessions(f.inputs(), as_of, kQuick, Seed{1}), cases);
    }
    auto models = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    for (AccessionModel& model : models) model = accession_model_from_json(to_json(model));
    EXPECT_EQ(predict_accessions(f.inputs(), models, cases), one);
}

TEST(Accessions, LevelsThatAModelKeepsAreThoseThatAreCounted) {
    const Fixture f;
    const std::vector<Year> as_of{Year{1970}, Year{1975}};
    auto models = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    ASSERT_EQ(models.front().levels.size(), 5U);
    EXPECT_EQ(models.front().levels.front().year, Year{1971});
    const std::vector<AccessionCase> cases{{0, at(f.world, 7), Year{1978}}, {1, at(f.world, 9), Year{1974}}};
    const auto kept = predict_accessions(f.inputs(), models, cases);
    for (AccessionModel& model : models) model.levels.clear();
    EXPECT_EQ(predict_accessions(f.inputs(), models, cases), kept);
}

TEST(Accessions, ForecastsReadNothingOfTheYearOrLater) {
    const Fixture f;
    Fixture past;
    for (Organisation& one : past.organisations)
        std::erase_if(one.spells, [](const OrganisationSpell& spell) { return spell.first >= Year{1979}; });
    const std::vector<Year> as_of{Year{1970}};
    const std::vector<AccessionCase> cases{{0, at(f.world, 7), Year{1979}}, {1, at(f.world, 9), Year{1979}}};
    // Levels of later years stand in the model of the whole; nothing reads them.
    EXPECT_EQ(predict_accessions(past.inputs(), fit_accessions(past.inputs(), as_of, kQuick, Seed{1}), cases),
              predict_accessions(f.inputs(), fit_accessions(f.inputs(), as_of, kQuick, Seed{1}), cases));
}

TEST(Accessions, WithoutAModelForTheYearNothingIsSaid) {
    const Fixture f;
    const std::vector<Year> as_of{Year{1975}};
    const auto models = fit_accessions(f.inputs(), as_of, kQuick, Seed{1});
    const std::vector<AccessionCase> cases{{0, at(f.world, 7), Year{1975}}};
    EXPECT_TRUE(std::isnan(predict_accessions(f.inputs(), models, cases).front()));
    EXPECT_THROW((void)accession_model_from_json("{}"), Error);
    EXPECT_THROW((void)fit_accessions(f.inputs(), as_of, {.outsider_share = 0}, Seed{1}), Error);
}

}  // namespace
}  // namespace entente::attain
