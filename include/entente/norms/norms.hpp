// SPDX-License-Identifier: Apache-2.0
//
// norms: what a set of actors would all accept, out of what the world has voted on, and what they could trade.
//
// Question   Which texts would every one of these actors say yes to, how sure is that, where does agreement end and for
//            whose sake, and which package of texts serves all of them best?
// In         A fit of ideal points (floor principles), the votes that it is of, and what the roll calls were about.
// Out        Ground: stances, texts and votes as of a year. From it: chances of yes with their doubt, one by one and
//            jointly; zones of agreement and concessions; packages with a bound; forecasts against what came true, and
//            what they teach of a set (TrackRecord).
// Read first Ground and make_ground (ground.hpp), then assess (acceptance.hpp), best_package (package.hpp).
//            src/norms/latent.hpp is the model in fifteen lines.
// Method     Ordinal probit with every error integrated out in closed form; a voter's own view of a text filtered from
//            its votes on it; directional utilities for zones; Nash's product by branch and bound. docs/norms.md.
// Not here   Estimating positions (principles), naming actors and issues (engine), pictures (charts).
#pragma once

#include "entente/norms/acceptance.hpp"
#include "entente/norms/calibration.hpp"
#include "entente/norms/forecast.hpp"
#include "entente/norms/ground.hpp"
#include "entente/norms/package.hpp"
#include "entente/norms/recalibration.hpp"
#include "entente/norms/texts.hpp"
#include "entente/norms/track_record.hpp"
#include "entente/norms/zone.hpp"

namespace entente::norms {

/// Dimensions of the positions that norms rest on. Set by hand: one axis can be read as a zone of agreement.
inline constexpr int kDimensions = 1;

}  // namespace entente::norms
