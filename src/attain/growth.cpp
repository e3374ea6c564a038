// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/growth.hpp"

#include <algorithm>
#include <cmath>

#include "entente/attain/cases.hpp"
#include "entente/base/parallel.hpp"
#include "panel_data.hpp"

namespace entente::attain {

namespace {

constexpr std::uint32_t kPurposeGrowth = 0xa77a0003;
constexpr int kAnchors = 8;           // Founders of an event whose dyads are used.
constexpr int kOutsiders = 24;        // States that stayed outside, sampled for each anchor or set.
constexpr int kSets = 8;              // Growing sets sampled from an event.
constexpr double kEventWeight = 12;   // Rows of one founding depend on each other: they count as this many.
constexpr int kMaxYears = 60;
constexpr double kRidge = 4;
constexpr float kMaxZ = 5;

/// Rows of one of the three logits.
struct Rows {
    std::vector<std::vector<double>> x{};
    std::vector<double> y{};
    std::vector<double> weight{};

    void add(std::vector<double> row, bool is_in, double w) {
        x.push_back(std::move(row));
        y.push_back(is_in ? 1 : 0);
        weight.push_back(w);
    }
    LogisticFit fit(Eigen::Index columns, double ridge) const {
        Eigen::MatrixXd m(static_cast<Eigen::Index>(x.size()), columns);
        for (std::size_t k = 0; k < x.size(); ++k)
            m.row(static_cast<Eigen::Index>(k)) = Eigen::Map<const Eigen::RowVectorXd>(x[k].data(), columns);
        return fit_logistic(m, Eigen::Map<const Eigen::VectorXd>(y.data(), static_cast<Eigen::Index>(y.size())),
                            Eigen::Map<const Eigen::VectorXd>(weight.data(), static_cast<Eigen::Index>(weight.size())),
                            ridge);
    }
};

/// A founding in its frame.
struct Event {
    std::vector<Slot> members{};
    std::vector<Slot> outsiders{};
    std::size_t frame = 0;
    double weight = 1;
    std::uint32_t item = 0;
};

struct Work {
    std::vector<DyadFrame> frames{};
    std::vector<Event> events{};
};

Work collect(const Panel& panel, Family family, Year before, double half_life, const Monitor& monitor) {
    Work work;
    std::vector<const FoundingEvent*> used;
    std::vector<Year> years;
    for (const FoundingEvent& event : panel.foundings()) {
        if (event.family != family || event.year >= before || before - event.year > kMaxYears || event.units.size() < 3)
            continue;
        if (years.empty() || years.back() != event.year) years.push_back(event.year);
        used.push_back(&event);
    }
    work.frames.resize(years.size());
    parallel_for(years.size(), [&](std::size_t k) {
        monitor.check_stop();
        work.frames[k] = panel.frame(years[k]);
    });
    for (const FoundingEvent* event : used) {
        const auto frame = static_cast<std::size_t>(std::lower_bound(years.begin(), years.end(), event->year) - years.begin());
        Event item{.frame = frame, .weight = std::exp2(-static_cast<double>(before - event->year) / half_life)};
        item.members = composition_of(*event, work.frames[frame]).members;
        item.item = event->partnership;
        for (std::size_t s = 0; s < work.frames[frame].num_states(); ++s)
            if (!std::binary_search(item.members.begin(), item.members.end(), static_cast<Slot>(s)))
                item.outsiders.push_back(static_cast<Slot>(s));
        if (item.members.size() >= 3 && !item.outsiders.empty()) work.events.push_back(std::move(item));
    }
    return work;
}

void find_scales(const Work& work, GrowthFit& fit) {
    std::array<double, kNumDyadFeatures> n{}, sum{}, square{};
    for (const Event& event : work.events) {
        const DyadFrame& frame = work.frames[event.frame];
        for (std::size_t a = 0; a < event.members.size() && a < 6; ++a) {
            for (std::size_t s = 0; s < frame.num_states(); ++s) {
                if (static_cast<Slot>(s) == event.members[a]) continue;
                const auto row = frame.dyad(event.members[a], static_cast<Slot>(s));
                for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
                    if (row[f] != row[f]) continue;
                    n[f] += 1;
                    sum[f] += row[f];
                    square[f] += static_cast<double>(row[f]) * row[f];
                }
            }
        }
    }
    for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
        if (n[f] < 2) continue;
        const double mean = sum[f] / n[f];
        const double sd = std::sqrt(std::max(0.0, square[f] / n[f] - mean * mean));
        fit.mean[f] = static_cast<float>(mean);
        fit.inverse_sd[f] = sd > 1e-4 ? static_cast<float>(1 / sd) : 0.0F;
    }
}

