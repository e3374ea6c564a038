// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "entente/norms/ground.hpp"
#include "latent.hpp"
#include "normal.hpp"
#include "views.hpp"

namespace entente::norms {
namespace {

/// A leaning and the year up to which it was carried.
struct View {
    Leaning leaning{};
    Year year{};
};

/// The view after a vote was seen.
Leaning updated(const Leaning& before, char ballot, const Latent& y, const Habit& habit) {
    const double var = before.var + y.position_var + y.text_var + 1 - habit.persistent_share;
    const double sd = std::sqrt(var);
    const double mean = y.mean + before.mean;
    const BallotInterval interval = interval_of(ballot, y.cut);
    const SeenInInterval seen = seen_in_interval((interval.low - mean) / sd, (interval.high - mean) / sd);
    return {before.mean + before.var / sd * seen.shift, before.var - before.var * before.var / var * seen.shrinkage};
}

}  // namespace

Fading::Fading(const Habit& habit) : prior_var_(habit.persistent_share) {
    constexpr int kLongest = 200;  // longer than any record of votes
    for (int years = 0; years <= kLongest; ++years) left_.push_back(std::pow(habit.yearly_memory, years));
}

Leaning Fading::after(const Leaning& view, int years) const noexcept {
    const double left = left_[std::min(static_cast<std::size_t>(years), left_.size() - 1)];
    return {left * view.mean, left * left * view.var + (1 - left * left) * prior_var_};
}

std::vector<Leaning> views_of(const Ground& ground, const Voter& voter) {
    const Fading fading(ground.habit);
    const Leaning prior{0, ground.habit.persistent_share};
    std::vector<Leaning> result(ground.proposals.size());
    std::vector<View> views;
    Stance stance;
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) {
        const Proposal& proposal = ground.proposals[j];
        const Year year = proposal.parameters.year;
        if (proposal.text >= views.size()) views.resize(proposal.text + 1, View{prior, year});
        View& view = views[proposal.text];
        view = {fading.after(view.leaning, year - view.year), year};
        if (voter.ballots[j] != '.') {
            if (stance.year != year) stance = voter.at(year);
            view.leaning = updated(view.leaning, voter.ballots[j],
                                   latent(proposal.parameters, stance, ground.num_dimensions), ground.habit);
        }
        result[j] = view.leaning;
    }
    return result;
}

std::vector<Leaning> leanings_of(const Ground& ground, const Voter& voter) {
    const Fading fading(ground.habit);
    std::vector<Leaning> leanings = views_of(ground, voter);
    for (std::size_t j = 0; j < leanings.size(); ++j)
        leanings[j] = fading.after(leanings[j], ground.as_of - ground.proposals[j].parameters.year);
    return leanings;
}

}  // namespace entente::norms
