// SPDX-License-Identifier: Apache-2.0
#include "search.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <queue>

#include "entente/base/parallel.hpp"
#include "issue.hpp"
#include "prospects.hpp"

namespace entente::attain {
namespace {

/// Joining chances that a search may evaluate: about a fifth of a second on one core, and enough to look at every
/// composition of a pool of twelve.
constexpr std::size_t kMostEvaluations = 60'000;
constexpr std::size_t kDives = 4;          ///< Likeliest pairs from which a carrying composition is built at once.
constexpr std::size_t kParallelFrom = 48;  ///< Fewer evaluations than this are not worth other threads.
constexpr double kTolerance = 1e-12;

/// One more party: who, and the chance that a founding with the chain so far holds it.
struct Option {
    std::size_t who = 0;
    double log_chance = 0;
    std::size_t place = 0;  ///< Among those who were evaluated.
};

/// A beginning of chains with the options for its next party, the likeliest first. Taking option k rules out those
/// before it: they would have been taken first.
struct Expansion {
    Chain chain{};
    double log_hazard = 0;
    std::vector<Newcomer> newcomers{};  ///< Each beside the chain.
    std::vector<Option> options{};
};

/// The composition of an expansion and one of its options; at the root, one of the pairs.
struct Node {
    double log_hazard = 0;
    std::size_t serial = 0;  ///< Order of creation, which settles ties.
    std::shared_ptr<const Expansion> from{};
    std::size_t option = 0;

    friend bool operator<(const Node& a, const Node& b) {
        return a.log_hazard != b.log_hazard ? a.log_hazard < b.log_hazard : a.serial > b.serial;
    }
};

class BestFirst {
public:
    BestFirst(const Chains& chains, const DepthOutlook& outlook, Family family, const SearchRange& range,
              const Worth& worth)
        : chains_(chains), outlook_(outlook), pool_(chains.pool()), family_(family), range_(range), worth_(worth) {
        for (std::size_t k = 0; k < pool_.size(); ++k) share_.push_back(pool_.share({k}).value_or(0));
    }

    SearchResults run(const Monitor& monitor) {
        sort_pairs();
        if (range_.impact > 0 || !range_.must.empty())
            for (std::size_t k = 0; k < std::min(kDives, pairs_.size()); ++k) dive(pairs_[k]);
        push_pair(0);
        while (!queue_.empty() && can_improve(queue_.top().log_hazard) && num_evaluations_ < kMostEvaluations) {
            monitor.check_stop();
            const Node node = queue_.top();
            queue_.pop();
            if (!node.from)
                visit_pair(node);
            else
                visit_joined(node);
        }
        const double rest = queue_.empty() ? 0 : worth_(queue_.top().log_hazard);
        for (std::size_t d = 0; d < kNumDepths; ++d)
            results_[d].bound = std::max(results_[d].value, rest * outlook_.most(d));
        weigh_doubt();
        return std::move(results_);
    }

private:
    using Pair = std::pair<std::size_t, std::size_t>;

    void sort_pairs() {
        for (std::size_t b = 0; b < pool_.size(); ++b)
            for (std::size_t a = 0; a < b; ++a)
                if (chains_.are_compatible(a, b)) pairs_.emplace_back(a, b);
        std::ranges::sort(pairs_, [&](const Pair& x, const Pair& y) {
            return chains_.is_before(x.first, x.second, y.first, y.second);
        });
    }

    void push_pair(std::size_t k) {
        if (k < pairs_.size())
            queue_.push({.log_hazard = chains_.pair(pairs_[k].first, pairs_[k].second),
                         .serial = serial_++,
                         .from = nullptr,
                         .option = k});
    }

    void visit_pair(const Node& node) {
        push_pair(node.option + 1);
        const auto [a, b] = pairs_[node.option];
        const Chain chain = chains_.chain({a, b});
        Members allowed;
        for (std::size_t c = 0; c < pool_.size(); ++c)
            if (c != a && c != b && is_open_to({a, b}, c, {a, b})) allowed.push_back(c);
        visit(chain, node.log_hazard, allowed, [&](std::size_t k) { return chains_.newcomer(allowed[k], chain); });
    }

    void visit_joined(const Node& node) {
        const Expansion& from = *node.from;
        const Option& taken = from.options[node.option];
        // Whoever has to be in cannot be passed over.
        if (node.option + 1 < from.options.size() && !std::ranges::binary_search(range_.must, taken.who))
            queue_.push({.log_hazard = from.log_hazard + from.options[node.option + 1].log_chance,
                         .serial = serial_++,
                         .from = node.from,
                         .option = node.option + 1});
        Chain chain = from.chain;
        chains_.join(chain, taken.who);
        const Pair first{chain.members[0], chain.members[1]};
        Members allowed;
        Members places;
        for (std::size_t k = node.option + 1; k < from.options.size(); ++k)
            if (is_open_to({taken.who}, from.options[k].who, first)) {
                allowed.push_back(from.options[k].who);
                places.push_back(from.options[k].place);
            }
        visit(chain, node.log_hazard, allowed, [&](std::size_t k) {
            Newcomer newcomer = from.newcomers[places[k]];
            chains_.meet(newcomer, taken.who);
            return newcomer;
        });
    }

