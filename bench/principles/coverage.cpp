// SPDX-License-Identifier: Apache-2.0
//
// Do the intervals hold the truth? Assemblies drawn from the model with known positions, 30 % of the votes missing, in
// one, two and three dimensions; each fitted, aligned with the truth and compared with it.
//
//     principles_coverage [ASSEMBLIES] [DIMENSIONS]
//
// Two standard errors of a figure: twice the standard deviation between assemblies over the root of their number.
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include <fmt/core.h>

#include "alignment.hpp"

using namespace entente;
using namespace entente::principles;

namespace {

struct Mean {
    double sum = 0, square = 0, n = 0;
    void add(double value) { sum += value, square += value * value, n += 1; }
    [[nodiscard]] double value() const { return sum / n; }
    [[nodiscard]] double two_errors() const {
        return n > 1 ? 2 * std::sqrt(std::max(square - sum * sum / n, 0.0) / (n - 1) / n) : 0;
    }
};

void print_row(int dimensions, int assemblies) {
    Mean rmse, coverage, discrimination, difficulty, cut_point, tau;
    for (int assembly = 1; assembly <= assemblies; ++assembly) {
        const Simulation truth =
            simulate({.num_dimensions = dimensions, .share_absent = 0.3, .seed = static_cast<std::uint64_t>(assembly)});
        IdealPointOptions options{.num_dimensions = dimensions, .anchor = std::nullopt};
        options.outlier_sd = std::numeric_limits<double>::infinity();  // the truth has normal tails
        const IdealPointFit fit = fit_ideal_points(truth.matrix(), options);
        const Recovery recovery = compare(aligned(truth, fit), fit);
        rmse.add(recovery.rmse);
        coverage.add(recovery.coverage_90);
        discrimination.add(recovery.discrimination_coverage_90);
        difficulty.add(recovery.difficulty_coverage_90);
        cut_point.add(recovery.cut_point_coverage_90);
        tau.add(fit.pooled_tau);
    }
    fmt::print("| {} | {:.3f} | {:.3f} ± {:.3f} | {:.3f} ± {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", dimensions,
               rmse.value(), coverage.value(), coverage.two_errors(), discrimination.value(),
               discrimination.two_errors(), difficulty.value(), cut_point.value(), tau.value());
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const int assemblies = argc > 1 ? std::atoi(argv[1]) : 40;
    const int only = argc > 2 ? std::atoi(argv[2]) : 0;
    fmt::print(
        "| dimensions | rmse of positions | in 90 % intervals: positions | discriminations | difficulties | cut "
        "points | pooled tau |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (int dimensions = 1; dimensions <= kMaxDimensions; ++dimensions)
        if (only == 0 || dimensions == only) print_row(dimensions, assemblies);
    return 0;
}
