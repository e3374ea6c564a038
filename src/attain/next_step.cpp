// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "steps.hpp"
#include "words.hpp"

namespace entente::attain {
namespace {

/// A step less likely than this is no option worth a thought.
constexpr double kLeastChance = 0.05;
constexpr float kDividingLine = 1.0F;  ///< Standard deviations of principles between two major powers.

bool is_held(const CellAnswer& cell) {
    return cell.evidence == CellEvidence::held;
}

/// How far up a scope stands in the order of formality: the share of the others that are less formal.
double formality_of(Scope scope, const IsMoreFormal& is_more_formal) {
    const auto below = [&](Scope one) {
        return std::ranges::count_if(all_values<Scope>(), [&](Scope other) { return is_more_formal(one, other); });
    };
    std::ptrdiff_t most = 0;
    for (const Scope one : all_values<Scope>()) most = std::max(most, below(one));
    return most == 0 ? 0 : static_cast<double>(below(scope)) / static_cast<double>(most);
}

class Steps {
public:
    Steps(const Inquiry& inquiry, std::span<const CellAnswer> cells)
        : inquiry_(inquiry), cells_(cells), holds_anything_(std::ranges::any_of(cells, is_held)) {}

    /// One step deeper than what stands in the scope.
    [[nodiscard]] bool is_deeper(const CellAnswer& cell) const {
        return is_beside(cell, [&](const CellAnswer& held) {
            return held.cell.scope == cell.cell.scope &&
                   static_cast<int>(cell.cell.depth) == static_cast<int>(held.cell.depth) + 1;
        });
    }
    /// As deep as something that stands in a less formal scope.
    [[nodiscard]] bool is_more_formal(const CellAnswer& cell) const {
        return is_beside(cell, [&](const CellAnswer& held) {
            return held.cell.depth == cell.cell.depth &&
                   inquiry_.inputs.is_more_formal(cell.cell.scope, held.cell.scope);
        });
    }
    [[nodiscard]] bool is_open(const CellAnswer& cell) const { return cell.chance && !is_held(cell); }
    [[nodiscard]] bool is_next(const CellAnswer& cell) const {
        return is_open(cell) && (!holds_anything_ || is_deeper(cell) || is_more_formal(cell));
    }
    /// A start of its own: shared practice or interests.
    [[nodiscard]] bool is_modest(const CellAnswer& cell) const {
        return is_open(cell) && cell.cell.depth <= Depth::interests && cell.chance->probability >= kLeastChance;
    }

    /// How much of the public eye a step draws, 0 to 1: rivals in it, major powers on both sides of a dividing line,
    /// formality, depth, and whether what it deepens bears a label. The weights are equal for want of evidence.
    [[nodiscard]] double visibility(const CellAnswer& cell) const {
        const double depth = static_cast<double>(cell.cell.depth) / (kNumDepths - 1);
        return (has_rivals(cell) + divides_majors(cell) +
                formality_of(cell.cell.scope, inquiry_.inputs.is_more_formal) + depth + deepens_a_label(cell)) /
               5;
    }

    [[nodiscard]] NextStep step(const CellAnswer& cell, const char* label) const {
        const double seen = visibility(cell);
        const char* in_words = seen < 0.4 ? "under the radar" : seen < 0.7 ? "seen by those who look" : "in full view";
        return {.cell = cell.cell,
                .probability = cell.chance->probability,
                .composition = cell.composition,
                .visibility = seen,
                .text = fmt::format("{} {} partnership at the depth of {} among {}: {}, {}.",
                                    holds_anything_ ? "From what stands now, a" : "To begin with, a",
                                    to_string(cell.cell.scope), to_string(cell.cell.depth), listed(cell.composition),
                                    percent(cell.chance->probability), in_words),
                .label = label};
    }

private:
    template <typename Predicate>
    bool is_beside(const CellAnswer&, Predicate predicate) const {
        return std::ranges::any_of(cells_, [&](const CellAnswer& held) { return is_held(held) && predicate(held); });
    }

    template <typename Predicate>
    bool any_pair(const CellAnswer& cell, Predicate predicate) const {
        Members members;
        for (std::size_t k = 0; k < inquiry_.pool.size(); ++k)
            if (std::ranges::find(cell.composition, inquiry_.pool.key(k)) != cell.composition.end())
                members.push_back(k);
        const std::vector<Slot> slots = inquiry_.pool.slots(members);
        for (std::size_t i = 0; i < slots.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (predicate(slots[i], slots[j])) return true;
        return false;
    }
    bool has_rivals(const CellAnswer& cell) const {
        return any_pair(cell,
                        [&](Slot a, Slot b) { return inquiry_.ground.frame.value(a, b, DyadFeature::rivalry) > 0; });
    }
    bool divides_majors(const CellAnswer& cell) const {
        return any_pair(cell, [&](Slot a, Slot b) {
            return inquiry_.ground.frame.is_major(a) && inquiry_.ground.frame.is_major(b) &&
                   inquiry_.ground.frame.value(a, b, DyadFeature::principle_distance) > kDividingLine;
        });
    }
    bool deepens_a_label(const CellAnswer& cell) const {
        if (cell.cell.depth == Depth::practice) return false;
        const auto shallower = static_cast<Depth>(static_cast<int>(cell.cell.depth) - 1);
        const CellAnswer& below = cells_[index_of({cell.cell.scope, shallower})];
        return std::ranges::any_of(inquiry_.inputs.world.partnerships(), [&](const Partnership& partnership) {
            return partnership.label != "none" && std::ranges::find(below.held, partnership.id) != below.held.end();
        });
    }

    const Inquiry& inquiry_;
    std::span<const CellAnswer> cells_;
    bool holds_anything_;
};

}  // namespace

std::vector<NextStep> find_options(const Inquiry& inquiry, std::span<const CellAnswer> cells) {
    const Steps steps(inquiry, cells);
    std::vector<NextStep> options;
    const auto add = [&](const char* label, auto is_candidate, auto is_better) {
        const CellAnswer* best = nullptr;
        for (const CellAnswer& cell : cells)
            if (is_candidate(cell) && (!best || is_better(cell, *best))) best = &cell;
        if (best && std::ranges::none_of(options, [&](const NextStep& one) { return one.cell == best->cell; }))
            options.push_back(steps.step(*best, label));
    };
    const auto is_likelier = [](const CellAnswer& a, const CellAnswer& b) {
        return a.chance->probability > b.chance->probability;
    };
    const auto is_quieter = [&](const CellAnswer& a, const CellAnswer& b) {
        const double x = steps.visibility(a);
        const double y = steps.visibility(b);
        return x != y ? x < y : is_likelier(a, b);
    };
    add(
        "likeliest", [&](const CellAnswer& cell) { return steps.is_next(cell); }, is_likelier);
    add(
        "quietest", [&](const CellAnswer& cell) { return steps.is_modest(cell); }, is_quieter);
    add(
        "deeper", [&](const CellAnswer& cell) { return steps.is_open(cell) && steps.is_deeper(cell); }, is_likelier);
    add(
        "more formal", [&](const CellAnswer& cell) { return steps.is_open(cell) && steps.is_more_formal(cell); },
        is_likelier);
    return options;
}

}  // namespace entente::attain
