// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/partnership.hpp"

namespace entente::registry {

/// One way in which a table shows a sign: by holding a record at all, or by the values of its columns.
struct ShownBy {
    std::string record{};                ///< Table any record of which says `says_yes`; empty where columns decide.
    bool says_yes = true;                ///< Only with `record`.
    std::vector<std::string> columns{};  ///< `<table>.<column>`; a column whose name goes on after a dot matches too.
    double yes_min = 1;                  ///< A column says yes from this value on.
    std::optional<double> no_max{};      ///< ... and no up to this one; absent where a zero means 'not found here'.
    std::size_t count_min = 1;           ///< How many columns must say yes.
    std::string why{};
};

/// One observable sign of a step of depth: what a coder answers with yes, no or unknown.
struct DepthSign {
    std::string id{};  ///< `<depth>.<word>`
    Depth depth = Depth::practice;
    std::string question{};
    std::string definition{};
    std::string example{};
    std::string near_miss{};
    std::vector<ShownBy> shown_by{};
    std::string not_shown{};  ///< What no table shows.
};

/// Issues that a table's records are about, unless a coder says otherwise.
struct About {
    Family family = Family::other;
    std::vector<std::string> issues{};
};

/// The written codebook (data/codebook/depth.toml): signs of depth and the tables that show them.
struct Codebook {
    std::string edition{};
    std::vector<DepthSign> signs{};
    std::vector<About> abouts{};
    std::map<std::string, Status, std::less<>> status_by_end_reason{};

    /// The sign with this id; null if there is none.
    [[nodiscard]] const DepthSign* find(std::string_view id) const noexcept;
};

/// Reads a codebook. Throws Error{Errc::bad_input} that lists every fault of the text with line and column.
[[nodiscard]] Codebook parse_codebook(std::string_view toml, std::string_view file);

}  // namespace entente::registry
