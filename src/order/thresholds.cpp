// SPDX-License-Identifier: Apache-2.0
#include "entente/order/thresholds.hpp"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <string>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::order {
namespace {

/// The file's values, each asked for by its path (`power.half`).
class File {
public:
    File(std::string_view toml, std::string_view name) : name_(name) {
        try {
            root_ = toml::parse(toml, name_);
        } catch (const toml::parse_error& error) {
            refuse(error.source(), std::string(error.description()));
        }
    }

    [[nodiscard]] double number(std::string_view path, Range allowed) const {
        const toml::node_view<const toml::node> node = root_.at_path(path);
        return checked(node.node(), path, allowed);
    }

    [[nodiscard]] Range range(std::string_view path, Range allowed) const {
        const toml::node* node = root_.at_path(path).node();
        const toml::array* pair = node ? node->as_array() : nullptr;
        if (!pair || pair->size() != 2)
            refuse(node ? node->source() : root_.source(), fmt::format("'{}'; expected [low, high]", path));
        const Range range{checked(pair->get(0), path, allowed), checked(pair->get(1), path, allowed)};
        if (range.low > range.high)
            refuse(node->source(), fmt::format("'{}' runs from {} down to {}", path, range.low, range.high));
        return range;
    }

    [[nodiscard]] Spell years(std::string_view path) const {
        const Range years = range(path, {1500, 2500});
        return {Year{static_cast<int>(years.low)}, Year{static_cast<int>(years.high)}};
    }

private:
    [[nodiscard]] double checked(const toml::node* node, std::string_view path, Range allowed) const {
        const auto value = node ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= allowed.low && *value <= allowed.high))
            refuse(node ? node->source() : root_.source(),
                   fmt::format("'{}' {}; expected a number from {} to {}", path,
                               value ? fmt::format("is {}", *value) : "is missing or no number", allowed.low,
                               allowed.high));
        return *value;
    }

    [[noreturn]] void refuse(const toml::source_region& where, const std::string& what) const {
        throw Error{Errc::bad_input,
                    fmt::format("{} line {} column {}: {}", name_, where.begin.line, where.begin.column, what)};
    }

    std::string name_;
    toml::table root_;
};

}  // namespace

Thresholds parse_thresholds(std::string_view toml, std::string_view file) {
    constexpr Range kShare{0, 1};
    const File values(toml, file);
    Thresholds result{.half = values.range("power.half", kShare),
                      .far = values.range("power.far", {1, 100}),
                      .pole = values.range("power.pole", kShare),
                      .pair = values.range("power.pair", kShare),
                      .gap = values.range("power.gap", kShare),
                      .weight_concentration = values.number("measurement.weight_concentration", {0.01, 1e6}),
                      .capability_log_sd = values.number("measurement.capability_log_sd", {0, 2}),
                      .carried_log_sd = values.number("measurement.carried_log_sd", {0, 2}),
                      .carried_position_sd = values.number("measurement.carried_position_sd", {0, 2}),
                      .max_age_years = static_cast<int>(values.number("measurement.max_age_years", {0, 50})),
                      .polity_sd = values.number("measurement.polity_sd", {0, 10}),
                      .liberal_democracy = values.number("core.liberal_democracy", kShare),
                      .alpha = values.range("polarisation.alpha", {0, 1.6}),
                      .then = values.years("claim.then"),
                      .now = values.years("claim.now"),
                      .sure = values.number("claim.sure", {0.5, 1})};
    for (const PrincipleMeasure measure : all_values<PrincipleMeasure>()) {
        const auto k = static_cast<std::size_t>(measure);
        const std::string path = fmt::format("principles.{}", to_string(measure));
        result.high[k] = values.range(path + ".high", {0, 100});
        result.weight[k] = values.number(path + ".weight", {0, 1000});
    }
    return result;
}

}  // namespace entente::order
