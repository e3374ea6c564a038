// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/common_ground.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "common_ground_words.hpp"
#include "entente/base/nearest.hpp"
#include "entente/engine/positions.hpp"
#include "own_proposal.hpp"

namespace entente::engine {
namespace {

using norms::Assessment;
using norms::Basis;
using norms::Member;

constexpr int kDefaultYears = 20;
/// A state that has not voted for longer has no known position.
constexpr int kMaxSilence = 5;
/// Of the texts that one member alone blocks, concessions are sought on so many, those nearest to its consent.
constexpr std::size_t kMaxConcessions = 50;

void check(std::string_view field, double value, double low, double high) {
    if (!(value >= low && value <= high))
        throw Error{Errc::wrong_usage, fmt::format("{} is {}; expected {} to {}", field, value, low, high)};
}

double consent_of(const norms::Chance& chance, norms::Consent consent) {
    return consent == norms::Consent::yes ? chance.yes : 1 - chance.no;
}

/// Labels and name of the issue asked about; no labels: all texts.
std::pair<std::vector<std::string>, std::string> issue_of(const Engine& engine, const norms::Ground& ground,
                                                          const std::string& asked) {
    if (asked.empty()) return {};
    std::set<std::string> names;
    for (const norms::Proposal& proposal : ground.proposals)
        names.insert(proposal.issues.begin(), proposal.issues.end());
    if (names.contains(asked)) return {{asked}, label_name(asked)};
    for (const Issue& issue : engine.issues()) {
        if (issue.id == asked) return {issue.vote_labels, issue.name};
        names.insert(issue.id);
    }
    const std::vector<std::string> known(names.begin(), names.end());
    const auto nearest = nearest_names(asked, known);
    throw Error{Errc::unknown_id, fmt::format("no issue '{}'", asked),
                fmt::format("{}: {}.", nearest.empty() ? "The labels and issues are" : "Nearest",
                            fmt::join(nearest.empty() ? known : nearest, ", "))};
}

std::vector<std::string> alternatives_of(const std::string& words) {
    std::vector<std::string> alternatives;
    for (std::size_t begin = 0; begin <= words.size();) {
        const std::size_t end = std::min(words.find(',', begin), words.size());
        if (end > begin) alternatives.push_back(words.substr(begin, end - begin));
        begin = end + 1;
    }
    return alternatives;
}

/// Finds common ground step by step; each step fills a part of the answer.
class Search {
public:
    Search(const Engine& engine, const CommonGroundRequest& request, const Monitor& monitor)
        : engine_(engine),
          monitor_(monitor),
          basis_(engine.norms_basis(request.as_of, monitor)),
          world_(engine.world(request.as_of)) {
        answer_.request = request;
        answer_.request.as_of = world_->as_of();
        answer_.as_of = std::min(ground().as_of, world_->as_of());
        answer_.years_ahead = world_->as_of() - ground().as_of + 1;
        answer_.num_dimensions = ground().num_dimensions;
        options_ = {.consent = request.consent, .years_ahead = answer_.years_ahead};
    }

    CommonGroundAnswer run() {
        find_members();
        choose_texts();
        assess_all();
        list_proposals();
        assess_own();
        find_zones();
        find_hardest();
        find_discord();
        find_packages();
        answer_.text = answer_text(answer_);
        add_provenance();
        return std::move(answer_);
    }

private:
    [[nodiscard]] const norms::Ground& ground() const noexcept { return basis_->ground; }
    [[nodiscard]] const CommonGroundRequest& request() const noexcept { return answer_.request; }
    [[nodiscard]] double threshold() const noexcept { return answer_.request.threshold; }

    void find_members() {
        const std::vector<atlas::ActorIndex> pool = engine_.find_actors(request().actors, *world_, *request().as_of);
        std::set<ActorId> inside;
        for (const atlas::ActorIndex index : pool) add_member(index, inside);
        if (members_.size() < 2)
            throw Error{Errc::wrong_usage,
                        fmt::format("{} of the {} actors have voted in the years before {}; common ground takes two",
                                    members_.size(), pool.size(), request().as_of->value()),
                        "Name states that vote in the General Assembly, or a body such as EU that votes through them."};
        for (std::size_t k = 0; k < basis_->members.size(); ++k) {
            const Member& member = basis_->members[k];
            if (is_known(member.voter) && !inside.contains(member.voter.actor)) outsiders_.push_back(&member);
        }
    }

