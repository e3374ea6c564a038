// SPDX-License-Identifier: Apache-2.0
//
// Cores out of a table of the asker's own, which needs no atlas.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core_answer.hpp"
#include "core_words.hpp"
#include "entente/base/nearest.hpp"
#include "entente/base/words.hpp"
#include "entente/sources/csv.hpp"

namespace entente::engine {
namespace {

using coalition::CoreProblem;
using coalition::Member;

constexpr std::array<std::string_view, 3> kAxes{"x", "y", "z"};

/// The rows of the table as a problem, and who its actors are.
class TableReader {
public:
    TableReader(const std::filesystem::path& file, const CoreRequest& request, const Monitor& monitor)
        : request_(request),
          csv_(file, ',', monitor),
          actor_(csv_.column("actor")),
          group_(csv_.find_column("group")),
          cost_(csv_.find_column("cost")) {
        for (const std::string& issue : request.issues) shares_.push_back(csv_.column(issue));
        const bool has_places = request.cohesion || (request.frontier && csv_.find_column(kAxes.front()));
        for (int d = 0; has_places && d < request.num_dimensions; ++d)
            axes_.push_back(csv_.column(kAxes[static_cast<std::size_t>(d)]));
        problem_.num_issues = shares_.size();
        problem_.num_dimensions = axes_.size();
    }

    void read() {
        while (csv_.next()) add_row();
        problem_.num_actors = actors_.size();
        check_sums();
        add_demands();
    }
    [[nodiscard]] std::vector<Actor>& actors() { return actors_; }
    [[nodiscard]] const CoreProblem& problem() const { return problem_; }

private:
    void add_row() {
        const std::string name{csv_.text(actor_)};
        const auto member = static_cast<Member>(actors_.size());
        if (csv_.is_missing(actor_)) throw csv_.error(actor_, "an actor's name");
        if (!members_.emplace(name, member).second) throw csv_.error(actor_, "an actor that no row above names");
        actors_.push_back({.key = name, .name = name});
        if (group_) groups_[std::string(csv_.text(*group_))].push_back(member);
        for (const sources::Column column : shares_) {
            const double share = csv_.optional_number(column).value_or(0);
            if (!(share >= 0 && share <= 1)) throw csv_.error(column, "a share, 0 to 1");
            problem_.shares.push_back(coalition::share_units(share));
        }
        add_place(member);
        if (!cost_) return;
        const double cost = csv_.number(*cost_);
        if (!(cost > 0 && cost <= 1e9)) throw csv_.error(*cost_, "a cost above 0 and up to 1e9");
        problem_.costs.push_back(coalition::cost_units(cost));
    }
    void add_place(Member member) {
        constexpr double kFarthest = 500;
        bool is_known = true;
        for (const sources::Column axis : axes_) {
            const double place = csv_.optional_number(axis).value_or(0);
            if (!(std::abs(place) <= kFarthest)) throw csv_.error(axis, "a position, -500 to 500");
            is_known = is_known && !csv_.is_missing(axis);
            problem_.positions.push_back(coalition::position_units(place));
        }
        if (!is_known) problem_.unplaced.push_back(member);
    }
    /// Parts of a whole are no more than it; the last place of each may be rounded up.
    void check_sums() const {
        constexpr double kRounded = 1e-6;
        for (std::size_t issue = 0; issue < problem_.num_issues; ++issue) {
            std::int64_t sum = 0;
            for (Member k = 0; k < problem_.num_actors; ++k) sum += problem_.share(k, issue);
            if (coalition::share_of_units(sum) > 1 + kRounded)
                throw Error{Errc::bad_input,
                            fmt::format("{}: the shares of {} sum to {}; expected 1 at most", csv_.name(),
                                        request_.issues[issue], coalition::share_of_units(sum)),
                            "Divide each by the total of the issue."};
        }
    }

