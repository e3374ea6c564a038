// SPDX-License-Identifier: Apache-2.0
//
// What every importer works with: the rows of a producer's file that keep their own account, the actors that are named
// in them, and the source table that is being filled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/records.hpp"
#include "entente/sources/concordance.hpp"
#include "entente/sources/csv.hpp"
#include "entente/sources/importer.hpp"

namespace entente::sources {

/// Adds one row to the counts of a list of reasons.
void count_reason(std::vector<SkipCount>& counts, std::string_view reason, std::int64_t line, std::string_view example);

/// The rows of one file of a table. Every row that `next` gave must be kept or skipped, once.
class TableRows : public CsvReader {
public:
    enum class Account { counted, not_counted };
    TableRows(ImportJob& job, std::size_t file, Account account);

    bool next();
    void keep();
    /// Counts the current row under a reason; the example shows its first fields.
    void skip(std::string_view reason);
    /// Counts a row that was read before, for reasons that show only later.
    void skip_earlier(std::string_view reason, std::int64_t line, std::string_view example);
    /// Notes that the current row is kept with a value put right.
    void note_change(std::string_view reason, std::string_view example);
    /// The first fields of the current row, as examples show them.
    [[nodiscard]] std::string example() const;

private:
    ImportJob& job_;
    std::size_t file_;
    Account account_;
};

/// One way to find an actor: a code of a system in a column, or a name.
struct ActorWay {
    std::string_view system{};  ///< System of codes; empty: the column holds names.
    Column column{};
};

/// Finds the actors that a table names, by its own codes or by name, remembering each text and year.
class ActorFinder {
public:
    /// `source` is the name by which data/actors/not_actors.csv calls the table.
    ActorFinder(const Concordance& concordance, std::string source);

    /// The actor of the current row. Nothing: the text is no actor on purpose, and the row was skipped under the reason
    /// that data/actors/not_actors.csv gives. Throws Error{Errc::bad_input} where no way leads to an actor.
    [[nodiscard]] std::optional<ActorId> find(TableRows& rows, std::initializer_list<ActorWay> ways, Year year);
    /// The same without an account of the row: where a row names many actors.
    [[nodiscard]] std::optional<ActorId> look_up(const TableRows& rows, std::initializer_list<ActorWay> ways,
                                                 Year year);
    /// Why the last text was no actor.
    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

private:
    using YearsOfText = std::vector<std::int32_t>;
    [[nodiscard]] std::int32_t resolve(const TableRows& rows, std::span<const ActorWay> ways, Year year);
    [[nodiscard]] std::int32_t enter_reason(std::string_view reason);

    const Concordance* concordance_;
    std::string source_;
    std::unordered_map<std::string, YearsOfText>
        known_;  ///< Per text: by year, 0 not looked up yet, >0 actor, <0 reason.
    std::vector<std::string> reasons_;
    std::string reason_;
    std::string key_;
};

/// Adds a table's yearly figures: one row per actor and year, several series a row.
class FigureRows {
public:
    FigureRows(ImportJob& job, TableRows& rows) : job_(job), rows_(rows) {}

    /// Position of a new series of the source.
    std::uint16_t add_series(SeriesInfo info);
    /// Keeps the row if any figure has a value, else skips it as 'no value'. A row that says the same of an actor and a
    /// year as an earlier one is skipped as 'duplicate'; one that contradicts it is an error naming both lines.
    void add(ActorId actor, Year year, std::span<const std::optional<double>> values,
             std::span<const std::optional<double>> sds = {});

private:
    /// A row that was kept: its line, and where its figures begin in the table.
    struct Earlier {
        std::int64_t line = 0;
        std::size_t first_figure = 0;
        std::size_t num_figures = 0;
    };
    void compare(const Earlier& earlier, std::size_t first_figure);

    ImportJob& job_;
    TableRows& rows_;
    std::unordered_map<std::int64_t, Earlier> earlier_;  ///< By actor and year.
};

/// One table's import: its files, and the records that come of them.
class ImportJob {
public:
    ImportJob(const FoundTable& found, const Concordance& concordance, const Monitor& monitor, SourceTable& table);

    /// Opens one of the importer's files and checks that all needed columns are there.
    [[nodiscard]] TableRows open(std::size_t file = 0);
    /// Opens a file that only helps to read the table: its rows are not counted.
    [[nodiscard]] TableRows open_companion(std::size_t file);
    /// The shape of a file; all files from the last shape on have that one (series of figures).
    [[nodiscard]] const FileShape& shape(std::size_t file) const noexcept;
    [[nodiscard]] ActorFinder actors(std::string_view name_in_not_actors) const;

    [[nodiscard]] SourceTable& table() noexcept { return *table_; }
    [[nodiscard]] ImportReport& report() noexcept { return table_->report; }
    [[nodiscard]] const Monitor& monitor() const noexcept { return *monitor_; }
    [[nodiscard]] const Concordance& concordance() const noexcept { return *concordance_; }
    [[nodiscard]] const FoundTable& found() const noexcept { return *found_; }

    void set_fingerprint(std::size_t file, std::string fingerprint) { fingerprints_[file] = std::move(fingerprint); }
    [[nodiscard]] std::string fingerprint() const;

private:
    const FoundTable* found_;
    const Concordance* concordance_;
    const Monitor* monitor_;
    SourceTable* table_;
    std::vector<std::string> fingerprints_;
};

/// The fingerprint of a table from those of its files: of one file its own, of several that of their list.
[[nodiscard]] std::string combined_fingerprint(std::span<const std::string> fingerprints);

/// `first` .. `last`, open where the table closes in that year: its last year is no exit.
[[nodiscard]] Spell spell_until(Year first, Year last, int closing_year);

/// Joins spells that touch or overlap (a gap of no year), in order.
[[nodiscard]] std::vector<Spell> merged(std::vector<Spell> spells);

}  // namespace entente::sources
