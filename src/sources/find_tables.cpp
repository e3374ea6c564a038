// SPDX-License-Identifier: Apache-2.0
//
// Which files hold which table, and the import of one table.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "entente/sources/figures.hpp"
#include "import_job.hpp"

namespace entente::sources {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFigures = "figures";

/// One of an importer's files.
struct Role {
    const Importer* importer = nullptr;
    std::size_t file = 0;

    [[nodiscard]] const FileShape& shape() const { return importer->files[file]; }
};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return text;
}

/// The name without `.csv`, `.tsv`, `.txt` and `.gz`; nothing where the file cannot be a table.
std::optional<std::string> stem_of(const fs::path& file) {
    std::string name = file.filename().string();
    if (lower(name).ends_with(".gz")) name.resize(name.size() - 3);
    for (const std::string_view ending : {".csv", ".tsv", ".txt"})
        if (lower(name).ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return std::nullopt;
}

/// Every file in which a table of its own can stand; companions that are tables themselves come once.
std::vector<Role> all_roles() {
    std::vector<Role> roles;
    for (const Importer& importer : importers()) {
        if (importer.id == kFigures) continue;
        for (std::size_t k = 0; k < importer.files.size(); ++k) {
            const bool is_known = std::any_of(roles.begin(), roles.end(), [&](const Role& role) {
                return role.shape().stem == importer.files[k].stem;
            });
            if (!is_known) roles.push_back({&importer, k});
        }
    }
    return roles;
}

class Recogniser {
public:
    explicit Recogniser(const Monitor& monitor) : monitor_(monitor), roles_(all_roles()) {}

    /// The stem of the shape that a file has; nothing if none fits.
    [[nodiscard]] std::optional<std::string_view> shape_of(const fs::path& file, const std::string& stem) const {
        std::map<char, std::vector<std::string>> headers;
        const FileShape* best = nullptr;
        for (const Role& role : roles_) {
            const FileShape& shape = role.shape();
            auto header = headers.find(shape.delimiter);
            if (header == headers.end())
                header = headers.emplace(shape.delimiter, read_header(file, shape.delimiter, monitor_)).first;
            if (!has_all(header->second, shape)) continue;
            const bool is_better = best == nullptr || shape.columns.size() > best->columns.size() ||
                                   (shape.columns.size() == best->columns.size() && shape.stem == stem);
            if (is_better) best = &shape;
        }
        return best != nullptr ? best->stem : known_stem(stem);
    }

    [[nodiscard]] bool is_known_stem(const std::string& stem) const { return known_stem(stem).has_value(); }

private:
    [[nodiscard]] std::optional<std::string_view> known_stem(const std::string& stem) const {
        for (const Role& role : roles_)
            if (lower(std::string(role.shape().stem)) == lower(stem)) return role.shape().stem;
        return std::nullopt;
    }
    static bool has_all(const std::vector<std::string>& header, const FileShape& shape) {
        return std::all_of(shape.columns.begin(), shape.columns.end(), [&](std::string_view name) {
            return std::find(header.begin(), header.end(), name) != header.end();
        });
    }

    const Monitor& monitor_;
    std::vector<Role> roles_;
};

bool is_hidden(const fs::path& file) {
    return file.filename().string().starts_with('.');
}

/// The files of the paths in order, those of a folder by name. Folders of figures are told apart.
void list_files(std::span<const fs::path> paths, std::vector<fs::path>& files, std::vector<fs::path>& figure_folders) {
    for (const fs::path& path : paths) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (!fs::exists(status))
            throw Error{Errc::failed, fmt::format("{} does not exist", path.string()), "check the path"};
        if (!fs::is_directory(status)) {
            files.push_back(path);
            continue;
        }
        if (fs::exists(path / "sources.toml", error) && !read_figure_series(path).empty()) {
            figure_folders.push_back(path);
            continue;
        }
        fs::directory_iterator entries{path, error};
        if (error) throw Error{Errc::failed, fmt::format("cannot read {}: {}", path.string(), error.message())};
        std::vector<fs::path> inside;
        for (const fs::directory_entry& entry : entries)
            if (entry.is_regular_file(error) && !is_hidden(entry.path())) inside.push_back(entry.path());
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
}

/// Whether a companion file is the table of another importer, so that it needs no partner.
bool is_table_elsewhere(std::string_view stem) {
    return std::any_of(importers().begin(), importers().end(), [&](const Importer& importer) {
        return importer.id != kFigures && importer.files[0].stem == stem;
    });
}

void add_figure_tables(const fs::path& folder, FoundTables& found) {
    std::vector<FoundTable> tables;
    for (const FigureSeries& series : read_figure_series(folder)) {
        auto table = std::find_if(tables.begin(), tables.end(),
                                  [&](const FoundTable& known) { return known.source == series.source.id; });
        if (table == tables.end())
            table = tables.insert(tables.end(), {&importer(kFigures), {folder / "sources.toml"}, series.source.id});
        table->files.push_back(series.file);
    }
    found.tables.insert(found.tables.end(), tables.begin(), tables.end());
}

}  // namespace

