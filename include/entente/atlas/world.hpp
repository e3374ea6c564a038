// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/partnership.hpp"
#include "entente/base/records.hpp"

namespace entente::atlas {

/// Position of an actor in a World's columns, 0 .. num_actors-1. Valid for that World only.
using ActorIndex = std::uint32_t;
/// Position of a series of figures in a World. Valid for that World only.
using SeriesIndex = std::uint32_t;

/// A figure as it is known: its value, the producer's standard deviation where there is one, and how old it is.
struct Figure {
    double value = 0;
    std::optional<double> sd{};
    int age_years = 0;  ///< 0: measured for the year asked about; more: the last earlier figure, carried forward.
};

/// What is known of an actor's principles in a year from the votes cast up to that year, and no later ones.
struct KnownPosition {
    ActorId actor{};
    Year year{};
    double mean = 0;
    double std_error = 0;
};

/// A series with its producer and the years that it covers.
struct SeriesCoverage {
    SeriesInfo info{};
    std::string source{};
    Year first_year{};
    Year last_year{};
};

/// A stored estimate that a World or an answer rests on.
struct EstimateInfo {
    std::string name{};
    std::string version{};  ///< Engine version that made it.
    std::uint64_t seed = 0;
    std::string input_fingerprint{};
    std::string fingerprint{};
    std::string note{};
};

/// All rows out of which a World is made, whatever their year. The atlas reads them; tests write them by hand.
struct WorldTables {
    std::vector<Actor> actors{};
    std::vector<MembershipRecord> memberships{};
    std::vector<CapitalRecord> capitals{};
    std::vector<SeriesCoverage> series{};
    std::vector<FigureRecord> figures{};  ///< FigureRecord::series is a position in `series`.
    std::vector<ContiguityRecord> contiguities{};
    std::vector<RivalryRecord> rivalries{};
    std::vector<DisputeRecord> disputes{};
    std::vector<MajorPowerRecord> major_powers{};
    std::vector<Partnership> partnerships{};
    std::vector<KnownPosition> positions{};
    std::vector<SourceInfo> sources{};
    std::vector<EstimateInfo> estimates{};
};

/// Everything that was known at the end of a year: an immutable, columnar snapshot of the atlas.
///
/// Rows dated after `as_of` are not in it: no later figure, vote-based position, tie, member, end or depth. A spell
/// that ended later reads as still going on. An actor whose every spell begins later is not in it either, nor any row
/// that names it; the same holds for series and sources that cover later years only, and those that go on beyond
/// `as_of` end there. Two Worlds as of the same year are equal whatever the atlas holds beyond it. Outside of a
/// source's coverage the answer is nothing, never zero.
class World {
public:
    /// Cost: linear in the rows. Rows that name an actor outside of `tables.actors` are an error of the caller
    /// (assert).
    World(WorldTables tables, Year as_of);

    [[nodiscard]] Year as_of() const noexcept { return as_of_; }

    // Actors, in the order of their ids.
    [[nodiscard]] std::span<const Actor> actors() const noexcept { return tables_.actors; }
    [[nodiscard]] std::size_t num_actors() const noexcept { return tables_.actors.size(); }
    [[nodiscard]] const Actor& actor(ActorIndex index) const noexcept { return tables_.actors[index]; }
    [[nodiscard]] std::optional<ActorIndex> find(ActorId id) const noexcept;
    [[nodiscard]] std::optional<ActorIndex> find_key(std::string_view key) const noexcept;
    /// Whether the actor lived in the year (of the World, or an earlier one).
    [[nodiscard]] bool is_alive(ActorIndex index, Year year) const noexcept;
    /// Living states in the order of their ids: what `world` expands to.
    [[nodiscard]] std::vector<ActorIndex> living_states(Year year) const;
    /// Members (role `member`) of a collective entity or club in a year, in the order of their ids.
    [[nodiscard]] std::vector<ActorIndex> members_of(ActorIndex collective, Year year) const;

