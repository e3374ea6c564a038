// SPDX-License-Identifier: Apache-2.0
#include "entente/coalition/side_payments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include <Clp_C_Interface.h>

#include "entente/base/error.hpp"

namespace entente::coalition {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Small enough that a smaller burden never costs more in payments, large enough for the solver to see.
constexpr double kBurdenPrice = 1e-5;

/// A linear programme that grows row by row; all columns are 0 or more.
class Programme {
public:
    explicit Programme(std::size_t num_columns) : prices_(num_columns, 0), high_(num_columns, kInfinity) {}

    void price(std::size_t column, double value) { prices_[column] = value; }
    void at_most(std::size_t column, double value) { high_[column] = value; }
    void term(std::size_t column, double value) {
        columns_.push_back(static_cast<int>(column));
        values_.push_back(value);
    }
    /// Ends a row of terms: least <= sum <= most.
    void close_row(double least, double most) {
        starts_.push_back(static_cast<CoinBigIndex>(columns_.size()));
        row_low_.push_back(least);
        row_high_.push_back(most);
    }

    /// The columns' values where the sum of prices is smallest.
    [[nodiscard]] std::vector<double> minimum() const {
        const std::unique_ptr<Clp_Simplex, void (*)(Clp_Simplex*)> model(Clp_newModel(), Clp_deleteModel);
        Clp_setLogLevel(model.get(), 0);
        Clp_resize(model.get(), 0, static_cast<int>(prices_.size()));
        std::ranges::fill_n(Clp_columnLower(model.get()), static_cast<std::ptrdiff_t>(prices_.size()), 0.0);
        std::ranges::copy(high_, Clp_columnUpper(model.get()));
        std::ranges::copy(prices_, Clp_objective(model.get()));
        Clp_addRows(model.get(), static_cast<int>(row_low_.size()), row_low_.data(), row_high_.data(), starts_.data(),
                    columns_.data(), values_.data());
        Clp_setPrimalTolerance(model.get(), 1e-9);
        Clp_setDualTolerance(model.get(), 1e-9);
        if (Clp_initialSolve(model.get()) != 0 || Clp_isProvenOptimal(model.get()) == 0)
            throw Error{Errc::failed, "the linear programme of the side payments was not solved"};
        const double* const solution = Clp_getColSolution(model.get());
        return {solution, solution + prices_.size()};
    }

private:
    std::vector<double> prices_;
    std::vector<double> high_;
    std::vector<CoinBigIndex> starts_{0};
    std::vector<int> columns_{};
    std::vector<double> values_{};
    std::vector<double> row_low_{};
    std::vector<double> row_high_{};
};

/// Columns 0 .. n-1: received by a member; n .. 2n-1: given; then money from outside and the burden. Gains are in
/// parts of the largest, so that tolerances mean the same whatever the unit.
Programme programme(std::span<const double> gains) {
    const std::size_t n = gains.size();
    const std::size_t outside = 2 * n;
    const std::size_t burden = outside + 1;
    Programme result(burden + 1);
    for (std::size_t k = 0; k < n; ++k) {
        result.price(k, 1);
        result.term(k, 1);
        result.close_row(std::max(0.0, -gains[k]), kInfinity);
        result.term(n + k, 1);
        result.term(burden, -std::max(0.0, gains[k]));
        result.close_row(-kInfinity, 0);
    }
    for (std::size_t k = 0; k < n; ++k) {
        result.term(k, 1);
        result.term(n + k, -1);
    }
    result.term(outside, -1);
    result.close_row(0, 0);
    result.price(outside, 1);
    result.price(burden, kBurdenPrice);
    result.at_most(burden, 1);
    return result;
}

}  // namespace

SidePayments side_payments(const Stakes& stakes, std::span<const std::size_t> members) {
    const Stability today = stability(stakes, members);
    if (members.empty()) throw Error{Errc::wrong_usage, "an empty set has nobody to keep"};
    SidePayments result{.transfers = std::vector<double>(members.size(), 0.0)};
    if (today.is_internal) return result;
    std::vector<double> gains;
    double unit = 0;
    for (const std::size_t member : members) {
        gains.push_back(today.incentives[member].gain);
        unit = std::max(unit, std::abs(gains.back()));
    }
    for (double& gain : gains) gain /= unit;
    const std::vector<double> solution = programme(gains).minimum();
    const std::size_t n = members.size();
    for (std::size_t k = 0; k < n; ++k) {
        result.transfers[k] = unit * (solution[k] - solution[n + k]);
        result.total += unit * solution[k];
    }
    result.from_outside = unit * solution[2 * n];
    result.burden = solution[2 * n + 1];
    return result;
}

}  // namespace entente::coalition