std::vector<double> dyad_row(const GrowthFit& fit, const DyadFrame& frame, Slot a, Slot b) {
    const auto row = frame.dyad(a, b);
    std::vector<double> z(kNumDyadFeatures);
    for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
        const float value = (row[f] - fit.mean[f]) * fit.inverse_sd[f];
        z[f] = value == value ? static_cast<double>(std::clamp(value, -kMaxZ, kMaxZ)) : 0;
    }
    return z;
}

std::vector<double> start_row(const DyadFrame& frame, TieKind kind, Slot slot) {
    const float share = frame.capability_share(slot);
    return {frame.rate(kind, slot), share == share ? std::log(static_cast<double>(share) + 1e-5) : -7.0};
}

template <typename T>
const T& pick(const std::vector<T>& items, RandomStream& random) {
    return items[random.below(static_cast<std::uint32_t>(items.size()))];
}

double affinity_of(const GrowthFit& fit, const DyadFrame& frame, Slot a, Slot b) {
    const std::vector<double> row = dyad_row(fit, frame, a, b);
    return fit.affinity.linear(Eigen::Map<const Eigen::VectorXd>(row.data(), static_cast<Eigen::Index>(row.size())));
}

/// Of one founding: pairs (founder, other), a share of those outside, weighted so that all count as they should.
void add_dyads(const Work& work, const Event& event, const GrowthFit& fit, Seed seed, Rows& rows) {
    const DyadFrame& frame = work.frames[event.frame];
    RandomStream random(seed, {kPurposeGrowth, event.item, 0});
    const double all = static_cast<double>(event.members.size() - 1 + event.outsiders.size());
    const double w = event.weight * kEventWeight / (kAnchors * all);
    for (int a = 0; a < kAnchors; ++a) {
        const Slot anchor = pick(event.members, random);
        const auto inside = std::min<std::size_t>(event.members.size() - 1, 12);
        for (std::size_t k = 0; k < inside; ++k) {
            Slot other = anchor;
            while (other == anchor) other = pick(event.members, random);
            rows.add(dyad_row(fit, frame, anchor, other), true,
                     w * static_cast<double>(event.members.size() - 1) / static_cast<double>(inside));
        }
        for (int k = 0; k < kOutsiders; ++k)
            rows.add(dyad_row(fit, frame, anchor, pick(event.outsiders, random)), false,
                     w * static_cast<double>(event.outsiders.size()) / kOutsiders);
    }
}

std::vector<double> step_row(std::span<const double> affinities) {
    double sum = 0;
    double high = affinities[0];
    double low = affinities[0];
    for (const double a : affinities) {
        sum += a;
        high = std::max(high, a);
        low = std::min(low, a);
    }
    const auto n = static_cast<double>(affinities.size());
    return {sum / n, high, low, std::log(n)};
}

/// Of one founding: growing sets of founders, and who was the next or stayed outside.
void add_steps(const Work& work, const Event& event, const GrowthFit& fit, Seed seed, Rows& rows) {
    const DyadFrame& frame = work.frames[event.frame];
    RandomStream random(seed, {kPurposeGrowth, event.item, 1});
    for (int s = 0; s < kSets; ++s) {
        std::vector<Slot> rest = event.members;
        const std::size_t size = 1 + random.below(static_cast<std::uint32_t>(std::min<std::size_t>(rest.size() - 1, 12)));
        std::vector<Slot> set;
        while (set.size() < size) {
            const std::size_t k = random.below(static_cast<std::uint32_t>(rest.size()));
            set.push_back(rest[k]);
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
        }
        const double w = event.weight * kEventWeight / (kSets * static_cast<double>(rest.size() + event.outsiders.size()));
        const auto add = [&](Slot j, bool is_in, double weight) {
            std::vector<double> affinities;
            for (const Slot member : set) affinities.push_back(affinity_of(fit, frame, j, member));
            rows.add(step_row(affinities), is_in, weight);
        };
        const auto inside = std::min<std::size_t>(rest.size(), 8);
        for (std::size_t k = 0; k < inside; ++k)
            add(pick(rest, random), true, w * static_cast<double>(rest.size()) / static_cast<double>(inside));
        for (int k = 0; k < kOutsiders; ++k)
            add(pick(event.outsiders, random), false, w * static_cast<double>(event.outsiders.size()) / kOutsiders);
    }
}

void add_starts(const Work& work, const Event& event, TieKind kind, Rows& rows) {
    const DyadFrame& frame = work.frames[event.frame];
    const double w = event.weight * kEventWeight / static_cast<double>(event.members.size() + event.outsiders.size());
    for (const Slot slot : event.members) rows.add(start_row(frame, kind, slot), true, w);
    for (const Slot slot : event.outsiders) rows.add(start_row(frame, kind, slot), false, w);
}

