// SPDX-License-Identifier: Apache-2.0
//
// brief: an answer in a diplomat's words, on two pages that can be taken to a meeting.
//
// Question   How does a minister's adviser read what the engine answered?
// In         An attain::Answer with its provenance, and the names of actors and partnerships that it speaks of by id.
// Out        One document as Markdown or as self-contained HTML (inline style, no scripts, nothing fetched), which
//            prints on A4 and Letter: question, bottom line, the 5 x 6 table with its frontier, who, why, nice or need,
//            what would change it, next step, the strongest case against, caveats, sources, BibTeX.
// Read first to_html(); document.hpp says what a brief consists of, compose.cpp writes it, html.cpp and markdown.cpp
//            only lay it out.
// Method     Every sentence is made from the answer's figures. Words for likelihood are those of the United Kingdom's
//            Professional Head of Intelligence Assessment (words.hpp). The case against is computed (objections.hpp).
// Not here   Forecasts (attain), files and dates (apps): the same answer gives the same bytes.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "entente/attain/answer.hpp"

namespace entente::brief {

/// One item of those asked about.
struct AskedItem {
    enum class Kind { actor, members, world };
    Kind kind = Kind::actor;
    std::string key{};  ///< Of the actor, entity or club; empty for the world.
};

/// What a brief is made from.
struct BriefInputs {
    attain::Answer answer{};
    /// What was asked about, item by item: an actor's key, or the members of an entity or club, or every living state.
    std::vector<AskedItem> asked{};
    /// Names by key or id, of actors outside of the pool and of partnerships. What is not named here keeps its id.
    std::map<std::string, std::string, std::less<>> names{};
};

/// The brief as one HTML page. All text is escaped; there is no script, and nothing is loaded.
[[nodiscard]] std::string to_html(const BriefInputs& inputs);

/// The brief as Markdown (CommonMark with tables).
[[nodiscard]] std::string to_markdown(const BriefInputs& inputs);

}  // namespace entente::brief
