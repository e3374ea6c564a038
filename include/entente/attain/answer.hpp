// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/base/base.hpp"

namespace entente::attain {

/// What a cell's number rests on.
enum class CellEvidence {
    table,     ///< Models fitted on foundings and accessions in the tables of the field.
    registry,  ///< Rates and shares of curated partnerships: few cases, wide intervals.
    held,      ///< A partnership that stands already.
    none,      ///< Nothing informs it: there is no number.
};

/// How a composition comes to stand together.
enum class Way { founded, widened, held };

}  // namespace entente::attain

namespace entente {
template <>
struct Names<attain::CellEvidence> {
    static constexpr NameTable<attain::CellEvidence, 4> table{"table", "registry", "held", "none"};
};
template <>
struct Names<attain::Way> {
    static constexpr NameTable<attain::Way, 3> table{"founded", "widened", "held"};
};
}  // namespace entente

namespace entente::attain {

/// A probability with its 90 % interval.
struct Chance {
    double probability = 0;
    double low = 0;
    double high = 0;
};

/// One square of the table. `chance` and `lift` are nothing where the evidence is none.
struct CellAnswer {
    Cell cell{};
    std::optional<Chance> chance{};
    std::optional<double> lift{};            ///< Over the average set of as many living states.
    std::vector<std::string> composition{};  ///< Keys of the actors.
    CellEvidence evidence = CellEvidence::none;
    Way way = Way::founded;
    std::vector<std::string> held{};  ///< Partnerships that stand there already.
    std::string note{};
};

struct FrontierPoint {
    Cell cell{};
    double probability = 0;
    std::vector<std::string> composition{};
};

/// The best composition of a scope, at its likeliest depth beyond practice.
struct CompositionAnswer {
    Scope scope{};
    std::vector<std::string> members{};
    Depth depth{};
    double probability = 0;
    std::optional<double> impact_share{};
    Way how = Way::founded;
};

/// What stands in the way: the chance that all of the pool stand together would rise by `loss` without it.
struct Blocker {
    std::string kind{};  ///< actor, dyad or principle
    std::vector<std::string> who{};
    Cell cell{};
    double loss = 0;
    std::string text{};
};

struct Comparable {
    std::string id{};
    std::string name{};
    int year = 0;
    Scope scope{};
    std::optional<Depth> depth{};
    Status status{};
    double distance = 0;  ///< In standard deviations over the features that place it.
    std::string outcome{};
};

struct Need {
    std::string verdict{};  ///< need to have, nice to have, unknown
    double required_share = 0;
    std::vector<std::string> like_minded{};
    double like_minded_share = 0;
    double shortfall = 0;
    std::vector<std::string> closers{};
    std::string text{};
};

struct NextStep {
    Cell cell{};
    double probability = 0;
    std::vector<std::string> composition{};
    double visibility = 0;  ///< 0 under the radar .. 1 in full view.
    std::string text{};
};

/// What the question was understood to be.
struct Question {
    std::string issue{};
    std::string issue_name{};
    std::vector<atlas::ActorIndex> pool{};
    std::string asked{};
    Year as_of{};
    int horizon_years = 10;
    double threshold = 0.5;
    double impact = 0;
    std::vector<Family> families{};
};

struct Provenance {
    std::string engine_version{};
    std::string atlas_fingerprint{};
    std::uint64_t seed = 1;
    std::vector<SourceInfo> sources{};
    std::vector<atlas::EstimateInfo> estimates{};
    std::vector<std::string> caveats{};
};

/// The whole answer to a question.
struct Answer {
    Question question{};
    std::vector<Actor> actors{};  ///< The pool, in the order of ids.
    std::string verdict{};
    std::vector<CellAnswer> matrix{};  ///< 30 cells in row order.
    std::vector<FrontierPoint> frontier{};
    std::vector<CompositionAnswer> compositions{};
    std::vector<Blocker> blockers{};
    std::vector<Comparable> comparables{};
    Need need{};
    std::optional<NextStep> next_step{};
    Provenance provenance{};
};

}  // namespace entente::attain
