// SPDX-License-Identifier: Apache-2.0
//
// principles: where actors stand, measured by how they vote.
//
// Question   Which principles does an actor hold in a year, how sure is that, and how would it vote on a text?
// In         VoteMatrix: who voted no, abstain or yes on which roll call of which year. Any assembly will do.
// Out        IdealPointFit: a position with its standard error for every actor and year, parameters with standard
// errors
//            for every roll call; positions as they were known in each year; probabilities of single votes.
// Read first fit_ideal_points in ideal_points.hpp; src/principles/estimator.cpp shows one iteration as named steps.
//            forecast_votes in vote_forecast.hpp is the best prediction of votes: docs/predicting_votes.md.
// Method     Dynamic ordinal item response model in 1 to 3 dimensions by variational EM: Bailey, Strezhnev & Voeten
//            (2017); Martin & Quinn (2002); Imai, Lo & Olmsted (2016). Theory, limits and figures: docs/principles.md.
// Not here   Reading votes (sources, atlas), choosing the clock of a roll call (engine), distances between actors as
//            features of a forecast (attain).
#pragma once

#include "entente/principles/ideal_points.hpp"
#include "entente/principles/issue_positions.hpp"
#include "entente/principles/predict_votes.hpp"
#include "entente/principles/vote_forecast.hpp"
#include "entente/principles/vote_matrix.hpp"
