// SPDX-License-Identifier: Apache-2.0
//
// What can go wrong with a file: each is a clear Error, and the atlas is as it was.
#include <chrono>
#include <fstream>
#include <thread>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "atlas/error_of.hpp"
#include "atlas/sample_tables.hpp"
#include "atlas/temporary.hpp"
#include "entente/atlas/atlas.hpp"

namespace entente::atlas::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Runs SQL on the file behind the atlas's back.
void exec(const std::filesystem::path& file, const std::string& sql) {
    SQLite::Database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000}.exec(sql);
}

std::vector<std::string> problems(const Atlas& atlas) {
    std::vector<std::string> found;
    for (const Finding& finding : atlas.check())
        if (finding.is_problem) found.push_back(finding.what);
    return found;
}

class FailureTest : public ::testing::Test {
protected:
    FailureTest() { Atlas{file_, OpenMode::create}.store(states(3)); }

    [[nodiscard]] Error opening(OpenMode mode, const std::filesystem::path& file) const {
        return error_of([&] { Atlas{file, mode}; });
    }

    TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.file();
};

// Files that are no atlas of this engine --------------------------------------------------------------------------

TEST_F(FailureTest, AMissingFileOrFolderIsSaid) {
    EXPECT_THAT(opening(OpenMode::read_only, folder_.file("none")).what(), HasSubstr("no atlas"));
    EXPECT_FALSE(std::filesystem::exists(folder_.file("none")));
    EXPECT_THAT(opening(OpenMode::create, folder_.path() / "no" / "such").what(), HasSubstr("no folder"));
}

TEST_F(FailureTest, AnAtlasOfANewerEngineNamesTheEngineItNeeds) {
    exec(file_, "INSERT INTO migration VALUES (99, 'later', '7.3.0'); PRAGMA user_version = 99");
    const std::string before = bytes_of(file_);
    for (const OpenMode mode : {OpenMode::read_only, OpenMode::create}) {
        const Error error = opening(mode, file_);
        EXPECT_EQ(error.errc(), Errc::failed);
        EXPECT_THAT(error.what(), HasSubstr("newer Entente: its schema is 99"));
        EXPECT_THAT(error.hint(), HasSubstr("7.3.0"));
    }
    EXPECT_EQ(bytes_of(file_), before);
}

TEST_F(FailureTest, AnOlderAtlasIsMigratedWhereItMayBeWrittenAndRefusedElsewhere) {
    {
        SQLite::Database database{file_.string(), SQLite::OPEN_READWRITE};
        std::vector<std::string> views;
        SQLite::Statement row{database, "SELECT name FROM sqlite_schema WHERE type = 'view'"};
        while (row.executeStep()) views.push_back(row.getColumn(0).getString());
        row.reset();
        for (const std::string& view : views) database.exec("DROP VIEW " + view);
        for (const char* later : {"order_driver", "order_value", "partnership_depth", "record_match", "curated_entry",
                                  "citation"})
            database.exec(std::string("DROP TABLE ") + later);
        database.exec("DELETE FROM migration WHERE number > 1; PRAGMA user_version = 1");
    }
    const Error error = opening(OpenMode::read_only, file_);
    EXPECT_EQ(error.errc(), Errc::failed);
    EXPECT_THAT(error.what(), HasSubstr("schema 1"));
    EXPECT_THAT(error.hint(), HasSubstr("entente import"));
    EXPECT_THAT(problems(Atlas{file_, OpenMode::create}), ::testing::IsEmpty());
    EXPECT_EQ((Atlas{file_, OpenMode::read_only}.actor_records().actors.size()), 3U);
}

TEST_F(FailureTest, OtherFilesAreNoAtlas) {
    std::ofstream{folder_.file("text")} << std::string(5000, 'x');
    EXPECT_THAT(opening(OpenMode::create, folder_.file("text")).what(), HasSubstr("is no atlas"));
    EXPECT_EQ(bytes_of(folder_.file("text")), std::string(5000, 'x'));
    exec(folder_.file("other"), "CREATE TABLE photos (a)");
    EXPECT_THAT(opening(OpenMode::create, folder_.file("other")).what(), HasSubstr("but no atlas"));
    EXPECT_THAT(opening(OpenMode::read_only, folder_.file("other")).what(), HasSubstr("but no atlas"));
}

TEST_F(FailureTest, AFolderIsNoAtlas) {
    EXPECT_EQ(opening(OpenMode::create, folder_.path()).errc(), Errc::failed);
    EXPECT_EQ(opening(OpenMode::read_only, folder_.path()).errc(), Errc::failed);
}

