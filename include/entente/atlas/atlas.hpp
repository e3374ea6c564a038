// SPDX-License-Identifier: Apache-2.0
//
// atlas: the one file that holds everything, and the World as of a year that is read from it.
//
// Question   What is known, since when, from whom, and what did the engine make of it?
// In         SourceTables from the importers (base/records.hpp); estimates from the floors above, as rows.
// Out        World (world.hpp): an immutable snapshot as of a year; votes; stored estimates; the catalogue of sources.
// Read first World in world.hpp, then Atlas::store and Atlas::world below; schema/ holds the tables as SQL migrations.
// Method     SQLite in WAL mode, STRICT tables, foreign keys, one transaction a table: a killed import leaves the atlas
//            as it was, and importing the same bytes twice changes nothing (fingerprints are compared first).
// Not here   No producer's file format, no estimate's method, no network, no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/registry_tables.hpp"
#include "entente/atlas/world.hpp"
#include "entente/base/records.hpp"

namespace entente::atlas {

enum class OpenMode {
    read_only,  ///< Must exist and be of this engine's schema; older ones are refused with the remedy.
    create,     ///< Created if missing, migrated if older.
};

/// How an atlas file is treated.
struct AtlasOptions {
    std::chrono::milliseconds patience{5000};  ///< How long to wait while another process writes, before giving up.
    std::optional<std::int64_t> max_bytes{};   ///< Largest size of the file; beyond it the disk counts as full.
};

enum class StoreOutcome { unchanged, added, replaced };

template <typename Row>
struct EstimateRows {
    EstimateInfo info{};
    std::vector<Row> rows{};
};

/// Name of the estimate that holds the one-dimensional ideal points from all roll calls.
inline constexpr std::string_view kIdealPoints = "ideal_points";

/// Smoothed position of an actor in a year: it has seen all votes, later ones included.
struct IdealPointRow {
    ActorId actor{};
    Year year{};
    int dimension = 1;
    double mean = 0;
    double std_error = 0;
};

/// Parameters of a roll call; NaN-free. Cut points are ordered.
struct RollCallParameterRow {
    RollCallId roll_call{};
    double discrimination = 0;
    double discrimination_se = 0;
    double difficulty = 0;
    double difficulty_se = 0;
    double cut_low = 0;
    double cut_low_se = 0;
    double cut_high = 0;
    double cut_high_se = 0;
};

/// Share of an actor in an issue's total in a year.
struct ImpactShareRow {
    std::string issue{};
    ActorId actor{};
    Year year{};
    double share = 0;
    double sd = 0;
    int age_years = 0;
};

/// A value of one of the series that describe international order (floor `order`).
struct OrderValueRow {
    std::string series{};
    std::string variant{};  ///< Empty for the main estimate; else what was held fixed.
    Year year{};
    double mean = 0;
    double std_error = 0;
    double low = 0;
    double high = 0;
    int count = 0;
    int age_years = 0;
};

/// Part of an actor in the change of such a series from the year before.
struct OrderDriverRow {
    std::string series{};
    ActorId actor{};
    Year year{};
    double contribution = 0;
};

/// A fitted model as JSON, valid for answers as of `as_of` and later.
struct ModelRow {
    std::string name{};
    Year as_of{};
    std::string json{};
};

/// Roll calls and votes up to a year.
struct VoteTable {
    std::vector<RollCallRecord> roll_calls{};  ///< In the order of their ids.
    std::vector<VoteRecord> votes{};           ///< In the order of roll call, then actor.
};

/// One finding of a check of the atlas.
struct Finding {
    bool is_problem = false;
    std::string what{};
    std::string remedy{};
};

/// One atlas file.
///
/// Throws Error{Errc::failed} where the file cannot be opened, is locked by another import, was written by a newer
/// engine, or the disk is full or read-only; the file is then as it was. Not copyable; one object a thread.
class Atlas {
public:
    Atlas(const std::filesystem::path& file, OpenMode mode, const AtlasOptions& options = {});
    ~Atlas();
    Atlas(Atlas&&) noexcept;
    Atlas& operator=(Atlas&&) noexcept;

    [[nodiscard]] const std::filesystem::path& file() const noexcept;
    /// Names the content of all sources and estimates together.
    [[nodiscard]] std::string fingerprint() const;

    /// Names the sources and estimates that an estimate rests on with their fingerprints, in the order of their names:
    /// `actors:0123456789abcdef un_votes:89ab...`; what is not in the atlas reads `name:absent`. It belongs in
    /// EstimateInfo::input_fingerprint, where `check` finds it and tells whether the estimate is older than its inputs.
    [[nodiscard]] std::string input_fingerprint(std::span<const std::string> names) const;