    [[nodiscard]] bool is_known(const norms::Voter& voter) const noexcept {
        return ground().as_of - voter.stances.back().year <= kMaxSilence;
    }

    void add_member(atlas::ActorIndex index, std::set<ActorId>& inside) {
        const Actor& actor = world_->actor(index);
        std::optional<norms::Voter> voter;
        inside.insert(actor.id);
        if (actor.kind == ActorKind::collective) {
            std::vector<ActorId> ids;
            for (const atlas::ActorIndex member : world_->members_of(index, *request().as_of))
                if (ground().find(world_->actor(member).id)) ids.push_back(world_->actor(member).id);
            inside.insert(ids.begin(), ids.end());
            if (!ids.empty()) voter = norms::voter_of_body(ground(), actor.id, ids);
        } else if (const norms::Voter* found = ground().find(actor.id)) {
            voter = *found;
        }
        if (!voter || !is_known(*voter)) {
            answer_.unknown.push_back(actor);
            return;
        }
        const norms::Stance stance = voter->at(ground().as_of + options_.years_ahead);
        answer_.members.push_back({.actor = actor, .position = stance.mean[0], .std_error = std::sqrt(stance.var[0])});
        auto leanings = norms::leanings_of(ground(), *voter);
        members_.push_back({std::move(*voter), std::move(leanings)});
    }

    void choose_texts() {
        const auto [labels, name] = issue_of(engine_, ground(), request().issue);
        answer_.issue_name = name;
        if (!request().from) answer_.request.from = *request().as_of - (kDefaultYears - 1);
        if (!request().to) answer_.request.to = *request().as_of;
        const std::vector<std::string> words = alternatives_of(request().words);
        for (std::size_t k = 0; k < ground().proposals.size(); ++k)
            if (is_asked_for(ground().proposals[k], labels, words)) texts_.push_back(k);
        keep_latest_of_title();
        answer_.num_considered = texts_.size();
        if (texts_.empty())
            throw Error{Errc::failed, "no text fits the issue, words and years",
                        fmt::format("Known are texts of {} to {}; without --words all of an issue's are considered.",
                                    ground().proposals.front().parameters.year.value(), ground().as_of.value())};
    }

    /// Several paragraphs of one text voted on apart have one title, and are one norm: the latest stands for them.
    void keep_latest_of_title() {
        std::set<std::string_view> seen;
        std::vector<std::size_t> kept;
        for (auto text = texts_.rbegin(); text != texts_.rend(); ++text)
            if (seen.insert(ground().proposals[*text].title).second) kept.push_back(*text);
        texts_.assign(kept.rbegin(), kept.rend());
    }

    [[nodiscard]] bool is_asked_for(const norms::Proposal& proposal, const std::vector<std::string>& labels,
                                    const std::vector<std::string>& words) const {
        const Year year = proposal.parameters.year;
        if (!proposal.is_latest || year < *request().from || year > *request().to) return false;
        const bool has_label = labels.empty() || std::ranges::any_of(proposal.issues, [&](const std::string& label) {
                                   return std::ranges::find(labels, label) != labels.end();
                               });
        return has_label && (words.empty() || std::ranges::any_of(words, [&](const std::string& alternative) {
                                 return norms::speaks_of(proposal.words, alternative);
                             }));
    }

    void assess_all() {
        assessments_ = norms::assess(ground(), members_, texts_, options_);
        for (const Assessment& assessment : assessments_) {
            std::size_t num_below = 0;
            std::size_t below = 0;
            for (std::size_t i = 0; i < members_.size(); ++i) {
                const double chance = consent_of(assessment.chances[i], options_.consent);
                answer_.members[i].mean_chance += chance / static_cast<double>(assessments_.size());
                if (chance >= threshold()) {
                    ++answer_.members[i].num_accepted;
                } else {
                    ++num_below;
                    below = i;
                }
            }
            answer_.num_acceptable += num_below == 0 ? 1 : 0;
            if (num_below == 1) ++answer_.members[below].num_blocked;
        }
    }

