// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "entente/norms/norms.hpp"

namespace entente::engine {

/// Reads a text of the user's own (CommonGroundRequest::proposal).
/// Throws Error{wrong_usage} naming what could not be read; Error{unknown_id} for a roll call that is not known.
[[nodiscard]] norms::Proposal own_proposal(const std::string& text, const norms::Ground& ground,
                                           const norms::IssueSpace& space);

}  // namespace entente::engine
