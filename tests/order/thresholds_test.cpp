// SPDX-License-Identifier: Apache-2.0
#include "entente/order/thresholds.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::order {
namespace {

std::string shipped() {
    std::ifstream file(ENTENTE_SOURCE_DIR "/data/order.toml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

std::string fault_of(const std::string& toml) {
    try {
        (void)parse_thresholds(toml, "order.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.errc(), Errc::bad_input);
        return error.what();
    }
    return "no fault";
}

TEST(Thresholds, OfTheShippedFileAreTheDefaults) {
    const Thresholds read = parse_thresholds(shipped(), "order.toml");
    const Thresholds defaults;
    EXPECT_EQ(read.half.low, defaults.half.low);
    EXPECT_EQ(read.gap.high, defaults.gap.high);
    EXPECT_EQ(read.weight, defaults.weight);
    EXPECT_EQ(read.high[2].high, defaults.high[2].high);
    EXPECT_EQ(read.now.last, defaults.now.last);
}

TEST(Thresholds, SayWhereTheFileIsWrong) {
    EXPECT_THAT(fault_of(replaced(shipped(), "half = [0.45, 0.55]", "half = [0.55, 0.45]")),
                ::testing::HasSubstr("'power.half' runs from 0.55 down to 0.45"));
    EXPECT_THAT(fault_of(replaced(shipped(), "half = [0.45, 0.55]", "half = [0.45, 7]")),
                ::testing::HasSubstr("'power.half' is 7; expected a number from 0 to 1"));
    EXPECT_THAT(fault_of(replaced(shipped(), "polity_sd = 1.0", "")), ::testing::HasSubstr("is missing"));
    EXPECT_THAT(fault_of("power = ["), ::testing::HasSubstr("order.toml line 1"));
}

}  // namespace
}  // namespace entente::order
