// SPDX-License-Identifier: Apache-2.0
#include "agreements.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "import_job.hpp"

namespace entente::sources {

void add_sign(AgreementRecord& agreement, std::string sign, double value, Year since) {
    for (auto earlier = agreement.signs.rbegin(); earlier != agreement.signs.rend(); ++earlier) {
        if (earlier->sign != sign) continue;
        if (earlier->value == value) return;
        break;
    }
    agreement.signs.push_back({std::move(sign), value, since});
}

void merge_parties(AgreementRecord& agreement) {
    std::vector<Party>& parties = agreement.parties;
    const auto part = [](const Party& party) { return std::tie(party.actor, party.role, party.side); };
    std::sort(parties.begin(), parties.end(), [&](const Party& a, const Party& b) {
        return std::tie(a.actor, a.role, a.side, a.spell.first) < std::tie(b.actor, b.role, b.side, b.spell.first);
    });
    std::vector<Party> joined;
    for (std::size_t k = 0; k < parties.size();) {
        std::size_t end = k;
        std::vector<Spell> spells;
        while (end < parties.size() && part(parties[end]) == part(parties[k])) spells.push_back(parties[end++].spell);
        for (const Spell& spell : merged(std::move(spells))) {
            joined.push_back(parties[k]);
            joined.back().spell = spell;
        }
        k = end;
    }
    std::stable_sort(joined.begin(), joined.end(), [](const Party& a, const Party& b) {
        return std::tie(a.actor, a.spell.first) < std::tie(b.actor, b.spell.first);
    });
    parties = std::move(joined);
}

std::string slug(std::string_view title) {
    std::string text;
    for (const char c : title) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_upper)
            text += static_cast<char>(c - 'A' + 'a');
        else if (is_plain)
            text += c;
        else if (!text.empty() && text.back() != '-')
            text += '-';
    }
    while (!text.empty() && text.back() == '-') text.pop_back();
    return text;
}

}  // namespace entente::sources
