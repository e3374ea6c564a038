// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "entente/atlas/atlas.hpp"
#include "entente/base/base.hpp"
#include "entente/norms/norms.hpp"

namespace entente::engine {

/// Name of the stored model.
inline constexpr std::string_view kNormsModel = "norms";

/// Fits positions and roll calls to the votes up to a year. Throws Error{unknown_id} where there are none.
[[nodiscard]] norms::Ground fit_ground(const atlas::Atlas& atlas, Year as_of, int num_dimensions, Seed seed,
                                       const Monitor& monitor);

/// The bases of the last few years asked about. Safe to call from several threads: a second question about a year waits
/// for the fit that the first one began.
class NormsBases {
public:
    [[nodiscard]] std::shared_ptr<const norms::Basis> of(const std::filesystem::path& atlas, Year as_of,
                                                         int num_dimensions, const Monitor& monitor);

private:
    std::mutex mutex_;
    using Key = std::pair<Year, int>;  ///< Year and number of dimensions.
    std::list<std::pair<Key, std::shared_ptr<const norms::Basis>>> kept_;
};

}  // namespace entente::engine
