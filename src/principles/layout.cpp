// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace entente::principles {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// First and last year index with a vote of weight above zero.
struct Span {
    std::uint32_t first = kNone;
    std::uint32_t last = 0;
};

std::vector<Span> spans_of_actors(const VoteMatrix& votes, std::size_t num_roll_calls) {
    std::vector<Span> spans(votes.num_actors());
    for (std::size_t j = 0; j < num_roll_calls; ++j)
        for (const VoteCell& cell : votes.votes_on(j)) {
            if (cell.weight == 0) continue;
            Span& span = spans[cell.actor_index];
            if (span.first == kNone) span.first = votes.year_index(j);
            span.last = votes.year_index(j);
        }
    return spans;
}

void assign_items(Layout& layout, const VoteMatrix& votes, std::size_t num_roll_calls, bool use_bridges) {
    std::map<std::int32_t, std::uint32_t> item_of_bridge;
    for (std::size_t j = 0; j < num_roll_calls; ++j) {
        const auto& bridge = votes.roll_calls()[j].bridge;
        auto item = static_cast<std::uint32_t>(layout.year_of_item.size());
        if (use_bridges && bridge) item = item_of_bridge.try_emplace(*bridge, item).first->second;
        if (item == layout.year_of_item.size()) {
            layout.year_of_item.push_back(votes.year_index(j));
            layout.is_bridged.push_back(0);
        } else if (layout.year_of_item[item] != votes.year_index(j)) {
            layout.is_bridged[item] = 1;
        }
        layout.item_of_roll_call.push_back(item);
    }
    layout.num_items = layout.year_of_item.size();
}

/// Slots year by year; returns the slot of (actor, year), kNone where there is none.
std::vector<std::uint32_t> assign_slots(Layout& layout, const std::vector<Span>& spans) {
    std::vector<std::uint32_t> slot_of(spans.size() * layout.num_years, kNone);
    std::vector<std::uint32_t> path_of(spans.size(), kNone);
    for (std::uint32_t a = 0; a < spans.size(); ++a) {
        if (spans[a].first == kNone) continue;
        path_of[a] = static_cast<std::uint32_t>(layout.actor_of_path.size());
        layout.actor_of_path.push_back(a);
    }
    layout.num_actors = layout.actor_of_path.size();
    for (std::uint32_t t = 0; t < layout.num_years; ++t) {
        layout.year_begin.push_back(static_cast<std::uint32_t>(layout.slot_path.size()));
        for (std::uint32_t a = 0; a < spans.size(); ++a) {
            if (spans[a].first == kNone || t < spans[a].first || t > spans[a].last) continue;
            slot_of[a * layout.num_years + t] = static_cast<std::uint32_t>(layout.slot_path.size());
            layout.slot_path.push_back(path_of[a]);
            layout.slot_year.push_back(t);
        }
    }
    layout.num_slots = layout.slot_path.size();
    layout.year_begin.push_back(static_cast<std::uint32_t>(layout.num_slots));
    for (const std::uint32_t a : layout.actor_of_path) {
        layout.path_begin.push_back(static_cast<std::uint32_t>(layout.path_slot.size()));
        for (std::uint32_t t = spans[a].first; t <= spans[a].last; ++t)
            layout.path_slot.push_back(slot_of[a * layout.num_years + t]);
    }
    layout.path_begin.push_back(static_cast<std::uint32_t>(layout.path_slot.size()));
    return slot_of;
}

struct RawCell {
    std::uint32_t row;
    std::uint32_t column;
    std::uint32_t vote;
    double weight;
};

/// Stable counting sort by row and vote.
SortedCells sort_cells(std::size_t num_rows, const std::vector<RawCell>& cells, bool is_weighted) {
    SortedCells sorted;
    sorted.begin.assign(3 * num_rows + 1, 0);
    for (const RawCell& cell : cells) ++sorted.begin[3 * cell.row + cell.vote + 1];
    for (std::size_t k = 1; k < sorted.begin.size(); ++k) sorted.begin[k] += sorted.begin[k - 1];
    std::vector<std::uint32_t> next(sorted.begin.begin(), sorted.begin.end() - 1);
    sorted.column.resize(cells.size());
    if (is_weighted) sorted.weight.resize(cells.size());
    for (const RawCell& cell : cells) {
        const std::uint32_t at = next[3 * cell.row + cell.vote]++;
        sorted.column[at] = cell.column;
        if (is_weighted) sorted.weight[at] = cell.weight;
    }
    return sorted;
}

}  // namespace

Layout::Layout(const VoteMatrix& votes, std::size_t num_roll_calls, bool use_bridges) {
    num_years = num_roll_calls == 0 ? 0 : votes.year_index(num_roll_calls - 1) + 1;
    gap.assign(num_years, 1.0);
    for (std::size_t t = 1; t < num_years; ++t) gap[t] = votes.years()[t] - votes.years()[t - 1];
    assign_items(*this, votes, num_roll_calls, use_bridges);
    const auto slot_of = assign_slots(*this, spans_of_actors(votes, num_roll_calls));

    std::vector<RawCell> cells;
    for (std::size_t j = 0; j < num_roll_calls; ++j)
        for (const VoteCell& cell : votes.votes_on(j))
            if (cell.weight > 0)
                cells.push_back({item_of_roll_call[j], slot_of[cell.actor_index * num_years + votes.year_index(j)],
                                 static_cast<std::uint32_t>(cell.vote), cell.weight});
    by_item = sort_cells(num_items, cells, votes.is_weighted());
    for (RawCell& cell : cells) std::swap(cell.row, cell.column);
    by_slot = sort_cells(num_slots, cells, votes.is_weighted());
}

}  // namespace entente::principles
