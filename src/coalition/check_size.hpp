// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/coalition/core_problem.hpp"

namespace entente::coalition {

/// Throws Error{wrong_usage} for a problem without issues, or a largest size that is none.
inline void check_size(const CoreProblem& problem, std::size_t max_size) {
    if (problem.num_issues == 0) throw Error{Errc::wrong_usage, "num_issues is 0; expected 1 or more"};
    if (max_size == 0) throw Error{Errc::wrong_usage, "max_size is 0; expected 1 or more"};
}

}  // namespace entente::coalition
