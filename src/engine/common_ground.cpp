// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/common_ground.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "common_ground_scene.hpp"
#include "common_ground_words.hpp"
#include "entente/engine/positions.hpp"
#include "ranges.hpp"

namespace entente::engine {
namespace {

/// The label whose texts pull more on a dimension, relative to how they pull at all, than those of any other.
std::string subject_of(const Scene& scene, int dimension) {
    constexpr std::size_t kFewest = 10;  ///< Texts from which a label says something.
    struct Pull {
        double here = 0, at_all = 0;
        std::size_t count = 0;
        [[nodiscard]] double part() const { return count < kFewest ? 0 : here / at_all; }
    };
    std::map<std::string, Pull> by_label;
    for (const norms::Proposal& proposal : scene.ground().proposals)
        for (const std::string& label : proposal.issues) {
            Pull& pull = by_label[label];
            ++pull.count;
            for (int d = 1; d <= scene.ground().num_dimensions; ++d) {
                const double strength = std::abs(proposal.parameters.discrimination[static_cast<std::size_t>(d - 1)]);
                pull.at_all += strength;
                if (d == dimension) pull.here += strength;
            }
        }
    const auto most = std::ranges::max_element(by_label, {}, [](const auto& entry) { return entry.second.part(); });
    return most == by_label.end() || most->second.part() == 0 ? "" : label_name(most->first);
}

void find_zones(const Scene& scene, CommonGroundAnswer& answer) {
    for (int dimension = 1; dimension <= answer.num_dimensions; ++dimension) {
        const norms::Zone zone = norms::agreement_zone(scene.ground(), answer.space, scene.members, dimension,
                                                       scene.request.threshold, scene.options);
        const std::string about = answer.num_dimensions > 1 ? subject_of(scene, dimension) : "";
        answer.zones.push_back({zone, about, zone_text(answer, zone, about)});
    }
}

void add_provenance(const Engine& engine, const Scene& scene, CommonGroundAnswer& answer) {
    attain::Provenance& provenance = answer.provenance;
    provenance.engine_version = ENTENTE_VERSION;
    provenance.atlas_fingerprint = engine.atlas_fingerprint();
    for (const SourceInfo& source : scene.world->sources())
        if (source.id.starts_with("un_")) provenance.sources.push_back(source);
    for (const atlas::EstimateInfo& estimate : scene.world->estimates())
        if (estimate.name == "norms") provenance.estimates.push_back(estimate);
    provenance.model_as_of = scene.ground().as_of;
    provenance.caveats = {
        "Chances hold if the member votes; absences are not forecast.",
        "Texts adopted by consensus have no roll call: agreement is understated.",
        "A vote in the General Assembly binds nobody: accepting a norm there is less than keeping it.",
        "Gains of different texts are added up as if each mattered as its votes show, and no text changed another's."};
    for (const CommonGroundMember& member : answer.members)
        if (member.actor.kind == ActorKind::collective)
            provenance.caveats.push_back(fmt::format(
                "{} is taken to say yes to what all of its voting members say yes to, and to abstain where they are "
                "split.",
                member.actor.name));
}

}  // namespace

void CommonGroundRequest::validate() const {
    if (!(threshold > 0 && threshold < 1))
        throw Error{Errc::wrong_usage, fmt::format("threshold is {}; expected over 0 and under 1", threshold)};
    check_range("package", static_cast<double>(package_size), 0, 20);
    check_range("alternatives", static_cast<double>(num_alternatives), 0, 2);
    check_range("dimensions", num_dimensions, 1, principles::kMaxDimensions);
    check_range("limit", static_cast<double>(num_listed), 1, 10000);
    if (from && to && *to < *from)
        throw Error{Errc::wrong_usage,
                    fmt::format("the years end in {}, before they begin in {}", to->value(), from->value())};
}

CommonGroundAnswer find_common_ground(const Engine& engine, const CommonGroundRequest& request,
                                      const Monitor& monitor) {
    request.validate();
    CommonGroundAnswer answer;
    const Scene scene = scene_of(engine, request, answer, monitor);
    answer.space = norms::issue_space(scene.ground(), scene.texts);
    list_texts(scene, answer);
    find_zones(scene, answer);
    find_obstacles(scene, answer);
    find_packages(scene, answer, monitor);
    answer.text = answer_text(answer);
    add_provenance(engine, scene, answer);
    return answer;
}

}  // namespace entente::engine
