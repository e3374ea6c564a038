// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/engine.hpp"

#include <algorithm>
#include <iterator>
#include <list>
#include <mutex>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/attain/attain.hpp"
#include "entente/engine/question.hpp"
#include "entente/engine/shares.hpp"
#include "entente/power/power.hpp"
#include "history.hpp"
#include "inputs.hpp"
#include "norms_bases.hpp"

namespace entente::engine {
namespace {

constexpr std::size_t kKeptYears = 6;  ///< Worlds and models kept for the next question.

/// Tables that the models lean on, by any of the sources that bring them.
struct NeededTable {
    std::vector<std::string_view> sources;
    std::string_view what;
};
const NeededTable kNeeded[] = {{{"atop"}, "table of alliances"},
                               {{"desta"}, "table of trade agreements"},
                               {{"cow_igo"}, "table of formal organisations"},
                               {{"igo_informal"}, "table of informal organisations"},
                               {{"gml_mid"}, "table of militarised disputes"},
                               {{"tss_rivalries"}, "table of rivalries"},
                               {{"cow_nmc"}, "table of capabilities"},
                               {{"vdem", "polity5"}, "table of regimes"},
                               {{"maddison"}, "table of incomes"}};

/// What an answer about a year needs.
struct AsOf {
    std::shared_ptr<const atlas::World> world;
    std::shared_ptr<const attain::AttainModel> model;
    std::shared_ptr<const attain::AnswerGround> ground;
};

void check_range(std::string_view field, double value, double low, double high) {
    if (!(value >= low && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {} to {}", field, value, low, high)};
}

}  // namespace

void AskRequest::validate() const {
    check_range("horizon", horizon_years, 1, 20);
    check_range("threshold", threshold, 0, 1);
    check_range("impact", impact, 0, 1);
}

struct Engine::Impl {
    Impl(std::filesystem::path file, std::filesystem::path content)
        : atlas(file, atlas::OpenMode::read_only),
          data(std::move(content)),
          issues(read_issues(data)),
          scopes(read_scope_rules(data)),
          concordance(atlas.actor_records()),
          last(atlas.last_year()),
          newest(newest_year(atlas)),
          fingerprint(atlas.fingerprint()) {}

    /// World of a year, with model and ground if answers are to come of it: from the ones kept or from the atlas.
    AsOf as_of(Year year, bool needs_model) {
        const std::scoped_lock lock(mutex);
        auto found = std::ranges::find(kept, year, [](const auto& entry) { return entry.first; });
        if (found == kept.end()) {
            if (kept.size() == kKeptYears) kept.pop_back();
            kept.emplace_front(year, AsOf{.world = std::make_shared<const atlas::World>(atlas.world(year)),
                                          .model = nullptr,
                                          .ground = nullptr});
        } else {
            kept.splice(kept.begin(), kept, found);
        }
        AsOf& entry = kept.front().second;
        if (needs_model && !entry.model) {
            const auto row = atlas.model("attain", year);
            if (!row)
                throw Error{Errc::failed,
                            fmt::format("the atlas has no model that knew nothing after {}", year.value()),
                            "Run entente estimate all, or ask about a later year."};
            entry.model = std::make_shared<const attain::AttainModel>(attain::model_from_json(row->json));
            entry.ground = std::make_shared<const attain::AnswerGround>(attain::answer_ground(*entry.world, year));
        }
        return entry;
    }

    /// Shares of the issue by actor. The lock is the atlas's, which may be read.
    std::vector<std::optional<double>> shares(const atlas::World& world, const Issue& issue, Year year) {
        const std::scoped_lock lock(mutex);
        return actor_shares(atlas, world, issue, year);
    }

    /// A request's World, model and shares, and its question, of which the pool is still to be named.
    struct Inputs {
        AsOf as_of{};
        std::vector<std::optional<double>> shares{};
        attain::Question question{};

        [[nodiscard]] attain::AnswerInputs of_answer(const registry::ScopeRules& scopes) const {
            return {.world = *as_of.world,
                    .model = *as_of.model,
                    .shares = shares,
                    .is_more_formal = [&scopes](Scope a, Scope b) { return scopes.is_more_formal(a, b); },
                    .seed = Seed{},
                    .ground = as_of.ground.get()};
        }
    };

    Inputs inputs(const AskRequest& request, const Spell& years) {
        request.validate();
        const Issue& issue = power::find_issue(issues, request.issue);
        const Year year = request.as_of.value_or(last);
        if (!years.holds_in(year))
            throw Error{Errc::wrong_usage, fmt::format("{} cannot be asked about; the atlas answers as of {} to {}",
                                                       year.value(), years.first.value(), years.last->value())};
        Inputs result{.as_of = as_of(year, true)};
        result.shares = shares(*result.as_of.world, issue, year);
        result.question = {.issue = issue.id,
                           .issue_name = issue.name,
                           .asked = request.actors,
                           .as_of = year,
                           .horizon_years = request.horizon_years,
                           .threshold = request.threshold,
                           .impact = request.impact};
        for (const Family family : issue.families)
            if (family != Family::other) result.question.families.push_back(family);
        return result;
    }

    attain::Provenance provenance(const atlas::World& world, Seed seed) const {
        attain::Provenance result{
            .engine_version = ENTENTE_VERSION, .atlas_fingerprint = fingerprint, .seed = seed.value()};
        // The published ideal points are a yardstick, never an input.
        std::ranges::copy_if(world.sources(), std::back_inserter(result.sources),
                             [](const SourceInfo& s) { return s.id != "ideal_points"; });
        result.estimates.assign(world.estimates().begin(), world.estimates().end());
        result.caveats = {
            "A probability is the forecast that such a partnership comes about, not that it would be wise.",
            "Foundings are forecast by family (alliance, trade, formal, informal): one on another issue counts, too.",
            "Identity and culture show in no table; those squares rest on curated partnerships, chosen because they "
            "are well known.",
            "Tables lack what was never written down: consensus, informal contacts, candidacies and negotiations."};
        std::vector<std::string> retrospective;
        for (const SourceInfo& source : result.sources)
            if (source.looks_ahead) retrospective.push_back(source.id);
        if (!retrospective.empty())
            result.caveats.push_back(fmt::format("Measured with later knowledge than that of their year: {}.",
                                                 fmt::join(retrospective, ", ")));
        for (const NeededTable& table : kNeeded) {
            const auto is_there = [&](std::string_view source) {
                return std::ranges::find(result.sources, source, &SourceInfo::id) != result.sources.end();
            };
            if (std::ranges::any_of(table.sources, is_there)) continue;
            result.missing.emplace_back(table.what);
            result.caveats.push_back(
                fmt::format("This atlas holds no {}; what depends on it is taken as average, and intervals are wider.",
                            table.what));
        }
        return result;
    }

    std::mutex mutex;
    atlas::Atlas atlas;
    std::filesystem::path data;
    std::vector<Issue> issues;
    registry::ScopeRules scopes;
    sources::Concordance concordance;
    Year last;
    Year newest;
    std::string fingerprint;
    std::list<std::pair<Year, AsOf>> kept;
    NormsBases norms_bases;
};

Engine::Engine(std::filesystem::path atlas, std::filesystem::path data)
    : impl_(std::make_unique<Impl>(std::move(atlas), std::move(data))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

attain::Answer Engine::ask(const AskRequest& request, const Monitor& monitor) const {
    Impl::Inputs inputs = impl_->inputs(request, years());
    name_pool(inputs.question, request, *inputs.as_of.world, impl_->concordance);
    auto answer = attain::answer(inputs.of_answer(impl_->scopes), std::move(inputs.question), monitor);
    answer.provenance = impl_->provenance(*inputs.as_of.world, Seed{});
    answer.provenance.model_as_of = inputs.as_of.model->before - 1;
    return answer;
}

std::vector<attain::HistoryPoint> Engine::history(const AskRequest& request, const Monitor& monitor) const {
    constexpr Year kFirst{1960};
    constexpr int kYearsBetween = 10;
    const Impl::Inputs now = impl_->inputs(request, years());
    attain::Question question = now.question;
    name_pool(question, request, *now.as_of.world, impl_->concordance);
    std::vector<attain::HistoryPoint> points;
    for (Year year = question.as_of; year >= kFirst; year = year - kYearsBetween) {
        monitor.report("the same actors in earlier decades", 0);
        AskRequest then = request;
        then.as_of = year;
        Impl::Inputs inputs = impl_->inputs(then, years());
        points.push_back(history_point(inputs.of_answer(impl_->scopes), std::move(inputs.question), question,
                                       *now.as_of.world, monitor));
    }
    std::ranges::reverse(points);
    return points;
}

std::vector<attain::BilateralReach> Engine::bilateral_reach(const AskRequest& request, const Monitor& monitor) const {
    const Impl::Inputs inputs = impl_->inputs(request, years());
    const atlas::World& world = *inputs.as_of.world;
    const Year year = inputs.question.as_of;
    const auto actors = find_actors(request.actors, world, year);
    if (actors.size() != 1)
        throw Error{Errc::wrong_usage,
                    fmt::format("'{}' names {} actors; expected one", request.actors, actors.size())};
    std::vector<atlas::ActorIndex> others = world.living_states(year);
    std::erase(others, actors.front());
    return attain::bilateral_reach(inputs.of_answer(impl_->scopes), inputs.question, actors.front(), others, monitor);
}

std::vector<atlas::ActorIndex> Engine::find_actors(std::string_view text, const atlas::World& world, Year year) const {
    return parse_actors(text, world, year, impl_->concordance);
}

std::shared_ptr<const atlas::World> Engine::world(std::optional<Year> as_of) const {
    return impl_->as_of(as_of.value_or(impl_->last), false).world;
}

std::shared_ptr<const norms::Basis> Engine::norms_basis(std::optional<Year> as_of, const Monitor& monitor,
                                                        int num_dimensions) const {
    return impl_->norms_bases.of(atlas_file(), as_of.value_or(impl_->last), num_dimensions, monitor);
}

std::span<const Issue> Engine::issues() const noexcept {
    return impl_->issues;
}
std::string Engine::atlas_fingerprint() const {
    return impl_->fingerprint;
}
const std::filesystem::path& Engine::atlas_file() const noexcept {
    return impl_->atlas.file();
}

Spell Engine::years() const noexcept {
    // The first model rests on what was known by 1949.
    constexpr Year kFirst{1949};
    return {kFirst, impl_->newest};
}

}  // namespace entente::engine
