// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gibbs_chain.hpp"

namespace entente::principles {

/// Everything a run needs to go on: chains and the draws so far.
template <int K>
struct GibbsRun {
    std::string fingerprint{};        ///< Of votes, options and seed.
    std::uint32_t num_given_out = 0;  ///< Draws of each chain that the sink has had.
    std::vector<Chain<K>> chains{};
    PosteriorDraws draws{};
};

/// What a checkpoint must agree on with the run that resumes it.
[[nodiscard]] std::string run_fingerprint(const VoteMatrix& votes, const GibbsOptions& options, Seed seed);

template <int K>
[[nodiscard]] std::string write_checkpoint(const GibbsRun<K>& run);

/// Reads into a run that is ready to start. Throws Error{bad_input} where the bytes are not a checkpoint, are cut short
/// or belong to a run of other votes, options or seed.
template <int K>
void read_checkpoint(const std::string& bytes, GibbsRun<K>& run);

}  // namespace entente::principles
