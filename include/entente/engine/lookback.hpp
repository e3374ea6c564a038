// SPDX-License-Identifier: Apache-2.0
//
// What the engine would have said in an earlier year about known cases, beside what has happened since.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entente/engine/engine.hpp"

namespace entente::engine {

/// Which number of an answer a claim is held against.
enum class ClaimMeasure {
    founding,  ///< That all of the actors found a partnership of a family (of any of the issue's, if none is named).
    cell,      ///< A square of the table, with every actor in the composition.
    endures,   ///< That a partnership which stood still stands at the horizon.
};

}  // namespace entente::engine

namespace entente {
template <>
struct Names<engine::ClaimMeasure> {
    static constexpr NameTable<engine::ClaimMeasure, 3> table{"founding", "cell", "endures"};
};
}  // namespace entente

namespace entente::engine {

/// Something that happened after the year looked back to.
struct LookbackEvent {
    std::string date{};  ///< ISO 8601, as exact as it is known.
    std::string text{};
    std::string cite{};  ///< Key of a citation of the file.
};

/// A statement that turned out true or false by the horizon, and the number of the answer that foretells it.
struct LookbackClaim {
    std::string id{};
    std::string text{};
    ClaimMeasure measure = ClaimMeasure::founding;
    std::optional<Family> family{};
    Scope scope{};
    Depth depth{};
    std::string bond{};  ///< Id of the partnership that endures or not.
    bool came_true = false;
    std::string cite{};
};

struct LookbackCase {
    std::string id{};
    std::string title{};
    std::string brief{};  ///< What the brief says of it.
    std::string issue{};
    std::string actors{};
    std::vector<LookbackClaim> claims{};
    std::vector<LookbackEvent> events{};
};

struct LookbackCitation {
    std::string key{};
    std::string text{};
    std::string url{};
};

/// The file data/lookback.toml.
struct LookbackFile {
    Year as_of{};
    int horizon_years = 10;
    std::vector<LookbackCase> cases{};
    std::vector<LookbackCitation> citations{};
};

/// Reads the file's text. Throws Error{bad_input} naming file, line and what was expected, for an unknown citation,
/// too.
[[nodiscard]] LookbackFile parse_lookback(std::string_view toml, std::string_view file);
/// data/lookback.toml.
[[nodiscard]] LookbackFile read_lookback(const std::filesystem::path& data);

/// A claim with what the engine said. No chance: the answer has no such number, which is said and not scored.
struct JudgedClaim {
    LookbackClaim claim{};
    std::optional<attain::Chance> chance{};
    std::optional<double> average{};  ///< What holds for an average set of as many states.
};

struct JudgedCase {
    LookbackCase question{};
    attain::Answer answer{};
    std::vector<JudgedClaim> claims{};
};

/// Brier score: mean squared difference of chance and outcome; 0 is perfect, 0.25 is saying one half always.
struct LookbackScore {
    int num_scored = 0;
    int num_hits = 0;  ///< The likelier side came true.
    double brier = 0;
    double brier_average_set = 0;  ///< Of the same claims, had one taken every set for an average one.
    double brier_hindsight = 0;    ///< Of saying the share that came true of every claim: known only afterwards.
};

struct Lookback {
    Year as_of{};
    Year until{};
    std::optional<Year> model_as_of{};
    std::vector<JudgedCase> cases{};
    LookbackScore score{};
    std::vector<LookbackCitation> citations{};
};

/// Asks every case (or the one named) as of the file's year and holds its claims against the answers.
/// Throws Error{unknown_id} with the nearest ids for an unknown case; else as Engine::ask.
[[nodiscard]] Lookback look_back(const Engine& engine, const LookbackFile& file, std::string_view only_case,
                                 const Monitor& monitor = {});

}  // namespace entente::engine
