// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/text_reader.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/fingerprint.hpp"
#include "sources/made_up.hpp"

namespace entente::sources {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing_support::Folder;
using testing_support::thrown_by;

const Monitor kSilent;

/// The whole text of a file, read in pieces of `size` bytes.
std::string read_all(const std::filesystem::path& file, std::size_t size = 4096) {
    TextReader reader{file, kSilent};
    std::vector<char> buffer(size);
    std::string text;
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) text.append(buffer.data(), got);
    return text;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(TextReader, PlainAndGzipGiveTheSameTextAndFingerprint) {
    const Folder folder;
    const std::string text = "year,country\n1963,Côte d’Ivoire\n";
    const auto plain = folder.write("a.csv", text);
    const auto zipped = folder.write("a.csv.gz", text);
    EXPECT_EQ(read_all(plain), text);
    EXPECT_EQ(read_all(zipped), text);
    EXPECT_EQ(fingerprint_of_file(plain), entente::fingerprint_of(text));
    EXPECT_EQ(fingerprint_of_file(zipped), entente::fingerprint_of(text));
}

TEST(TextReader, CharactersThatPiecesCutAreHandedOutWhole) {
    const Folder folder;
    std::string text;
    for (int k = 0; k < 50; ++k) text += "aé€𝄞ß";
    const auto file = folder.write("a.csv", text);
    for (std::size_t size = 4; size < 24; ++size) EXPECT_EQ(read_all(file, size), text) << "pieces of " << size;
}

TEST(TextReader, ByteOrderMarkIsTakenOff) {
    const Folder folder;
    EXPECT_EQ(read_all(folder.write("a.csv", "\xEF\xBB\xBFyear\n")), "year\n");
    EXPECT_EQ(read_all(folder.write("b.csv", "\xEF\xBB\xBF")), "");
    EXPECT_EQ(read_all(folder.write("c.csv", "\xEF\xBB\xBFyear"), 4), "year");
}

TEST(TextReader, TruncatedGzipIsAnErrorThatNamesFileAndPosition) {
    const Folder folder;
    std::string text = "rcid,country,country_code,vote\n";
    for (int k = 0; k < 20'000; ++k) text += std::to_string(k * 7919 % 65'537) + ",United States,US,yes\n";
    const std::string whole = bytes_of(folder.write("un_votes.csv.gz", text));
    for (const std::size_t kept : {whole.size() - 1, whole.size() - 9, whole.size() / 2, std::size_t{30}}) {
        const auto file = folder.path() / "cut.csv.gz";
        std::ofstream{file, std::ios::binary} << whole.substr(0, kept);
        EXPECT_THAT(thrown_by([&] { read_all(file); }),
                    AllOf(StartsWith("bad_input: cut.csv.gz: the gzip stream ends early after "),
                          HasSubstr("of " + std::to_string(kept) + " on disk"), HasSubstr("fetch the file again")))
            << "kept " << kept;
    }
}

TEST(TextReader, DamagedGzipIsAnError) {
    const Folder folder;
    std::string text;
    for (int k = 0; k < 20'000; ++k) text += std::to_string(k * 7919 % 65'537) + '\n';
    std::string bytes = bytes_of(folder.write("a.csv.gz", text));
    bytes[bytes.size() - 6] ^= 0x55;  // In the check sum.
    const auto file = folder.path() / "b.csv.gz";
    std::ofstream{file, std::ios::binary} << bytes;
    EXPECT_THAT(thrown_by([&] { read_all(file); }), StartsWith("bad_input: b.csv.gz: the gzip stream is damaged"));
}

TEST(TextReader, Latin1BytesAreAnErrorThatNamesLinePositionAndByte) {
    const Folder folder;
    const auto file = folder.write("a.csv", "year,country\n1963,C\xF4te d'Ivoire\n");
    const std::string expected =
        "bad_input: a.csv line 2, position 7: byte 0xF4 is not UTF-8 (in Latin-1 it would be U+00F4)";
    EXPECT_THAT(thrown_by([&] { read_all(file); }), StartsWith(expected));
    EXPECT_THAT(thrown_by([&] { read_all(file, 5); }), StartsWith(expected));
}

TEST(TextReader, EveryKindOfIllFormedTextIsRefused) {
    const std::array<std::string_view, 8> kIllFormed{
        "\xC0\xAF",          // overlong
        "\xE0\x80\xAF",      // overlong
        "\xED\xA0\x80",      // surrogate
        "\xF4\x90\x80\x80",  // above U+10FFFF
        "\x80",              // continuation without a lead
        "\xE2\x82",          // cut off at the end of the file
        "\xFF",
        "\xF5\x80\x80\x80",
    };
    const Folder folder;
    for (const std::string_view bytes : kIllFormed) {
        const auto file = folder.write("a.csv", std::string("ok\n") + std::string(bytes));
        for (const std::size_t size : {std::size_t{4}, std::size_t{5}, std::size_t{4096}})
            EXPECT_THAT(thrown_by([&] { read_all(file, size); }), StartsWith("bad_input: a.csv line 2, position 1"));
    }
}

TEST(TextReader, Utf16IsNamed) {
    const Folder folder;
    const auto file = folder.write("a.csv", std::string_view("\xFF\xFEy\0e\0", 6));
    EXPECT_THAT(thrown_by([&] { read_all(file); }), HasSubstr("the file is UTF-16"));
}

TEST(TextReader, MissingFileCannotBeRead) {
    const Folder folder;
    EXPECT_THAT(thrown_by([&] { TextReader(folder.path() / "none.csv", kSilent); }), StartsWith("failed: cannot read"));
}

TEST(TextReader, StopsOnRequest) {
    const Folder folder;
    const auto file = folder.write("a.csv", "year\n");
    std::stop_source source;
    source.request_stop();
    const Monitor monitor{.progress = {}, .stop = source.get_token()};
    TextReader reader{file, monitor};
    std::array<char, 16> buffer{};
    EXPECT_THAT(thrown_by([&] { reader.read(buffer.data(), buffer.size()); }), StartsWith("interrupted"));
}

}  // namespace
}  // namespace entente::sources
