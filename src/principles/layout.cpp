// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>

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

/// Roll calls of each item (a counting sort keeps them ascending) and of each year.
void index_roll_calls(Layout& layout, const VoteMatrix& votes) {
    layout.item_begin.assign(layout.num_items + 1, 0);
    layout.year_roll_call.assign(layout.num_years + 1, 0);
    const std::size_t num_roll_calls = layout.item_of_roll_call.size();
    for (std::size_t j = 0; j < num_roll_calls; ++j) {
        ++layout.item_begin[layout.item_of_roll_call[j] + 1];
        ++layout.year_roll_call[votes.year_index(j) + 1];
    }
    std::partial_sum(layout.item_begin.begin(), layout.item_begin.end(), layout.item_begin.begin());
    std::partial_sum(layout.year_roll_call.begin(), layout.year_roll_call.end(), layout.year_roll_call.begin());
    layout.item_roll_call.resize(num_roll_calls);
    std::vector<std::uint32_t> next(layout.item_begin.begin(), layout.item_begin.end() - 1);
    for (std::uint32_t j = 0; j < num_roll_calls; ++j) layout.item_roll_call[next[layout.item_of_roll_call[j]]++] = j;
}

/// Cells of weight above zero, sorted by roll call and vote.
SortedCells cells_by_roll_call(const VoteMatrix& votes, const Layout& layout,
                               const std::vector<std::uint32_t>& slot_of) {
    const std::size_t num_roll_calls = layout.item_of_roll_call.size();
    SortedCells cells;
    cells.begin.reserve(3 * num_roll_calls + 1);
    for (std::size_t j = 0; j < num_roll_calls; ++j) {
        std::array<std::uint32_t, 3> count{};
        for (const VoteCell& cell : votes.votes_on(j))
            if (cell.weight > 0) ++count[static_cast<std::size_t>(cell.vote)];
        for (const std::uint32_t votes_of_a_kind : count) cells.begin.push_back(cells.begin.back() + votes_of_a_kind);
    }
    cells.column.resize(cells.begin.back());
    if (votes.is_weighted()) cells.weight.resize(cells.begin.back());
    for (std::size_t j = 0; j < num_roll_calls; ++j) {
        std::array<std::uint32_t, 3> next{cells.begin[3 * j], cells.begin[3 * j + 1], cells.begin[3 * j + 2]};
        for (const VoteCell& cell : votes.votes_on(j)) {
            if (!(cell.weight > 0)) continue;
            const std::uint32_t at = next[static_cast<std::size_t>(cell.vote)]++;
            cells.column[at] = slot_of[cell.actor_index * layout.num_years + votes.year_index(j)];
            if (votes.is_weighted()) cells.weight[at] = cell.weight;
        }
    }
    return cells;
}

/// The same votes by slot and vote.
SortedCells cells_by_slot(const Layout& layout) {
    const SortedCells& votes = layout.votes;
    SortedCells sorted;
    sorted.begin.assign(3 * layout.num_slots + 1, 0);
    sorted.column.resize(votes.column.size());
    sorted.weight.resize(votes.weight.size());
    const auto visit = [&](const auto& run) {
        for (std::size_t j = 0; j < layout.item_of_roll_call.size(); ++j)
            for (int vote = 0; vote < 3; ++vote)
                for (std::size_t cell = votes.first(j, vote); cell < votes.last(j, vote); ++cell)
                    run(cell, 3 * votes.column[cell] + static_cast<std::size_t>(vote), layout.item_of_roll_call[j]);
    };
    visit([&](std::size_t, std::size_t row, std::uint32_t) { ++sorted.begin[row + 1]; });
    std::partial_sum(sorted.begin.begin(), sorted.begin.end(), sorted.begin.begin());
    std::vector<std::uint32_t> next(sorted.begin.begin(), sorted.begin.end() - 1);
    visit([&](std::size_t cell, std::size_t row, std::uint32_t item) {
        const std::uint32_t at = next[row]++;
        sorted.column[at] = item;
        if (!votes.weight.empty()) sorted.weight[at] = votes.weight[cell];
    });
    return sorted;
}

}  // namespace

Layout::Layout(const VoteMatrix& votes_cast, std::size_t num_roll_calls, bool use_bridges) {
    num_years = num_roll_calls == 0 ? 0 : votes_cast.year_index(num_roll_calls - 1) + 1;
    gap.assign(num_years, 1.0);
    for (std::size_t t = 1; t < num_years; ++t) gap[t] = votes_cast.years()[t] - votes_cast.years()[t - 1];
    assign_items(*this, votes_cast, num_roll_calls, use_bridges);
    const auto slot_of = assign_slots(*this, spans_of_actors(votes_cast, num_roll_calls));
    index_roll_calls(*this, votes_cast);
    votes = cells_by_roll_call(votes_cast, *this, slot_of);
    slot_votes.assign(num_slots, 0);
    for (const std::uint32_t slot : votes.column) ++slot_votes[slot];
    votes_of_slot = cells_by_slot(*this);
}

}  // namespace entente::principles
