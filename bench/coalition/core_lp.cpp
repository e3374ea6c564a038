// SPDX-License-Identifier: Apache-2.0
#include "core_lp.hpp"

#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace entente::bench {
namespace {

using coalition::CoreProblem;
using coalition::Member;

bool are_apart(const CoreProblem& problem, Member a, Member b) {
    return problem.cohesion && problem.squared_distance(a, b) > *problem.cohesion * *problem.cohesion;
}

/// Cliques that cover every pair that stands apart, each grown greedily from a pair that is not covered yet.
std::vector<std::vector<Member>> conflict_cliques(const CoreProblem& problem) {
    const std::size_t n = problem.num_actors;
    std::vector<bool> covered(n * n);
    std::vector<std::vector<Member>> cliques;
    for (Member a = 0; a < n; ++a)
        for (Member b = a + 1; b < n; ++b) {
            if (covered[a * n + b] || !are_apart(problem, a, b)) continue;
            std::vector<Member> clique{a, b};
            for (Member c = 0; c < n; ++c) {
                bool fits = c != a && c != b;
                for (const Member member : clique) fits = fits && are_apart(problem, c, member);
                if (fits) clique.push_back(c);
            }
            for (const Member i : clique)
                for (const Member j : clique) covered[i * n + j] = true;
            cliques.push_back(std::move(clique));
        }
    return cliques;
}

}  // namespace

std::string core_lp(const CoreProblem& problem, std::optional<std::size_t> size) {
    std::string lp;
    auto out = std::back_inserter(lp);
    const auto row = [&](std::string_view name, const auto& coefficient) {
        fmt::format_to(out, " {}:", name);
        for (Member k = 0; k < problem.num_actors; ++k)
            if (const std::int64_t value = coefficient(k); value != 0) fmt::format_to(out, "\n + {} x{}", value, k);
    };
    const auto one = [](Member) { return std::int64_t{1}; };
    if (size) {
        lp += "Maximize\n share: t\nSubject To\n";
        row("size", one);
        fmt::format_to(out, "\n <= {}\n", *size);
    } else {
        lp += "Minimize\n";
        row("members", one);
        lp += "\nSubject To\n";
    }
    // In units of 1e-6 of a share, so that solvers stay within their tolerances.
    for (std::size_t issue = 0; issue < problem.num_issues; ++issue) {
        fmt::format_to(out, " issue{}:", issue);
        for (Member k = 0; k < problem.num_actors; ++k)
            if (problem.share(k, issue) > 0)
                fmt::format_to(out, "\n + {:.6f} x{}", static_cast<double>(problem.share(k, issue)) * 1e-6, k);
        if (size)
            lp += "\n - 1000000 t >= 0\n";
        else
            fmt::format_to(out, "\n >= {:.6f}\n", static_cast<double>(problem.thresholds[issue]) * 1e-6);
    }
    const auto cliques = conflict_cliques(problem);
    for (std::size_t c = 0; c < cliques.size(); ++c) {
        fmt::format_to(out, " apart{}:", c);
        for (const Member member : cliques[c]) fmt::format_to(out, "\n + x{}", member);
        lp += "\n <= 1\n";
    }
    lp += "Binary\n";
    for (Member k = 0; k < problem.num_actors; ++k) fmt::format_to(out, " x{}\n", k);
    lp += "End\n";
    return lp;
}

}  // namespace entente::bench
