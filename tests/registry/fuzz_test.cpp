// SPDX-License-Identifier: Apache-2.0
//
// Spoils a sound registry file at random places (the short run; it is the same every time). Whatever the bytes are, the
// reader comes back with entries or with faults that have a place, never with both, and never throws.
#include <gtest/gtest.h>

#include "content.hpp"
#include "entente/base/random.hpp"
#include "entente/registry/curated.hpp"

namespace entente::registry {
namespace {

constexpr int kNumRuns = 3000;

constexpr std::string_view kSound = R"toml([[citation]]
key = "text"
text = "A text"
url = "https://example.org"
[[partnership]]
id = "pact"
name = "A pact"
scope = "multilateral"
family = "alliance"
issues = ["security"]
label = "none"
begun = 1950
status = "active"
treaty = true
confidence = "sure"
sources = ["text"]
spells = [{ from = 1950, to = 1960 }, { from = 1970 }]
parties = [
    { actor = "USA", from = 1950, to = 1960, role = "member" },
    { actor = "GBR", from = 1970, role = "member" },
]
[[partnership.evidence]]
sign = "rules.treaty"
value = true
from = 1951
cite = "text"
[[correction]]
partnership = "other"
reason = "A reason"
)toml";

/// Pieces that break or bend TOML.
constexpr std::array<std::string_view, 12> kPieces{"[[", "]]", "\"",   "\"\"\"", "{", "}",
                                                   "=",  "\n", "\xff", "\\u",    "#", "1e999"};

std::string spoilt(std::uint32_t run) {
    RandomStream random(Seed{20}, {.purpose = 9, .item = run});
    std::string text(kSound);
    const std::uint32_t num_changes = 1 + random.below(4);
    for (std::uint32_t k = 0; k < num_changes; ++k) {
        const auto size = static_cast<std::uint32_t>(text.size());
        const std::size_t at = random.below(size);
        switch (random.below(4)) {
            case 0:
                text[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                text.erase(at, 1 + random.below(40));
                break;
            case 2:
                text.insert(at, kPieces[random.below(static_cast<std::uint32_t>(kPieces.size()))]);
                break;
            default:
                text.insert(at, text.substr(random.below(size), random.below(200)));
        }
        if (text.empty()) text = "\n";
    }
    return text;
}

TEST(RegistryFuzz, SpoiltFilesGiveEntriesOrFaultsWithAPlace) {
    const auto actors = test::actors();
    const std::vector<Issue> issues{Issue{.id = "security"}};
    const Codebook codebook = parse_codebook(test::kCodebook, "test.toml");
    int num_refused = 0;
    for (std::uint32_t run = 0; run < kNumRuns; ++run) {
        const std::vector<RegistryText> files{{"spoilt.toml", spoilt(run)}};
        const CuratedRegistry registry =
            parse_curated(files, {.actors = actors, .issues = issues, .codebook = codebook, .is_overlay = true});
        for (const FileFault& fault : registry.faults) {
            ASSERT_GE(fault.line, 1) << run;
            ASSERT_GE(fault.column, 1) << run;
            ASSERT_FALSE(fault.what.empty()) << run;
        }
        if (registry.faults.empty()) continue;
        ++num_refused;
        ASSERT_TRUE(registry.partnerships.empty() && registry.corrections.empty()) << run;
    }
    EXPECT_GT(num_refused, kNumRuns / 2) << "most spoilt files are no longer sound";
    EXPECT_LT(num_refused, kNumRuns) << "some changes do no harm";
}

}  // namespace
}  // namespace entente::registry