double log_logistic(double x) { return x > 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x)); }

}  // namespace

GrowthFit fit_growth(const Panel& panel, Family family, Year before, double half_life_years, Seed seed,
                     const Monitor& monitor) {
    GrowthFit fit;
    const Work work = collect(panel, family, before, half_life_years, monitor);
    fit.num_events = static_cast<int>(work.events.size());
    if (work.events.empty()) return fit;
    find_scales(work, fit);
    Rows dyads;
    for (const Event& event : work.events) add_dyads(work, event, fit, seed, dyads);
    fit.affinity = dyads.fit(static_cast<Eigen::Index>(kNumDyadFeatures), kRidge);
    Rows steps;
    Rows starts;
    for (const Event& event : work.events) {
        add_steps(work, event, fit, seed, steps);
        add_starts(work, event, tie_kind_of(family), starts);
    }
    fit.step = steps.fit(4, 1);
    fit.start = starts.fit(2, 1);
    return fit;
}

GrowthTable::GrowthTable(const GrowthFit& fit, const DyadFrame& frame, TieKind kind) : fit_(&fit), frame_(&frame) {
    const auto n = static_cast<Eigen::Index>(frame.num_states());
    affinity_.setZero(n, n);
    Eigen::VectorXf weight = fit.affinity.coefficients.tail(static_cast<Eigen::Index>(kNumDyadFeatures)).cast<float>();
    const auto intercept = static_cast<float>(fit.affinity.coefficients[0]);
    for (Eigen::Index a = 0; a < n; ++a) {
        for (Eigen::Index b = 0; b < a; ++b) {
            const auto row = frame.dyad(static_cast<Slot>(a), static_cast<Slot>(b));
            float sum = intercept;
            for (std::size_t f = 0; f < kNumDyadFeatures; ++f) {
                const float z = (row[f] - fit.mean[f]) * fit.inverse_sd[f];
                if (z == z) sum += weight[static_cast<Eigen::Index>(f)] * std::clamp(z, -kMaxZ, kMaxZ);
            }
            affinity_(a, b) = affinity_(b, a) = sum;
        }
        const std::vector<double> start = start_row(frame, kind, static_cast<Slot>(a));
        log_start_.push_back(log_logistic(fit.start.linear(Eigen::Map<const Eigen::VectorXd>(start.data(), 2))));
    }
}

double GrowthTable::linear_step(Slot j, std::span<const Slot> set, std::array<double, 5>& row) const {
    double sum = 0;
    double high = -1e30;
    double low = 1e30;
    for (const Slot member : set) {
        const auto a = static_cast<double>(affinity_(member, j));
        sum += a;
        high = std::max(high, a);
        low = std::min(low, a);
    }
    const auto n = static_cast<double>(set.size());
    row = {1, sum / n, high, low, std::log(n)};
    double eta = 0;
    for (std::size_t k = 0; k < row.size(); ++k) eta += row[k] * fit_->step.coefficients[static_cast<Eigen::Index>(k)];
    return eta;
}

double GrowthTable::log_step(Slot j, std::span<const Slot> set) const {
    std::array<double, 5> row{};
    return log_logistic(linear_step(j, set, row));
}

double GrowthTable::log_chance(std::span<const Slot> set) const {
    std::vector<Slot> order(set.begin(), set.end());
    std::sort(order.begin(), order.end());
    double total = 0;
    for (int direction = 0; direction < 2; ++direction) {
        double chain = log_start_[order[0]];
        for (std::size_t k = 1; k < order.size(); ++k) chain += log_step(order[k], std::span(order).first(k));
        total += chain / 2;
        std::reverse(order.begin(), order.end());
    }
    return total;
}

double GrowthTable::log_chance_se(std::span<const Slot> set) const {
    std::vector<Slot> order(set.begin(), set.end());
    std::sort(order.begin(), order.end());
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(5);
    std::array<double, 5> row{};
    for (std::size_t k = 1; k < order.size(); ++k) {
        const double outside = 1 - logistic(linear_step(order[k], std::span(order).first(k), row));
        for (std::size_t c = 0; c < row.size(); ++c) gradient[static_cast<Eigen::Index>(c)] += outside * row[c];
    }
    return std::sqrt(std::max(0.0, gradient.dot(fit_->step.covariance * gradient)));
}

double GrowthTable::log_nobody_else(std::span<const Slot> set) const {
    double total = 0;
    std::array<double, 5> row{};
    for (std::size_t s = 0; s < frame_->num_states(); ++s) {
        const auto slot = static_cast<Slot>(s);
        if (!frame_->is_living(slot) || std::find(set.begin(), set.end(), slot) != set.end()) continue;
        total += log_logistic(-linear_step(slot, set, row));
    }
    return total;
}

}  // namespace entente::attain
