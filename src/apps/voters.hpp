// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/sources/vote_file.hpp"
#include "table.hpp"

namespace entente::apps {

/// What is printed of a voter.
struct Voter {
    std::string key{};
    std::string name{};
    Value iso3{};
    Value cow{};
    std::string region{};
};

/// Names for the actors of an atlas, or for the voters of a file.
class Voters {
public:
    Voters(const atlas::World& world, const ActorRecords& records);
    explicit Voters(const sources::VoteFile& file);

    /// Nothing where the actor is not known (in the World as of its year).
    [[nodiscard]] std::optional<Voter> find(ActorId id, Year year) const;

private:
    struct Iso3 {
        std::string code{};
        Spell spell{};
    };
    std::map<ActorId, Voter> voters_;
    std::multimap<ActorId, Iso3> iso3_;
};

}  // namespace entente::apps
