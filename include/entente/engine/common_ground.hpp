// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entente/attain/answer.hpp"
#include "entente/base/base.hpp"
#include "entente/engine/engine.hpp"
#include "entente/norms/norms.hpp"

namespace entente::engine {

/// On what could these actors agree?
struct CommonGroundRequest {
    std::string actors{};  ///< See parse_actors (question.hpp); `EU` votes through its members.
    std::string issue{};   ///< Label of the votes (hr, me, ...) or id of an issue; empty: all texts.
    /// Words that a text must have, any case; alternatives by commas: "use of force, aggression". Empty: any text.
    std::string words{};
    std::optional<Year> as_of{};  ///< Nothing later is known. Default: the last year that the atlas knows.
    /// Texts last put to the vote in these years. Default: the twenty years up to as_of.
    std::optional<Year> from{};
    std::optional<Year> to{};
    double threshold = 0.8;  ///< Chance from which a member counts as accepting, over 0 and under 1.
    norms::Consent consent = norms::Consent::yes;
    /// A text of the user's own: `like:ID` (in every way like that roll call), `at:P` or `at:P,Q` (a position on the
    /// axis, or on each; 0 where none is given), or `beta=B,alpha=A,cut=C` (one dimension; cut may be left out). Empty:
    /// none.
    std::string proposal{};
    std::size_t package_size = 5;      ///< Most proposals of a package, 1 .. 20; 0: no package.
    std::size_t num_alternatives = 2;  ///< 0 .. 2
    std::size_t num_listed = 20;       ///< Most proposals that are listed, 1 .. 10000.
    /// Of the space of principles, 1 .. 3. More than one is fitted to the votes, a few seconds for each year asked
    /// about.
    int num_dimensions = 1;

    /// Throws Error{Errc::wrong_usage} naming the field, its value and its range.
    void validate() const;
};

struct CommonGroundMember {
    Actor actor{};
    double position = 0;  ///< On the first dimension, in the year of the vote.
    double std_error = 0;
    std::vector<double> positions{};  ///< On each dimension.
    std::size_t num_accepted = 0;     ///< Texts, out of those considered, that it alone would accept.
    double mean_chance = 0;           ///< Of its consent, over the texts considered.
    /// Texts that every other member would accept and this one would not.
    std::size_t num_blocked = 0;
};

struct CommonGroundProposal {
    std::optional<RollCallId> id{};  ///< Latest roll call on the text; nothing: the user's own.
    std::string date{};
    std::string title{};
    std::vector<std::string> issues{};
    double position = 0;  ///< On the first dimension; see norms::IssueSpace.
    double std_error = 0;
    std::vector<double> positions{};  ///< On each dimension.
    std::size_t worst_member = 0;     ///< Position in members.
    double worst_chance = 0;          ///< Of the consent asked for.
    /// Chance that all consent, corrected by how such forecasts for these members came true (norms::TrackRecord); of
    /// the user's own text that of the model.
    double joint = 0;
    double joint_by_model = 0;
    double breadth = 0;                    ///< Mean chance of yes of all other states.
    bool is_acceptable = false;            ///< Every member's chance is at least the threshold.
    std::vector<norms::Chance> chances{};  ///< One a member, by the model.
    std::vector<double> gains{};           ///< One a member, over the status quo, in units of a vote's noise.
};

/// Texts considered by a label of the votes; a text can have several.
struct CommonGroundIssue {
    std::string label{};  ///< Empty: texts without one.
    std::string name{};
    std::size_t num_considered = 0;
    std::size_t num_acceptable = 0;
};

struct CommonGroundZone {
    norms::Zone zone{};
    /// In more than one dimension: the label whose texts pull most on this one, compared with all others; its name.
    std::string about{};
    std::string text{};
};

/// The member that stands in the way most often, and what would bring it.
struct CommonGroundHardest {
    std::size_t member = 0;
    std::optional<norms::Concession> concession{};  ///< `proposal` is that of the ground: read id and title here.
    std::optional<RollCallId> id{};
    std::string title{};
    std::string text{};
};

/// One text of a package, with what each member has of it.
struct CommonGroundPart {
    RollCallId id{};
    std::string date{};
    std::string title{};
    double worst_chance = 0;
    std::vector<double> gains{};  ///< One a member; under 0: what it gives.
};

struct CommonGroundPackage {
    std::vector<CommonGroundPart> parts{};  ///< In the order in which a mediator would propose them.
    std::vector<double> gains{};            ///< One a member, over the status quo, in units of a vote's noise.
    double nash = 0;         ///< Geometric mean of the gains: the Nash product's root of as many as there are members.
    double bound = 0;        ///< No package has more.
    bool is_proven = false;  ///< nash is the most there is.
    double other_contents = 1;  ///< Share of the texts that are not in the best package.
    std::string text{};
};

/// Members that never agree, alone or as a pair.
struct CommonGroundDiscord {
    std::vector<std::size_t> who{};
    std::string text{};
};

struct CommonGroundAnswer {
    CommonGroundRequest request{};  ///< With the defaults filled in.
    std::string issue_name{};
    Year as_of{};       ///< Of the votes that are known.
    int years_ahead{};  ///< The vote forecast is so many years after as_of.
    int num_dimensions = 1;
    std::vector<CommonGroundMember> members{};
    std::vector<Actor> unknown{};  ///< Asked about, but without a vote in the last years.
    std::size_t num_considered = 0;
    std::size_t num_acceptable = 0;
    std::vector<CommonGroundIssue> by_issue{};           ///< Most acceptable texts first.
    std::vector<CommonGroundProposal> proposals{};       ///< Acceptable ones first, best first; at most num_listed.
    std::optional<CommonGroundProposal> own_proposal{};  ///< The user's.
    norms::IssueSpace space{};
    std::vector<CommonGroundZone> zones{};  ///< One a dimension.
    std::optional<CommonGroundHardest> hardest{};
    std::optional<CommonGroundPackage> package{};
    std::vector<CommonGroundPackage> alternatives{};
    std::vector<CommonGroundDiscord> never_agree{};
    norms::PastForecasts past{};  ///< How such forecasts for these members came true.
    std::string text{};           ///< The answer in a sentence.
    attain::Provenance provenance{};
};

/// Out of the texts that the world has voted on, those that all of these actors would accept; where agreement ends and
/// for whose sake; the package that serves all of them best. docs/norms.md.
/// Throws: Error{unknown_id} for an actor, issue or roll call that is not known, where the atlas holds no votes for
/// that year (or, in several dimensions, none to fit them to), or no text fits the filters; Error{wrong_usage} by
/// request.validate() and for fewer than two members whose votes are known; Error{interrupted}.
[[nodiscard]] CommonGroundAnswer find_common_ground(const Engine& engine, const CommonGroundRequest& request,
                                                    const Monitor& monitor = {});

}  // namespace entente::engine
