// SPDX-License-Identifier: Apache-2.0
#include "entente/base/partnership.hpp"

namespace entente {

namespace {

/// Whether a later finding on the same sign, up to a year, takes this one's place; in a tie presence stands.
bool is_overtaken(const Partnership& partnership, const Evidence& evidence, Year year) noexcept {
    for (const Evidence& other : partnership.evidence)
        if (other.since > evidence.since && other.since <= year && other.sign == evidence.sign) return true;
    return false;
}

}  // namespace

std::optional<Depth> depth_by(const Partnership& partnership, Year year) noexcept {
    std::optional<Depth> depth;
    for (const Evidence& evidence : partnership.evidence)
        if (evidence.is_present && evidence.since <= year && (!depth || evidence.depth > *depth) &&
            !is_overtaken(partnership, evidence, year))
            depth = evidence.depth;
    return depth;
}

}  // namespace entente
