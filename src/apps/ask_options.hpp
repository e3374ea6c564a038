// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "entente/engine/engine.hpp"

namespace entente::apps {

/// Adds the options that put a question to the engine, but for --as-of, which every command has. `request` has to
/// outlive the parsing.
void add_question(CLI::App& command, engine::AskRequest& request);

}  // namespace entente::apps
