// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "entente/norms/acceptance.hpp"
#include "entente/norms/recalibration.hpp"
#include "entente/norms/texts.hpp"
#include "entente/principles/vote_matrix.hpp"

namespace entente::norms {

/// A roll call as far as forecasts look at it.
struct RecordedRollCall {
    RollCallId id{};
    Year year{};
    std::uint32_t text = 0;  ///< Roll calls on the same text have the same number (number_texts).
    std::uint32_t text_class =
        0;  ///< Texts with the same issue labels: new texts are forecast by those of their class.
    std::vector<AlikeText> alike{};  ///< Earlier ones in like words; new texts are forecast by those, too.
};

/// Who voted how on what: that against which forecasts are held.
struct Record {
    std::vector<RecordedRollCall> roll_calls{};  ///< By year, then id.
    /// One character for each roll call: n, a, y, or '.' for no vote.
    std::map<ActorId, std::string> ballots{};
};

/// The roll calls of a ground.
[[nodiscard]] std::vector<RecordedRollCall> roll_calls_of(const Ground& ground);
/// All votes of a matrix. Throws Error{wrong_usage} where a roll call has no record.
[[nodiscard]] Record record_of(const principles::VoteMatrix& votes, std::span<const RollCallRecord> records);

/// The one vote that members' votes amount to: yes or no where all that vote agree, else abstention; '.' where fewer
/// than half vote.
[[nodiscard]] char ballot_of_body(std::span<const char> ballots);
/// A body's votes: those of its members, roll call by roll call. Members who never voted count as not voting.
[[nodiscard]] std::string ballots_of_body(const Record& record, std::span<const ActorId> members);

/// A set whose agreement is forecast, with what was known of its members in a year.
struct ForecastSet {
    Year known_until{};
    std::vector<Member> members{};       ///< No stance later than known_until.
    std::vector<std::string> ballots{};  ///< One a member, one character a roll call; later ones are what came about.
};

enum class TextKind {
    repeated,  ///< Put to the vote before: its parameters are known beforehand.
    fresh,     ///< Never before: forecast by the texts of its class of the last five years.
};

/// One forecast: would all members that voted on a later roll call consent?
struct AcceptanceCase {
    Year known_until{};
    std::uint32_t text = 0;
    TextKind kind = TextKind::repeated;
    Clues clues{};
    bool accepted = false;
    bool is_called_acceptable = false;  ///< Every member's chance was at least the threshold; repeated texts only.
};

enum class Coverage {
    all_texts,
    repeated_only,
};

struct ForecastOptions {
    int horizon_years = 5;
    double threshold = 0.8;
    Consent consent = Consent::yes;
    Coverage coverage = Coverage::all_texts;
};

/// Forecasts of one set in one year, from what was known by then.
class SetForecast {
public:
    /// The first of the roll calls are the ground's. What is given is not copied.
    /// Throws Error{wrong_usage} where they are not.
    SetForecast(const Ground& ground, std::span<const RecordedRollCall> roll_calls, const ForecastSet& set,
                const ForecastOptions& options);

    /// What the set's own past says of a text of the ground, beside the model's chances.
    [[nodiscard]] Clues clues_of(std::size_t proposal, double joint, double least) const;

    /// Forecasts for the roll calls of the years after known_until, up to horizon_years, and what came about.
    /// A roll call counts if at least two members and half of them voted on it; the forecast is for those. Nothing
    /// later than known_until goes in but who voted, and which text a roll call repeats.
    [[nodiscard]] std::vector<AcceptanceCase> cases() const;

private:
    /// How often something happened, held off 0 and 1 (Laplace).
    struct Rate {
        std::size_t hits = 0;
        std::size_t count = 0;

        void add(bool hit) noexcept;
        [[nodiscard]] double value() const noexcept;
    };
    enum class Outcome : signed char { unknown = -1, refused = 0, accepted = 1 };

    [[nodiscard]] Outcome outcome_of(std::size_t roll_call) const;
    void remember_past();
    [[nodiscard]] double past_of_class(std::uint32_t text_class) const;
    [[nodiscard]] double past_of_alike(const RecordedRollCall& roll_call) const;
    [[nodiscard]] std::vector<std::size_t> voting_on(std::size_t roll_call) const;
    [[nodiscard]] Clues model_chances(std::size_t proposal, std::span<const std::size_t> members, int years_ahead,
                                      TextKind kind) const;
    [[nodiscard]] Clues class_chances(std::uint32_t text_class) const;

    const Ground& ground_;
    std::span<const RecordedRollCall> roll_calls_;
    const ForecastSet& set_;
    ForecastOptions options_;
    std::size_t num_known_ = 0;          ///< Roll calls up to known_until.
    std::vector<Outcome> outcomes_{};    ///< By roll call.
    std::vector<std::size_t> latest_{};  ///< By text: one more than its latest known roll call; 0: none.
    std::vector<Outcome> last_{};        ///< By text: what the set made of it the last time.
    Rate all_{};                         ///< Of the last years, as by_class_.
    std::map<std::uint32_t, Rate> by_class_{};
    std::array<Rate, 2> again_{};  ///< Accepted again, by whether it had been the time before.
};

}  // namespace entente::norms
