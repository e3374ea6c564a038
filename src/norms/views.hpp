// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entente/norms/ground.hpp"

namespace entente::norms {

/// A voter's view of every text right after its roll call, from its votes on the text up to then; one a proposal.
[[nodiscard]] std::vector<Leaning> views_of(const Ground& ground, const Voter& voter);

/// How views fade from year to year: back to the prior of mean 0 and variance persistent_share.
class Fading {
public:
    explicit Fading(const Habit& habit);
    [[nodiscard]] Leaning after(const Leaning& view, int years) const noexcept;

private:
    std::vector<double> left_{};  ///< By years gone by.
    double prior_var_;
};

}  // namespace entente::norms
