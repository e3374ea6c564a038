// SPDX-License-Identifier: Apache-2.0
//
// The pool of a question as the models see it, and what its compositions are worth.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/attain/attain.hpp"

namespace entente::attain {

/// Positions of a composition's actors in the pool, ascending.
using Members = std::vector<std::size_t>;

class Pool {
public:
    Pool(const AnswerInputs& inputs, const Question& question, const AnswerGround& ground);

    [[nodiscard]] std::size_t size() const noexcept { return blocs_.size(); }
    /// Whether an actor has states that the models can see.
    [[nodiscard]] bool is_visible(std::size_t k) const noexcept { return !blocs_[k].empty(); }
    [[nodiscard]] bool is_collective(std::size_t k) const noexcept { return collective_[k]; }
    [[nodiscard]] const Bloc& bloc(std::size_t k) const noexcept { return blocs_[k]; }
    [[nodiscard]] atlas::ActorIndex actor(std::size_t k) const noexcept { return actors_[k]; }
    [[nodiscard]] const std::string& key(std::size_t k) const noexcept { return keys_[k]; }
    [[nodiscard]] std::vector<std::string> keys(const Members& members) const;
    [[nodiscard]] std::vector<const Bloc*> blocs(const Members& members) const;
    /// States of all of them, ascending, each once.
    [[nodiscard]] std::vector<Slot> slots(const Members& members) const;
    /// Joint share of the issue; nothing where nobody's is known. States that are in two entities count once.
    [[nodiscard]] std::optional<double> share(const Members& members) const;
    [[nodiscard]] bool carries(const Members& members, double impact) const;
    /// Who of the pool is a party, an entity through itself or through all of its members.
    [[nodiscard]] Members parties_in(const Roster& roster) const;
    [[nodiscard]] Members everyone() const;
    /// Those that the models see.
    [[nodiscard]] Members visible() const;
    /// Whether two actors can be two parties: the models see both, and neither is in the other.
    [[nodiscard]] bool are_compatible(std::size_t a, std::size_t b) const;
    /// Whether all of them can be parties beside each other; two or more.
    [[nodiscard]] bool are_parties(const Members& members) const;

private:
    std::vector<Bloc> blocs_;
    std::vector<atlas::ActorIndex> actors_;
    std::vector<std::vector<atlas::ActorIndex>> members_;  ///< Of entities; empty for all others.
    std::vector<bool> collective_;
    std::vector<std::string> keys_;
    std::map<Slot, double> share_of_;
};

}  // namespace entente::attain
