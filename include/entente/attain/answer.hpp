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

/// How sure it is that no other composition of the pool is likelier than the one of a cell.
enum class Certificate {
    certified,  ///< Proven: every other composition was looked at, or its bound lies below.
    bounded,    ///< The search was cut off; the cell's `bound` says how much likelier another could be at most.
    none,       ///< No search: what stands, what the registry tells, or no number at all.
};

}  // namespace entente::attain

namespace entente {
template <>
struct Names<attain::CellEvidence> {
    static constexpr NameTable<attain::CellEvidence, 4> table{"table", "registry", "held", "none"};
};
template <>
struct Names<attain::Certificate> {
    static constexpr NameTable<attain::Certificate, 3> table{"certified", "bounded", "none"};
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
    std::vector<std::string> held_names{};  ///< Names of `held`, in its order.
    Certificate certificate = Certificate::none;
    std::optional<double> bound{};  ///< No composition of the scope in the pool is likelier; with a certificate only.
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

/// Chance that all of the actors asked about found a partnership of a family together, at any depth.
struct Founding {
    Family family{};
    Chance chance{};
    std::optional<double> lift{};  ///< Over the average set of as many living states.
};

/// A partnership that holds all of the actors already, however it is organised.
struct Bond {
    std::string id{};
    std::string name{};
    Scope scope{};
    std::optional<Depth> depth{};
    Year since{};
    bool is_on_issue = false;
    /// Chance that it still stands at the horizon: those of its scope have ended at this rate in the thirty years
    /// before.
    double endures = 1;
};

/// All of the actors asked about at once: what the asker had in mind by naming them.
struct Together {
    std::vector<Bond> bonds{};          ///< On the issue first, then the deeper, then the older; bodies of half the
                                        ///< world are left out.
    std::vector<Founding> foundings{};  ///< Of the issue's families; empty where the models do not see one of them.
};

/// What would change the chance that all of them found something together, evaluated anew with that one change.
struct Mover {
    std::string kind{};  ///< distance, tie, rivalry, actor_out, actor_in
    std::vector<std::string> who{};
    double before = 0;
    double after = 0;
    std::string text{};
};

/// What a feature adds to the log odds of the likeliest founding of all of them, against the average dyad's.
struct Contribution {
    std::string feature{};  ///< Name in features.hpp.
    double log_odds = 0;
    double value = 0;  ///< Mean over the dyads.
    std::string unit{};
};

/// The answer of one year, for the way that a frontier has gone.
struct HistoryPoint {
    Year as_of{};
    std::optional<Year> model_as_of{};   ///< The model knew nothing later.
    std::vector<std::string> actors{};   ///< Those that lived then.
    std::vector<std::string> missing{};  ///< Those that did not.
    std::vector<FrontierPoint> frontier{};
    Together together{};
    std::string note{};  ///< Why there is no answer, where there is none.
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
    std::string label{};  ///< likeliest, quietest, deeper
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
    std::vector<atlas::ActorIndex> must{};  ///< Of the pool: who has to be in every composition.
    std::vector<std::string> must_not{};    ///< Keys of those who were taken out of the pool.
};

struct Provenance {
    std::string engine_version{};
    std::string atlas_fingerprint{};
    std::uint64_t seed = 1;
    std::vector<SourceInfo> sources{};
    std::vector<atlas::EstimateInfo> estimates{};
    std::vector<std::string> caveats{};
    std::optional<Year> model_as_of{};   ///< The model that forecasts knew nothing after this year.
    std::vector<std::string> missing{};  ///< Tables that this atlas lacks, in words.
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
    std::vector<NextStep> options{};  ///< Steps worth a thought, the likeliest first; one of them is next_step.
    Together together{};
    std::vector<Mover> movers{};                ///< The strongest first.
    std::vector<Contribution> contributions{};  ///< The strongest first.
    std::vector<HistoryPoint> history{};        ///< Only where it was asked for; the oldest first.
    Provenance provenance{};
};

}  // namespace entente::attain
