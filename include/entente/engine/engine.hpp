// SPDX-License-Identifier: Apache-2.0
//
// engine: the façade. It knows the order of the steps; the floors know how each is done.
//
// Question   How does a question in words become an answer, and how do tables become estimates?
// In         An atlas file, Entente's own content (data/), and a question as text.
// Out        attain::Answer; estimates written into the atlas (estimates.hpp).
// Read first Engine::ask, then estimate_all in estimates.hpp: together they are the whole way of the data.
// Not here   Methods (the floors below), terminal and HTTP (apps).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/atlas/atlas.hpp"
#include "entente/attain/answer.hpp"
#include "entente/attain/bilateral.hpp"
#include "entente/base/base.hpp"

namespace entente::norms {
struct Basis;
}  // namespace entente::norms

namespace entente::engine {

/// A question as a person puts it.
struct AskRequest {
    std::string actors{};         ///< See parse_actors (question.hpp).
    std::string issue{};          ///< Id of an issue in data/issues.toml.
    std::optional<Year> as_of{};  ///< Default: the last year that the atlas knows.
    int horizon_years = 10;       ///< 1 .. 20
    double threshold = 0.5;       ///< Probability from which a square counts as attainable, 0 .. 1.
    double impact = 0;            ///< Share of the issue that a composition must carry, 0 .. 1.
    std::string must{};           ///< Actors of the pool that every composition holds; `all` for the whole pool.
    std::string must_not{};       ///< Actors that are taken out of the pool.

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

/// Answers questions from one atlas. Keeps the Worlds of the last few years asked about, so that a second question
/// about the same year costs only its own computation. Safe to call from several threads.
class Engine {
public:
    /// Throws Error{Errc::failed} where the atlas cannot be read or has not been estimated yet.
    Engine(std::filesystem::path atlas, std::filesystem::path data);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// The main job: what is the most that these actors can agree to do together on this issue?
    /// Throws Error{unknown_id, wrong_usage} for what the request names; Error{failed} where the atlas has no model.
    [[nodiscard]] attain::Answer ask(const AskRequest& request, const Monitor& monitor = {}) const;

    /// The same actors in earlier decades: every tenth year before the one asked about, back to 1960. Each answer rests
    /// on that year's World and the newest model that knew nothing later; who did not live then is named.
    /// Throws as `ask` does.
    [[nodiscard]] std::vector<attain::HistoryPoint> history(const AskRequest& request,
                                                            const Monitor& monitor = {}) const;

    /// What an actor could reach with every other living state, two by two. `request.actors` names the one actor.
    /// Throws as `ask` does.
    [[nodiscard]] std::vector<attain::BilateralReach> bilateral_reach(const AskRequest& request,
                                                                      const Monitor& monitor = {}) const;

    /// The actors that a text names, who live in the year, by their place in `world`; see parse_actors (question.hpp).
    [[nodiscard]] std::vector<atlas::ActorIndex> find_actors(std::string_view text, const atlas::World& world,
                                                             Year year) const;

    /// The World as of a year (default: the last that the atlas knows); kept.
    [[nodiscard]] std::shared_ptr<const atlas::World> world(std::optional<Year> as_of) const;

    /// What common ground as of a year rests on, see engine/common_ground.hpp: read from the atlas, or fitted to its
    /// votes, as it always is in more than one dimension; kept. Throws Error{unknown_id} where the atlas holds neither
    /// for that year.
    [[nodiscard]] std::shared_ptr<const norms::Basis> norms_basis(std::optional<Year> as_of,
                                                                  const Monitor& monitor = {},
                                                                  int num_dimensions = 1) const;

    [[nodiscard]] std::span<const Issue> issues() const noexcept;
    [[nodiscard]] std::string atlas_fingerprint() const;
    [[nodiscard]] const std::filesystem::path& atlas_file() const noexcept;
    /// First and last year that can be asked about.
    [[nodiscard]] Spell years() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace entente::engine
