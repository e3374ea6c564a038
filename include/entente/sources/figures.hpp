// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "entente/base/progress.hpp"
#include "entente/base/records.hpp"
#include "entente/sources/concordance.hpp"

namespace entente::sources {

/// Yearly figures in Entente's own form: a folder with `sources.toml` and one file `<series>.csv` (or `.csv.gz`) a
/// series.
///
/// The table files have the columns `actor,year,value,sd`: the actor's key (`USA`, `EU`), a year, a number, and the
/// producer's standard deviation or nothing. `sources.toml` has one `[[series]]` entry a series:
///
///     [[series]]
///     name = "gdp_usd"                 # file: gdp_usd.csv
///     unit = "current US dollars"
///     definition = "gross domestic product (NY.GDP.MKTP.CD)"
///     source = "wb_gdp"                # several series may have one source; the last entry's words for it count
///     title = "..."                    # then citation, version, terms, address, first_year, last_year, looks_ahead
///
/// A source that comes in this form has the same id as its producer's table would have: whichever is imported later
/// replaces the other.
struct FigureSeries {
    SeriesInfo info{};
    SourceInfo source{};
    std::filesystem::path file{};
};

/// The entries of a folder's `sources.toml`, in their order. Throws Error{Errc::failed} or Error{Errc::bad_input}.
[[nodiscard]] std::vector<FigureSeries> read_figure_series(const std::filesystem::path& folder);

/// Writes series of imported tables in this form, sorted by actor and year, gzip-compressed; numbers are written so
/// that they are read back exactly. Replaces the folder's `sources.toml` and the files of the same names. Series
/// without figures are left out. Throws Error{Errc::failed} where the folder cannot be written.
void write_figures(const std::filesystem::path& folder, const std::vector<SourceTable>& tables,
                   const Concordance& concordance);

}  // namespace entente::sources