    /// Best first: the least willing member's chance in whole percent, then breadth.
    void list_proposals() {
        std::vector<const Assessment*> order;
        for (const Assessment& assessment : assessments_) order.push_back(&assessment);
        std::ranges::stable_sort(order, std::greater{}, [](const Assessment* a) { return a->worst_chance; });
        const std::size_t num_ranked =
            std::max(std::min(answer_.num_acceptable, order.size()), std::min(request().num_listed, order.size()));
        order.resize(num_ranked);
        struct Ranked {
            double percent, breadth;
            const Assessment* assessment;
        };
        std::vector<Ranked> ranked;
        for (const Assessment* assessment : order)
            ranked.push_back({std::floor(100 * assessment->worst_chance),
                              norms::breadth(ground(), outsiders_, assessment->proposal, options_), assessment});
        std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
            return a.percent != b.percent ? a.percent > b.percent : a.breadth > b.breadth;
        });
        ranked.resize(std::min(request().num_listed, ranked.size()));
        for (const Ranked& entry : ranked) {
            answer_.proposals.push_back(described(ground().proposals[entry.assessment->proposal], *entry.assessment,
                                                  leanings_on(entry.assessment->proposal)));
            answer_.proposals.back().id = ground().proposals[entry.assessment->proposal].parameters.id;
            answer_.proposals.back().breadth = entry.breadth;
        }
    }

    [[nodiscard]] std::vector<norms::Leaning> leanings_on(std::size_t proposal) const {
        std::vector<norms::Leaning> leanings;
        for (const Member& member : members_) leanings.push_back(member.leanings[proposal]);
        return leanings;
    }

    [[nodiscard]] CommonGroundProposal described(const norms::Proposal& proposal, const Assessment& assessment,
                                                 const std::vector<norms::Leaning>& leanings) const {
        std::vector<const norms::Voter*> voters;
        for (const Member& member : members_) voters.push_back(&member.voter);
        return {.date = proposal.date,
                .title = proposal.title,
                .issues = proposal.issues,
                .position = proposal.parameters.discrimination[0],
                .std_error = std::sqrt(proposal.parameters.conditional_cov[0]),
                .worst_member = assessment.worst_member,
                .worst_chance = assessment.worst_chance,
                .joint = norms::joint_chance(ground(), proposal, voters, leanings, options_),
                .is_acceptable = assessment.worst_chance >= threshold(),
                .chances = assessment.chances};
    }

    void assess_own() {
        answer_.space = norms::issue_space(ground(), texts_);
        if (request().proposal.empty()) return;
        const norms::Proposal proposal = own_proposal(request().proposal, ground(), answer_.space);
        const std::vector<norms::Leaning> none(members_.size(), norms::Leaning{0, ground().habit.persistent_share});
        answer_.own_proposal = described(proposal, norms::assess_new(ground(), members_, proposal, options_), none);
        double sum = 0;
        for (const Member* member : outsiders_)
            sum += norms::chance_of(
                       norms::willingness(ground(), proposal, member->voter, none.front(), options_.years_ahead))
                       .yes;
        answer_.own_proposal->breadth = outsiders_.empty() ? 0 : sum / static_cast<double>(outsiders_.size());
    }

    void find_zones() {
        for (int dimension = 1; dimension <= ground().num_dimensions; ++dimension) {
            const norms::Zone zone =
                norms::agreement_zone(ground(), answer_.space, members_, dimension, threshold(), options_);
            answer_.zones.push_back({zone, zone_text(answer_, zone)});
        }
    }

    /// The member without whom most more texts would be acceptable.
    void find_hardest() {
        const auto hardest = std::ranges::max_element(answer_.members, [](const auto& a, const auto& b) {
            return a.num_blocked != b.num_blocked ? a.num_blocked < b.num_blocked : a.mean_chance > b.mean_chance;
        });
        if (hardest->num_blocked == 0) return;
        CommonGroundHardest result{.member = static_cast<std::size_t>(hardest - answer_.members.begin())};
        for (const Assessment* blocked : blocked_by(result.member)) {
            const auto concession = norms::smallest_concession(ground(), answer_.space, members_, blocked->proposal,
                                                               result.member, threshold(), options_);
            if (concession && (!result.concession || concession->shift < result.concession->shift))
                result.concession = concession;
        }
        if (result.concession) {
            const norms::Proposal& proposal = ground().proposals[result.concession->proposal];
            result.id = proposal.parameters.id;
            result.title = proposal.title;
        }
        result.text = hardest_text(answer_, result);
        answer_.hardest = std::move(result);
    }

