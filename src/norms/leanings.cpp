// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>

#include "entente/norms/ground.hpp"
#include "latent.hpp"
#include "normal.hpp"

namespace entente::norms {
namespace {

/// A leaning and the year up to which it was carried.
struct View {
    Leaning leaning{};
    Year year{};
};

/// A view fades back to the prior: mean 0, variance persistent_share.
Leaning carried(const Leaning& leaning, int years, const Habit& habit) {
    const double left = std::pow(habit.yearly_memory, years);
    return {left * leaning.mean, left * left * leaning.var + (1 - left * left) * habit.persistent_share};
}

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

std::vector<Leaning> leanings_of(const Ground& ground, const Voter& voter) {
    const Habit& habit = ground.habit;
    const Leaning prior{0, habit.persistent_share};
    std::vector<Leaning> leanings(ground.proposals.size(), prior);
    std::vector<View> views;
    Stance stance;
    for (std::size_t j = 0; j < ground.proposals.size(); ++j) {
        const Proposal& proposal = ground.proposals[j];
        const Year year = proposal.parameters.year;
        if (proposal.text >= views.size()) views.resize(proposal.text + 1, View{prior, year});
        View& view = views[proposal.text];
        view = {carried(view.leaning, year - view.year, habit), year};
        if (voter.ballots[j] != '.') {
            if (stance.year != year) stance = voter.at(year);
            view.leaning = updated(view.leaning, voter.ballots[j],
                                   latent(proposal.parameters, stance, ground.num_dimensions), habit);
        }
        leanings[j] = carried(view.leaning, ground.as_of - year, habit);
    }
    return leanings;
}

}  // namespace entente::norms
