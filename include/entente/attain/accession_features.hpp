// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/attain/features.hpp"
#include "entente/attain/frame.hpp"
#include "entente/base/names.hpp"
#include "entente/base/records.hpp"

namespace entente::attain {

enum class MembershipRole : std::uint8_t { member, associate, observer };

}  // namespace entente::attain

template <>
struct entente::Names<entente::attain::MembershipRole> {
    static constexpr NameTable<attain::MembershipRole, 3> table{"member", "associate", "observer"};
};

namespace entente::attain {

/// A state's spell in an organisation.
struct OrganisationSpell {
    atlas::ActorIndex actor = 0;
    MembershipRole role{};
    Year first{};
    std::optional<Year> last{};  ///< Nothing: as far as is known it goes on.
};

/// An organisation that states enter and leave.
struct Organisation {
    std::string id{};
    Year begun{};
    std::optional<Year> ended{};
    /// Whether its purpose is political, social, economic.
    std::array<std::optional<bool>, 3> purposes{};
    std::vector<OrganisationSpell> spells{};
    /// Brought by the asker: forecast, but no model is fitted on it, and it counts in nobody's memberships.
    bool is_visitor = false;
};

/// Whether the actor is a full member of the organisation in the year.
[[nodiscard]] bool is_member(const Organisation& organisation, atlas::ActorIndex actor, Year year) noexcept;

/// Organisations out of the records of one table; parties that are no states of the World are left out.
[[nodiscard]] std::vector<Organisation> organisations_of(std::span<const AgreementRecord> records,
                                                         std::string_view table, const atlas::World& world);

/// The state that a new one came from.
struct Predecessor {
    ActorId actor{};
    bool continues = false;  ///< The new state is the old one under another number, and sits in its seats.
};
using Predecessors = std::map<ActorId, Predecessor>;

/// What is measured of a state outside of an organisation, with the meaning of each column.
[[nodiscard]] std::span<const FeatureInfo> accession_features();

/// A state outside of an organisation in a year, and whether it became a full member in that year.
struct AccessionCell {
    std::uint32_t organisation = 0;  ///< Position in the list that the features were asked for.
    atlas::ActorIndex actor = 0;
    bool joins = false;
    bool is_new_state = false;  ///< Born within the three years before: those enter many organisations at once.
};

/// All cells of a year: features are cells x accession_features().size(), NaN where not known.
struct AccessionYear {
    Year year{};
    std::vector<AccessionCell> cells{};
    std::vector<float> features{};

    [[nodiscard]] std::span<const float> row(std::size_t cell) const noexcept {
        const std::size_t width = features.size() / cells.size();
        return {features.data() + cell * width, width};
    }
};

/// Which cells are handed out; nothing: all. Asked once of each, in their order.
using AccessionFilter = std::function<bool(const AccessionCell&)>;

/// The states that lived in a year outside of the organisations that were older than two years and had members.
///
/// Features read what was known at the end of the year before; geography and the list of states are read at the year.
/// `joins` reads the year itself. Left out: states that only continue another under a new number, for the two years
/// after their birth; and organisation-years in which five or more enter of whom half had been members before, since
/// those are gaps in the coding and no accessions.
/// Cost: about 0.1 s for 300 organisations and 190 states.
[[nodiscard]] AccessionYear accession_year(const Panel& panel, std::span<const Organisation> organisations,
                                           const Predecessors& predecessors, Year year,
                                           std::span<const atlas::ActorIndex> besides = {},
                                           const AccessionFilter& is_wanted = {});

}  // namespace entente::attain
