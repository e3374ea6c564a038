// SPDX-License-Identifier: Apache-2.0
#include "entente/base/partnership.hpp"

namespace entente {

std::optional<Depth> depth_by(const Partnership& partnership, Year year) noexcept {
    std::optional<Depth> depth;
    for (const Evidence& evidence : partnership.evidence)
        if (evidence.is_present && evidence.since <= year && (!depth || evidence.depth > *depth))
            depth = evidence.depth;
    return depth;
}

}  // namespace entente
