// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "entente/engine/engine.hpp"
#include "entente/engine/positions.hpp"
#include "entente/order/order.hpp"
#include "registry.hpp"
#include "voters.hpp"

namespace entente::apps::http {

/// What the views answer from: the engine, and what is read from the atlas once and kept. Safe to use from many
/// threads.
class Stock {
public:
    /// `overlay` is a registry file laid over the atlas's; it need not be there.
    Stock(CommonOptions common, std::filesystem::path overlay);

    [[nodiscard]] const CommonOptions& common() const noexcept { return common_; }
    [[nodiscard]] const engine::Engine& engine() const noexcept { return engine_; }
    [[nodiscard]] const Voters& voters() const noexcept { return voters_; }
    [[nodiscard]] std::shared_ptr<const Registry> registry() const;
    /// Positions on an issue (empty: all votes), smoothed or as they could be known in each year.
    /// Throws Error{unknown_id} where the atlas does not hold them: fitting is not the server's job.
    [[nodiscard]] std::shared_ptr<const engine::Positions> positions(const std::string& issue,
                                                                     order::Sight sight) const;

    /// Names everything that answers rest on: atlas, overlay, Entente's own content and the engine's version. A view's
    /// answer to a question is the same as long as this is.
    [[nodiscard]] std::string state() const;

    /// Lays another overlay over the atlas's registry, and stores it. Throws Error{bad_input} with every fault of the
    /// text, Error{failed} where it cannot be stored; the old one then stays.
    void replace_overlay(const std::string& toml);
    /// Takes the overlay away. Throws Error{failed} where its file cannot be removed.
    void remove_overlay();

private:
    CommonOptions common_;
    std::filesystem::path overlay_;
    engine::Engine engine_;
    Voters voters_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Registry> registry_;
    mutable std::map<std::pair<std::string, order::Sight>, std::shared_ptr<const engine::Positions>> positions_;
    std::string content_fingerprint_;
    std::string overlay_fingerprint_;
    std::mutex writing_;  ///< Held by one writer at a time.
};

}  // namespace entente::apps::http
