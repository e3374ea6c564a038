// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "entente/charts/frame.hpp"

namespace entente::charts {

/// One layer of a stream: a name and its share at every x.
struct Layer {
    std::string label{};
    std::vector<double> shares{};  ///< As many as the stream has x, each in 0 .. 1.
};

/// Shares that sum to one, stacked over time: the probabilities of classes, or parts of a whole.
///
/// The first layer lies at the bottom. Layers differ in lightness and carry their names where they are thickest, so
/// that they can be told apart without colour.
struct Stream {
    Frame frame{};
    Axis x{.name = {}, .format = NumberFormat::year};
    std::vector<double> xs{};  ///< Ascending.
    std::vector<Layer> layers{};
    std::vector<Moment> moments{};
    double gap = 1.5;  ///< The stream breaks where two neighbours are further apart.
};

/// Draws it. Same values, same bytes.
/// Throws Error{wrong_usage}: fewer than two xs or no layer; layers of another length; a share that is not in 0 .. 1;
/// shares of an x that do not sum to 1 (within 1e-6); a frame out of range.
[[nodiscard]] std::string draw_stream(const Stream& chart);

}  // namespace entente::charts
