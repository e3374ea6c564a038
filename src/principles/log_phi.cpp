// SPDX-License-Identifier: Apache-2.0
#include "log_phi.hpp"

namespace entente::principles {
namespace {

constexpr double kLogSqrt2Pi = 0.91893853320467274178;
constexpr double kInvSqrt2 = 0.70710678118654752440;

/// phi(z)/Phi(z) for z far below 0: Laplace's continued fraction.
double far_mills(double z) noexcept {
    const double t = -z;
    return t + 1 / (t + 2 / (t + 3 / (t + 4 / (t + 5 / (t + 6 / t)))));
}

}  // namespace

LogPhiTable::LogPhiTable() noexcept {
    // The last knot keeps its zeros: from there on log Phi is 0.
    for (std::size_t k = 0; k + 1 < knots_.size(); ++k) {
        const double z = kLow + static_cast<double>(k) / kKnotsPerUnit;
        const double log_phi = std::log(0.5 * std::erfc(-z * kInvSqrt2));
        const double r0 = std::exp(-0.5 * z * z - kLogSqrt2Pi - log_phi);
        const double r1 = -r0 * (r0 + z);
        const double r2 = -r1 * (2 * r0 + z) - r0;
        const double r3 = -r2 * (2 * r0 + z) - 2 * r1 * (r1 + 1);
        knots_[k] = {log_phi, r0, r1 / 2, r2 / 6, r3 / 24};
    }
}

double LogPhiTable::far_below(double z) noexcept {
    return -0.5 * z * z - kLogSqrt2Pi - std::log(far_mills(z));
}

LogPhiTable::Derivatives LogPhiTable::far_below_derivatives(double z) noexcept {
    const double ratio = far_mills(z);
    return {ratio, ratio * (ratio + z)};
}

const LogPhiTable& log_phi_table() {
    static const LogPhiTable table;
    return table;
}

}  // namespace entente::principles
