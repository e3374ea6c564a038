// SPDX-License-Identifier: Apache-2.0
// Features of dyads that anyone can look up, from the real tables.
#include <array>
#include <cmath>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "atlas/temporary.hpp"
#include "entente/attain/frame.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/import.hpp"

namespace entente::engine {
namespace {

namespace fs = std::filesystem;
using attain::DyadFeature;
using attain::DyadFrame;

fs::path shared_data() {
    const char* named = std::getenv("ENTENTE_SHARED");
    const fs::path root =
        named != nullptr && *named != '\0' ? fs::path{named} : fs::path{ENTENTE_SOURCE_DIR} / "../shared";
    return root / "data";
}

class KnownFeatures : public ::testing::Test {
protected:
    /// Imports once a process.
    void SetUp() override {
        if (panel_) return;
        if (!fs::is_directory(shared_data()))
            GTEST_SKIP() << "the folder of real tables is absent; ENTENTE_SHARED names it";
        const atlas::testing::TemporaryFolder folder;
        const fs::path data = fs::path{ENTENTE_SOURCE_DIR} / "data";
        atlas::Atlas atlas(folder.file(), atlas::OpenMode::create);
        const std::array paths{shared_data()};
        (void)import_tables(atlas, paths, data);
        estimate_registry(atlas, {.data = data}, {});
        world_ = std::make_unique<const atlas::World>(atlas.world(Year{2014}));
        panel_ = std::make_unique<const attain::Panel>(*world_);
    }
    static void TearDownTestSuite() {
        panel_.reset();
        world_.reset();
    }
    /// What was known of two states at the end of a year.
    static float known(int year, const char* a, const char* b, DyadFeature feature) {
        const DyadFrame frame = panel_->frame(Year{year + 1});
        return frame.value(frame.slot_of(*world_->find_key(a)), frame.slot_of(*world_->find_key(b)), feature);
    }

    static inline std::unique_ptr<const atlas::World> world_{};
    static inline std::unique_ptr<const attain::Panel> panel_{};
};

TEST_F(KnownFeatures, BordersAndDistances) {
    EXPECT_EQ(known(2010, "USA", "CAN", DyadFeature::contiguous_land), 1);
    EXPECT_EQ(known(2010, "FRA", "GBR", DyadFeature::contiguous_land), 0);
    EXPECT_EQ(known(2010, "FRA", "GBR", DyadFeature::contiguous), 1) << "the Channel is narrower than 400 miles";
    EXPECT_EQ(known(2010, "USA", "IND", DyadFeature::contiguous), 0);
    // Paris and Berlin lie 880 km apart.
    EXPECT_NEAR(std::expm1(known(2010, "FRA", "DEU", DyadFeature::log_distance)), 880, 10);
    EXPECT_EQ(known(2010, "FRA", "DEU", DyadFeature::same_subregion), 1);
    EXPECT_EQ(known(2010, "FRA", "POL", DyadFeature::same_subregion), 0);
    EXPECT_EQ(known(2010, "FRA", "POL", DyadFeature::same_region), 1);
}

TEST_F(KnownFeatures, FranceAndGermanyInTheYearBeforeTheGreatWar) {
    EXPECT_EQ(known(1913, "FRA", "DEU", DyadFeature::rivalry), 1);
    EXPECT_EQ(known(1913, "FRA", "DEU", DyadFeature::num_majors), 2);
    EXPECT_EQ(known(1913, "FRA", "DEU", DyadFeature::allied), 0);
    EXPECT_GT(known(1913, "FRA", "DEU", DyadFeature::disputes_20y), 0);
    EXPECT_EQ(known(2010, "FRA", "DEU", DyadFeature::rivalry), 0);
    EXPECT_EQ(known(2010, "FRA", "DEU", DyadFeature::allied), 1) << "both are in NATO";
}

TEST_F(KnownFeatures, AlliancesAndTheirDuties) {
    EXPECT_EQ(known(1948, "USA", "GBR", DyadFeature::allied), 0);
    EXPECT_EQ(known(1949, "USA", "GBR", DyadFeature::allied), 1) << "the North Atlantic Treaty";
    EXPECT_EQ(known(1949, "USA", "GBR", DyadFeature::active_pact), 1);
    EXPECT_EQ(known(2010, "USA", "JPN", DyadFeature::active_pact), 1);
    // Both have acceded to the Treaty of Amity and Cooperation, a pact of non-aggression.
    EXPECT_EQ(known(2008, "USA", "CHN", DyadFeature::allied), 0);
    EXPECT_EQ(known(2010, "USA", "CHN", DyadFeature::allied), 1);
    EXPECT_EQ(known(2010, "USA", "CHN", DyadFeature::active_pact), 0);
}

TEST_F(KnownFeatures, TradeAgreements) {
    EXPECT_EQ(known(1991, "USA", "MEX", DyadFeature::trade_pact), 0);
    EXPECT_EQ(known(1994, "USA", "MEX", DyadFeature::trade_pact), 1) << "NAFTA";
    EXPECT_EQ(known(2010, "USA", "CHN", DyadFeature::trade_pact), 0);
}

TEST_F(KnownFeatures, SharedOrganisations) {
    // Counts in the tables of organisations: neighbours in one union share several times what strangers do.
    const double neighbours = std::expm1(known(2000, "FRA", "DEU", DyadFeature::shared_formal));
    const double strangers = std::expm1(known(2000, "FRA", "PRK", DyadFeature::shared_formal));
    EXPECT_GT(neighbours, 60);
    EXPECT_LT(strangers, 40);
    EXPECT_GT(known(2000, "FRA", "DEU", DyadFeature::membership_cosine),
              known(2000, "FRA", "PRK", DyadFeature::membership_cosine));
    EXPECT_GT(known(2000, "FRA", "DEU", DyadFeature::shared_informal), std::log1p(2.0F)) << "G7, G20 and more";
}

TEST_F(KnownFeatures, RegimesIncomesAndCapabilities) {
    EXPECT_EQ(known(2000, "FRA", "DEU", DyadFeature::joint_democracy), 1);
    EXPECT_EQ(known(2000, "FRA", "CHN", DyadFeature::joint_democracy), 0);
    EXPECT_GT(known(2000, "USA", "HTI", DyadFeature::gdp_per_head_gap), std::log(10.0F));
    EXPECT_LT(known(2000, "FRA", "DEU", DyadFeature::gdp_per_head_gap), std::log(1.3F));
    EXPECT_GT(known(2000, "USA", "LUX", DyadFeature::capability_gap), std::log(100.0F));
    const DyadFrame frame = panel_->frame(Year{2001});
    EXPECT_EQ(world_->actor(frame.states()[frame.capability_leader()]).key, "CHN") << "by the composite index";
}

}  // namespace
}  // namespace entente::engine
