// SPDX-License-Identifier: Apache-2.0
//
// How many minimal cores there are, without listing them: twins are chosen by number, and where any choice of those
// that are left will do, choices are counted at once.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "solver.hpp"

namespace entente::coalition {

struct Count {
    boost::multiprecision::cpp_int at_least{};
    bool is_exact = true;
};

/// Number of cores of least cost `value`. Cost: nodes of `effort`; where they run out, what was counted by then.
[[nodiscard]] Count count_cores(const Instance& instance, const CoreSolver& solver, std::int64_t value, Effort& effort);

}  // namespace entente::coalition
