// SPDX-License-Identifier: Apache-2.0
#include "entente/principles/fit_json.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/base/error.hpp"

namespace entente::principles {
namespace {

using nlohmann::json;

/// In seven significant digits: far below any standard error, and half of the size as text.
double rounded(double value) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double unit = std::pow(10.0, 6 - std::floor(std::log10(std::fabs(value))));
    return std::round(value * unit) / unit;
}

std::size_t num_covariances(const IdealPointOptions& options) {
    const auto n = static_cast<std::size_t>(options.num_dimensions) + 2;
    return n * (n + 1) / 2;
}

template <typename Numbers>
void add_first(json& row, const Numbers& numbers, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) row.push_back(rounded(numbers[k]));
}

/// Reads the numbers of a row one after the other.
class Row {
public:
    explicit Row(const json& row) : row_(row) {}
    [[nodiscard]] double number() { return row_.at(at_++).get<double>(); }
    [[nodiscard]] int integer() { return row_.at(at_++).get<int>(); }
    template <typename Numbers>
    void read_first(Numbers& numbers, std::size_t count) {
        for (std::size_t k = 0; k < count; ++k) numbers[k] = number();
    }

private:
    const json& row_;
    std::size_t at_ = 0;
};

json point_json(const IdealPoint& p) {
    return {p.actor.value(), p.year.value(),       p.dimension,
            rounded(p.mean), rounded(p.std_error), rounded(p.conditional_std_error),
            p.num_votes};
}

IdealPoint point_from(const json& json_row) {
    Row row(json_row);
    IdealPoint p{.actor = ActorId{row.integer()}, .year = Year{row.integer()}, .dimension = row.integer()};
    p.mean = row.number();
    p.std_error = row.number();
    p.conditional_std_error = row.number();
    p.num_votes = row.integer();
    return p;
}

json roll_call_json(const RollCallParameters& p, const IdealPointOptions& options) {
    const auto k = static_cast<std::size_t>(options.num_dimensions);
    json row{p.id.value(), p.year.value(), p.num_votes};
    add_first(row, p.discrimination, k);
    add_first(row, p.discrimination_se, k);
    add_first(row, std::array{p.difficulty, p.difficulty_se, p.cut_points[1], p.cut_point_se}, 4);
    add_first(row, p.conditional_cov, num_covariances(options));
    return row;
}

RollCallParameters roll_call_from(const json& json_row, const IdealPointOptions& options) {
    const auto k = static_cast<std::size_t>(options.num_dimensions);
    Row row(json_row);
    RollCallParameters p{.id = RollCallId{row.integer()}, .year = Year{row.integer()}};
    p.num_votes = row.integer();
    row.read_first(p.discrimination, k);
    row.read_first(p.discrimination_se, k);
    p.difficulty = row.number();
    p.difficulty_se = row.number();
    p.cut_points[1] = row.number();
    p.cut_points[0] = -p.cut_points[1];
    p.cut_point_se = row.number();
    row.read_first(p.conditional_cov, num_covariances(options));
    return p;
}

}  // namespace

std::string to_json(const KeptFit& kept, Year recent) {
    const IdealPointFit& fit = kept.fit;
    json points = json::array(), roll_calls = json::array(), widths = json::array(), tau = json::array();
    for (const IdealPoint& point : fit.points) points.push_back(point_json(point));
    for (const RollCallParameters& roll_call : fit.roll_calls)
        if (roll_call.year >= recent) roll_calls.push_back(roll_call_json(roll_call, fit.options));
    for (const AbstentionWidth& width : fit.abstention_widths)
        if (width.year >= recent)
            widths.push_back(
                {width.actor.value(), width.year.value(), rounded(width.log_width), rounded(width.std_error)});
    for (const StepScale& scale : fit.tau) tau.push_back({scale.actor.value(), rounded(scale.tau)});
    json mean = json::array(), cov = json::array();
    add_first(mean, fit.roll_call_prior.mean, static_cast<std::size_t>(fit.options.num_dimensions) + 2);
    add_first(cov, fit.roll_call_prior.cov, num_covariances(fit.options));
    return json{{"dimensions", fit.options.num_dimensions},
                {"points", std::move(points)},
                {"roll_calls", std::move(roll_calls)},
                {"widths", std::move(widths)},
                {"tau", std::move(tau)},
                {"pooled_tau", rounded(fit.pooled_tau)},
                {"prior", {{"mean", std::move(mean)}, {"cov", std::move(cov)}}},
                {"seed", fit.seed.value()},
                {"votes", kept.votes}}
        .dump();
}

KeptFit kept_fit_from_json(std::string_view text, const IdealPointOptions& options) {
    try {
        const json object = json::parse(text);
        if (const int found = object.at("dimensions").get<int>(); found != options.num_dimensions)
            throw Error{Errc::bad_input,
                        fmt::format("the stored fit has {} dimensions; expected {}", found, options.num_dimensions)};
        KeptFit kept{.fit = {}, .votes = object.at("votes").get<std::string>()};
        IdealPointFit& fit = kept.fit;
        fit.options = options;
        fit.seed = Seed{object.at("seed").get<std::uint64_t>()};
        fit.pooled_tau = object.at("pooled_tau").get<double>();
        for (const json& row : object.at("points")) fit.points.push_back(point_from(row));
        for (const json& row : object.at("roll_calls")) fit.roll_calls.push_back(roll_call_from(row, options));
        for (const json& json_row : object.at("widths")) {
            Row row(json_row);
            AbstentionWidth width{.actor = ActorId{row.integer()}, .year = Year{row.integer()}};
            width.log_width = row.number();
            width.std_error = row.number();
            fit.abstention_widths.push_back(width);
        }
        for (const json& json_row : object.at("tau")) {
            Row row(json_row);
            const ActorId actor{row.integer()};
            fit.tau.push_back({actor, row.number()});
        }
        const json& prior = object.at("prior");
        Row(prior.at("mean"))
            .read_first(fit.roll_call_prior.mean, static_cast<std::size_t>(options.num_dimensions) + 2);
        Row(prior.at("cov")).read_first(fit.roll_call_prior.cov, num_covariances(options));
        return kept;
    } catch (const json::exception& error) {
        throw Error{Errc::bad_input, fmt::format("a stored fit cannot be read: {}", error.what())};
    }
}

}  // namespace entente::principles
