// SPDX-License-Identifier: Apache-2.0
#include "reasons.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "entente/brief/features.hpp"
#include "objections.hpp"

namespace entente::brief {
namespace {

constexpr std::size_t kMostFeatures = 3;
/// A change of less than half a point is lost in rounding, and in the doubt of the models.
constexpr double kMaterial = 0.005;

/// Who, the chance after the change, the chance before, and everyone.
struct ChangeWords {
    std::string_view kind;
    const char* sentence;
    const char* as_obstacle;
};
constexpr std::array<ChangeWords, 4> kChanges{{
    {"actor_out", "Without {0}, the chance that the others found something new together is {1} instead of {2}.",
     "Hardest to bring along is {0}: the chance of the others alone is {1}; with it, {2}."},
    {"actor_in", "With {0} besides, the chance that all of them found something new together is {1} instead of {2}.",
     ""},
    {"rivalry",
     "If {0} were not strategic rivals, the chance that {3} found something new together would be {1} instead of {2}.",
     "The rivalry between {0} weighs most: without it, the chance of something new would be {1}; with it, {2}."},
    {"distance",
     "If {0} voted half as far apart on principles, the chance that {3} found something new together would be {1} "
     "instead of {2}.",
     "The principles of {0} lie far apart: at half the distance, the chance of something new would be {1}; as it is, "
     "{2}."},
}};

/// One more actor makes any agreement harder; that is no news.
bool is_material(const attain::Mover& mover) {
    if (mover.kind == "actor_in" && mover.after < mover.before) return false;
    return std::abs(mover.after - mover.before) >= kMaterial && percent(mover.after) != percent(mover.before);
}

/// A tie's own text says which tie, up to its last colon.
std::string tie_in_words(const attain::Mover& mover, const NameBook& names, const std::string& all) {
    const std::string lead = names.spelled_out(mover.text.substr(0, mover.text.rfind(": ")));
    return fmt::format("{}, the chance that {} found something new together would be {} instead of {}.", lead, all,
                       percent(mover.after), percent(mover.before));
}

/// The strongest features that push one way.
std::vector<std::string> features_that(const attain::Answer& answer, bool help) {
    std::vector<std::string> words;
    for (const attain::Contribution& c : answer.contributions) {
        if (is_plain_feature(c.feature) && (c.log_odds > 0) == help && words.size() < kMostFeatures)
            words.push_back(feature_words(c.feature));
    }
    return words;
}

void add_features(Section& section, const attain::Answer& answer) {
    const auto help = features_that(answer, true);
    const auto hinder = features_that(answer, false);
    if (!help.empty())
        section.lines.push_back(
            {"What helps.", fmt::format("Compared with an average pair of states: {}.", listed(help))});
    if (!hinder.empty())
        section.lines.push_back({"What hinders.", fmt::format("On the same comparison: {}.", listed(hinder))});
}

void add_lift(Section& section, const attain::Answer& answer) {
    const attain::CellAnswer* const cell = headline(answer);
    if (!cell || !cell->lift || cell->evidence != attain::CellEvidence::table) return;
    const double lift = *cell->lift;
    const std::string times = is_like_average(lift) ? "much the same as"
                              : lift < 10           ? fmt::format("{:.1f} times", lift)
                                                    : fmt::format("{:.0f} times", lift);
    section.lines.push_back(
        {"Compared with others.",
         fmt::format("The chance in the headline is {} that of an average set of as many states.", times)});
}

void add_precedents(Section& section, const attain::Answer& answer) {
    if (answer.comparables.empty()) return;
    std::vector<std::string> all;
    for (const auto& c : answer.comparables) all.push_back(precedent(c));
    section.lines.push_back({"Nearest precedents.", fmt::format("{}.", fmt::join(all, "; "))});
}

/// What the like-minded carry, where nothing is required of them.
std::string like_minded_in_words(const attain::Answer& answer, const NameBook& names) {
    const auto& group = answer.need.like_minded;
    if (group.empty()) return "";
    const std::string share = percent(answer.need.like_minded_share);
    if (group.size() == answer.actors.size())
        return fmt::format("{} are like-minded and carry {} of the issue. ", capitalised(all_of(group.size())), share);
    if (group.size() == 1)
        return fmt::format("No like-minded group among them carries more of the issue than {} alone, with {}. ",
                           names.actors(group), share);
    return fmt::format("The like-minded group that carries most of the issue, {}, has {} of it. ", names.actors(group),
                       share);
}

}  // namespace

bool is_like_average(double lift) {
    return lift > 0.95 && lift < 1.05;
}

std::string precedent(const attain::Comparable& comparable) {
    const std::string note = fmt::format("{}; {}", comparable.year, comparable.outcome);
    const std::string year = fmt::format(" ({})", comparable.year);
    std::string name = comparable.name;
    if (name.ends_with(year)) name.resize(name.size() - year.size());
    if (!name.ends_with(')')) return fmt::format("{} ({})", name, note);
    name.pop_back();
    return fmt::format("{}; {})", name, note);
}

const attain::Mover* main_obstacle(const attain::Answer& answer) {
    constexpr std::array<std::string_view, 3> kObstacles{"actor_out", "rivalry", "distance"};
    const auto found = std::ranges::find_if(answer.movers, [&](const attain::Mover& m) {
        return m.after > m.before && is_material(m) && std::ranges::find(kObstacles, m.kind) != kObstacles.end();
    });
    return found == answer.movers.end() ? nullptr : &*found;
}

std::string change_in_words(const attain::Mover& mover, const attain::Answer& answer, const NameBook& names,
                            Manner manner) {
    const std::string all = all_of(answer.actors.size());
    const auto* const known = std::ranges::find(kChanges, mover.kind, &ChangeWords::kind);
    if (known == kChanges.end()) return tie_in_words(mover, names, all);
    return fmt::format(fmt::runtime(manner == Manner::change ? known->sentence : known->as_obstacle),
                       names.actors(mover.who), percent(mover.after), percent(mover.before), all);
}

std::vector<Line> changes_in_words(const attain::Answer& answer, const NameBook& names) {
    std::vector<Line> lines;
    for (const attain::Mover& mover : answer.movers)
        if (is_material(mover))
            lines.push_back({mover.after > mover.before ? "Better." : "Worse.",
                             change_in_words(mover, answer, names, Manner::change)});
    if (lines.empty() && !answer.movers.empty()) {
        const double before = answer.movers.front().before;
        lines.push_back(
            {"",
             fmt::format("No single change would: with any one actor in or out, or any one tie or rivalry "
                         "changed, the chance that {} found something new together stays {}.",
                         all_of(answer.actors.size()), before < 0.005 ? "under 1 %" : "at about " + percent(before))});
    }
    return lines;
}

Section reasons(const attain::Answer& answer) {
    Section section{.title = "Why"};
    add_features(section, answer);
    add_lift(section, answer);
    add_precedents(section, answer);
    return section;
}

std::string need_in_words(const attain::Answer& answer, const NameBook& names) {
    const attain::Need& need = answer.need;
    if (need.verdict == "unknown") return "Whether it is needed cannot be said: no figures show who carries the issue.";
    const std::string who = need.like_minded.empty() ? "nobody" : names.actors(need.like_minded);
    if (need.required_share <= 0)
        return like_minded_in_words(answer, names) +
               "No share was set that an agreement must carry, so ties across dividing lines count as nice to have.";
    if (need.shortfall <= 0)
        return fmt::format(
            "Nice to have: {}, the like-minded, carry {} of the issue by themselves, and {} is required.", who,
            percent(need.like_minded_share), percent(need.required_share));
    const std::string closers = need.closers.empty() ? "nobody else among the actors asked about closes the gap"
                                                     : names.actors(need.closers) + " would help to close the gap";
    return fmt::format("Need to have: {} is required, and the like-minded ({}) carry {}. They lack {}; {}.",
                       percent(need.required_share), who, percent(need.like_minded_share), percent(need.shortfall),
                       closers);
}

}  // namespace entente::brief