TEST_F(FailureTest, DamageIsFoundAndNeverACrash) {
    Atlas{file_, OpenMode::create}.store(figures(3, 3, 200));
    const std::string sound = bytes_of(file_);
    RandomStream random{Seed{1}, {.purpose = 3}};
    int num_found = 0;
    for (int round = 0; round < 20; ++round) {
        std::string bytes = sound;
        const std::size_t at = 4096 * (1 + random.below(static_cast<std::uint32_t>(bytes.size() / 4096 - 1)));
        for (std::size_t k = 0; k < 4096; ++k) bytes[at + k] = static_cast<char>(random.below(256));
        std::ofstream{file_, std::ios::binary} << bytes;
        try {
            const Atlas atlas{file_, OpenMode::read_only};
            num_found += problems(atlas).empty() ? 0 : 1;
            static_cast<void>(atlas.world(Year{2020}));
        } catch (const Error& error) {
            EXPECT_EQ(error.errc(), Errc::failed) << error.what();
        }
    }
    EXPECT_GE(num_found, 15) << "some pages may be free or unreachable for a quick check, most are not";
}

TEST_F(FailureTest, ATruncatedFileIsAnError) {
    Atlas{file_, OpenMode::create}.store(figures(3, 3, 200));
    std::filesystem::resize_file(file_, std::filesystem::file_size(file_) / 2);
    const Error error = error_of([&] {
        const Atlas atlas{file_, OpenMode::read_only};
        EXPECT_FALSE(problems(atlas).empty());
        static_cast<void>(atlas.world(Year{2020}));
    });
    EXPECT_EQ(error.errc(), Errc::failed);
    EXPECT_THAT(error.what(), HasSubstr("damaged"));
}

// Others at work --------------------------------------------------------------------------------------------------

