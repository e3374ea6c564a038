// SPDX-License-Identifier: Apache-2.0
#include "voters.hpp"

namespace entente::apps {
namespace {

constexpr int kLastCowNumber = 999;

}  // namespace

Voters::Voters(const atlas::World& world, const ActorRecords& records) {
    for (const Actor& actor : world.actors()) {
        Voter voter{.key = actor.key, .name = actor.name, .region = actor.region};
        if (actor.id.value() <= kLastCowNumber) voter.cow = std::int64_t{actor.id.value()};
        voters_.emplace(actor.id, std::move(voter));
    }
    for (const ActorCode& code : records.codes)
        if (code.system == "iso3")
            iso3_.emplace(code.actor, Iso3{code.code, {code.first.value_or(Year{0}), code.last}});
}

Voters::Voters(const sources::VoteFile& file) {
    for (std::size_t k = 0; k < file.voters.size(); ++k)
        voters_.emplace(ActorId{static_cast<std::int32_t>(k) + 1},
                        Voter{.key = file.voters[k], .name = file.voters[k]});
}

std::optional<Voter> Voters::find(ActorId id, Year year) const {
    const auto found = voters_.find(id);
    if (found == voters_.end()) return std::nullopt;
    Voter voter = found->second;
    const auto [first, last] = iso3_.equal_range(id);
    for (auto it = first; it != last; ++it)
        if (it->second.spell.holds_in(year)) {
            voter.iso3 = it->second.code;
            break;
        }
    return voter;
}

}  // namespace entente::apps