    // Import.
    /// Fingerprint of a source as it is stored. Nothing if it is not there, or if it was read with an earlier
    /// concordance than the one stored now: then it has to be read again, since other rows may resolve.
    [[nodiscard]] std::optional<std::string> source_fingerprint(std::string_view source) const;
    /// Replaces everything that this source brought before, in one transaction. `unchanged`: the same bytes gave the
    /// same rows, and nothing was written.
    ///
    /// The concordance (source `actors`) comes first, roll calls before their votes. Actors and roll calls that a
    /// source no longer brings take the rows that name them with them; the sources of those rows then count as not yet
    /// read. Throws Error{Errc::bad_input} naming the source where a row names an actor, series or roll call that the
    /// atlas does not hold, where a key comes twice, or where a value is no finite number; the atlas is then as it was.
    StoreOutcome store(const SourceTable& table);
    [[nodiscard]] std::vector<SourceInfo> sources() const;
    [[nodiscard]] ImportReport import_report(std::string_view source) const;

    // Reading.
    [[nodiscard]] ActorRecords actor_records() const;
    [[nodiscard]] World world(Year as_of) const;
    /// The last year for which the atlas knows anything of the states' ties or votes: the latest of roll calls, known
    /// positions and the coverage of agreements; without any, of partnerships, and without those, of figures.
    /// Throws Error{Errc::failed} where the atlas is empty.
    [[nodiscard]] Year last_year() const;
    [[nodiscard]] VoteTable votes(Year as_of) const;
    [[nodiscard]] std::vector<AgreementRecord> agreements() const;
    /// Actors alone, without codes and names; partnerships whatever their year (a World cuts them); and what the
    /// registry knows beyond them. Quick where no World is needed.
    [[nodiscard]] std::vector<Actor> actors() const;
    [[nodiscard]] std::vector<Partnership> partnerships() const;
    [[nodiscard]] RegistryTables registry_tables() const;

    // Estimates: each call replaces the estimate of that name in one transaction. Estimates of other names stay: known
    // positions, impact shares and partnerships share one space of keys over all names. An empty `info.fingerprint` is
    // computed from the rows. Throws Error{Errc::bad_input} where a row names an unknown actor or roll call.
    void store_ideal_points(const EstimateRows<IdealPointRow>& points,
                            std::span<const RollCallParameterRow> roll_calls);
    void store_known_positions(const EstimateRows<KnownPosition>& positions);
    void store_impact_shares(const EstimateRows<ImpactShareRow>& shares);
    void store_partnerships(const EstimateRows<Partnership>& partnerships, const RegistryTables& tables = {});
    void store_order(const EstimateRows<OrderValueRow>& values, std::span<const OrderDriverRow> drivers);
    /// Replaces the model of this name and year; those of other years stay.
    void store_model(const EstimateInfo& info, const ModelRow& model);

    [[nodiscard]] std::vector<EstimateInfo> estimates() const;
    /// Rows of one estimate; none where the atlas does not hold it.
    [[nodiscard]] std::vector<IdealPointRow> ideal_points(std::string_view estimate = kIdealPoints) const;
    [[nodiscard]] std::vector<RollCallParameterRow> roll_call_parameters(
        std::string_view estimate = kIdealPoints) const;
    [[nodiscard]] std::vector<ImpactShareRow> impact_shares(std::string_view issue) const;
    /// Values and drivers of one estimate of order; none where the atlas does not hold it.
    [[nodiscard]] std::vector<OrderValueRow> order_values(std::string_view estimate) const;
    [[nodiscard]] std::vector<OrderDriverRow> order_drivers(std::string_view estimate) const;
    /// The newest model of this name that knew nothing after `as_of`; nothing if there is none.
    [[nodiscard]] std::optional<ModelRow> model(std::string_view name, Year as_of) const;
    /// The years as of which a model of this name is stored, ascending.
    [[nodiscard]] std::vector<Year> model_years(std::string_view name) const;

    // Care.
    /// Integrity, foreign keys, schema version, estimates older than their inputs.
    [[nodiscard]] std::vector<Finding> check() const;
    /// Names of the tables that can be exported, and one of them as rows of text (first row: column names).
    [[nodiscard]] std::vector<std::string> table_names() const;
    [[nodiscard]] std::vector<std::vector<std::string>> table(std::string_view name) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace entente::atlas
