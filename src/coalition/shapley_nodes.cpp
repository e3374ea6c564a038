// SPDX-License-Identifier: Apache-2.0
#include "shapley_nodes.hpp"

#include <cmath>
#include <numbers>

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace entente::coalition {
namespace {

using Quad = boost::multiprecision::cpp_bin_float_quad;

struct Legendre {
    Quad value;
    Quad slope;
};

/// The polynomial of a degree at x in (0, 1) by its three-term recurrence.
Legendre legendre(std::size_t degree, const Quad& x) {
    Quad before = 1;
    Quad value = x;
    for (std::size_t k = 2; k <= degree; ++k) {
        const Quad next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
    }
    return {value, degree * (before - x * value) / (1 - x * x)};
}

}  // namespace

std::vector<QuadratureNode> gauss_legendre_pairs(std::size_t num_pairs) {
    const std::size_t degree = 2 * num_pairs;
    std::vector<QuadratureNode> nodes;
    for (std::size_t k = 0; k < num_pairs; ++k) {
        // Tricomi's start; Newton doubles its digits each time, and four times are more than 113 bits.
        Quad x = std::cos(std::numbers::pi * (static_cast<double>(k) + 0.75) / (static_cast<double>(degree) + 0.5));
        for (int step = 0; step < 4; ++step) {
            const Legendre at = legendre(degree, x);
            x -= at.value / at.slope;
        }
        const Quad slope = legendre(degree, x).slope;
        const double p = static_cast<double>((1 - x) / 2);
        nodes.push_back({.p = std::ldexp(std::nearbyint(std::ldexp(p, 53)), -53),
                         .weight = static_cast<double>(1 / ((1 - x * x) * slope * slope))});
    }
    return nodes;
}

}  // namespace entente::coalition