TEST_F(FailureTest, AnotherImportIsWaitedForAndThenNamed) {
    SQLite::Database other{file_.string(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE");
    Atlas atlas{file_, OpenMode::create, {.patience = milliseconds{30}}};
    const Error error = error_of([&] { atlas.store(figures(1, 3, 5)); });
    EXPECT_EQ(error.errc(), Errc::failed);
    EXPECT_THAT(error.what(), StartsWith("another import is writing to " + file_.string()));
    EXPECT_EQ(atlas.actor_records().actors.size(), 3U) << "reading goes on meanwhile";
    EXPECT_EQ(atlas.store(states(3)), StoreOutcome::unchanged) << "nothing to write, nothing to wait for";
    other.exec("ROLLBACK");
    EXPECT_EQ(atlas.store(figures(1, 3, 5)), StoreOutcome::added);
}

TEST_F(FailureTest, AShortWaitIsNoError) {
    SQLite::Database other{file_.string(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE");
    std::thread release{[&] {
        std::this_thread::sleep_for(milliseconds{50});
        other.exec("COMMIT");
    }};
    Atlas atlas{file_, OpenMode::create};
    EXPECT_EQ(atlas.store(figures(1, 3, 5)), StoreOutcome::added);
    release.join();
}

TEST_F(FailureTest, AReaderSeesOneStateWhileAnotherWrites) {
    const Atlas reader{file_, OpenMode::read_only};
    const std::string before = reader.fingerprint();
    Atlas writer{file_, OpenMode::create};
    writer.store(figures(1, 3, 5));
    EXPECT_NE(reader.fingerprint(), before) << "a reader follows what was committed";
    EXPECT_EQ(reader.world(Year{2020}).series().size(), 1U);
}

TEST_F(FailureTest, AReaderCannotWrite) {
    Atlas reader{file_, OpenMode::read_only};
    const Error error = error_of([&] { reader.store(figures(1, 3, 5)); });
    EXPECT_EQ(error.errc(), Errc::failed);
    EXPECT_THAT(error.what(), HasSubstr("cannot be written"));
}

// Disks -----------------------------------------------------------------------------------------------------------

TEST_F(FailureTest, AFullDiskLeavesTheAtlasAsItWas) {
    Atlas small{file_, OpenMode::create, {.max_bytes = 400'000}};
    small.store(roll_calls(50));
    const std::string before = small.fingerprint();
    const Error error = error_of([&] { small.store(figures(5, 3, 5000)); });
    EXPECT_EQ(error.errc(), Errc::failed);
    EXPECT_THAT(error.what(), HasSubstr("no room left"));
    EXPECT_THAT(error.hint(), HasSubstr("free some space"));
    EXPECT_EQ(small.fingerprint(), before);
    EXPECT_THAT(problems(small), ::testing::IsEmpty());
    Atlas roomier{file_, OpenMode::create};
    EXPECT_EQ(roomier.store(figures(5, 3, 5000)), StoreOutcome::added);
}

/// Runs `work` in a process of a user who may not write the test's folder, and returns what it says.
template <typename Work>
std::string without_rights(const std::filesystem::path& folder, const Work& work) {
    std::filesystem::permissions(folder, static_cast<std::filesystem::perms>(0555));
    int ends[2];
    if (::pipe(ends) != 0) return "no pipe";
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        std::string said;
        if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) {
            said = "root stayed root";
        } else {
            try {
                said = work();
            } catch (const Error& error) {
                said = std::string{to_string(error.errc())} + ": " + error.what() + " | " + error.hint();
            }
        }
        const ssize_t written = ::write(ends[1], said.data(), said.size());
        ::_exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said;
    char bytes[512];
    for (ssize_t n = 0; (n = ::read(ends[0], bytes, sizeof bytes)) > 0;)
        said.append(bytes, static_cast<std::size_t>(n));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    std::filesystem::permissions(folder, static_cast<std::filesystem::perms>(0755));
    return said;
}

TEST_F(FailureTest, AReadOnlyFolderIsSaidWhenWriting) {
    const auto create = [&](const std::filesystem::path& file) {
        return without_rights(folder_.path(), [&]() -> std::string {
            Atlas atlas{file, OpenMode::create};
            atlas.store(figures(1, 3, 5));
            return "stored";
        });
    };
    for (const char* name : {"new.atlas", "test.atlas"}) {
        const std::string said = create(folder_.file(name));
        EXPECT_THAT(said, StartsWith("failed: ")) << name;
        EXPECT_THAT(said, HasSubstr("--atlas")) << name;
    }
    EXPECT_THAT(problems(Atlas{file_, OpenMode::read_only}), ::testing::IsEmpty());
}

TEST_F(FailureTest, AReadOnlyFolderCanBeReadFrom) {
    std::filesystem::permissions(file_, static_cast<std::filesystem::perms>(0644));
    EXPECT_EQ(without_rights(folder_.path(),
                             [&] {
                                 const Atlas atlas{file_, OpenMode::read_only};
                                 return std::to_string(atlas.world(Year{2020}).num_actors());
                             }),
              "3");
}

TEST_F(FailureTest, AReaderLeavesNoFilesBehind) {
    static_cast<void>(Atlas{file_, OpenMode::read_only}.world(Year{2020}));
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator{folder_.path()})
        left.push_back(entry.path().filename().string());
    EXPECT_THAT(left, ::testing::ElementsAre("test.atlas"));
}

// Kills -----------------------------------------------------------------------------------------------------------

constexpr int kNumStates = 60;
constexpr int kNumRollCalls = 400;

std::vector<SourceTable> large_tables() {
    return {states(kNumStates), roll_calls(kNumRollCalls), votes(kNumRollCalls, kNumStates),
            figures(4, kNumStates, 60)};
}

/// What the killed process does: imports everything, then replaces it over and over with other rows and back.
[[noreturn]] void import_for_ever(const std::filesystem::path& file) {
    std::vector<SourceTable> tables = large_tables();
    std::vector<SourceTable> others{votes(kNumRollCalls / 2, kNumStates), figures(3, kNumStates, 70)};
    Atlas atlas{file, OpenMode::create};
    for (;;) {
        for (const SourceTable& table : tables) atlas.store(table);
        for (const SourceTable& table : others) atlas.store(table);
    }
}

TEST(KillTest, AKillAtAnyMomentLeavesASoundAtlasThatTheNextImportCompletes) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.file();
    std::string wanted;
    {
        Atlas clean{folder.file("clean.atlas"), OpenMode::create};
        for (const SourceTable& table : large_tables()) clean.store(table);
        wanted = clean.fingerprint();
    }
    RandomStream random{Seed{20260101}, {.purpose = 11}};
    for (int round = 0; round < 20; ++round) {
        if (round % 2 == 0)
            for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
        const pid_t child = ::fork();
        if (child == 0) import_for_ever(file);
        // The first half also hits the making of the file, the second the middle of replacing rows.
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(round < 10 ? 120'000 : 400'000)});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);

        Atlas atlas{file, OpenMode::create};
        for (const std::string& problem : problems(atlas)) EXPECT_THAT(problem, HasSubstr("is empty")) << round;
        const std::size_t num_votes = atlas.votes(Year{2020}).votes.size();
        EXPECT_THAT(num_votes, ::testing::AnyOf(0U, kNumRollCalls * kNumStates, kNumRollCalls / 2 * kNumStates))
            << "a table is there as a whole or not at all";
        for (const SourceTable& table : large_tables()) atlas.store(table);
        EXPECT_THAT(problems(atlas), ::testing::IsEmpty()) << round;
        EXPECT_EQ(atlas.fingerprint(), wanted) << round;
    }
}

}  // namespace
}  // namespace entente::atlas::testing
