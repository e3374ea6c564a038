// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "import_job.hpp"

namespace entente::sources {
namespace {

Resolution resolve_way(const Concordance& concordance, std::string_view system, std::string_view text, Year year) {
    return system.empty() ? concordance.resolve_name(text, year) : concordance.resolve(system, text, year);
}

}  // namespace

ActorFinder::ActorFinder(const Concordance& concordance, std::string source)
    : concordance_(&concordance), source_(std::move(source)) {}

/// Position of a reason, as a number below 0.
std::int32_t ActorFinder::enter_reason(std::string_view reason) {
    for (std::size_t k = 0; k < reasons_.size(); ++k)
        if (reasons_[k] == reason) return -static_cast<std::int32_t>(k) - 1;
    reasons_.emplace_back(reason);
    return -static_cast<std::int32_t>(reasons_.size());
}

/// The actor's id, or a reason's number below 0.
///
/// A text that the source's list of non-actors holds is none, whatever another column says. Then the first way that
/// leads to one actor in this year counts; failing that, the first that leads to one actor in another year.
std::int32_t ActorFinder::resolve(const TableRows& rows, std::span<const ActorWay> ways, Year year) {
    for (const ActorWay& way : ways)
        if (const auto reason = concordance_->reason_not_actor(source_, rows.text(way.column), year))
            return enter_reason(*reason);
    std::optional<ActorId> out_of_force;
    for (const ActorWay& way : ways) {
        if (rows.is_missing(way.column)) continue;
        const Resolution found = resolve_way(*concordance_, way.system, rows.text(way.column), year);
        if (found.actor && found.is_in_force) return found.actor->value();
        if (found.actor && !out_of_force) out_of_force = found.actor;
    }
    if (out_of_force) return out_of_force->value();
    const Column column = ways[0].column;
    const std::vector<std::string> nearest = concordance_->nearest(rows.text(column));
    const Error error = rows.error(column, fmt::format("an actor that is known in {}", year.value()));
    throw Error{error.errc(), error.what(),
                fmt::format("{}{}enter it in data/actors/codes.csv or aliases.csv, or in not_actors.csv with a reason",
                            fmt::join(nearest, ", "), nearest.empty() ? "" : "? Else ")};
}

std::optional<ActorId> ActorFinder::look_up(const TableRows& rows, std::initializer_list<ActorWay> list, Year year) {
    const std::span<const ActorWay> ways{list.begin(), list.size()};
    key_.assign(rows.text(ways[0].column));
    for (const ActorWay& way : ways.subspan(1)) {
        key_ += '\n';
        key_ += rows.text(way.column);
    }
    auto known = known_.find(key_);
    if (known == known_.end()) known = known_.emplace(key_, YearsOfText(std::size_t{kLastYear} + 1)).first;
    std::int32_t& result = known->second[static_cast<std::size_t>(year.value())];
    if (result == 0) result = resolve(rows, ways, year);
    if (result > 0) return ActorId{result};
    reason_ = reasons_[static_cast<std::size_t>(-result - 1)];
    return std::nullopt;
}

std::optional<ActorId> ActorFinder::find(TableRows& rows, std::initializer_list<ActorWay> ways, Year year) {
    const std::optional<ActorId> actor = look_up(rows, ways, year);
    if (!actor) rows.skip(reason_);
    return actor;
}

}  // namespace entente::sources
