// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/base/cell.hpp"
#include "entente/base/year.hpp"

namespace entente::atlas {

/// Depth of a partnership in some years of its life.
struct DepthScoreRow {
    std::string partnership{};
    Spell years{};
    std::optional<Depth> depth{};
    double score = 0;      ///< Posterior mean on the scale of depth.
    double std_error = 0;  ///< Posterior standard deviation.
};

/// A pair of records that may be one partnership, and what became of it.
struct RecordMatchRow {
    std::string first{};  ///< `<table>:<record>` or `curated:<id>`
    std::string second{};
    std::string partnership{};  ///< Of the first record.
    double certainty = 0;       ///< 0 .. 1
    std::string verdict{};      ///< coder, same, merged: one partnership; different, outdone, review: two.
    std::string likeness{};     ///< In words.
    std::string reason{};
};

/// What a coder wrote of a curated partnership.
struct CuratedEntryRow {
    std::string partnership{};
    bool is_sure = true;
    std::string label_citation{};
    std::optional<Year> label_from{};
    Scope coder_scope{};
    Scope rules_scope{};
    std::string rule{};
    std::string scope_reason{};
    bool knew_rules = false;  ///< The scope rules were written from this entry.
    std::string note{};
    std::string file{};
};

/// A text that a curated fact rests on.
struct CitationRow {
    std::string key{};
    std::string text{};
    std::string url{};
};

/// What the registry knows beyond its partnerships; each in the order of its key.
struct RegistryTables {
    std::vector<DepthScoreRow> depth_scores{};
    std::vector<RecordMatchRow> matches{};
    std::vector<CuratedEntryRow> entries{};
    std::vector<CitationRow> citations{};
};

}  // namespace entente::atlas
