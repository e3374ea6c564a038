// SPDX-License-Identifier: Apache-2.0
#include "sources/made_up.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace entente::sources::testing_support {

namespace fs = std::filesystem;

Folder::Folder() {
    static std::atomic<int> counter{0};
    path_ = fs::temp_directory_path() / fmt::format("entente-sources-{}-{}", ::getpid(), ++counter);
    fs::create_directories(path_);
}

Folder::~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

fs::path Folder::write(const std::string& name, std::string_view bytes) const {
    const fs::path file = path_ / name;
    if (name.ends_with(".gz")) {
        gzFile out = gzopen(file.c_str(), "wb");
        if (!bytes.empty()) gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(out);
    } else {
        std::ofstream{file, std::ios::binary} << bytes;
    }
    return file;
}

MadeUp::MadeUp(std::vector<std::string> columns, char delimiter, std::string filler)
    : columns_(std::move(columns)), delimiter_(delimiter), filler_(std::move(filler)) {}

MadeUp& MadeUp::row(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    for (const auto& [name, value] : fields)
        EXPECT_NE(std::find(columns_.begin(), columns_.end(), name), columns_.end()) << "no column " << name;
    for (std::size_t k = 0; k < columns_.size(); ++k) {
        if (k > 0) rows_ += delimiter_;
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const auto& candidate) { return candidate.first == columns_[k]; });
        rows_ += field != fields.end() ? std::string(field->second) : filler_;
    }
    rows_ += '\n';
    return *this;
}

std::string MadeUp::text() const {
    return fmt::format("{}\n{}", fmt::join(columns_, std::string(1, delimiter_)), rows_);
}

const Concordance& concordance() {
    static const Concordance instance{read_actor_tables(fs::path{ENTENTE_SOURCE_DIR} / "data" / "actors")};
    return instance;
}

const Catalogue& catalogue() {
    static const Catalogue instance = Catalogue::read(fs::path{ENTENTE_SOURCE_DIR} / "data" / "sources.toml");
    return instance;
}

SourceTable import_only(const Folder& folder) {
    const std::vector<fs::path> paths{folder.path()};
    const FoundTables found = find_tables(paths);
    if (found.tables.size() != 1) {
        ADD_FAILURE() << "found " << found.tables.size() << " tables";
        return {};
    }
    return import_table(found.tables[0], concordance(), catalogue());
}

SourceTable import_source(const Folder& folder, std::string_view source) {
    const std::vector<fs::path> paths{folder.path()};
    for (const FoundTable& table : find_tables(paths).tables)
        if (table.source == source) return import_table(table, concordance(), catalogue());
    ADD_FAILURE() << "no table " << source;
    return {};
}

std::string thrown_by(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return fmt::format("{}: {} | {}", to_string(error.errc()), error.what(), error.hint());
    }
    return "nothing";
}

std::map<std::string, std::int64_t> skips(const SourceTable& table) {
    std::map<std::string, std::int64_t> counts;
    for (const SkipCount& entry : table.report.skipped) counts[entry.reason] = entry.count;
    return counts;
}

const AgreementRecord& agreement(const SourceTable& table, std::string_view id) {
    static const AgreementRecord none;
    for (const AgreementRecord& record : table.agreements)
        if (record.id == id) return record;
    ADD_FAILURE() << "no agreement " << id;
    return none;
}

std::string sign(const AgreementRecord& record, std::string_view name) {
    std::string text;
    for (const SignRecord& entry : record.signs)
        if (entry.sign == name)
            text += fmt::format("{}{}:{}", text.empty() ? "" : " ", entry.since.value(), entry.value);
    return text;
}

std::string key(ActorId actor) {
    return concordance().actor(actor).key;
}

std::string years(const Spell& spell) {
    return spell.last ? fmt::format("{}-{}", spell.first.value(), spell.last->value())
                      : fmt::format("{}-", spell.first.value());
}

std::string parties(const AgreementRecord& record) {
    std::string text;
    for (const Party& party : record.parties) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", key(party.actor), years(party.spell));
        if (party.role != "member") text += ' ' + party.role;
        if (party.side != 0) text += fmt::format(" side {}", party.side);
    }
    return text;
}

namespace {

const FigureRecord* find_figure(const SourceTable& table, std::string_view series, std::string_view actor, int year) {
    for (const FigureRecord& record : table.figures)
        if (table.series[record.series].name == series && record.year == Year{year} && key(record.actor) == actor)
            return &record;
    return nullptr;
}

}  // namespace

double figure(const SourceTable& table, std::string_view series, std::string_view actor, int year) {
    const FigureRecord* record = find_figure(table, series, actor, year);
    return record == nullptr ? std::numeric_limits<double>::quiet_NaN() : record->value;
}

double figure_sd(const SourceTable& table, std::string_view series, std::string_view actor, int year) {
    const FigureRecord* record = find_figure(table, series, actor, year);
    return record == nullptr ? std::numeric_limits<double>::quiet_NaN()
                             : record->sd.value_or(std::numeric_limits<double>::quiet_NaN());
}

fs::path shared_data() {
    const char* named = std::getenv("ENTENTE_SHARED");
    const fs::path root =
        named != nullptr && *named != '\0' ? fs::path{named} : fs::path{ENTENTE_SOURCE_DIR} / ".." / "shared";
    const fs::path data = root / "data";
    return fs::is_directory(data) ? data : fs::path{};
}

}  // namespace entente::sources::testing_support
