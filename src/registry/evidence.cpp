// SPDX-License-Identifier: Apache-2.0
#include "entente/registry/evidence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace entente::registry {
namespace {

/// A source's answer to one sign from a year on.
struct Answer {
    Year since{};
    bool is_present = false;
    std::string citation{};
};
using Answers = std::vector<Answer>;  ///< In the order of years.

std::string_view table_of(std::string_view id) {
    return id.substr(0, id.find_first_of(":."));
}

bool matches(std::string_view recorded, std::string_view column) {
    return recorded.starts_with(column) && (recorded.size() == column.size() || recorded[column.size()] == '.');
}

const Answer* answer_in(const Answers& answers, Year year) {
    const Answer* latest = nullptr;
    for (const Answer& answer : answers)
        if (answer.since <= year) latest = &answer;
    return latest;
}

/// Present while any source says so, else absent while any says so.
Answers join(std::span<const Answers> sources) {
    std::set<Year> years;
    for (const Answers& source : sources)
        for (const Answer& answer : source) years.insert(answer.since);
    Answers joined;
    for (const Year year : years) {
        const Answer* said = nullptr;
        for (const Answers& source : sources) {
            const Answer* answer = answer_in(source, year);
            if (answer && (!said || (answer->is_present && !said->is_present))) said = answer;
        }
        if (said && (joined.empty() || joined.back().is_present != said->is_present))
            joined.push_back({year, said->is_present, said->citation});
    }
    return joined;
}

/// The table holds the record at all.
Answers by_record(const AgreementRecord& record, const ShownBy& shown) {
    if (table_of(record.id) != shown.record) return {};
    return {{record.begun, shown.says_yes, shown.record}};
}

/// What a column says in a year: yes if any of its parts says yes, no if all that were coded by then say no.
struct ColumnState {
    bool is_seen = false;
    bool is_yes = false;
    bool is_no = false;
};

ColumnState column_in(const AgreementRecord& record, std::string_view column, const ShownBy& shown, Year year) {
    std::map<std::string_view, const SignRecord*> latest;
    for (const SignRecord& sign : record.signs) {
        if (sign.since > year || !matches(sign.sign, column)) continue;
        const SignRecord*& known = latest[sign.sign];
        if (!known || sign.since >= known->since) known = &sign;
    }
    ColumnState state{.is_seen = !latest.empty(), .is_no = !latest.empty()};
    for (const auto& [name, sign] : latest) {
        state.is_yes = state.is_yes || sign->value >= shown.yes_min;
        state.is_no = state.is_no && shown.no_max && sign->value <= *shown.no_max;
    }
    return state;
}

/// The columns together in one year; nothing where they say neither yes nor no.
std::optional<Answer> by_columns_in(const AgreementRecord& record, const ShownBy& shown, Year year) {
    std::size_t num_yes = 0;
    std::size_t num_known = 0;
    std::string citation;
    for (const std::string& column : shown.columns) {
        const ColumnState state = column_in(record, column, shown, year);
        num_known += state.is_yes || state.is_no;
        if (!state.is_yes) continue;
        ++num_yes;
        citation += (citation.empty() ? "" : "+") + column;
    }
    if (num_yes >= shown.count_min) return Answer{year, true, citation};
    if (shown.no_max && num_known == shown.columns.size()) return Answer{year, false, shown.columns.front()};
    return std::nullopt;
}

/// One answer for each year in which the record's phases change what the columns say.
Answers by_columns(const AgreementRecord& record, const ShownBy& shown) {
    std::set<Year> years;
    for (const SignRecord& sign : record.signs)
        if (std::any_of(shown.columns.begin(), shown.columns.end(),
                        [&](const std::string& column) { return matches(sign.sign, column); }))
            years.insert(sign.since);
    Answers answers;
    for (const Year year : years)
        if (auto answer = by_columns_in(record, shown, year)) answers.push_back(std::move(*answer));
    return answers;
}

void add(const Answers& answers, const DepthSign& sign, std::vector<Evidence>& evidence) {
    for (const Answer& answer : answers)
        evidence.push_back({.sign = sign.id,
                            .depth = sign.depth,
                            .is_present = answer.is_present,
                            .since = answer.since,
                            .citation = answer.citation});
}

Answers answers_of(const std::vector<Evidence>& source, const DepthSign& sign) {
    Answers answers;
    for (const Evidence& evidence : source)
        if (evidence.sign == sign.id) answers.push_back({evidence.since, evidence.is_present, evidence.citation});
    return answers;
}

}  // namespace

std::vector<Evidence> evidence_of(const AgreementRecord& record, const Codebook& codebook) {
    std::vector<Evidence> evidence;
    for (const DepthSign& sign : codebook.signs) {
        std::vector<Answers> ways;
        for (const ShownBy& shown : sign.shown_by)
            ways.push_back(shown.record.empty() ? by_columns(record, shown) : by_record(record, shown));
        add(join(ways), sign, evidence);
    }
    return evidence;
}

std::vector<Evidence> join_evidence(std::span<const std::vector<Evidence>> sources, const Codebook& codebook) {
    std::vector<Evidence> evidence;
    for (const DepthSign& sign : codebook.signs) {
        std::vector<Answers> answers;
        for (const std::vector<Evidence>& source : sources) answers.push_back(answers_of(source, sign));
        add(join(answers), sign, evidence);
    }
    return evidence;
}

}  // namespace entente::registry