FoundTables find_tables(std::span<const fs::path> paths, const Monitor& monitor) {
    FoundTables found;
    std::vector<fs::path> files;
    std::vector<fs::path> figure_folders;
    list_files(paths, files, figure_folders);
    const Recogniser recogniser{monitor};
    std::map<std::string_view, fs::path> by_shape;
    for (const fs::path& file : files) {
        const std::optional<std::string> stem = stem_of(file);
        if (!stem) {
            found.skipped.push_back({file, "not a .csv, .tsv or .txt file (or one of these with .gz)"});
            continue;
        }
        std::optional<std::string_view> shape;
        try {
            shape = recogniser.shape_of(file, *stem);
        } catch (const Error& error) {
            // A damaged table is an error; a damaged file that nobody calls a table is none of our business.
            if (error.errc() != Errc::bad_input || recogniser.is_known_stem(*stem)) throw;
            found.skipped.push_back({file, error.what()});
            continue;
        }
        if (!shape) {
            found.skipped.push_back({file, "its header is that of no table that Entente knows"});
            continue;
        }
        const auto [known, is_new] = by_shape.try_emplace(*shape, file);
        if (is_new) continue;
        const bool is_named_so = *stem == *shape && stem_of(known->second) != stem;
        const fs::path& other = is_named_so ? known->second : file;
        found.skipped.push_back({other, fmt::format("holds the same table as {}",
                                                    (is_named_so ? file : known->second).filename().string())});
        if (is_named_so) known->second = file;
    }
    for (const Importer& importer : importers()) {
        if (importer.id == kFigures) continue;
        FoundTable table{&importer, {}, std::string(importer.id)};
        std::string missing;
        for (const FileShape& shape : importer.files) {
            const auto file = by_shape.find(shape.stem);
            if (file != by_shape.end())
                table.files.push_back(file->second);
            else
                missing = missing.empty() ? std::string(shape.stem) : missing + " and " + std::string(shape.stem);
        }
        if (table.files.empty()) continue;
        if (missing.empty())
            found.tables.push_back(std::move(table));
        else if (by_shape.contains(importer.files[0].stem) || !is_table_elsewhere(importer.files[1].stem))
            found.skipped.push_back({table.files[0], fmt::format("{} needs {} beside it", importer.id, missing)});
    }
    for (const fs::path& folder : figure_folders) add_figure_tables(folder, found);
    return found;
}

std::string fingerprint_of(const FoundTable& table, const Monitor& monitor) {
    std::vector<std::string> fingerprints;
    for (const fs::path& file : table.files) fingerprints.push_back(fingerprint_of_file(file, monitor));
    return combined_fingerprint(fingerprints);
}

SourceTable import_table(const FoundTable& found, const Concordance& concordance, const Catalogue& catalogue,
                         const Monitor& monitor) {
    SourceTable table;
    if (found.importer->id != kFigures) table.source = catalogue.source(found.source);
    ImportJob job{found, concordance, monitor, table};
    try {
        found.importer->read(job);
    } catch (const Error& error) {
        throw error.within(fmt::format("importing {}", found.source));
    }
    table.source.fingerprint = job.fingerprint();
    std::int64_t num_skipped = 0;
    for (const SkipCount& entry : table.report.skipped) num_skipped += entry.count;
    if (table.report.rows_read != table.report.rows_kept + num_skipped)
        throw Error{Errc::failed,
                    fmt::format("the account of {} does not add up: {} rows read, {} kept, {} skipped", found.source,
                                table.report.rows_read, table.report.rows_kept, num_skipped),
                    "this is a bug of Entente: please report it"};
    return table;
}

}  // namespace entente::sources
