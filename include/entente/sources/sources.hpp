// SPDX-License-Identifier: Apache-2.0
//
// sources: producers' tables in, records in Entente's own terms out.
//
// Question   What does this file say, in our words? Which table is it, who are its actors, what is missing?
// In         Files as their producers publish them, plain or gzip (importer.hpp lists what each table needs); the
//            concordance of data/actors; the catalogue of data/sources.toml.
// Out        One SourceTable (base/records.hpp) for each table: records with resolved actors and checked years, where
// it
//            comes from, and an account in which every row read is kept or counted under a reason.
// Read first find_tables and import_table in importer.hpp; then one importer, src/sources/un_votes.cpp, from top to
//            bottom. Concordance (concordance.hpp) is how codes and names become actors.
// Layers     text_reader.hpp: bytes to valid UTF-8; csv.hpp: text to typed fields; src/sources/import_job.hpp: rows
// that
//            keep their account, actors that are found once; one file a producer on top.
// Errors     A damaged file, a missing column, a value out of range, an actor that nobody knows, a row that contradicts
//            another: Error{Errc::bad_input} with file, line, column, value and what was expected. A row that is left
//            out on purpose is no error: it is counted. docs/sources.md says, table by table, what is kept and why.
// Not here   No SQLite (that is the atlas), no estimates, no network. Nothing is imputed: a missing value is absent.
#pragma once

#include "entente/sources/actor_tables.hpp"
#include "entente/sources/catalogue.hpp"
#include "entente/sources/concordance.hpp"
#include "entente/sources/csv.hpp"
#include "entente/sources/figures.hpp"
#include "entente/sources/importer.hpp"
#include "entente/sources/text_reader.hpp"
#include "entente/sources/vote_file.hpp"
