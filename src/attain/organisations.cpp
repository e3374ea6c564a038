// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "entente/attain/accession_features.hpp"

namespace entente::attain {

bool is_member(const Organisation& organisation, atlas::ActorIndex actor, Year year) noexcept {
    return std::ranges::any_of(organisation.spells, [&](const OrganisationSpell& spell) {
        return spell.actor == actor && spell.role == MembershipRole::member && spell.first <= year &&
               (!spell.last || *spell.last >= year);
    });
}

std::vector<Organisation> organisations_of(std::span<const AgreementRecord> records, std::string_view table,
                                           const atlas::World& world) {
    const std::string prefix = std::string(table) + ':';
    const std::array<std::string, 3> purposes{std::string(table) + ".political", std::string(table) + ".social",
                                              std::string(table) + ".economic"};
    std::vector<Organisation> organisations;
    for (const AgreementRecord& record : records) {
        if (!record.id.starts_with(prefix)) continue;
        Organisation one{.id = record.id.substr(prefix.size()), .begun = record.begun, .ended = record.ended};
        for (const SignRecord& sign : record.signs)
            for (std::size_t k = 0; k < purposes.size(); ++k)
                if (sign.sign == purposes[k]) one.purposes[k] = sign.value > 0;
        for (const Party& party : record.parties) {
            const auto actor = world.find(party.actor);
            const auto role = from_string<MembershipRole>(party.role);
            if (!actor || !role || world.actor(*actor).kind != ActorKind::state) continue;
            one.spells.push_back({*actor, *role, party.spell.first, party.spell.last});
        }
        organisations.push_back(std::move(one));
    }
    std::ranges::sort(organisations, {}, &Organisation::id);
    return organisations;
}

}  // namespace entente::attain
