// SPDX-License-Identifier: Apache-2.0
//
// Everything that was known at the end of a year, cut out of all that the atlas holds. The cut comes first and on its
// own, so that nothing below it can see a later row.
#include "entente/atlas/world.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tuple>

namespace entente::atlas {

namespace {

template <typename Rows, typename Key>
void sort_by(Rows& rows, const Key& key) {
    const auto less = [&](const auto& a, const auto& b) { return key(a) < key(b); };
    if (!std::is_sorted(rows.begin(), rows.end(), less)) std::stable_sort(rows.begin(), rows.end(), less);
}

/// The year after which a spell is over, for sorting: one that goes on comes last.
int end_of(const Spell& spell) noexcept {
    return spell.last ? spell.last->value() : std::numeric_limits<int>::max();
}

/// Keeps the rows whose spell has begun, and forgets ends that came later.
template <typename Rows>
void cut_spells(Rows& rows, Year as_of) {
    std::erase_if(rows, [&](auto& row) {
        const std::optional<Spell> known = known_by(row.spell, as_of);
        if (known) row.spell = *known;
        return !known;
    });
}

void cut_actor(Actor& actor, Year as_of) {
    std::vector<Spell> known;
    for (const Spell& spell : actor.spells)
        if (const auto cut = known_by(spell, as_of)) known.push_back(*cut);
    actor.spells = std::move(known);
}

bool is_unborn(const Actor& actor, Year as_of) {
    return !actor.spells.empty() &&
           std::all_of(actor.spells.begin(), actor.spells.end(), [&](const Spell& s) { return s.first > as_of; });
}

/// Cuts the coverage first .. last; returns whether it had begun.
template <typename MaybeYear>
bool cut_coverage(const MaybeYear& first, MaybeYear& last, Year as_of) {
    if (MaybeYear{as_of} < first) return false;
    if (MaybeYear{as_of} < last) last = as_of;
    return true;
}

}  // namespace

World::World(WorldTables tables, Year as_of) : tables_(std::move(tables)), as_of_(as_of) {
    index_actors();
    cut_future();
    sort_rows();
    index_actors();
    index_members();
    fill_figures();
    fill_positions();
}

void World::index_actors() {
    sort_by(tables_.actors, [](const Actor& actor) { return actor.id; });
    index_by_id_.clear();
    index_by_key_.clear();
    for (ActorIndex k = 0; k < tables_.actors.size(); ++k) {
        index_by_id_.emplace(tables_.actors[k].id, k);
        index_by_key_.emplace(tables_.actors[k].key, k);
    }
}

void World::cut_future() {
    // A row that names nobody is a bug of the caller; one that names an actor not yet born goes with it.
    const auto names = [&](auto... ids) {
        assert((is_known(ids) && ...));
        return ((is_known(ids) && !is_unborn(tables_.actors[index_by_id_.at(ids)], as_of_)) && ...);
    };
    std::erase_if(tables_.memberships, [&](const auto& row) { return !names(row.collective, row.actor); });
    std::erase_if(tables_.capitals, [&](const auto& row) { return !names(row.actor); });
    std::erase_if(tables_.figures, [&](const auto& row) { return row.year > as_of_ || !names(row.actor); });
    std::erase_if(tables_.contiguities, [&](const auto& row) { return !names(row.first, row.second); });
    std::erase_if(tables_.rivalries, [&](const auto& row) { return !names(row.first, row.second); });
    std::erase_if(tables_.disputes,
                  [&](const auto& row) { return row.year > as_of_ || !names(row.first, row.second); });
    std::erase_if(tables_.major_powers, [&](const auto& row) { return !names(row.actor); });
    std::erase_if(tables_.positions, [&](const auto& row) { return row.year > as_of_ || !names(row.actor); });
    for (Partnership& partnership : tables_.partnerships)
        std::erase_if(partnership.parties, [&](const auto& row) { return !names(row.actor); });
    std::erase_if(tables_.actors, [&](const auto& actor) { return is_unborn(actor, as_of_); });

    for (Actor& actor : tables_.actors) cut_actor(actor, as_of_);
    cut_spells(tables_.memberships, as_of_);
    cut_spells(tables_.capitals, as_of_);
    cut_spells(tables_.contiguities, as_of_);
    cut_spells(tables_.rivalries, as_of_);
    cut_spells(tables_.major_powers, as_of_);
    cut_partnerships();
    std::erase_if(tables_.sources,
                  [&](auto& source) { return !cut_coverage(source.first_year, source.last_year, as_of_); });
}

void World::cut_partnerships() {
    std::erase_if(tables_.partnerships, [&](const auto& partnership) { return partnership.begun > as_of_; });
    for (Partnership& partnership : tables_.partnerships) {
        cut_spells(partnership.parties, as_of_);
        std::erase_if(partnership.evidence, [&](const auto& evidence) { return evidence.since > as_of_; });
        partnership.depth = depth_by(partnership, as_of_);
        if (partnership.ended && *partnership.ended > as_of_) partnership.ended.reset();
        if (!partnership.ended) partnership.status = Status::active;
    }
}

void World::sort_rows() {
    const auto dyad = [](const auto& row) {
        return std::tuple{row.first, row.second, row.spell.first, end_of(row.spell)};
    };
    const auto spell = [](const auto& row) { return std::tuple{row.actor, row.spell.first, end_of(row.spell)}; };
    sort_by(tables_.memberships, [](const auto& row) {
        return std::tuple{row.collective, row.actor, row.spell.first};
    });
    sort_by(tables_.capitals, spell);
    sort_by(tables_.contiguities, dyad);
    sort_by(tables_.rivalries, dyad);
    sort_by(tables_.disputes, [](const auto& row) { return std::tuple{row.first, row.second, row.year}; });
    sort_by(tables_.major_powers, spell);
    sort_by(tables_.partnerships, [](const auto& row) { return std::string_view{row.id}; });
    sort_by(tables_.positions, [](const auto& row) { return std::pair{row.actor, row.year}; });
    sort_by(tables_.sources, [](const auto& row) { return std::string_view{row.id}; });
}

void World::index_members() {
    memberships_of_.assign(num_actors(), {});
    for (std::uint32_t k = 0; k < tables_.memberships.size(); ++k)
        memberships_of_[index_by_id_.at(tables_.memberships[k].collective)].push_back(k);
    capitals_of_.assign(num_actors(), {});
    for (std::uint32_t k = 0; k < tables_.capitals.size(); ++k)
        capitals_of_[index_by_id_.at(tables_.capitals[k].actor)].push_back(k);
}

void World::fill_figures() {
    // A series that covers later years only is not known yet; the others close up and keep their order.
    std::vector<std::optional<std::uint16_t>> place(tables_.series.size());
    std::vector<SeriesCoverage> series;
    for (std::size_t k = 0; k < place.size(); ++k) {
        SeriesCoverage& coverage = tables_.series[k];
        if (!cut_coverage(coverage.first_year, coverage.last_year, as_of_)) continue;
        place[k] = static_cast<std::uint16_t>(series.size());
        series.push_back(std::move(coverage));
    }
    tables_.series = std::move(series);
    std::erase_if(tables_.figures, [&](FigureRecord& row) {
        assert(row.series < place.size());
        if (row.series >= place.size() || !place[row.series]) return true;
        row.series = *place[row.series];
        return false;
    });
    sort_by(tables_.figures, [](const FigureRecord& row) { return std::tuple{row.series, row.actor, row.year}; });

    figures_.assign(tables_.series.size(), {});
    auto row = tables_.figures.begin();
    for (std::size_t k = 0; k < figures_.size(); ++k) {
        YearColumns& columns = figures_[k];
        const auto first = row;
        bool has_sd = false;
        for (const Actor& actor : tables_.actors) {
            columns.begin.push_back(static_cast<std::uint32_t>(columns.year.size()));
            for (; row != tables_.figures.end() && row->series == k && row->actor == actor.id; ++row) {
                columns.year.push_back(static_cast<std::int16_t>(row->year.value()));
                columns.value.push_back(row->value);
                has_sd = has_sd || row->sd.has_value();
            }
        }
        columns.begin.push_back(static_cast<std::uint32_t>(columns.year.size()));
        if (!has_sd) continue;
        for (auto r = first; r != row; ++r) columns.sd.push_back(r->sd.value_or(std::nan("")));
    }
    tables_.figures = {};
}

void World::fill_positions() {
    auto row = tables_.positions.begin();
    for (const Actor& actor : tables_.actors) {
        positions_.begin.push_back(static_cast<std::uint32_t>(positions_.year.size()));
        for (; row != tables_.positions.end() && row->actor == actor.id; ++row) {
            positions_.year.push_back(static_cast<std::int16_t>(row->year.value()));
            positions_.value.push_back(row->mean);
            positions_.sd.push_back(row->std_error);
        }
    }
    positions_.begin.push_back(static_cast<std::uint32_t>(positions_.year.size()));
    tables_.positions = {};
}

std::optional<std::size_t> World::YearColumns::find(ActorIndex actor, Year wanted, int max_age) const noexcept {
    const std::size_t from = begin[actor];
    const std::size_t count = begin[actor + 1] - from;
    if (count == 0 || wanted.value() < year[from]) return std::nullopt;
    // Years rise by at least one a row, so the year wanted cannot lie further on than this; without gaps it is here.
    const auto furthest = static_cast<std::size_t>(wanted.value() - year[from]);
    std::size_t k = from + std::min(furthest, count - 1);
    while (year[k] > wanted.value()) --k;
    if (wanted.value() - year[k] > max_age) return std::nullopt;
    return k;
}

std::optional<ActorIndex> World::find(ActorId id) const noexcept {
    const auto found = index_by_id_.find(id);
    return found == index_by_id_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<ActorIndex> World::find_key(std::string_view key) const noexcept {
    const auto found = index_by_key_.find(key);
    return found == index_by_key_.end() ? std::nullopt : std::optional{found->second};
}

bool World::is_alive(ActorIndex index, Year year) const noexcept {
    return tables_.actors[index].is_alive_in(year);
}

std::vector<ActorIndex> World::living_states(Year year) const {
    std::vector<ActorIndex> states;
    for (ActorIndex k = 0; k < num_actors(); ++k)
        if (actor(k).kind == ActorKind::state && is_alive(k, year)) states.push_back(k);
    return states;
}

std::vector<ActorIndex> World::members_of(ActorIndex collective, Year year) const {
    std::vector<ActorIndex> members;
    for (const std::uint32_t k : memberships_of_[collective]) {
        const MembershipRecord& row = tables_.memberships[k];
        if (row.role != "member" || !row.spell.holds_in(year)) continue;
        const ActorIndex member = index_by_id_.at(row.actor);
        if (members.empty() || members.back() != member) members.push_back(member);
    }
    return members;
}

std::optional<SeriesIndex> World::find_series(std::string_view name) const noexcept {
    std::optional<SeriesIndex> best;
    for (SeriesIndex k = 0; k < tables_.series.size(); ++k)
        if (tables_.series[k].info.name == name && (!best || figures_[k].year.size() > figures_[*best].year.size()))
            best = k;
    return best;
}

std::optional<SeriesIndex> World::find_series(std::string_view name, std::string_view source) const noexcept {
    for (SeriesIndex k = 0; k < tables_.series.size(); ++k)
        if (tables_.series[k].info.name == name && tables_.series[k].source == source) return k;
    return std::nullopt;
}

std::optional<Figure> World::figure(SeriesIndex series, ActorIndex actor, Year year, int max_age) const noexcept {
    if (year > as_of_ + 1) return std::nullopt;
    const YearColumns& columns = figures_[series];
    const std::optional<std::size_t> at = columns.find(actor, year, max_age);
    if (!at) return std::nullopt;
    Figure figure{columns.value[*at], std::nullopt, year.value() - columns.year[*at]};
    if (!columns.sd.empty() && !std::isnan(columns.sd[*at])) figure.sd = columns.sd[*at];
    return figure;
}

std::optional<KnownPosition> World::position(ActorIndex actor, Year year, int max_age) const noexcept {
    const std::optional<std::size_t> at = positions_.find(actor, year, max_age);
    if (!at) return std::nullopt;
    return KnownPosition{tables_.actors[actor].id, Year{positions_.year[*at]}, positions_.value[*at],
                         positions_.sd[*at]};
}

std::optional<CapitalRecord> World::capital(ActorIndex actor, Year year) const noexcept {
    // Where two spells share the year of a move, the later capital counts.
    const std::vector<std::uint32_t>& spells = capitals_of_[actor];
    for (auto k = spells.rbegin(); k != spells.rend(); ++k)
        if (tables_.capitals[*k].spell.holds_in(year)) return tables_.capitals[*k];
    return std::nullopt;
}

bool World::is_major_power(ActorIndex actor, Year year) const noexcept {
    const ActorId id = tables_.actors[actor].id;
    return std::any_of(tables_.major_powers.begin(), tables_.major_powers.end(),
                       [&](const MajorPowerRecord& row) { return row.actor == id && row.spell.holds_in(year); });
}

std::optional<bool> World::is_covered(std::string_view source, Year year) const noexcept {
    for (const SourceInfo& info : tables_.sources)
        if (info.id == source)
            return year <= as_of_ && (!info.first_year || *info.first_year <= year) &&
                   (!info.last_year || year <= *info.last_year);
    return std::nullopt;
}

}  // namespace entente::atlas
