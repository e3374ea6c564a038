// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <vector>

#include "entente/power/power.hpp"

int main() {
    const std::vector<double> shares{0.5, 0.25, 0.25};
    const auto concentration = entente::power::concentration(shares);
    std::printf("%.3f\n", concentration.effective_number);
    return concentration.num_actors == 3 ? 0 : 1;
}
