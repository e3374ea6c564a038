// SPDX-License-Identifier: Apache-2.0
//
// Records: what an importer hands to the atlas. Sources know producers' files, the atlas knows SQLite; these plain
// rows are all that both need to know. Every record is already in Entente's own terms: actors are resolved, years are
// checked, a missing value is absent and never a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/partnership.hpp"

namespace entente {

/// A code of an actor in some system (`cow`, `gw`, `iso2`, `iso3`, `ison`, ...) and the years in which it holds.
struct ActorCode {
    ActorId actor{};
    std::string system{};
    std::string code{};
    std::optional<Year> first{};
    std::optional<Year> last{};
};

/// A name of an actor and the years in which it holds.
struct ActorAlias {
    ActorId actor{};
    std::string alias{};
    std::optional<Year> first{};
    std::optional<Year> last{};
};

/// A spell of membership in a collective entity or club.
struct MembershipRecord {
    ActorId collective{};
    ActorId actor{};
    std::string role{};  ///< member, associate, observer
    Spell spell{};
};

/// Latitude and longitude of a capital in degrees, north and east positive, while it was one.
struct CapitalRecord {
    ActorId actor{};
    Spell spell{};
    double latitude_deg = 0;
    double longitude_deg = 0;
};

/// A string of a source that is no actor on purpose (an aggregate, a fire, a double count), why, and in which years.
struct NotAnActor {
    std::string source{};
    std::string text{};
    std::string reason{};
    std::optional<Year> first{};
    std::optional<Year> last{};
};

/// The concordance as it stands in data/actors.
struct ActorRecords {
    std::vector<Actor> actors{};
    std::vector<ActorCode> codes{};
    std::vector<ActorAlias> aliases{};
    std::vector<MembershipRecord> memberships{};
    std::vector<CapitalRecord> capitals{};
    std::vector<NotAnActor> not_actors{};
};

/// What a series of yearly figures measures.
struct SeriesInfo {
    std::string name{};  ///< `cinc`, `gdp_usd`, `population`, `co2_kt`, ... unique in the atlas.
    std::string unit{};
    std::string definition{};
};

/// One yearly figure of one actor. `sd` is the producer's standard deviation where it gives one.
struct FigureRecord {
    std::uint16_t series = 0;  ///< Position in SourceTable::series.
    ActorId actor{};
    Year year{};
    double value = 0;
    std::optional<double> sd{};
};

/// Contiguity of a dyad (first < second): 1 land or river ... 5 up to 400 miles of water (Correlates of War).
struct ContiguityRecord {
    ActorId first{};
    ActorId second{};
    int type = 0;
    Spell spell{};
};

/// A strategic rivalry of a dyad (first < second).
struct RivalryRecord {
    ActorId first{};
    ActorId second{};
    Spell spell{};
    std::string kinds{};  ///< Words joined by '+': positional, spatial, ideological, interventionary, ...
};

/// A militarised dispute that began between two states in a year (first < second).
struct DisputeRecord {
    ActorId first{};
    ActorId second{};
    Year year{};
    int hostility = 0;  ///< 1 no action .. 5 war
};

/// A spell of major-power status.
struct MajorPowerRecord {
    ActorId actor{};
    Spell spell{};
};

/// Identity of a roll call: the producer's `rcid`.
class RollCallId {
public:
    constexpr RollCallId() noexcept = default;
    explicit constexpr RollCallId(std::int32_t value) noexcept : value_(value) {}
    [[nodiscard]] constexpr std::int32_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(RollCallId, RollCallId) noexcept = default;

private:
    std::int32_t value_ = 0;
};

/// A recorded vote's three answers, ordered: an abstention is a milder no. Absence has no record.
enum class Vote : std::uint8_t { no, abstain, yes };

template <>
struct Names<Vote> {
    static constexpr NameTable<Vote, 3> table{"no", "abstain", "yes"};
};

struct RollCallRecord {
    RollCallId id{};
    int session = 0;           ///< Session n of the General Assembly starts in September of 1945 + n.
    Year year{};               ///< Year of the vote's date.
    std::string date{};        ///< ISO date.
    std::string resolution{};  ///< Resolution number as the producer has it; may be empty.
    std::string title{};
    std::string text{};
    std::optional<bool> is_important{};
    std::vector<std::string> issues{};  ///< Producer's labels: di, me, hr, co, nu, ec.
};

struct VoteRecord {
    RollCallId roll_call{};
    ActorId actor{};
    Vote vote = Vote::abstain;
};

/// Issue labels of roll calls where they come in a table of their own.
struct RollCallIssueRecord {
    RollCallId roll_call{};
    std::string issue{};
};

/// An observed (or observed absent) sign of depth in a source's record.
struct SignRecord {
    std::string sign{};  ///< Id in the source's own terms, `<table>.<column>`; the codebook says what it shows.
    double value = 0;    ///< As the source has it; a level that the source cannot show has no SignRecord.
    Year since{};
};

/// An agreement or organisation as one source has it: an alliance, a trade agreement, an organisation.
struct AgreementRecord {
    std::string id{};  ///< `<table>:<record>`, e.g. `atop:1005`, `desta:17`, `cow_igo:nato`.
    Family family = Family::other;
    std::string name{};
    Year begun{};                 ///< Signature or first year on record.
    std::optional<Year> ended{};  ///< Nothing: still in force as far as the source covers.
    std::string end_reason{};
    Year covered_until{};          ///< Last year that the source covers.
    std::vector<Party> parties{};  ///< With spells; a party that acts for a bloc has the bloc's side.
    std::vector<SignRecord> signs{};
    std::string document_of{};  ///< Base record of a later document (accession, protocol); empty for a founding.
};

/// One reason for skipping rows, how often it held, and the first row where it did.
struct SkipCount {
    std::string reason{};
    std::int64_t count = 0;
    std::int64_t first_line = 0;
    std::string example{};
};

/// What an importer read, kept and skipped. Every row read is either kept or counted under a reason.
struct ImportReport {
    std::int64_t rows_read = 0;
    std::int64_t rows_kept = 0;
    std::vector<SkipCount> skipped{};
    std::vector<SkipCount> changed{};  ///< Rows that are kept with a value put right, and why.
};

/// Where a table comes from.
struct SourceInfo {
    std::string id{};  ///< Short name, also the name by which other records cite it: `un_votes`, `atop`.
    std::string title{};
    std::string citation{};
    std::string version{};
    std::string terms{};
    std::string address{};
    std::string fingerprint{};         ///< Of the file's bytes as read (after decompression).
    std::optional<Year> first_year{};  ///< Coverage: outside of it the answer is 'unknown', never 'none'.
    std::optional<Year> last_year{};
    bool looks_ahead = false;  ///< A retrospective index: values of a year were measured with later knowledge.
};

/// Everything that one producer's table brought, in the atlas's own terms. Unused kinds stay empty.
struct SourceTable {
    SourceInfo source{};
    ImportReport report{};
    ActorRecords actors{};
    std::vector<SeriesInfo> series{};
    std::vector<FigureRecord> figures{};
    std::vector<CapitalRecord> capitals{};
    std::vector<ContiguityRecord> contiguities{};
    std::vector<RivalryRecord> rivalries{};
    std::vector<DisputeRecord> disputes{};
    std::vector<MajorPowerRecord> major_powers{};
    std::vector<RollCallRecord> roll_calls{};
    std::vector<RollCallIssueRecord> roll_call_issues{};
    std::vector<VoteRecord> votes{};
    std::vector<AgreementRecord> agreements{};
};

}  // namespace entente
