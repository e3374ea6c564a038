// SPDX-License-Identifier: Apache-2.0
//
// entente principles: what was asked (PrinciplesOptions), whose votes these are (Assembly), and one file for each way
// of showing them.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "entente/engine/positions.hpp"
#include "entente/principles/diagnosis.hpp"
#include "entente/principles/gibbs.hpp"
#include "entente/principles/principles.hpp"
#include "svg_file.hpp"
#include "voters.hpp"

namespace entente::apps {

/// How positions are estimated.
enum class PositionMethod {
    fast,   ///< Variational EM with Laplace standard errors: seconds.
    gibbs,  ///< Draws from the posterior itself: minutes, with R-hat and effective sample sizes.
};

/// What `--method gibbs` is told.
struct SampleOptions {
    int num_chains = 4;
    int num_warmup = 300;
    int num_draws = 500;
    std::filesystem::path checkpoint{};  ///< Written while it runs, and taken up again where it exists.
    std::filesystem::path trace{};       ///< Every kept draw of the positions asked for, as CSV.
};

struct PrinciplesOptions {
    std::string actors{};
    std::optional<int> year{};
    std::optional<int> from{};
    std::optional<int> to{};
    int num_dimensions = 1;
    std::string issues{};  ///< Labels or issues, divided by commas; empty: all votes.
    std::filesystem::path votes{};
    std::string anchor{};
    PositionMethod method = PositionMethod::fast;
    SampleOptions sample{};
    bool roll_calls = false;
    std::optional<int> movers{};
    std::string diagnose{};  ///< A word of kDiagnoses; empty: nothing.
    bool has_context = false;
    SvgOptions svg{};

    [[nodiscard]] bool is_in_span(Year y) const noexcept {
        return (!year || y.value() == *year) && (!from || y.value() >= *from) && (!to || y.value() <= *to);
    }
};

/// A position as it is printed.
struct PositionRow {
    ActorId actor{};
    Voter voter{};
    Year year{};
    int dimension = 1;
    std::string issue{};
    double mean = 0;
    double std_error = 0;
    double low = 0;   ///< 5 % and
    double high = 0;  ///< 95 % quantile.
    std::optional<double> rhat{};
    std::optional<double> ess{};
    std::string warning{};  ///< Why the votes hardly tell this position; empty where they do.
};

/// Whose votes are looked at: those of the atlas, or of a file.
class Assembly {
public:
    Assembly(const CommonOptions& common, const PrinciplesOptions& options);
    ~Assembly();
    Assembly(Assembly&&) noexcept;

    /// Positions on an issue (empty: all votes): those that are stored, else fitted here and now.
    [[nodiscard]] engine::Positions positions(const std::string& issue) const;
    [[nodiscard]] principles::IdealPointFit fit(const principles::VoteMatrix& votes) const;
    /// The votes on an issue, and the options that suit them.
    [[nodiscard]] principles::VoteMatrix votes(const std::string& issue) const;
    [[nodiscard]] principles::IdealPointOptions fit_options(const principles::VoteMatrix& votes) const;
    /// What was voted on, by year, then id.
    [[nodiscard]] std::vector<RollCallRecord> roll_calls(const std::string& issue) const;

    [[nodiscard]] const Voters& voters() const noexcept;
    /// Whether this one was asked for; without --actors everyone is.
    [[nodiscard]] bool is_wanted(ActorId actor) const noexcept;
    /// For the footer of a picture.
    [[nodiscard]] std::vector<std::string> sources() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The issues that were asked for; one empty one for all votes.
[[nodiscard]] std::vector<std::string> issues_of(const PrinciplesOptions& options);

/// A position as it is printed; nothing where the actor is not known.
[[nodiscard]] std::optional<PositionRow> position_row(const principles::IdealPoint& point, const Voters& voters,
                                                      const std::string& issue);

/// All positions that were asked for, by issue, actor, year, dimension; `everyone` also of actors that were not.
enum class Whose { wanted, everyone };
[[nodiscard]] std::vector<PositionRow> position_rows(const Assembly& assembly, const PrinciplesOptions& options,
                                                     const CommonOptions& common, Whose whose);
/// JSON has the rows' warnings, too.
[[nodiscard]] Table position_table(const std::vector<PositionRow>& rows, const PrinciplesOptions& options,
                                   Format format);

/// The same by sampling, with the quantiles of the draws, R-hat and effective sample size of every position.
[[nodiscard]] std::vector<PositionRow> sampled_rows(const Assembly& assembly, const PrinciplesOptions& options,
                                                    const CommonOptions& common, Whose whose);

/// Parameters of every roll call with their standard errors.
[[nodiscard]] Table roll_call_table(const Assembly& assembly, const PrinciplesOptions& options);

/// Who moved most from the year before, with intervals.
[[nodiscard]] Table mover_table(const Assembly& assembly, const PrinciplesOptions& options,
                                const CommonOptions& common);

/// What can be asked of `--diagnose`.
inline constexpr std::array<std::string_view, 4> kDiagnoses{"dimensions", "roll-calls", "voters", "identification"};
/// How many dimensions foretell best, which roll calls and voters do not fit, what the votes do not identify.
[[nodiscard]] Table diagnosis_table(const Assembly& assembly, const PrinciplesOptions& options,
                                    const CommonOptions& common);
/// Says on stderr what the votes of a new fit do not identify.
void say_warnings(const Assembly& assembly, const CommonOptions& common,
                  const std::vector<principles::IdentificationWarning>& warnings);

/// One run of the sampler, as --chains, --draws and the files say.
[[nodiscard]] principles::GibbsFit sample(const Assembly& assembly, const PrinciplesOptions& options,
                                          const CommonOptions& common, const std::string& issue);

/// The picture: a line-up with --year, else trajectories.
[[nodiscard]] std::string principles_picture(const Assembly& assembly, const PrinciplesOptions& options,
                                             const CommonOptions& common);

}  // namespace entente::apps
