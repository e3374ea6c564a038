// SPDX-License-Identifier: Apache-2.0
//
// The package that serves all members best, and others nearly as good with other contents.
#include <algorithm>
#include <cmath>
#include <set>

#include "common_ground_scene.hpp"
#include "common_ground_words.hpp"

namespace entente::engine {
namespace {

/// Finds one package after the other; each leaves out a part of those before.
class Packages {
public:
    Packages(const Scene& scene, const CommonGroundAnswer& answer, const Monitor& monitor)
        : scene_(scene), answer_(answer), monitor_(monitor), gains_(scene.members.size(), scene.texts.size()) {
        for (std::size_t text = 0; text < scene.texts.size(); ++text) {
            candidates_.push_back(text);
            for (std::size_t i = 0; i < scene.members.size(); ++i)
                gains_.at(i, text) = scene.gain(i, scene.texts[text]);
        }
    }

    [[nodiscard]] CommonGroundPackage best() {
        CommonGroundPackage package = best_of_candidates();
        best_.insert(chosen_.begin(), chosen_.end());
        leave_out(half_of(chosen_));
        return package;
    }

    [[nodiscard]] CommonGroundPackage next() {
        CommonGroundPackage package = best_of_candidates();
        leave_out(chosen_);
        return package;
    }

private:
    CommonGroundPackage best_of_candidates() {
        norms::Gains gains(scene_.members.size(), candidates_.size());
        for (std::size_t c = 0; c < candidates_.size(); ++c)
            for (std::size_t i = 0; i < scene_.members.size(); ++i) gains.at(i, c) = gains_.at(i, candidates_[c]);
        const norms::Package found = norms::best_package(gains, {.max_size = scene_.request.package_size}, monitor_);
        const auto root = static_cast<double>(scene_.members.size());
        CommonGroundPackage package{.gains = found.gains,
                                    .nash = std::exp(found.log_nash / root),
                                    .bound = std::exp(found.log_bound / root),
                                    .is_proven = found.is_proven};
        chosen_.clear();
        std::size_t num_new = 0;
        for (const std::size_t c : found.proposals) {
            chosen_.push_back(candidates_[c]);
            num_new += best_.contains(candidates_[c]) ? 0 : 1;
            package.parts.push_back(part_of(candidates_[c]));
        }
        if (!chosen_.empty())
            package.other_contents = static_cast<double>(num_new) / static_cast<double>(chosen_.size());
        std::ranges::stable_sort(package.parts, std::greater{}, &CommonGroundPart::worst_chance);
        package.text = package_text(answer_, package);
        return package;
    }

    [[nodiscard]] CommonGroundPart part_of(std::size_t text) const {
        const norms::Proposal& proposal = scene_.proposal(text);
        CommonGroundPart part{.id = proposal.parameters.id,
                              .date = proposal.date,
                              .title = proposal.title,
                              .worst_chance = scene_.assessments[text].worst_chance};
        for (std::size_t i = 0; i < scene_.members.size(); ++i) part.gains.push_back(gains_.at(i, text));
        return part;
    }

    /// The half of a package, rounded up, that gives its members most in all: without it the next one differs.
    [[nodiscard]] std::vector<std::size_t> half_of(std::vector<std::size_t> package) const {
        std::ranges::sort(package, std::greater{}, [&](std::size_t text) {
            double sum = 0;
            for (std::size_t i = 0; i < scene_.members.size(); ++i) sum += gains_.at(i, text);
            return sum;
        });
        package.resize((package.size() + 1) / 2);
        return package;
    }

    void leave_out(const std::vector<std::size_t>& what) {
        std::erase_if(candidates_, [&](std::size_t text) { return std::ranges::find(what, text) != what.end(); });
    }

    const Scene& scene_;
    const CommonGroundAnswer& answer_;
    const Monitor& monitor_;
    norms::Gains gains_;
    std::vector<std::size_t> candidates_{};  ///< Positions in the scene's texts, as those below.
    std::set<std::size_t> best_{};
    std::vector<std::size_t> chosen_{};  ///< By the last package.
};

}  // namespace

void find_packages(const Scene& scene, CommonGroundAnswer& answer, const Monitor& monitor) {
    if (scene.request.package_size == 0) return;
    Packages packages(scene, answer, monitor);
    answer.package = packages.best();
    if (answer.package->parts.empty()) return;
    for (std::size_t round = 0; round < scene.request.num_alternatives; ++round) {
        CommonGroundPackage package = packages.next();
        if (package.parts.empty()) return;
        answer.alternatives.push_back(std::move(package));
    }
}

}  // namespace entente::engine
