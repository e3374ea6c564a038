// SPDX-License-Identifier: Apache-2.0
//
// base: the vocabulary that every floor shares.
//
// Question   What do the words mean? Actor, year, scope, depth, cell, issue, partnership, error.
// In, out    Nothing: small regular value types, and the few tools that every floor needs: random streams that do not
//            depend on the order of work, parallel loops whose results do not depend on the number of threads, progress
//            and cancellation as parameters, nearest names for messages, fingerprints of inputs.
// Read first actor.hpp, cell.hpp and partnership.hpp: they are the vocabulary of the whole project. records.hpp is what
//            an importer hands to the atlas.
// Method     Random numbers: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. SC'11.
// Not here   Anything that opens a file, reads a clock or knows a producer's table.
//
// The vocabulary lives in namespace `entente` itself, since every floor speaks it; the floors have namespaces of their
// own (`entente::principles`, ...).
#pragma once

#include "entente/base/actor.hpp"
#include "entente/base/cell.hpp"
#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"
#include "entente/base/issue.hpp"
#include "entente/base/nearest.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/partnership.hpp"
#include "entente/base/progress.hpp"
#include "entente/base/random.hpp"
#include "entente/base/records.hpp"
#include "entente/base/year.hpp"