    // Yearly figures.
    [[nodiscard]] std::span<const SeriesCoverage> series() const noexcept { return tables_.series; }
    /// The series of this name; where several sources bring it, the one with the most figures known by `as_of`.
    [[nodiscard]] std::optional<SeriesIndex> find_series(std::string_view name) const noexcept;
    /// The series of this name from this source.
    [[nodiscard]] std::optional<SeriesIndex> find_series(std::string_view name, std::string_view source) const noexcept;
    /// The figure of a year, or the last one before it that is at most `max_age` years old. Nothing: not known.
    /// `year` may lie after the last figure, never after `as_of` + 1 (a plan for next year rests on what is known now).
    [[nodiscard]] std::optional<Figure> figure(SeriesIndex series, ActorIndex actor, Year year,
                                               int max_age = 0) const noexcept;

    /// Position of an actor's principles as known by `year`, at most `max_age` years old.
    [[nodiscard]] std::optional<KnownPosition> position(ActorIndex actor, Year year, int max_age = 0) const noexcept;

    // Places and dyads; ActorIds, first < second. Spells are cut at `as_of`.
    [[nodiscard]] std::optional<CapitalRecord> capital(ActorIndex actor, Year year) const noexcept;
    [[nodiscard]] std::span<const ContiguityRecord> contiguities() const noexcept { return tables_.contiguities; }
    [[nodiscard]] std::span<const RivalryRecord> rivalries() const noexcept { return tables_.rivalries; }
    [[nodiscard]] std::span<const DisputeRecord> disputes() const noexcept { return tables_.disputes; }
    [[nodiscard]] std::span<const MajorPowerRecord> major_powers() const noexcept { return tables_.major_powers; }
    [[nodiscard]] bool is_major_power(ActorIndex actor, Year year) const noexcept;

    /// Partnerships begun by `as_of`, with the parties, ends and evidence known by then. Depth is that of the evidence
    /// known by then; a partnership all of whose evidence is later has none. In the order of their ids. Status and end
    /// are unknown, and the status therefore `active`, until the year `ended`; a status without a year cannot be placed
    /// in time and reads as `active` too (`Atlas::check` reports it).
    [[nodiscard]] std::span<const Partnership> partnerships() const noexcept { return tables_.partnerships; }

    // Where it all comes from.
    [[nodiscard]] std::span<const SourceInfo> sources() const noexcept { return tables_.sources; }
    [[nodiscard]] std::span<const EstimateInfo> estimates() const noexcept { return tables_.estimates; }
    /// Whether a source covers a year. Nothing: the atlas does not hold that source. A year after `as_of` is not
    /// covered.
    [[nodiscard]] std::optional<bool> is_covered(std::string_view source, Year year) const noexcept;

private:
    /// One series of yearly values, actor by actor and year by year.
    struct YearColumns {
        std::vector<std::uint32_t> begin;  ///< Per actor: where its years begin; one more at the end.
        std::vector<std::int16_t> year;    ///< Rising within an actor.
        std::vector<double> value;
        std::vector<double> sd;  ///< NaN where the producer gives none; empty if it never does.

        [[nodiscard]] std::optional<std::size_t> find(ActorIndex actor, Year wanted, int max_age) const noexcept;
    };

    void index_actors();
    void cut_future();
    void cut_partnerships();
    void sort_rows();
    void index_members();
    void fill_figures();
    void fill_positions();
    [[nodiscard]] bool is_known(ActorId id) const noexcept { return index_by_id_.contains(id); }

    WorldTables tables_;
    Year as_of_;
    std::unordered_map<ActorId, ActorIndex> index_by_id_;
    std::map<std::string, ActorIndex, std::less<>> index_by_key_;
    std::vector<YearColumns> figures_;  ///< Per series.
    YearColumns positions_;
    std::vector<std::vector<std::uint32_t>> memberships_of_;  ///< Per collective: positions in tables_.memberships.
    std::vector<std::vector<std::uint32_t>> capitals_of_;     ///< Per actor: positions in tables_.capitals.
};

}  // namespace entente::atlas
