// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/figures.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <tuple>

#include <fmt/format.h>
#include <zlib.h>

#include "import_job.hpp"
#include "importers.hpp"
#include "toml_entry.hpp"

namespace entente::sources {
namespace {

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& series) {
    for (const char* ending : {".csv.gz", ".csv"}) {
        std::filesystem::path file = folder / (series + ending);
        if (std::filesystem::exists(file)) return file;
    }
    throw Error{Errc::bad_input, fmt::format("sources.toml names the series '{}', but {} holds no {}.csv", series,
                                             folder.string(), series)};
}

void read_series(ImportJob& job, std::size_t file, const SeriesInfo& info) {
    TableRows rows = job.open(file);
    const Column key = rows.column("actor");
    const Column year_column = rows.column("year");
    const Column value = rows.column("value");
    const Column sd = rows.column("sd");
    FigureRows figures{job, rows};
    const std::uint16_t series = figures.add_series(info);
    ActorFinder actors = job.actors("figures");
    std::vector<std::optional<double>> values(std::size_t{series} + 1);
    std::vector<std::optional<double>> sds(values.size());
    while (rows.next()) {
        const Year year = rows.year(year_column);
        const std::optional<ActorId> actor = actors.find(rows, {{"key", key}}, year);
        if (!actor) continue;
        values[series] = rows.optional_number(value);
        sds[series] = rows.optional_number(sd);
        figures.add(*actor, year, values, sds);
    }
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + '"';
}

std::string entry_of(const SeriesInfo& series, const SourceInfo& source) {
    std::string text = "\n[[series]]\n";
    const auto add = [&](const char* key, const std::string& value) {
        text += fmt::format("{} = {}\n", key, quoted(value));
    };
    add("name", series.name);
    add("unit", series.unit);
    add("definition", series.definition);
    add("source", source.id);
    add("title", source.title);
    add("citation", source.citation);
    add("version", source.version);
    add("terms", source.terms);
    add("address", source.address);
    if (source.first_year) text += fmt::format("first_year = {}\n", source.first_year->value());
    if (source.last_year) text += fmt::format("last_year = {}\n", source.last_year->value());
    if (source.looks_ahead) text += "looks_ahead = true\n";
    return text;
}

std::string rows_of(const SourceTable& table, std::uint16_t series, const Concordance& concordance) {
    std::vector<FigureRecord> figures;
    std::copy_if(table.figures.begin(), table.figures.end(), std::back_inserter(figures),
                 [&](const FigureRecord& figure) { return figure.series == series; });
    std::sort(figures.begin(), figures.end(), [](const FigureRecord& a, const FigureRecord& b) {
        return std::tie(a.actor, a.year) < std::tie(b.actor, b.year);
    });
    std::string text;
    for (const FigureRecord& figure : figures) {
        text += fmt::format("{},{},{},", concordance.actor(figure.actor).key, figure.year.value(), figure.value);
        text += figure.sd ? fmt::format("{}\n", *figure.sd) : "\n";
    }
    return text;
}

void write_gzip(const std::filesystem::path& file, const std::string& text) {
    struct Close {
        void operator()(gzFile_s* open) const noexcept { gzclose_w(open); }
    };
    std::unique_ptr<gzFile_s, Close> out{gzopen(file.c_str(), "wb9")};
    const bool is_written =
        out && gzwrite(out.get(), text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size());
    if (!is_written || gzclose_w(out.release()) != Z_OK)
        throw Error{Errc::failed, fmt::format("cannot write {}", file.string()), "check the folder and the free space"};
}

}  // namespace

std::vector<FigureSeries> read_figure_series(const std::filesystem::path& folder) {
    const toml::table document = read_toml(folder / "sources.toml");
    std::vector<FigureSeries> all;
    const toml::array* entries = document["series"].as_array();
    if (entries == nullptr) return all;
    for (const toml::node& node : *entries) {
        const std::string place = fmt::format("sources.toml line {}", node.source().begin.line);
        const toml::table* entry = node.as_table();
        if (entry == nullptr) throw Error{Errc::bad_input, fmt::format("{}: a [[series]] table is expected", place)};
        FigureSeries series;
        series.info.name = required_text(*entry, "name", place);
        series.info.unit = required_text(*entry, "unit", place);
        series.info.definition = required_text(*entry, "definition", place);
        series.source = source_info_of(*entry, place);
        series.source.id = required_text(*entry, "source", place);
        series.file = file_of(folder, series.info.name);
        all.push_back(std::move(series));
    }
    return all;
}

/// The first file of a found table is the folder's sources.toml, the others are those of the source's series.
void import_figures(ImportJob& job) {
    const FoundTable& found = job.found();
    job.set_fingerprint(0, fingerprint_of_file(found.files[0], job.monitor()));
    for (const FigureSeries& series : read_figure_series(found.files[0].parent_path())) {
        if (series.source.id != found.source) continue;
        const auto file = std::find(found.files.begin() + 1, found.files.end(), series.file);
        if (file == found.files.end()) continue;
        read_series(job, static_cast<std::size_t>(file - found.files.begin()), series.info);
        job.table().source = series.source;
    }
}

void write_figures(const std::filesystem::path& folder, const std::vector<SourceTable>& tables,
                   const Concordance& concordance) {
    std::string entries =
        "# SPDX-License-Identifier: Apache-2.0\n"
        "# Yearly figures in Entente's own form; docs/sources.md, section 'figures', says how to add a series.\n"
        "# The figures themselves are their producers', under the terms that stand with each.\n";
    for (const SourceTable& table : tables) {
        for (std::size_t k = 0; k < table.series.size(); ++k) {
            const std::string rows = rows_of(table, static_cast<std::uint16_t>(k), concordance);
            if (rows.empty()) continue;
            write_gzip(folder / (table.series[k].name + ".csv.gz"), "actor,year,value,sd\n" + rows);
            entries += entry_of(table.series[k], table.source);
        }
    }
    std::ofstream out{folder / "sources.toml", std::ios::binary};
    out << entries;
    if (!out.flush())
        throw Error{Errc::failed, fmt::format("cannot write {}", (folder / "sources.toml").string()),
                    "check the folder and the free space"};
}

}  // namespace entente::sources
