// SPDX-License-Identifier: Apache-2.0
#include "entente/base/parallel.hpp"

#include <oneapi/tbb/info.h>

namespace entente {

ThreadLimit::ThreadLimit(std::size_t num_threads)
    : control_(oneapi::tbb::global_control::max_allowed_parallelism,
               num_threads > 0 ? num_threads : static_cast<std::size_t>(oneapi::tbb::info::default_concurrency())) {}

}  // namespace entente
