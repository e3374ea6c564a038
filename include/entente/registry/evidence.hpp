// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/base/records.hpp"
#include "entente/registry/codebook.hpp"

namespace entente::registry {

/// What a record shows of each sign over time, in the codebook's order, then by year: one Evidence for each year in
/// which the answer changes. A sign that its table cannot show has none; one that the table looked for and did not find
/// is an observed absence. An absence after a presence is a loss: a later phase of an alliance without its obligation.
[[nodiscard]] std::vector<Evidence> evidence_of(const AgreementRecord& record, const Codebook& codebook);

/// What several records of one partnership show together: a sign is present while any of them shows it, absent while
/// one looked for it and none shows it. A protocol that is silent on a right does not end the right.
[[nodiscard]] std::vector<Evidence> join_evidence(std::span<const std::vector<Evidence>> sources,
                                                  const Codebook& codebook);

}  // namespace entente::registry