    /// Whether an actor can come later in a chain that begins with `first`, beside some of its members.
    bool is_open_to(std::initializer_list<std::size_t> members, std::size_t who, const Pair& first) const {
        return std::ranges::all_of(members, [&](std::size_t m) {
            return chains_.are_compatible(m, who) && chains_.is_before(first.first, first.second, m, who);
        });
    }

    /// Offers the chain and opens those that go on with one of `allowed`; newcomer(k) is allowed[k] beside the chain.
    template <typename MakeNewcomer>
    void visit(const Chain& chain, double log_hazard, const Members& allowed, const MakeNewcomer& newcomer) {
        if (!can_reach(chain.members, allowed)) return;
        if (chain.members.size() >= range_.least) offer(chain.members, log_hazard);
        if (chain.members.size() >= range_.most || allowed.empty() || !can_improve(log_hazard)) return;
        auto expansion = std::make_shared<Expansion>(Expansion{.chain = chain, .log_hazard = log_hazard});
        expansion->newcomers.assign(allowed.size(), newcomer(0));
        expansion->options = evaluated(
            chain, allowed, [&](std::size_t k) -> const Newcomer& { return expansion->newcomers[k] = newcomer(k); });
        std::ranges::sort(expansion->options, [](const Option& a, const Option& b) {
            return a.log_chance != b.log_chance ? a.log_chance > b.log_chance : a.who < b.who;
        });
        const double first = log_hazard + expansion->options.front().log_chance;
        queue_.push({.log_hazard = first, .serial = serial_++, .from = std::move(expansion), .option = 0});
    }

    template <typename GetNewcomer>
    std::vector<Option> evaluated(const Chain& chain, const Members& who, const GetNewcomer& newcomer) {
        std::vector<Option> options(who.size());
        const auto evaluate = [&](std::size_t k) {
            options[k] = {who[k], chains_.joining(chain, who[k], newcomer(k), Doubt::left_out).log_hazard, k};
        };
        if (who.size() < kParallelFrom)
            for (std::size_t k = 0; k < who.size(); ++k) evaluate(k);
        else
            parallel_for(who.size(), evaluate, kParallelFrom / 2);
        num_evaluations_ += who.size();
        return options;
    }

    /// Whether those who must be in, and the asked share, can still be had.
    bool can_reach(const Members& chain, const Members& allowed) const {
        std::size_t num_missing = 0;
        for (const std::size_t must : range_.must) {
            if (std::ranges::find(chain, must) != chain.end()) continue;
            if (std::ranges::find(allowed, must) == allowed.end()) return false;
            ++num_missing;
        }
        if (chain.size() + num_missing > range_.most) return false;
        double share = 0;
        for (const std::size_t k : chain) share += share_[k];
        for (const std::size_t k : allowed) share += share_[k];
        return !(range_.impact > 0) || share >= range_.impact * (1 - kTolerance);
    }

    /// At some depth, if it went as deep as anything can.
    bool can_improve(double log_hazard) const {
        const double worth = worth_(log_hazard);
        for (std::size_t d = 0; d < kNumDepths; ++d)
            if (worth * outlook_.most(d) > results_[d].value * (1 + kTolerance)) return true;
        return false;
    }

    void offer(const Members& chain, double log_hazard) {
        if (!can_improve(log_hazard)) return;
        Members members = chain;
        std::ranges::sort(members);
        if (!std::ranges::includes(members, range_.must) || !pool_.carries(members, range_.impact)) return;
        const double worth = worth_(log_hazard);
        const auto shares = outlook_.shares(members);
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            if (!(worth * shares[d] > results_[d].value)) continue;
            results_[d].value = worth * shares[d];
            results_[d].best = Candidate{.members = members, .family = family_, .hazard = {.log_hazard = log_hazard}};
        }
    }

    /// How sure a hazard is costs as much as the hazard: only of those that won.
    void weigh_doubt() {
        for (std::size_t d = 0; d < kNumDepths; ++d) {
            if (!results_[d].best) continue;
            Candidate& best = *results_[d].best;
            const bool is_known = d > 0 && results_[d - 1].best && results_[d - 1].best->members == best.members;
            best.hazard = is_known ? results_[d - 1].best->hazard : chains_.together(best.members);
        }
    }

