// SPDX-License-Identifier: Apache-2.0
#include "ask_options.hpp"

namespace entente::apps {

void add_question(CLI::App& command, engine::AskRequest& request) {
    command.add_option("--issue", request.issue, "Issue, as in data/issues.toml")->required();
    command.add_option("--actors", request.actors, "Codes, names, EU, EU:members, world; divided by commas")
        ->required();
    command.add_option("--horizon", request.horizon_years, "Years within which it is to come about, 1 to 20")
        ->capture_default_str();
    command.add_option("--threshold", request.threshold, "Probability from which a square counts as attainable")
        ->capture_default_str();
    command.add_option("--impact", request.impact, "Share of the issue that a composition must carry")
        ->capture_default_str();
    command.add_option("--must", request.must, "Actors that every composition holds; all for the whole pool");
    command.add_option("--must-not", request.must_not, "Actors that are left out of the pool");
}

}  // namespace entente::apps
