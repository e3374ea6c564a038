// SPDX-License-Identifier: Apache-2.0
//
// The parts of `entente registry`; each adds its subcommand.
#pragma once

#include "command.hpp"

namespace entente::apps {

void add_registry_check(CLI::App& command, CommonOptions& common);

}  // namespace entente::apps
