// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/base/year.hpp"
#include "svg_file.hpp"

namespace entente::apps {

/// An actor's share in a year, named as the table that it is from names it.
struct ShareRow {
    std::string issue{};
    Year year{};
    std::string actor{};
    std::string name{};
    double share = 0;
    double sd = 0;
    int age_years = 0;
    std::string region{};
    bool is_collective = false;  ///< Its share is that of members who have rows of their own.
};

/// Shares as a picture: lines of those that are largest in the last year, or the line-up where there is one year only.
/// `rows` by year, then by share, largest first; not empty.
[[nodiscard]] std::string power_picture(const CommonOptions& common, const SvgOptions& svg,
                                        const std::vector<ShareRow>& rows, const std::string& issue_name,
                                        const std::vector<std::string>& sources);

}  // namespace entente::apps
