// SPDX-License-Identifier: Apache-2.0
#include "pool.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace entente::attain {

Pool::Pool(const AnswerInputs& inputs, const Question& question, const AnswerGround& ground) {
    for (const atlas::ActorIndex actor : question.pool) {
        auto members = inputs.world.members_of(actor, question.as_of);
        Bloc bloc;
        for (const atlas::ActorIndex one : members.empty() ? std::vector{actor} : members)
            if (const Slot slot = ground.frame.slot_of(one); slot != kNoSlot) {
                bloc.push_back(slot);
                if (one < inputs.shares.size() && inputs.shares[one]) share_of_[slot] = *inputs.shares[one];
            }
        blocs_.push_back(std::move(bloc));
        actors_.push_back(actor);
        members_.push_back(std::move(members));
        collective_.push_back(inputs.world.actor(actor).kind == ActorKind::collective);
        keys_.push_back(inputs.world.actor(actor).key);
    }
}

std::vector<std::string> Pool::keys(const Members& members) const {
    std::vector<std::string> keys;
    for (const std::size_t k : members) keys.push_back(keys_[k]);
    return keys;
}

std::vector<const Bloc*> Pool::blocs(const Members& members) const {
    std::vector<const Bloc*> blocs;
    for (const std::size_t k : members) blocs.push_back(&blocs_[k]);
    return blocs;
}

std::vector<Slot> Pool::slots(const Members& members) const {
    std::set<Slot> slots;
    for (const std::size_t k : members) slots.insert(blocs_[k].begin(), blocs_[k].end());
    return {slots.begin(), slots.end()};
}

std::optional<double> Pool::share(const Members& members) const {
    std::optional<double> sum;
    for (const Slot slot : slots(members))
        if (const auto found = share_of_.find(slot); found != share_of_.end()) sum = sum.value_or(0) + found->second;
    return sum;
}

bool Pool::carries(const Members& members, double impact) const {
    return !(impact > 0) || share(members).value_or(0) >= impact;
}

Members Pool::parties_in(const Roster& roster) const {
    const auto is_party = [&](atlas::ActorIndex actor) { return std::ranges::binary_search(roster.parties, actor); };
    Members inside;
    for (std::size_t k = 0; k < size(); ++k)
        if (is_party(actors_[k]) || (!members_[k].empty() && std::ranges::all_of(members_[k], is_party)))
            inside.push_back(k);
    return inside;
}

Members Pool::everyone() const {
    Members all(size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

Members Pool::visible() const {
    Members seen = everyone();
    std::erase_if(seen, [this](std::size_t k) { return !is_visible(k); });
    return seen;
}

bool Pool::are_compatible(std::size_t a, std::size_t b) const {
    if (!is_visible(a) || !is_visible(b)) return false;
    if (!is_collective(a) && !is_collective(b)) return true;
    return std::ranges::none_of(bloc(a), [&](Slot slot) { return std::ranges::find(bloc(b), slot) != bloc(b).end(); });
}

bool Pool::are_parties(const Members& members) const {
    if (members.size() < 2) return false;
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!are_compatible(members[i], members[j])) return false;
    return true;
}

}  // namespace entente::attain
