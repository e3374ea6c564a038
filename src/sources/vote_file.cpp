// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/vote_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "entente/base/nearest.hpp"
#include "entente/sources/csv.hpp"

namespace entente::sources {
namespace {

/// What the words of assemblies mean; nothing: no vote.
struct Word {
    std::string_view text;
    std::optional<Vote> vote;
};
constexpr std::array<Word, 22> kWords{{{"yes", Vote::yes},
                                       {"y", Vote::yes},
                                       {"1", Vote::yes},
                                       {"for", Vote::yes},
                                       {"aye", Vote::yes},
                                       {"yea", Vote::yes},
                                       {"no", Vote::no},
                                       {"n", Vote::no},
                                       {"0", Vote::no},
                                       {"against", Vote::no},
                                       {"nay", Vote::no},
                                       {"abstain", Vote::abstain},
                                       {"a", Vote::abstain},
                                       {"abstention", Vote::abstain},
                                       {"abstained", Vote::abstain},
                                       {"absent", std::nullopt},
                                       {"not voting", std::nullopt},
                                       {"non-voting", std::nullopt},
                                       {"na", std::nullopt},
                                       {"n/a", std::nullopt},
                                       {"-", std::nullopt},
                                       {"", std::nullopt}}};

std::string folded(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// Gives each text a number in the order in which it is first seen.
class Numbers {
public:
    std::size_t of(std::string_view text) {
        const auto [found, is_new] = numbers_.try_emplace(std::string(text), texts_.size());
        if (is_new) texts_.push_back(found->first);
        return found->second;
    }
    [[nodiscard]] const std::vector<std::string>& texts() const noexcept { return texts_; }

private:
    std::unordered_map<std::string, std::size_t> numbers_;
    std::vector<std::string> texts_;
};

/// When a roll call was, and the line that said so first.
struct Moment {
    Year year{};
    std::string date{};
    std::int64_t line = 0;
};

/// A row that holds a vote, by numbers of first appearance.
struct Row {
    std::size_t voter = 0;
    std::size_t roll_call = 0;
    Vote vote = Vote::abstain;
    double weight = 1;
    std::int64_t line = 0;
};

/// The file row by row.
class Reading {
public:
    Reading(const std::filesystem::path& file, const Monitor& monitor)
        : csv_(file, ',', monitor),
          voter_(csv_.column("voter")),
          roll_call_(csv_.column("roll_call")),
          vote_(csv_.column("vote")),
          date_(csv_.find_column("date")),
          weight_(csv_.find_column("weight")) {
        if (!date_) year_ = csv_.column("year");
    }

    VoteFile finish() &&;

private:
    void read_row(VoteFile& result);
    void note_time(std::size_t roll_call);
    void add(const Row& row, VoteFile& result);

    CsvReader csv_;
    Column voter_;
    Column roll_call_;
    Column vote_;
    std::optional<Column> date_;
    std::optional<Column> year_;
    std::optional<Column> weight_;
    Numbers voters_;
    Numbers roll_calls_;
    std::vector<Moment> moments_;
    std::vector<Row> rows_;
    std::unordered_map<std::uint64_t, std::size_t> seen_;  ///< Row of each voter and roll call.
};

void Reading::note_time(std::size_t roll_call) {
    Moment moment{.year = date_ ? csv_.year_of_date(*date_) : csv_.year(*year_), .line = csv_.line()};
    if (date_) moment.date = csv_.text(*date_);
    if (roll_call == moments_.size()) return moments_.push_back(std::move(moment));
    const Moment& first = moments_[roll_call];
    if (first.year != moment.year || first.date != moment.date)
        throw csv_.error(
            date_ ? *date_ : *year_,
            fmt::format("the same time for all rows of roll call '{}'; line {} says {}", roll_calls_.texts()[roll_call],
                        first.line, date_ ? first.date : fmt::format("{}", first.year.value())));
}

void Reading::add(const Row& row, VoteFile& result) {
    const std::uint64_t cell = (static_cast<std::uint64_t>(row.voter) << 32U) | row.roll_call;
    const auto [found, is_new] = seen_.try_emplace(cell, rows_.size());
    if (is_new) return rows_.push_back(row);
    const Row& first = rows_[found->second];
    if (first.vote != row.vote)
        throw csv_.error(vote_, fmt::format("one vote of a voter on a roll call; line {} says '{}'", first.line,
                                            to_string(first.vote)));
    ++result.num_repeated;
}

void Reading::read_row(VoteFile& result) {
    for (const Column column : {voter_, roll_call_})
        if (csv_.is_missing(column)) throw csv_.error(column, "a name or number");
    Row row{.voter = voters_.of(csv_.text(voter_)), .roll_call = roll_calls_.of(csv_.text(roll_call_))};
    row.line = csv_.line();
    note_time(row.roll_call);
    const auto* const word = std::ranges::find(kWords, folded(csv_.text(vote_)), &Word::text);
    if (word == kWords.end()) throw csv_.error(vote_, "yes, no, abstain or absent");
    if (!word->vote) {
        ++result.num_absent;
        return;
    }
    row.vote = *word->vote;
    if (weight_) {
        row.weight = csv_.number(*weight_);
        if (row.weight < 0) throw csv_.error(*weight_, "a weight of at least 0");
    }
    add(row, result);
}

/// Positions in sorted order: rank[k] is where the k-th goes.
template <typename Less>
std::vector<std::size_t> ranks(std::size_t count, const Less& less) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, less);
    std::vector<std::size_t> rank(count);
    for (std::size_t k = 0; k < count; ++k) rank[order[k]] = k;
    return rank;
}

VoteFile Reading::finish() && {
    VoteFile result;
    while (csv_.next()) read_row(result);

    const auto& names = voters_.texts();
    const auto& texts = roll_calls_.texts();
    const auto voter_rank = ranks(names.size(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    const auto roll_call_rank = ranks(texts.size(), [&](std::size_t a, std::size_t b) {
        return std::tie(moments_[a].year, texts[a]) < std::tie(moments_[b].year, texts[b]);
    });
    result.voters.resize(names.size());
    for (std::size_t k = 0; k < names.size(); ++k) result.voters[voter_rank[k]] = names[k];
    result.roll_calls.resize(texts.size());
    for (std::size_t k = 0; k < texts.size(); ++k) {
        RollCallRecord& record = result.roll_calls[roll_call_rank[k]];
        record.id = RollCallId{static_cast<std::int32_t>(roll_call_rank[k]) + 1};
        record.year = moments_[k].year;
        record.date = moments_[k].date;
        record.resolution = texts[k];
    }
    std::ranges::sort(rows_, {}, [&](const Row& row) {
        return std::pair{roll_call_rank[row.roll_call], voter_rank[row.voter]};
    });
    for (const Row& row : rows_) {
        result.votes.push_back({RollCallId{static_cast<std::int32_t>(roll_call_rank[row.roll_call]) + 1},
                                ActorId{static_cast<std::int32_t>(voter_rank[row.voter]) + 1}, row.vote});
        if (weight_) result.weights.push_back(row.weight);
    }
    return result;
}

}  // namespace

ActorId VoteFile::voter(const std::string& name) const {
    const auto found = std::ranges::lower_bound(voters, name);
    if (found != voters.end() && *found == name) return ActorId{static_cast<std::int32_t>(found - voters.begin()) + 1};
    const std::vector<std::string> near = nearest_names(name, voters);
    throw Error{Errc::unknown_id, fmt::format("nobody named '{}' votes in this file", name),
                near.empty() ? std::string{} : fmt::format("Did you mean {}?", fmt::join(near, ", "))};
}

VoteFile read_vote_file(const std::filesystem::path& file, const Monitor& monitor) {
    return Reading{file, monitor}.finish();
}

}  // namespace entente::sources