    void add_demands() {
        for (std::size_t k = 0; k < shares_.size(); ++k)
            problem_.thresholds.push_back(
                coalition::share_units(request_.shares.size() == 1 ? request_.shares.front() : request_.shares[k]));
        if (request_.cohesion) problem_.cohesion = coalition::position_units(*request_.cohesion);
        problem_.must = named(request_.must);
        problem_.must_not = named(request_.must_not);
        for (const std::string& pair : request_.not_with) {
            const auto halves = named(pair, ':');
            if (halves.size() != 2)
                throw Error{Errc::wrong_usage, fmt::format("not-with is '{}'; expected two actors, A:B", pair)};
            problem_.exclusive.emplace_back(halves[0], halves[1]);
        }
        for (const std::string& demand : request_.at_least) problem_.groups.push_back(group(demand));
        add_costs();
    }
    void add_costs() {
        if (request_.costs.empty()) return;
        if (problem_.costs.empty()) problem_.costs.assign(actors_.size(), coalition::cost_units(1));
        for (const ActorCost& stated : request_.costs)
            problem_.costs[named(stated.actors).front()] = coalition::cost_units(stated.cost);
    }
    [[nodiscard]] std::vector<Member> named(std::string_view list, char mark = ',') const {
        std::vector<Member> members;
        if (list.empty()) return members;
        for (const std::string_view name : parts_of(list, mark)) {
            const auto found = members_.find(name);
            if (found == members_.end()) throw unknown("actor", name, members_);
            members.push_back(found->second);
        }
        return members;
    }
    [[nodiscard]] coalition::GroupDemand group(const std::string& text) const {
        const std::size_t colon = std::min(text.find(':'), text.size());
        coalition::GroupDemand demand{.name = text.substr(std::min(colon + 1, text.size()))};
        const auto [end, error] = std::from_chars(text.data(), text.data() + colon, demand.least);
        if (error != std::errc{} || end != text.data() + colon || demand.least < 1)
            throw Error{Errc::wrong_usage,
                        fmt::format("at-least is '{}'; expected a count and a group, such as 2:Africa", text)};
        const auto found = groups_.find(demand.name);
        if (found == groups_.end()) throw unknown("group", demand.name, groups_);
        demand.members = found->second;
        return demand;
    }
    template <typename Known>
    [[nodiscard]] Error unknown(std::string_view what, std::string_view name, const Known& known) const {
        std::vector<std::string> names;
        for (const auto& [key, value] : known) names.push_back(key);
        return {Errc::unknown_id, fmt::format("{} has no {} '{}'", csv_.name(), what, name),
                fmt::format("nearest: {}", fmt::join(nearest_names(name, names), ", "))};
    }

    const CoreRequest& request_;
    sources::CsvReader csv_;
    sources::Column actor_;
    std::optional<sources::Column> group_;
    std::optional<sources::Column> cost_;
    std::vector<sources::Column> shares_;
    std::vector<sources::Column> axes_;
    std::vector<Actor> actors_;
    std::map<std::string, Member, std::less<>> members_;
    std::map<std::string, std::vector<Member>, std::less<>> groups_;
    CoreProblem problem_;
};

}  // namespace

CoreAnswer find_cores(const std::filesystem::path& table, const CoreRequest& request, const Monitor& monitor) {
    request.validate();
    if (request.depth || request.history)
        throw Error{Errc::wrong_usage, "a table of one's own has no years and no partnerships",
                    "Ask for a depth or the history without --table."};
    TableReader reader(table, request, monitor);
    reader.read();
    CoreAnswer answer{.request = request, .issues = request.issues, .issue_names = request.issues};
    answer.pool = std::move(reader.actors());
    CoreProblem problem = reader.problem();
    describe_pool(answer, problem);
    answer.solution = coalition::minimal_cores(problem, options_of(request), monitor);
    describe_solution(answer, problem);
    if (request.frontier) {
        problem.must_not.insert(problem.must_not.end(), problem.unplaced.begin(), problem.unplaced.end());
        add_frontier(answer, problem, monitor);
    }
    answer.provenance = {.engine_version = ENTENTE_VERSION,
                         .seed = Seed{}.value(),
                         .caveats = {"Shares, costs and positions are those of the table."}};
    answer.text = core_text(answer);
    return answer;
}

}  // namespace entente::engine
