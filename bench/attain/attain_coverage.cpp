// SPDX-License-Identifier: Apache-2.0
//
// Do the intervals of the table hold the truth as often as they say? Histories of a small world are drawn from known
// hazards, each decade at a rate of its own. Each history is fitted anew; the 90 % intervals of its cells are held
// against the chances of the hazards that drew it, in a next decade with again a rate of its own.
//
// usage: attain_coverage [HISTORIES]
#include <cstdlib>

#include <fmt/format.h>

#include "attain/coverage.hpp"

int main(int argc, char** argv) {
    using namespace entente::attain::coverage;
    const int num_histories = argc > 1 ? std::atoi(argv[1]) : 200;
    const Study study;
    const Counts counts = study.run(num_histories);
    fmt::print("| cell | intervals | held the truth | truth below | truth above | mean width on the log scale |\n");
    fmt::print("| --- | --- | --- | --- | --- | --- |\n");
    for (const auto& [name, count] : counts)
        fmt::print("| {} | {} | {:.1f} % | {:.1f} % | {:.1f} % | {:.2f} |\n", name, count.all,
                   count.percent(count.held), count.percent(count.below),
                   count.percent(count.all - count.held - count.below), count.width / count.all);
}
