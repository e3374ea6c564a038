// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "entente/base/cell.hpp"

namespace entente::registry {

/// One case as a coder and as the rules see it.
struct ScopePair {
    Scope coder{};
    Scope rules{};
};

/// Agreement beyond chance.
struct Agreement {
    std::size_t num_cases = 0;
    double observed = 0;  ///< Share of cases on which both agree.
    double expected = 0;  ///< Share on which they would agree by chance, given how often each gives each verdict.
    double kappa = 0;     ///< Cohen's; NaN where it is not defined (no cases, or one verdict only).
    double low = 0;       ///< 95 % interval from the asymptotic standard error.
    double high = 0;
};

/// Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20:37) with the standard error of Fleiss, Cohen
/// and Everitt (1969, Psychological Bulletin 72:323). `counts` is square, rows the first judge, columns the second.
[[nodiscard]] Agreement cohens_kappa(const std::vector<std::vector<double>>& counts);

/// The same for scopes.
[[nodiscard]] Agreement scope_agreement(std::span<const ScopePair> pairs);

}  // namespace entente::registry
