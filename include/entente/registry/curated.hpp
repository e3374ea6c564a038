// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/actor.hpp"
#include "entente/base/issue.hpp"
#include "entente/base/partnership.hpp"
#include "entente/registry/codebook.hpp"

namespace entente::registry {

/// A text that a fact rests on.
struct Citation {
    std::string key{};
    std::string text{};
    std::string url{};
    std::string file{};  ///< Of the registry, for messages.
};

/// A partnership as a coder wrote it down. Its `scope` is the coder's verdict, its depth follows from the evidence.
struct CuratedPartnership {
    Partnership partnership{};
    std::string scope_reason{};          ///< Why the coder overrules the rules; empty where they agree.
    std::optional<bool> has_treaty{};    ///< Founded on a binding text.
    bool is_open_club = false;           ///< Admits whoever shares its function.
    bool is_sure = true;                 ///< false: doubtful, and weighs less.
    bool has_all_parties = true;         ///< false: only well-known parties are listed.
    std::vector<std::string> same_as{};  ///< Records of tables that are the same partnership.
    std::string label_citation{};
    std::optional<Year> label_from{};
    std::vector<Spell> spells{};  ///< Its lives, where it lapsed and revived.
    std::string note{};
    std::string file{};  ///< Of the registry, for messages.
    int line = 0;
};

/// A user's disagreement with an entry or a table, of an overlay.
struct Correction {
    std::string partnership{};
    std::string reason{};
    std::optional<std::string> name{};
    std::optional<std::string> label{};
    std::optional<Scope> scope{};
    std::optional<Status> status{};
    std::optional<Year> begun{};
    std::optional<Year> ended{};
    std::vector<Evidence> evidence{};  ///< Takes the place of all findings on its signs.
    std::string file{};
    int line = 0;
};

/// A fault of a registry file.
struct FileFault {
    std::string file{};
    int line = 0;
    int column = 0;
    std::string what{};  ///< What was found and what was expected.
};

/// A registry file: its name for messages, and its text.
struct RegistryText {
    std::string file{};
    std::string toml{};
};

/// What the files together hold. A file with faults brings nothing.
struct CuratedRegistry {
    std::vector<CuratedPartnership> partnerships{};  ///< In the order of files, then of the text.
    std::map<std::string, Citation, std::less<>> citations{};
    std::vector<Correction> corrections{};  ///< Of overlays only.
    std::vector<FileFault> faults{};
};

/// What registry files refer to.
struct CuratedContext {
    std::span<const Actor> actors{};
    std::span<const Issue> issues{};
    const Codebook& codebook;
    std::span<const std::string> labels{};     ///< Known labels; empty: any is taken.
    std::span<const std::string> citations{};  ///< Keys that are known beside those of the files.
    bool is_overlay = false;                   ///< Files may hold [[correction]] entries.
};

/// Reads registry files. Never throws for what the files say: every fault of every file is in `faults`, with line and
/// column: syntax (one an entry), unknown or missing fields, unknown actors, labels, issues, signs and citations (with
/// the nearest names), ends before starts, parties and evidence outside of the partnership's or their own life,
/// overlapping spells, duplicate ids, keys, names and records (also across files; told of the later one).
[[nodiscard]] CuratedRegistry parse_curated(std::span<const RegistryText> files, const CuratedContext& context);

/// The faults as text, one a line: `europe.toml line 12 column 3: ...`.
[[nodiscard]] std::string describe(std::span<const FileFault> faults);

}  // namespace entente::registry
