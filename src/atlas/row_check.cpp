// SPDX-License-Identifier: Apache-2.0
#include "row_check.hpp"

#include <cmath>
#include <set>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

constexpr const char* kActorHint =
    "store the concordance (source `actors`, from data/actors) first, or add the actor to it";

/// Checks the rows of one source; messages begin with its id.
class RowCheck {
public:
    RowCheck(SQLite::Database& database, const SourceTable& table)
        : table_(table), actors_(ids_in(database, "SELECT id FROM actor")) {
        for (const Actor& actor : table.actors.actors) actors_.add(actor.id.value());
        if (!table.votes.empty() || !table.roll_call_issues.empty())
            roll_calls_ = ids_in(database, "SELECT id FROM roll_call");
        for (const RollCallRecord& roll_call : table.roll_calls) roll_calls_.add(roll_call.id.value());
    }

    void all() const {
        concordance();
        for (const CapitalRecord& row : table_.capitals) capital(row);
        figures();
        dyads();
        votes();
        agreements();
    }

private:
    [[noreturn]] void fail(const std::string& what, std::string hint = {}) const {
        throw Error{Errc::bad_input, fmt::format("source {}: {}", table_.source.id, what), std::move(hint)};
    }
    void actor(ActorId id, std::string_view row) const {
        if (!actors_.has(id.value()))
            fail(fmt::format("{} names actor {}, which the concordance does not hold", row, id.value()), kActorHint);
    }
    void finite(double value, std::string_view row) const {
        if (!std::isfinite(value)) fail(fmt::format("{} is no finite number; a missing value has no row", row));
    }
    void roll_call(RollCallId id, std::string_view row) const {
        if (!roll_calls_.has(id.value()))
            fail(fmt::format("{} belongs to roll call {}, which the atlas does not hold", row, id.value()),
                 "store the table of roll calls first");
    }

    void concordance() const {
        const ActorRecords& records = table_.actors;
        for (const ActorCode& row : records.codes) actor(row.actor, "a code");
        for (const ActorAlias& row : records.aliases) actor(row.actor, "an alias");
        for (const MembershipRecord& row : records.memberships) {
            actor(row.collective, "a membership");
            actor(row.actor, "a membership");
        }
        for (const CapitalRecord& row : records.capitals) capital(row);
    }

    void capital(const CapitalRecord& row) const {
        actor(row.actor, "a capital");
        finite(row.latitude_deg, "the latitude of a capital");
        finite(row.longitude_deg, "the longitude of a capital");
    }

    void figures() const {
        std::set<std::string_view> names;
        for (const SeriesInfo& series : table_.series)
            if (!names.insert(series.name).second) fail(fmt::format("the series '{}' comes twice", series.name));
        for (const FigureRecord& row : table_.figures) {
            if (row.series >= table_.series.size()) fail(fmt::format("a figure names series {}", row.series));
            const bool is_fine =
                actors_.has(row.actor.value()) && std::isfinite(row.value) && (!row.sd || std::isfinite(*row.sd));
            if (is_fine) continue;
            const std::string what =
                fmt::format("the figure of '{}' in {}", table_.series[row.series].name, row.year.value());
            actor(row.actor, what);
            finite(row.value, what);
            finite(*row.sd, "the standard deviation of " + what);
        }
    }

    template <typename Row>
    void dyad(const Row& row, std::string_view what) const {
        actor(row.first, what);
        actor(row.second, what);
        if (row.first >= row.second)
            fail(fmt::format("{} of {} and {}: the smaller id must come first", what, row.first.value(),
                             row.second.value()));
    }

    void dyads() const {
        for (const ContiguityRecord& row : table_.contiguities) dyad(row, "a contiguity");
        for (const RivalryRecord& row : table_.rivalries) dyad(row, "a rivalry");
        for (const DisputeRecord& row : table_.disputes) dyad(row, "a dispute");
        for (const MajorPowerRecord& row : table_.major_powers) actor(row.actor, "a major power");
    }

    void votes() const {
        for (const RollCallIssueRecord& row : table_.roll_call_issues) roll_call(row.roll_call, "an issue label");
        for (const VoteRecord& row : table_.votes) {
            if (actors_.has(row.actor.value()) && roll_calls_.has(row.roll_call.value())) continue;
            roll_call(row.roll_call, "a vote");
            actor(row.actor, fmt::format("a vote in roll call {}", row.roll_call.value()));
        }
    }

    void agreements() const {
        for (const AgreementRecord& row : table_.agreements) {
            for (const Party& party : row.parties) actor(party.actor, "agreement " + row.id);
            for (const SignRecord& sign : row.signs)
                finite(sign.value, "sign " + sign.sign + " of agreement " + row.id);
        }
    }

    const SourceTable& table_;
    IdSet actors_;
    IdSet roll_calls_;
};

}  // namespace

IdSet ids_in(SQLite::Database& database, const std::string& query) {
    IdSet ids;
    Statement statement{database, query};
    while (statement.next()) ids.add(statement.integer(0));
    return ids;
}

void check_rows(SQLite::Database& database, const SourceTable& table) {
    if (table.source.id.empty()) throw Error{Errc::bad_input, "a source without an id cannot be stored"};
    RowCheck{database, table}.all();
}

void check_actor(const IdSet& actors, ActorId actor, std::string_view what) {
    if (!actors.has(actor.value()))
        throw Error{Errc::bad_input,
                    fmt::format("{} names actor {}, which the concordance does not hold", what, actor.value()),
                    kActorHint};
}

}  // namespace entente::atlas
