// SPDX-License-Identifier: Apache-2.0
//
// From a question about cores in words to a CoreProblem in whole numbers.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/engine/cores.hpp"

namespace entente::engine {

/// Places of actors in the space of principles, by actor of the World, and where they come from.
struct Places {
    std::vector<std::optional<std::array<double, 3>>> of_actor{};
    std::string basis{};
};

/// The problem of a year, and who its actors are.
struct CoreInputs {
    std::vector<atlas::ActorIndex> pool{};
    coalition::CoreProblem problem{};
    std::vector<std::string> caveats{};

    /// Whether nobody's place is known.
    [[nodiscard]] bool has_no_places() const noexcept { return problem.unplaced.size() == pool.size(); }
};

/// Finds what a request needs in the atlas; one for all years of a question.
class CoreReader {
public:
    CoreReader(const Engine& engine, const CoreRequest& request, std::shared_ptr<const atlas::World> world,
               const Monitor& monitor);

    /// Throws Error{unknown_id, wrong_usage} where the request names what is not there in the year.
    [[nodiscard]] CoreInputs inputs(Year year) const;
    /// The same with places, which a frontier of cohesion needs, and without those who have none. Without any: as it
    /// is.
    [[nodiscard]] CoreInputs with_places(CoreInputs inputs, Year year) const;
    [[nodiscard]] const std::vector<const Issue*>& issues() const noexcept { return issues_; }
    [[nodiscard]] const std::string& basis() const noexcept { return basis_; }

private:
    [[nodiscard]] Places places(Year year) const;
    void add_shares(CoreInputs& inputs, Year year) const;
    void add_places(CoreInputs& inputs, Year year) const;
    void add_entities(CoreInputs& inputs, Year year) const;
    void add_demands(CoreInputs& inputs, Year year) const;
    void add_costs(CoreInputs& inputs, Year year) const;
    [[nodiscard]] std::vector<coalition::Member> members(const CoreInputs& inputs, std::string_view text,
                                                         Year year) const;
    [[nodiscard]] coalition::GroupDemand group(const CoreInputs& inputs, std::string_view text, Year year) const;

    const Engine& engine_;
    const CoreRequest& request_;
    std::shared_ptr<const atlas::World> world_;
    atlas::Atlas atlas_;
    std::vector<const Issue*> issues_;
    std::optional<Places> fitted_;  ///< In two or three dimensions.
    std::string basis_;
};

}  // namespace entente::engine
