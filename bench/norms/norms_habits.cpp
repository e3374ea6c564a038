// SPDX-License-Identifier: Apache-2.0
//
// norms_habits ATLAS DIMENSIONS [FROM TO]: how well agreement is predicted with each habit of a small grid, from the
// votes up to each of the years FROM .. TO (1970 .. 1984: the predicted votes end in 1989). norms::Habit and
// norms::kDimensions are chosen by it; nothing later is looked at.
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "entente/engine/norms_calibration.hpp"

namespace {

using namespace entente;

/// What was compared (docs/norms.md, section 4): persistent share, yearly memory, redraft, common share.
std::vector<norms::Habit> grid() {
    return {{0.8, 0.97, 0.1, 0.05},
            {0.6, 0.97, 0.4, 0.15},
            {0.8, 0.97, 0.4, 0.15},
            {0.8, 0.97, 1.0, 0.15},
            {0.8, 0.97, 2.0, 0.15}};
}

void print(const engine::NormsCalibration& result) {
    const norms::Habit& habit = result.request.habit;
    fmt::print("{:10.2f} {:6.2f} {:7.2f} {:6.2f}", habit.persistent_share, habit.yearly_memory, habit.redraft_var,
               habit.common_share);
    for (const engine::NormsScore& score : result.scores)
        fmt::print("   {:8.4f} {:6.4f} {:6.4f} {:12.4f}", score.predicted.log_score, score.predicted.brier,
                   score.predicted.calibration_error, score.recalibrated.log_score);
    fmt::print("\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 && argc != 5) {
        fmt::print(stderr, "usage: norms_habits ATLAS DIMENSIONS [FROM TO]\n");
        return 2;
    }
    try {
        engine::NormsCalibrationRequest request{.from = Year{1970}, .to = Year{1984}};
        request.num_dimensions = std::atoi(argv[2]);
        if (argc == 5) {
            request.from = Year{std::atoi(argv[3])};
            request.to = Year{std::atoi(argv[4])};
        }
        const atlas::Atlas atlas(argv[1], atlas::OpenMode::read_only);
        fmt::print("{:43}{:38}new texts\n", "", "repeated texts");
        fmt::print(
            "persistent memory redraft common   log score  Brier    ECE recalibrated   log score  Brier    ECE "
            "recalibrated\n");
        for (const engine::NormsCalibration& result : engine::compare_habits(atlas, request, grid())) print(result);
    } catch (const Error& error) {
        fmt::print(stderr, "norms_habits: {}\n", error.what());
        return exit_code(error.errc());
    }
    return 0;
}
