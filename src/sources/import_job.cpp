// SPDX-License-Identifier: Apache-2.0
#include "import_job.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/fingerprint.hpp"

namespace entente::sources {

void count_reason(std::vector<SkipCount>& counts, std::string_view reason, std::int64_t line,
                  std::string_view example) {
    for (SkipCount& entry : counts) {
        if (entry.reason != reason) continue;
        ++entry.count;
        return;
    }
    counts.push_back({std::string(reason), 1, line, std::string(example)});
}

// ---- TableRows

TableRows::TableRows(ImportJob& job, std::size_t file, Account account)
    : CsvReader(job.found().files[file], job.shape(file).delimiter, job.monitor()),
      job_(job),
      file_(file),
      account_(account) {
    for (const std::string_view name : job.shape(file).columns) (void)column(name);
}

bool TableRows::next() {
    if (CsvReader::next()) {
        if (account_ == Account::counted) ++job_.report().rows_read;
        return true;
    }
    job_.set_fingerprint(file_, fingerprint());
    return false;
}

void TableRows::keep() {
    ++job_.report().rows_kept;
}

void TableRows::skip(std::string_view reason) {
    std::vector<SkipCount>& counts = job_.report().skipped;
    const auto is_first = [&](const SkipCount& entry) { return entry.reason == reason; };
    const bool is_known = std::any_of(counts.begin(), counts.end(), is_first);
    count_reason(counts, reason, line(), is_known ? std::string{} : example());
}

void TableRows::skip_earlier(std::string_view reason, std::int64_t line, std::string_view example) {
    count_reason(job_.report().skipped, reason, line, example);
}

void TableRows::note_change(std::string_view reason, std::string_view example) {
    count_reason(job_.report().changed, reason, line(), example);
}

std::string TableRows::example() const {
    constexpr std::size_t kShownFields = 4;
    return fmt::format("{}: {}", name(), fmt::join(fields().first(std::min(kShownFields, fields().size())), ", "));
}

// ---- FigureRows

std::uint16_t FigureRows::add_series(SeriesInfo info) {
    std::vector<SeriesInfo>& series = job_.table().series;
    series.push_back(std::move(info));
    return static_cast<std::uint16_t>(series.size() - 1);
}

void FigureRows::add(ActorId actor, Year year, std::span<const std::optional<double>> values,
                     std::span<const std::optional<double>> sds) {
    std::vector<FigureRecord>& figures = job_.table().figures;
    const std::size_t first_figure = figures.size();
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (!values[k]) continue;
        figures.push_back({static_cast<std::uint16_t>(k), actor, year, *values[k],
                           k < sds.size() ? sds[k] : std::optional<double>{}});
    }
    const std::size_t num_figures = figures.size() - first_figure;
    if (num_figures == 0) return rows_.skip("no value");
    const std::int64_t key = std::int64_t{actor.value()} * (kLastYear + 1) + year.value();
    const auto [found, is_new] = earlier_.try_emplace(key, Earlier{rows_.line(), first_figure, num_figures});
    if (is_new) return rows_.keep();
    compare(found->second, first_figure);
    figures.resize(first_figure);
    rows_.skip("duplicate of an earlier row");
}

/// Throws unless the figures from `first_figure` on say what an earlier row said.
void FigureRows::compare(const Earlier& earlier, std::size_t first_figure) {
    const std::vector<FigureRecord>& figures = job_.table().figures;
    const bool is_same =
        std::equal(figures.begin() + static_cast<std::ptrdiff_t>(earlier.first_figure),
                   figures.begin() + static_cast<std::ptrdiff_t>(earlier.first_figure + earlier.num_figures),
                   figures.begin() + static_cast<std::ptrdiff_t>(first_figure), figures.end(),
                   [](const FigureRecord& a, const FigureRecord& b) {
                       return a.series == b.series && a.value == b.value && a.sd == b.sd;
                   });
    if (is_same) return;
    throw Error{
        Errc::bad_input,
        fmt::format("{}: contradicts line {}: both are of actor {} in {}; one row an actor and year is expected",
                    rows_.place(), earlier.line, figures[first_figure].actor.value(),
                    figures[first_figure].year.value()),
        "find out which row holds and take the other out, or name it in data/actors/not_actors.csv"};
}

// ---- ImportJob

ImportJob::ImportJob(const FoundTable& found, const Concordance& concordance, const Monitor& monitor,
                     SourceTable& table)
    : found_(&found),
      concordance_(&concordance),
      monitor_(&monitor),
      table_(&table),
      fingerprints_(found.files.size()) {}

TableRows ImportJob::open(std::size_t file) {
    return TableRows{*this, file, TableRows::Account::counted};
}

TableRows ImportJob::open_companion(std::size_t file) {
    return TableRows{*this, file, TableRows::Account::not_counted};
}

const FileShape& ImportJob::shape(std::size_t file) const noexcept {
    const std::vector<FileShape>& shapes = found_->importer->files;
    return shapes[std::min(file, shapes.size() - 1)];
}

ActorFinder ImportJob::actors(std::string_view name_in_not_actors) const {
    return ActorFinder{*concordance_, std::string(name_in_not_actors)};
}

std::string ImportJob::fingerprint() const {
    return combined_fingerprint(fingerprints_);
}

std::string combined_fingerprint(std::span<const std::string> fingerprints) {
    if (fingerprints.size() == 1) return fingerprints[0];
    return entente::fingerprint_of(fmt::format("{}", fmt::join(fingerprints, "\n")));
}

// ---- Spells

Spell spell_until(Year first, Year last, int closing_year) {
    if (last.value() >= closing_year) return {first, std::nullopt};
    return {first, last};
}

std::vector<Spell> merged(std::vector<Spell> spells) {
    std::sort(spells.begin(), spells.end(), [](const Spell& a, const Spell& b) { return a.first < b.first; });
    std::vector<Spell> joined;
    for (const Spell& spell : spells) {
        const bool touches = !joined.empty() && (!joined.back().last || spell.first <= *joined.back().last + 1);
        if (!touches) {
            joined.push_back(spell);
        } else if (joined.back().last && (!spell.last || *spell.last > *joined.back().last)) {
            joined.back().last = spell.last;
        }
    }
    return joined;
}

}  // namespace entente::sources