    /// From a pair on, those who must be in, then whoever costs least likelihood for each point of share: something to
    /// beat, so that the search need not look at much.
    void dive(const Pair& first) {
        Members members{first.first, first.second};
        const auto is_done = [&] {
            Members sorted = members;
            std::ranges::sort(sorted);
            return members.size() >= range_.least && std::ranges::includes(sorted, range_.must) &&
                   pool_.carries(sorted, range_.impact);
        };
        while (!is_done() && members.size() < range_.most) {
            Members open;
            for (std::size_t k = 0; k < pool_.size(); ++k)
                if (std::ranges::all_of(members, [&](std::size_t m) { return m != k && chains_.are_compatible(m, k); }))
                    open.push_back(k);
            if (open.empty()) return;
            const Chain chain = chains_.chain(members);
            const std::vector<Option> options =
                evaluated(chain, open, [&](std::size_t k) { return chains_.newcomer(open[k], chain); });
            members.push_back(std::ranges::max_element(options, {}, [&](const Option& o) { return appeal(o); })->who);
        }
        if (!is_done()) return;
        std::ranges::sort(members);
        offer(members, chains_.together(members, Doubt::left_out).log_hazard);
    }

    double appeal(const Option& option) const {
        constexpr double kLeastShare = 1e-6;
        if (std::ranges::binary_search(range_.must, option.who)) return 1 + std::exp(option.log_chance);
        if (!(range_.impact > 0)) return option.log_chance;
        return option.log_chance / std::max(kLeastShare, std::min(share_[option.who], range_.impact));
    }

    const Chains& chains_;
    const DepthOutlook& outlook_;
    const Pool& pool_;
    Family family_;
    const SearchRange& range_;
    const Worth& worth_;
    std::vector<double> share_{};
    std::vector<Pair> pairs_{};
    std::priority_queue<Node> queue_{};
    std::size_t serial_ = 0;
    std::size_t num_evaluations_ = 0;
    SearchResults results_{};
};

/// Likelier first; ties by members and name, so that the order of work means nothing.
bool is_better(const Candidate& a, const Candidate& b) {
    if (a.hazard.log_hazard != b.hazard.log_hazard) return a.hazard.log_hazard > b.hazard.log_hazard;
    return std::tie(a.members, a.through) < std::tie(b.members, b.through);
}

bool holds(const TieSet& tie, Slot slot) {
    return (tie.members[slot / 64] >> (slot % 64) & 1) != 0;
}

/// The candidates that one partnership gives.
std::vector<Candidate> widened(const TieSet& tie, const Partnership& partnership, const Pool& pool,
                               const DyadFrame& frame, const JointModel& model, const SearchRange& range) {
    Members inside;
    Members outside;
    for (std::size_t k = 0; k < pool.size(); ++k) {
        if (!pool.is_visible(k)) continue;
        const bool is_inside = std::ranges::all_of(pool.bloc(k), [&](Slot slot) { return holds(tie, slot); });
        (is_inside ? inside : outside).push_back(k);
    }
    if (inside.size() + 1 < range.least || inside.empty() || outside.empty() || inside.size() + 1 > range.most)
        return {};
    Bloc members;
    for (Slot slot = 0; slot < frame.num_states(); ++slot)
        if (holds(tie, slot)) members.push_back(slot);
    std::vector<Candidate> found;
    for (const std::size_t k : outside) {
        if (!std::ranges::all_of(inside, [&](std::size_t m) { return pool.are_compatible(m, k); })) continue;
        Members together = inside;
        together.insert(std::ranges::lower_bound(together, k), k);
        if (!std::ranges::includes(together, range.must) || !pool.carries(together, range.impact)) continue;
        found.push_back({.members = std::move(together),
                         .family = partnership.family,
                         .hazard = model.accession_hazard(frame, members, pool.bloc(k)),
                         .way = Way::widened,
                         .through = partnership.name});
    }
    return found;
}

}  // namespace

double Worth::operator()(double log_hazard) const {
    return within(log_hazard + log_offset, horizon_years);
}

SearchResults search_founded(const Chains& chains, const DepthOutlook& outlook, Family family, const SearchRange& range,
                             const Worth& worth, const Monitor& monitor) {
    return BestFirst(chains, outlook, family, range, worth).run(monitor);
}

std::vector<Candidate> search_widened(const Pool& pool, const DyadFrame& frame, const atlas::World& world,
                                      const Question& question, const std::array<JointModel, 4>& models,
                                      std::span<const Family> families, const SearchRange& range) {
    const auto ties = frame.ties();
    std::vector<std::vector<Candidate>> by_tie(ties.size());
    parallel_for(
        ties.size(),
        [&](std::size_t t) {
            const Partnership& partnership = world.partnerships()[ties[t].partnership];
            if (std::ranges::find(families, partnership.family) == families.end() || partnership.scope != range.scope ||
                !(question.issue == kGeneralIssue || is_on_issue(partnership, question)))
                return;
            // To join what half of the world is in says nothing about these actors.
            if (2 * static_cast<std::size_t>(ties[t].size) > frame.num_living()) return;
            by_tie[t] =
                widened(ties[t], partnership, pool, frame, models[static_cast<std::size_t>(partnership.family)], range);
        },
        16);
    std::vector<Candidate> found;
    for (auto& some : by_tie) std::ranges::move(some, std::back_inserter(found));
    std::ranges::sort(found, is_better);
    return found;
}

}  // namespace entente::attain
