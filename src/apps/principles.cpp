// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "entente/engine/question.hpp"

namespace entente::apps {
namespace {

struct PrinciplesOptions {
    std::string actors{};
    std::optional<int> year{};
};

/// ISO alpha-3 codes of actors, with the years in which they hold.
class Iso3 {
public:
    explicit Iso3(const std::vector<ActorCode>& codes) {
        for (const ActorCode& code : codes)
            if (code.system == "iso3") codes_.emplace(code.actor, &code);
    }
    [[nodiscard]] Value of(ActorId actor, Year year) const {
        const auto [first, last] = codes_.equal_range(actor);
        for (auto it = first; it != last; ++it) {
            const ActorCode& code = *it->second;
            if ((!code.first || *code.first <= year) && (!code.last || year <= *code.last)) return code.code;
        }
        return std::monostate{};
    }

private:
    std::multimap<ActorId, const ActorCode*> codes_;
};

void principles(const CommonOptions& common, const PrinciplesOptions& options) {
    const atlas::Atlas atlas(common.atlas, atlas::OpenMode::read_only);
    const Year as_of = common.as_of_year().value_or(atlas.last_year());
    const atlas::World world = atlas.world(as_of);
    const ActorRecords records = atlas.actor_records();
    const Iso3 iso3(records.codes);

    std::optional<std::vector<atlas::ActorIndex>> wanted;
    if (!options.actors.empty())
        wanted = engine::parse_actors(options.actors, world, options.year ? Year{*options.year} : as_of,
                                      sources::Concordance{records});

    Table table{.columns = {"actor", "name", "iso3", "cow", "year", "mean", "se"}};
    const auto add = [&](ActorId id, Year year, double mean, double std_error) {
        const auto index = world.find(id);
        if (!index || (options.year && year.value() != *options.year)) return;
        if (wanted && !std::ranges::binary_search(*wanted, *index)) return;
        const Actor& actor = world.actor(*index);
        constexpr int kLastCowNumber = 999;
        table.rows.push_back({actor.key, actor.name, iso3.of(id, year),
                              id.value() <= kLastCowNumber ? Value{std::int64_t{id.value()}} : Value{std::monostate{}},
                              std::int64_t{year.value()}, mean, std_error});
    };
    if (common.as_of) {
        // As of a year only what could be known then: smoothed positions have seen later votes.
        for (atlas::ActorIndex index = 0; index < world.num_actors(); ++index)
            for (Year year{1946}; year <= as_of; year = year + 1)
                if (const auto position = world.position(index, year))
                    add(position->actor, position->year, position->mean, position->std_error);
    } else {
        for (const atlas::IdealPointRow& row : atlas.ideal_points())
            if (row.dimension == 1) add(row.actor, row.year, row.mean, row.std_error);
    }
    if (table.rows.empty())
        throw Error{Errc::failed, "the atlas holds no ideal points for that",
                    "Run entente estimate principles, or ask for other years or actors."};
    print(std::cout, table, common.format());
}

}  // namespace

void add_principles(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand(
        "principles", "Ideal points from roll calls: position and standard error of every state and year");
    command.footer(
        "With --as-of the positions are those that could be known at the end of each year, else smoothed over all "
        "votes.");
    add_common(command, common);
    auto options = std::make_shared<PrinciplesOptions>();
    command.add_option("--actors", options->actors, "Only these (as for ask)");
    command.add_option("--year", options->year, "Only this year");
    command.callback([&common, options] { principles(common, *options); });
}

}  // namespace entente::apps
