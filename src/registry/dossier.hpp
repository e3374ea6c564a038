// SPDX-License-Identifier: Apache-2.0
// Everything that is held of one partnership, before it is made out of it: a coder's entry, the founding records of one
// or more tables, and later documents.
#pragma once

#include <string>
#include <vector>

#include "entente/registry/registry.hpp"

namespace entente::registry {

struct Dossier {
    const CuratedPartnership* entry = nullptr;        ///< Null where no coder wrote of it.
    std::vector<const AgreementRecord*> records{};    ///< Founding records; the first one leads.
    std::vector<const AgreementRecord*> documents{};  ///< Accessions, protocols, withdrawals, in the order of years.
};

struct Dossiers {
    std::vector<Dossier> list{};
    std::vector<const AgreementRecord*> orphans{};  ///< Documents whose founding record no table here holds.
    std::vector<std::string> missing_same_as{};
    std::vector<RecordMatch> matches{};  ///< What was taken for one, and what was left apart; without `partnership`.
};

/// Sorts entries and records into dossiers: by a coder's `same_as` first, then by what people settled, then by likeness,
/// the likeliest pair first. Deterministic whatever the order of the records.
[[nodiscard]] Dossiers collect_dossiers(const RegistryInputs& inputs);

}  // namespace entente::registry
