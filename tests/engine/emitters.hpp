// SPDX-License-Identifier: Apache-2.0
// A made-up atlas whose shares can be added up by hand: six states that emit
// and trade, and an entity of three of them.
#pragma once

#include <array>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/engine/engine.hpp"

namespace entente::engine::testing {

inline constexpr int kFirstFigures = 2001;
inline constexpr int kFirstPositions = 2006;
inline constexpr int kLastYear = 2010;

/// Per cent of emissions and trade that S1 .. S6 have, and where they stand. S7
/// lives, but no table knows it.
inline constexpr std::array kEmissions{40.0, 30.0, 12.0, 10.0, 5.0, 3.0};
inline constexpr std::array kTrade{8.0, 8.0, 60.0, 8.0, 8.0, 8.0};
inline constexpr std::array kPositions{-1.0, 1.0, 0.0, 0.1, 0.2, 0.3};

/// S1 .. S7; UNI is S3, S4 and S5 together; S5 and S6 lie in one region.
inline SourceTable emitting_states() {
    SourceTable table = atlas::testing::states(7);
    for (const std::size_t k : {4U, 5U}) table.actors.actors[k].region = "Isles";
    table.actors.actors.push_back({ActorId{2001}, "UNI", "The union", ActorKind::collective, "", "", {}});
    for (const int state : {3, 4, 5})
        table.actors.memberships.push_back({ActorId{2001}, ActorId{state}, "member", {Year{1990}, std::nullopt}});
    return table;
}

/// S1 emits a quarter of its later figure until 2003.
inline SourceTable emissions_and_trade() {
    SourceTable table;
    table.source = atlas::testing::source_named("figures");
    table.series = {{"co2_kt", "kt", "made up"}, {"trade_usd", "USD", "made up"}};
    for (int year = kFirstFigures; year <= kLastYear; ++year)
        for (std::size_t k = 0; k < kEmissions.size(); ++k) {
            const ActorId state{static_cast<int>(k) + 1};
            const double emissions = k == 0 && year <= 2003 ? kEmissions[k] / 4 : kEmissions[k];
            table.figures.push_back({0, state, Year{year}, emissions, std::nullopt});
            table.figures.push_back({1, state, Year{year}, kTrade[k], std::nullopt});
        }
    return table;
}

/// An engine over that atlas, made once for all tests of a suite.
class Emitters : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        path_ = std::filesystem::temp_directory_path() / ("entente_emitters_" + std::to_string(::getpid()) + ".atlas");
        std::filesystem::remove(path_);
        atlas::Atlas atlas(path_, atlas::OpenMode::create);
        atlas.store(emitting_states());
        atlas.store(emissions_and_trade());
        std::vector<atlas::KnownPosition> positions;
        for (int year = kFirstPositions; year <= kLastYear; ++year)
            for (std::size_t k = 0; k < kPositions.size(); ++k)
                positions.push_back({ActorId{static_cast<int>(k) + 1}, Year{year}, kPositions[k], 0.1});
        atlas.store_known_positions({{.name = "known_positions"}, positions});
        engine_ = std::make_unique<Engine>(path_, std::filesystem::path(ENTENTE_SOURCE_DIR) / "data");
    }
    static void TearDownTestSuite() {
        engine_.reset();
        std::filesystem::remove(path_);
    }

    static inline std::filesystem::path path_;
    static inline std::unique_ptr<Engine> engine_;
};

}  // namespace entente::engine::testing
