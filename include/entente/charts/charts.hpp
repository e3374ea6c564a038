// SPDX-License-Identifier: Apache-2.0
//
// charts: estimates as pictures for a paper.
//
// Question   How does a series with its doubt look, so that it can be read in print, without colour and without sight?
// In         Values with intervals, and the words around them (frame.hpp). Nothing of votes, powers or files.
// Out        One SVG 1.1 document as text: self-contained, system fonts, text as text, <title> and <desc> that a screen
//            reader reads out. The same values give the same bytes.
// Read first draw_line_chart (line_chart.hpp): trajectories with bands. Then draw_small_multiples, draw_line_up (a
//            year's positions) and draw_stream (probabilities over time).
// Method     Colours of Okabe and Ito (2008) with dashes and forms beside them; lines are named at their ends (Tufte
//            1983), names pushed apart by isotonic regression, so that none overlap and none moves further than it
//            must.
// Not here   Choosing what to show and writing files (apps). Interactive pictures (web).
//            Why no library: docs/decisions/0006-charts.md.
#pragma once

#include "entente/charts/frame.hpp"
#include "entente/charts/line_chart.hpp"
#include "entente/charts/line_up.hpp"
#include "entente/charts/stream.hpp"
