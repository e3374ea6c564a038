// SPDX-License-Identifier: Apache-2.0
//
// What a brief consists of, before anyone lays it out. All text is plain: the layouts escape it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "entente/brief/brief.hpp"

namespace entente::brief {

/// A sentence or two, with the words that lead into them.
struct Line {
    std::string lead{};
    std::string text{};
};

struct Section {
    std::string title{};
    std::vector<Line> lines{};
};

/// A square of the table as it is shown.
struct Square {
    std::string text{};             ///< `94 %`, `stands`, `–` where nothing informs it.
    std::string range{};            ///< `81 to 97 %`; empty where there is none.
    std::optional<double> shade{};  ///< 0 .. 1; nothing where nothing informs it.
    bool rests_on_few = false;      ///< Curated partnerships only.
    bool is_cleared = false;        ///< At or above the asker's threshold.
    bool is_frontier = false;
};

struct Document {
    std::string title{};
    std::string subtitle{};
    Section bottom_line{};
    std::array<Square, kNumCells> squares{};  ///< In row order, scope by scope.
    std::string legend{};
    std::vector<Section> sections{};
    std::vector<Line> sources{};
    std::string bibtex{};
    std::string footer{};
};

/// Writes the brief.
[[nodiscard]] Document compose(const BriefInputs& inputs);

}  // namespace entente::brief
