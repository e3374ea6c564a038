// SPDX-License-Identifier: Apache-2.0
//
// Estimates that Entente ships where the producers' terms keep the tables themselves out of the repository.
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"
#include "entente/engine/import.hpp"
#include "entente/sources/concordance.hpp"
#include "entente/sources/csv.hpp"
#include "entente/sources/text_reader.hpp"

namespace entente::engine {
namespace fs = std::filesystem;
namespace {

const Monitor kSilent{};

/// A shipped file of estimates: rows of an actor, a year and numbers.
class EstimateFile {
public:
    EstimateFile(const fs::path& file, const sources::Concordance& concordance)
        : csv_(file, ',', kSilent), concordance_(concordance), year_(csv_.column("year")) {}

    bool next() { return csv_.next(); }
    [[nodiscard]] ActorId actor() const {
        const sources::Column column = csv_.column("actor");
        const auto found = concordance_.resolve_any(fmt::format("key:{}", csv_.text(column)));
        if (!found.actor) throw csv_.error(column, "the key of an actor");
        return *found.actor;
    }
    [[nodiscard]] Year year() const { return csv_.year(year_); }
    [[nodiscard]] double number(const char* column) const { return csv_.number(csv_.column(column)); }
    [[nodiscard]] int count(const char* column) const { return csv_.integer(csv_.column(column), 0, 1000000); }
    [[nodiscard]] int age() const { return csv_.integer(csv_.column("age_years"), 0, 200); }
    [[nodiscard]] std::string text(const char* column) const { return std::string(csv_.text(csv_.column(column))); }
    [[nodiscard]] atlas::EstimateInfo info(std::string name) const {
        return {.name = std::move(name),
                .version = ENTENTE_VERSION,
                .note = fmt::format("Computed from the full atlas and shipped as {}.", csv_.name())};
    }

private:
    sources::CsvReader csv_;
    const sources::Concordance& concordance_;
    sources::Column year_;
};

void import_ideal_points(atlas::Atlas& atlas, EstimateFile file) {
    atlas::EstimateRows<atlas::IdealPointRow> rows;
    while (file.next())
        rows.rows.push_back(
            {.actor = file.actor(), .year = file.year(), .mean = file.number("mean"), .std_error = file.number("se")});
    rows.info = file.info("ideal_points");
    atlas.store_ideal_points(rows, {});
}

void import_known_positions(atlas::Atlas& atlas, EstimateFile file) {
    atlas::EstimateRows<atlas::KnownPosition> rows;
    while (file.next()) rows.rows.push_back({file.actor(), file.year(), file.number("mean"), file.number("se")});
    rows.info = file.info("known_positions");
    atlas.store_known_positions(rows);
}

void import_impact_shares(atlas::Atlas& atlas, EstimateFile file) {
    atlas::EstimateRows<atlas::ImpactShareRow> rows;
    while (file.next())
        rows.rows.push_back(
            {file.text("issue"), file.actor(), file.year(), file.number("share"), file.number("sd"), file.age()});
    rows.info = file.info("impact_shares");
    atlas.store_impact_shares(rows);
}

/// Order comes as two files, values and drivers; their column `estimate` tells hindsight from what was known then.
void import_order(atlas::Atlas& atlas, EstimateFile values, EstimateFile drivers) {
    std::map<std::string, atlas::EstimateRows<atlas::OrderValueRow>> by_estimate;
    std::map<std::string, std::vector<atlas::OrderDriverRow>> drivers_of;
    while (values.next())
        by_estimate[values.text("estimate")].rows.push_back({values.text("series"), values.text("variant"),
                                                             values.year(), values.number("mean"),
                                                             values.number("std_error"), values.number("low"),
                                                             values.number("high"), values.count("num"), values.age()});
    while (drivers.next())
        drivers_of[drivers.text("estimate")].push_back(
            {drivers.text("series"), drivers.actor(), drivers.year(), drivers.number("contribution")});
    for (auto& [name, rows] : by_estimate) {
        rows.info = values.info(name);
        atlas.store_order(rows, drivers_of[name]);
    }
}

/// A file's text, unpacked.
std::string read_packed(const fs::path& file) {
    sources::TextReader reader(file, kSilent);
    std::string text;
    std::vector<char> piece(1U << 16);
    while (const std::size_t size = reader.read(piece.data(), piece.size())) text.append(piece.data(), size);
    return text;
}

constexpr std::string_view kModelEnding = ".json.gz";

/// Models are `<name>-<year>.json.gz`: valid for answers as of that year and later.
void import_model(atlas::Atlas& atlas, const fs::path& file) {
    std::string stem = file.filename().string();
    stem.resize(stem.size() - kModelEnding.size());
    const std::size_t dash = stem.rfind('-');
    int year = 0;
    const char* end = stem.data() + stem.size();
    if (dash == std::string::npos || std::from_chars(stem.data() + dash + 1, end, year).ptr != end)
        throw Error{Errc::bad_input,
                    fmt::format("{}: the name of a model is <name>-<year>{}", file.filename().string(), kModelEnding)};
    const std::string json = read_packed(file);
    const std::string name = stem.substr(0, dash);
    atlas.store_model({.name = name,
                       .version = ENTENTE_VERSION,
                       .fingerprint = fingerprint_of(json),
                       .note = fmt::format("Fitted on the full atlas and shipped as {}.", file.filename().string())},
                      {.name = name, .as_of = Year{year}, .json = json});
}

using ImportFile = void (*)(atlas::Atlas&, EstimateFile);
constexpr std::pair<const char*, ImportFile> kFiles[] = {{"ideal_points.csv", import_ideal_points},
                                                         {"known_positions.csv", import_known_positions},
                                                         {"impact_shares.csv", import_impact_shares}};

}  // namespace

void import_estimates(atlas::Atlas& atlas, const fs::path& folder) {
    const fs::path estimates = folder / "estimates";
    if (!fs::is_directory(estimates)) return;
    const sources::Concordance concordance{atlas.actor_records()};
    for (const auto& [name, import] : kFiles)
        if (fs::exists(estimates / name)) import(atlas, EstimateFile{estimates / name, concordance});
    if (fs::exists(estimates / "order.csv.gz"))
        import_order(atlas, {estimates / "order.csv.gz", concordance},
                     {estimates / "order_drivers.csv.gz", concordance});
    // In the order of their names, whatever order the folder lists them in: an estimate's note is that of the last.
    std::set<fs::path> models;
    for (const fs::directory_entry& entry : fs::directory_iterator(estimates))
        if (entry.path().filename().string().ends_with(kModelEnding)) models.insert(entry.path());
    for (const fs::path& model : models) import_model(atlas, model);
}

}  // namespace entente::engine