    /// Texts that all but this member accept, those nearest to its consent first.
    [[nodiscard]] std::vector<const Assessment*> blocked_by(std::size_t member) const {
        std::vector<const Assessment*> blocked;
        for (const Assessment& assessment : assessments_) {
            bool is_blocked = assessment.worst_member == member && assessment.worst_chance < threshold();
            for (std::size_t i = 0; is_blocked && i < members_.size(); ++i)
                is_blocked = i == member || consent_of(assessment.chances[i], options_.consent) >= threshold();
            if (is_blocked) blocked.push_back(&assessment);
        }
        std::ranges::stable_sort(blocked, std::greater{}, [](const Assessment* a) { return a->worst_chance; });
        if (blocked.size() > kMaxConcessions) blocked.resize(kMaxConcessions);
        return blocked;
    }

    [[nodiscard]] bool ever_accept(std::size_t i, std::size_t k) const {
        return std::ranges::any_of(assessments_, [&](const Assessment& assessment) {
            return consent_of(assessment.chances[i], options_.consent) >= threshold() &&
                   consent_of(assessment.chances[k], options_.consent) >= threshold();
        });
    }

    void find_discord() {
        std::vector<bool> is_alone(members_.size());
        for (std::size_t i = 0; i < members_.size(); ++i) {
            is_alone[i] = answer_.members[i].num_accepted == 0;
            if (is_alone[i])
                answer_.never_agree.push_back(
                    {{i}, fmt::format("{} would accept none of the texts.", answer_.members[i].actor.name)});
        }
        for (std::size_t i = 0; i < members_.size(); ++i)
            for (std::size_t k = i + 1; k < members_.size(); ++k)
                if (!is_alone[i] && !is_alone[k] && !ever_accept(i, k))
                    answer_.never_agree.push_back(
                        {{i, k},
                         fmt::format("{} and {} would accept none of the texts together.",
                                     answer_.members[i].actor.name, answer_.members[k].actor.name)});
    }

    void find_packages() {
        if (request().package_size == 0) return;
        std::vector<std::size_t> candidates(texts_.size());
        for (std::size_t k = 0; k < candidates.size(); ++k) candidates[k] = k;
        std::set<std::size_t> best;
        for (std::size_t round = 0; round <= request().num_alternatives; ++round) {
            CommonGroundPackage package = best_of(candidates, best);
            if (round > 0 && package.parts.empty()) return;
            const bool is_first = round == 0;
            if (is_first) best.insert(chosen_.begin(), chosen_.end());
            leave_out(candidates, is_first ? half_of(chosen_) : chosen_);
            if (is_first)
                answer_.package = std::move(package);
            else
                answer_.alternatives.push_back(std::move(package));
            if (is_first && answer_.package->parts.empty()) return;
        }
    }

    /// The half of a package, rounded up, that gives its members most in all: without it the next one differs.
    [[nodiscard]] std::vector<std::size_t> half_of(std::vector<std::size_t> package) const {
        std::ranges::sort(package, std::greater{}, [&](std::size_t k) {
            double sum = 0;
            for (std::size_t i = 0; i < members_.size(); ++i) sum += gain(i, k);
            return sum;
        });
        package.resize((package.size() + 1) / 2);
        return package;
    }

    static void leave_out(std::vector<std::size_t>& candidates, const std::vector<std::size_t>& what) {
        std::erase_if(candidates, [&](std::size_t k) { return std::ranges::find(what, k) != what.end(); });
    }

    /// Expected gain of a member from a text considered, over the status quo.
    [[nodiscard]] double gain(std::size_t member, std::size_t text) const {
        const std::size_t proposal = texts_[text];
        return norms::willingness(ground(), ground().proposals[proposal], members_[member].voter,
                                  members_[member].leanings[proposal], options_.years_ahead)
            .gain;
    }

