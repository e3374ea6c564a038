// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "entente/base/error.hpp"
#include "entente/norms/forecast.hpp"
#include "entente/norms/texts.hpp"

namespace entente::norms {
namespace {

constexpr int kYearsAlike = 15;  ///< As far as a forecast of five years looks back ten.

/// Numbers for classes of texts: those with the same issue labels.
class ClassNumbers {
public:
    std::uint32_t of(std::vector<std::string> issues) {
        std::ranges::sort(issues);
        return numbers_.try_emplace(std::move(issues), static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

private:
    std::map<std::vector<std::string>, std::uint32_t> numbers_{};
};

}  // namespace

char ballot_of_body(std::span<const char> ballots) {
    const auto num = [&](char ballot) { return static_cast<std::size_t>(std::ranges::count(ballots, ballot)); };
    const std::size_t num_votes = ballots.size() - num('.');
    if (num_votes == 0 || 2 * num_votes < ballots.size()) return '.';
    return num('y') == num_votes ? 'y' : num('n') == num_votes ? 'n' : 'a';
}

std::string ballots_of_body(const Record& record, std::span<const ActorId> members) {
    std::vector<const std::string*> of_members;
    for (const ActorId member : members)
        if (const auto found = record.ballots.find(member); found != record.ballots.end())
            of_members.push_back(&found->second);
    std::string result;
    std::vector<char> ballots(members.size(), '.');
    for (std::size_t j = 0; j < record.roll_calls.size(); ++j) {
        for (std::size_t i = 0; i < of_members.size(); ++i) ballots[i] = (*of_members[i])[j];
        result += ballot_of_body(ballots);
    }
    return result;
}

std::vector<RecordedRollCall> roll_calls_of(const Ground& ground) {
    std::vector<RecordedRollCall> roll_calls;
    ClassNumbers classes;
    for (const Proposal& proposal : ground.proposals)
        roll_calls.push_back(
            {proposal.parameters.id, proposal.parameters.year, proposal.text, classes.of(proposal.issues), {}});
    return roll_calls;
}

Record record_of(const principles::VoteMatrix& votes, std::span<const RollCallRecord> records) {
    const std::vector<std::uint32_t> texts = number_texts(records);
    std::map<RollCallId, std::size_t> place;
    for (std::size_t k = 0; k < records.size(); ++k) place.emplace(records[k].id, k);
    Record record;
    ClassNumbers classes;
    std::vector<const RollCallRecord*> in_order;
    for (const principles::RollCall& roll_call : votes.roll_calls()) {
        const auto found = place.find(roll_call.id);
        if (found == place.end()) throw Error{Errc::wrong_usage, "a roll call has no record"};
        record.roll_calls.push_back(
            {roll_call.id, roll_call.year, texts[found->second], classes.of(records[found->second].issues), {}});
        in_order.push_back(&records[found->second]);
    }
    auto alike = alike_texts(in_order, kYearsAlike);
    for (std::size_t j = 0; j < alike.size(); ++j) record.roll_calls[j].alike = std::move(alike[j]);
    for (std::size_t row = 0; row < votes.actors().size(); ++row)
        record.ballots.emplace(votes.actors()[row], ballots_of(votes, row));
    return record;
}

}  // namespace entente::norms
