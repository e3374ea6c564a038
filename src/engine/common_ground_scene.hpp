// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/engine/common_ground.hpp"
#include "entente/engine/engine.hpp"
#include "entente/norms/norms.hpp"

namespace entente::engine {

/// What a question about common ground is about: who, which texts, and what each makes of them.
struct Scene {
    std::shared_ptr<const norms::Basis> basis{};
    std::shared_ptr<const atlas::World> world{};
    CommonGroundRequest request{};  ///< With the defaults filled in.
    norms::AssessOptions options{};
    std::vector<norms::Member> members{};
    std::vector<const norms::Member*> outsiders{};  ///< Everyone else whose position is known.
    std::vector<std::size_t> texts{};               ///< Positions in the ground's proposals.
    std::vector<norms::Assessment> assessments{};   ///< One for each of texts.
    std::unique_ptr<norms::TrackRecord> track_record{};

    [[nodiscard]] const norms::Ground& ground() const noexcept { return basis->ground; }
    [[nodiscard]] const norms::Proposal& proposal(std::size_t text) const { return ground().proposals[texts[text]]; }
    /// A member's chance of the consent that was asked for.
    [[nodiscard]] double consent(const norms::Assessment& assessment, std::size_t member) const;
    [[nodiscard]] bool accepts(const norms::Assessment& assessment, std::size_t member) const;
    /// Whether all members accept.
    [[nodiscard]] bool is_acceptable(const norms::Assessment& assessment) const;
    /// The one member that does not, where all others do.
    [[nodiscard]] std::optional<std::size_t> only_blocker(const norms::Assessment& assessment) const;
    /// What a member has of a proposal of the ground over the status quo, in units of a vote's noise.
    [[nodiscard]] double gain(std::size_t member, std::size_t proposal) const;
};

/// Who takes part, and which texts fit; fills the answer's members, unknown and what was considered.
/// Throws as find_common_ground does.
[[nodiscard]] Scene scene_of(const Engine& engine, const CommonGroundRequest& request, CommonGroundAnswer& answer,
                             const Monitor& monitor);

/// Counts by member and by issue, the list of texts, and the asker's own.
void list_texts(const Scene& scene, CommonGroundAnswer& answer);
/// The member that is hardest to bring along, and members that never agree.
void find_obstacles(const Scene& scene, CommonGroundAnswer& answer);
/// The best package and its alternatives.
void find_packages(const Scene& scene, CommonGroundAnswer& answer, const Monitor& monitor);

}  // namespace entente::engine