    /// The best package out of candidates (positions in texts_); chosen_ holds what it took.
    CommonGroundPackage best_of(const std::vector<std::size_t>& candidates, const std::set<std::size_t>& best) {
        norms::Gains gains(members_.size(), candidates.size());
        for (std::size_t c = 0; c < candidates.size(); ++c)
            for (std::size_t i = 0; i < members_.size(); ++i) gains.at(i, c) = gain(i, candidates[c]);
        const norms::Package found = norms::best_package(gains, {.max_size = request().package_size}, monitor_);
        const auto root = static_cast<double>(members_.size());
        CommonGroundPackage package{.gains = found.gains,
                                    .nash = std::exp(found.log_nash / root),
                                    .bound = std::exp(found.log_bound / root),
                                    .is_proven = found.is_proven};
        chosen_.clear();
        std::size_t num_new = 0;
        for (const std::size_t c : found.proposals) {
            chosen_.push_back(candidates[c]);
            num_new += best.contains(candidates[c]) ? 0 : 1;
            package.parts.push_back(part_of(candidates[c]));
        }
        if (!chosen_.empty())
            package.other_contents = static_cast<double>(num_new) / static_cast<double>(chosen_.size());
        std::ranges::stable_sort(package.parts, std::greater{}, &CommonGroundPart::worst_chance);
        package.text = package_text(answer_, package);
        return package;
    }

    [[nodiscard]] CommonGroundPart part_of(std::size_t text) const {
        const norms::Proposal& proposal = ground().proposals[texts_[text]];
        CommonGroundPart part{.id = proposal.parameters.id,
                              .date = proposal.date,
                              .title = proposal.title,
                              .worst_chance = assessments_[text].worst_chance};
        for (std::size_t i = 0; i < members_.size(); ++i) part.gains.push_back(gain(i, text));
        return part;
    }

    void add_provenance() {
        attain::Provenance& provenance = answer_.provenance;
        provenance.engine_version = ENTENTE_VERSION;
        provenance.atlas_fingerprint = engine_.atlas_fingerprint();
        for (const SourceInfo& source : world_->sources())
            if (source.id.starts_with("un_")) provenance.sources.push_back(source);
        for (const atlas::EstimateInfo& estimate : world_->estimates())
            if (estimate.name == "norms") provenance.estimates.push_back(estimate);
        provenance.model_as_of = ground().as_of;
        provenance.caveats = {
            "Chances hold if the member votes; absences are not forecast.",
            "Chances are the model's own, not corrected by how earlier ones came true: docs/norms.md, section 4.",
            "Texts adopted by consensus have no roll call: agreement is understated.",
            "A vote in the General Assembly binds nobody: accepting a norm there is less than keeping it.",
            "Gains of different texts are added up as if each mattered as its votes show, and no text changed "
            "another's."};
        for (const CommonGroundMember& member : answer_.members)
            if (member.actor.kind == ActorKind::collective)
                provenance.caveats.push_back(
                    fmt::format("{} is taken to say yes to what all of its voting members say yes to, and to abstain "
                                "where they are "
                                "split.",
                                member.actor.name));
    }

    const Engine& engine_;
    const Monitor& monitor_;
    std::shared_ptr<const Basis> basis_;
    std::shared_ptr<const atlas::World> world_;
    norms::AssessOptions options_{};
    CommonGroundAnswer answer_{};
    std::vector<Member> members_{};
    std::vector<const Member*> outsiders_{};
    std::vector<std::size_t> texts_{};  ///< Positions in the ground's proposals.
    std::vector<Assessment> assessments_{};
    std::vector<std::size_t> chosen_{};  ///< By the last package, positions in texts_.
};

}  // namespace

void CommonGroundRequest::validate() const {
    if (!(threshold > 0 && threshold < 1))
        throw Error{Errc::wrong_usage, fmt::format("threshold is {}; expected over 0 and under 1", threshold)};
    check("package", static_cast<double>(package_size), 0, 20);
    check("alternatives", static_cast<double>(num_alternatives), 0, 2);
    check("limit", static_cast<double>(num_listed), 1, 10000);
    if (from && to && *to < *from)
        throw Error{Errc::wrong_usage,
                    fmt::format("the years end in {}, before they begin in {}", to->value(), from->value())};
}

CommonGroundAnswer find_common_ground(const Engine& engine, const CommonGroundRequest& request,
                                      const Monitor& monitor) {
    request.validate();
    return Search(engine, request, monitor).run();
}

}  // namespace entente::engine
