// SPDX-License-Identifier: Apache-2.0
//
// What a model says of the compositions of one pool in one frame, family by family, on one issue.
#pragma once

#include <algorithm>
#include <array>
#include <memory>

#include "chains.hpp"
#include "issue.hpp"
#include "outlook.hpp"
#include "search.hpp"

namespace entente::attain {

/// Half-width of a 90 % interval in standard errors.
inline constexpr double kNormal90 = 1.645;

class Prospects {
public:
    /// Everything passed must outlive it.
    Prospects(const AnswerInputs& inputs, const Question& question, const Pool& pool, const AnswerGround& ground);

    /// Whether foundings of the family were seen, so that there is something to say.
    [[nodiscard]] bool is_fitted(Family family) const;
    /// Computed when first asked for; not safe to call from many threads.
    [[nodiscard]] const Chains& chains(Family family) const;
    [[nodiscard]] const Worth& worth(Family family) const { return worth_[index(family)]; }
    /// How deep foundings of the family among the pool would go.
    [[nodiscard]] const DepthOutlook& outlook(Family family) const { return outlooks_[index(family)]; }

    /// Chance within the horizon of a yearly hazard in a family, times a share with its standard error on the logit
    /// scale. The hazard's doubt is that of its fit, of the issue's share, of what is not known of any pair of the
    /// pool, and of a next decade unlike the last.
    [[nodiscard]] Chance chance(Family family, const LogHazard& hazard, double share = 1, double logit_se = 0) const;

    /// The same of an outsider's joining what is on the issue already.
    [[nodiscard]] Chance joining_chance(const LogHazard& hazard, double share, double logit_se) const;

    /// Chance that the members found something together in one of the question's families, at any depth: the largest.
    [[nodiscard]] double chance_of_all(const Members& members) const;
    /// The same of all but one, for each in turn; three members or more.
    [[nodiscard]] std::vector<double> chances_without_each(const Members& members) const;
    /// The same in a frame that differs in the dyads between two actors of the pool only.
    [[nodiscard]] double chance_of_all_if(const DyadFrame& changed, std::size_t a, std::size_t b,
                                          const Members& members) const;
    /// The same by family, for those that were fitted.
    [[nodiscard]] std::vector<Founding> foundings_of_all(const Members& members) const;

    /// Yearly log hazard of an average set of as many parties, or of an average outsider's joining.
    [[nodiscard]] double average_log_hazard(Family family, std::size_t num_parties, Way way) const;

private:
    [[nodiscard]] static std::size_t index(Family family) { return static_cast<std::size_t>(family); }
    /// The largest chance over the question's families of what gives each one's log hazard.
    template <typename LogHazardOf>
    [[nodiscard]] double likeliest(const LogHazardOf& log_hazard) const {
        double best = 0;
        for (const Family family : question_.families)
            if (is_fitted(family)) best = std::max(best, worth(family)(log_hazard(family)));
        return best;
    }

    /// Of the pool's actors in a family; empty where none has one.
    [[nodiscard]] std::vector<BlocLevel> levels(Family family) const;

    const AnswerInputs& inputs_;
    const Question& question_;
    const Pool& pool_;
    const AnswerGround& ground_;
    std::array<Worth, 4> worth_{};
    std::vector<DepthOutlook> outlooks_{};  ///< By family.
    std::array<double, 4> issue_se_{};
    std::array<double, 4> missing_se_{};  ///< From features that are known of no pair of the pool.
    mutable std::array<std::unique_ptr<const Chains>, 4> chains_{};
};

/// Chance within some years of a yearly log hazard.
[[nodiscard]] double within(double log_hazard, int years);

/// 90 % interval of a chance: a yearly log hazard with its standard error, times a share with that of its logit.
[[nodiscard]] Chance chance_of(double log_hazard, double log_se, double share, double logit_se, int years);

}  // namespace entente::attain
