// SPDX-License-Identifier: Apache-2.0
//
// United Nations General Assembly: roll calls, their issue labels, and votes (Voeten; prepared as `unvotes`).
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kMaxRollCall = 1'000'000'000;

std::optional<bool> flag(const TableRows& rows, Column column) {
    const std::optional<int> value = rows.optional_integer(column, 0, 1);
    if (!value) return std::nullopt;
    return *value == 1;
}

/// Roll calls of the companion file by `rcid`: their positions and years.
struct RollCallYears {
    std::unordered_map<int, std::uint32_t> position{};
    std::vector<Year> years{};

    [[nodiscard]] std::uint32_t of(const TableRows& rows, Column rcid) const {
        const auto found = position.find(rows.integer(rcid, 1, kMaxRollCall));
        if (found == position.end()) throw rows.error(rcid, "a roll call that stands in un_roll_calls");
        return found->second;
    }
};

RollCallYears read_roll_call_years(ImportJob& job, std::size_t file) {
    RollCallYears known;
    TableRows rows = job.open_companion(file);
    const Column rcid = rows.column("rcid");
    const Column date = rows.column("date");
    while (rows.next()) {
        known.position.emplace(rows.integer(rcid, 1, kMaxRollCall), static_cast<std::uint32_t>(known.years.size()));
        known.years.push_back(rows.year_of_date(date));
    }
    return known;
}

/// The line of each vote that was read, by roll call and actor, to find duplicates.
class VoteLines {
public:
    explicit VoteLines(std::size_t num_roll_calls) : lines_(num_roll_calls) {}

    /// Line and vote that were read before for this roll call and actor; the new one is entered if there were none.
    struct Cell {
        std::uint32_t line = 0;
        Vote vote = Vote::abstain;
    };
    Cell& at(std::uint32_t roll_call, ActorId actor) {
        const auto [slot, is_new] = slots_.try_emplace(actor, static_cast<std::uint32_t>(slots_.size()));
        std::vector<Cell>& cells = lines_[roll_call];
        if (cells.size() <= slot->second) cells.resize(slot->second + kGrowth);
        return cells[slot->second];
    }

private:
    static constexpr std::size_t kGrowth = 32;
    std::unordered_map<ActorId, std::uint32_t> slots_;
    std::vector<std::vector<Cell>> lines_;
};

}  // namespace

void import_un_roll_calls(ImportJob& job) {
    TableRows rows = job.open();
    const Column rcid = rows.column("rcid");
    const Column session = rows.column("session");
    const Column important = rows.column("importantvote");
    const Column date = rows.column("date");
    const Column resolution = rows.column("unres");
    const Column title = rows.column("short");
    const Column text = rows.column("descr");
    std::unordered_map<int, std::int64_t> lines;
    while (rows.next()) {
        const int id = rows.integer(rcid, 1, kMaxRollCall);
        const auto [earlier, is_new] = lines.emplace(id, rows.line());
        if (!is_new) throw rows.error(rcid, fmt::format("one row a roll call; line {} has it too", earlier->second));
        RollCallRecord record;
        record.id = RollCallId{id};
        record.session = rows.integer(session, 1, 1000);
        record.year = rows.year_of_date(date);
        record.date = rows.text(date);
        record.resolution = rows.text(resolution);
        record.title = rows.text(title);
        record.text = rows.text(text);
        record.is_important = flag(rows, important);
        job.table().roll_calls.push_back(std::move(record));
        rows.keep();
    }
}

void import_un_roll_call_issues(ImportJob& job) {
    const RollCallYears roll_calls = read_roll_call_years(job, 1);
    TableRows rows = job.open();
    const Column rcid = rows.column("rcid");
    const Column label = rows.column("short_name");
    std::unordered_map<std::string, std::int64_t> lines;
    while (rows.next()) {
        (void)roll_calls.of(rows, rcid);
        if (rows.is_missing(label)) throw rows.error(label, "an issue label such as di, me, hr, co, nu or ec");
        const bool is_new = lines.emplace(fmt::format("{} {}", rows.text(rcid), rows.text(label)), rows.line()).second;
        if (!is_new) {
            rows.skip("duplicate of an earlier row");
            continue;
        }
        job.table().roll_call_issues.push_back(
            {RollCallId{rows.integer(rcid, 1, kMaxRollCall)}, std::string(rows.text(label))});
        rows.keep();
    }
}

/// States are named as of the day of the vote: "Yugoslavia" up to 2020, "Taiwan" for China's seat up to 1971, and no
/// code for the Federal Republic of Germany, the Yemen Arab Republic and Zanzibar. So names lead, the codes follow.
void import_un_votes(ImportJob& job) {
    const RollCallYears roll_calls = read_roll_call_years(job, 1);
    TableRows rows = job.open();
    const Column rcid = rows.column("rcid");
    const Column country = rows.column("country");
    const Column code = rows.column("country_code");
    const Column vote = rows.column("vote");
    ActorFinder actors = job.actors("un_votes");
    VoteLines lines{roll_calls.years.size()};
    std::vector<VoteRecord>& votes = job.table().votes;
    while (rows.next()) {
        const std::uint32_t roll_call = roll_calls.of(rows, rcid);
        const std::optional<Vote> answer = from_string<Vote>(rows.text(vote));
        if (!answer) throw rows.error(vote, "yes, abstain or no");
        const std::optional<ActorId> actor =
            actors.find(rows, {{"", country}, {"un_votes", code}}, roll_calls.years[roll_call]);
        if (!actor) continue;
        VoteLines::Cell& cell = lines.at(roll_call, *actor);
        if (cell.line != 0) {
            if (cell.vote != *answer)
                throw rows.error(vote, fmt::format("one vote a state and roll call; line {} says '{}'", cell.line,
                                                   to_string(cell.vote)));
            rows.skip("duplicate of an earlier row");
            continue;
        }
        cell = {static_cast<std::uint32_t>(rows.line()), *answer};
        votes.push_back({RollCallId{rows.integer(rcid, 1, kMaxRollCall)}, *actor, *answer});
        rows.keep();
    }
}

}  // namespace entente::sources
