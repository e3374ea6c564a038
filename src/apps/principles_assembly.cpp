// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "entente/base/words.hpp"
#include "entente/engine/estimates.hpp"
#include "entente/engine/question.hpp"
#include "paths.hpp"
#include "principles.hpp"

namespace entente::apps {
namespace {

/// An assembly from the atlas: actors are states, votes are the General Assembly's.
struct FromAtlas {
    atlas::Atlas atlas;
    std::optional<Year> as_of;

    [[nodiscard]] engine::PositionsRequest request(const std::string& issue, int num_dimensions) const {
        return {.num_dimensions = num_dimensions, .issue = issue, .as_of = as_of, .data = data_folder()};
    }
};

std::vector<std::string> items_of(const std::string& text) {
    std::vector<std::string> items;
    for (const std::string_view part : parts_of(text))
        if (!part.empty()) items.emplace_back(part);
    return items;
}

principles::VoteMatrix matrix_of(const sources::VoteFile& file) {
    std::vector<principles::RollCall> roll_calls;
    for (const RollCallRecord& record : file.roll_calls)
        roll_calls.push_back({.id = record.id, .year = record.year, .bridge = std::nullopt});
    return {std::move(roll_calls), file.votes, file.weights};
}

}  // namespace

struct Assembly::State {
    const CommonOptions& common;
    const PrinciplesOptions& options;
    std::optional<FromAtlas> from_atlas{};
    std::optional<sources::VoteFile> file{};
    std::optional<Voters> voters{};
    std::optional<std::set<ActorId>> wanted{};
    std::optional<ActorId> anchor{};

    void open_atlas();
    void open_file();
    [[nodiscard]] principles::VoteMatrix matrix(const std::string& issue) const;
};

void Assembly::State::open_atlas() {
    from_atlas.emplace(FromAtlas{.atlas = {common.atlas, atlas::OpenMode::read_only}, .as_of = common.as_of_year()});
    const Year as_of = common.as_of_year().value_or(from_atlas->atlas.last_year());
    const atlas::World world = from_atlas->atlas.world(as_of);
    const ActorRecords records = from_atlas->atlas.actor_records();
    voters.emplace(world, records);
    const sources::Concordance concordance{records};
    if (!options.actors.empty()) {
        const int year = options.year.value_or(options.to.value_or(as_of.value()));
        wanted.emplace();
        for (const atlas::ActorIndex index :
             engine::parse_actors(options.actors, world, std::min(Year{year}, as_of), concordance))
            wanted->insert(world.actor(index).id);
    }
    anchor = options.anchor.empty() ? principles::IdealPointOptions{}.anchor
                                    : std::optional{concordance.require(options.anchor)};
}

void Assembly::State::open_file() {
    file = sources::read_vote_file(options.votes, monitor_of(common));
    if (file->votes.empty())
        throw Error{Errc::bad_input, fmt::format("{} holds no votes", options.votes.filename().string()),
                    "Each row is a voter's yes, no or abstain on a roll call."};
    say(common,
        fmt::format("read {} votes of {} voters on {} roll calls ({} absences, {} repeated rows)", file->votes.size(),
                    file->voters.size(), file->roll_calls.size(), file->num_absent, file->num_repeated));
    voters.emplace(*file);
    if (!options.actors.empty()) {
        wanted.emplace();
        for (const std::string& name : items_of(options.actors)) wanted->insert(file->voter(name));
    }
    if (!options.anchor.empty()) anchor = file->voter(options.anchor);
}

principles::VoteMatrix Assembly::State::matrix(const std::string& issue) const {
    if (file) return common.as_of ? matrix_of(*file).up_to(*common.as_of_year()) : matrix_of(*file);
    return engine::vote_matrix(engine::votes_for(from_atlas->atlas, from_atlas->request(issue, options.num_dimensions)),
                               engine::VoteClock::session);
}

Assembly::Assembly(const CommonOptions& common, const PrinciplesOptions& options)
    : state_(std::make_unique<State>(State{.common = common, .options = options})) {
    if (options.votes.empty())
        state_->open_atlas();
    else
        state_->open_file();
}

Assembly::~Assembly() = default;
Assembly::Assembly(Assembly&&) noexcept = default;

engine::Positions Assembly::positions(const std::string& issue) const {
    if (state_->from_atlas && state_->options.anchor.empty()) {
        const FromAtlas& from = *state_->from_atlas;
        if (auto stored = engine::stored_positions(from.atlas, from.request(issue, state_->options.num_dimensions)))
            return std::move(*stored);
    }
    const principles::VoteMatrix matrix = votes(issue);
    principles::IdealPointFit fitted = fit(matrix);
    engine::Positions positions{
        .basis = fmt::format("Fitted now: {} after {} iterations.", to_string(fitted.diagnostics.termination),
                             fitted.diagnostics.iterations),
        .warnings = principles::identification_warnings(matrix, fitted)};
    positions.points = std::move(fitted.points);
    say_warnings(*this, state_->common, positions.warnings);
    return positions;
}

principles::VoteMatrix Assembly::votes(const std::string& issue) const {
    return state_->matrix(issue);
}

principles::IdealPointOptions Assembly::fit_options(const principles::VoteMatrix& votes) const {
    principles::IdealPointOptions options = engine::position_options(votes, state_->options.num_dimensions);
    options.anchor = state_->anchor;
    return options;
}

principles::IdealPointFit Assembly::fit(const principles::VoteMatrix& matrix) const {
    return principles::fit_ideal_points(matrix, fit_options(matrix), Seed{state_->common.seed},
                                        monitor_of(state_->common));
}

std::vector<RollCallRecord> Assembly::roll_calls(const std::string& issue) const {
    std::vector<RollCallRecord> records =
        state_->file ? state_->file->roll_calls
                     : engine::votes_for(state_->from_atlas->atlas,
                                         state_->from_atlas->request(issue, state_->options.num_dimensions))
                           .roll_calls;
    std::ranges::sort(records, {}, [](const RollCallRecord& record) { return std::pair{record.year, record.id}; });
    return records;
}

const Voters& Assembly::voters() const noexcept {
    return *state_->voters;
}

bool Assembly::is_wanted(ActorId actor) const noexcept {
    return !state_->wanted || state_->wanted->contains(actor);
}

std::vector<std::string> Assembly::sources() const {
    if (state_->file) return {state_->options.votes.filename().string()};
    for (const SourceInfo& source : state_->from_atlas->atlas.sources())
        if (source.id == "un_votes" && source.first_year && source.last_year)
            return {
                fmt::format("roll calls of the UN General Assembly {}\u2013{} (Voeten, Strezhnev and Bailey, Harvard "
                            "Dataverse; {})",
                            source.first_year->value(), source.last_year->value(), source.version)};
    return {"roll calls of the UN General Assembly (Voeten, Strezhnev and Bailey, Harvard Dataverse)"};
}

std::vector<std::string> issues_of(const PrinciplesOptions& options) {
    std::vector<std::string> issues = items_of(options.issues);
    if (issues.empty()) issues.emplace_back();
    return issues;
}

}  // namespace entente::apps
