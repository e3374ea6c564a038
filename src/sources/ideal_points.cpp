// SPDX-License-Identifier: Apache-2.0
//
// Published ideal points (Bailey, Strezhnev and Voeten): a yardstick, never an input of a run that is scored.
#include <array>

#include "import_job.hpp"
#include "importers.hpp"

namespace entente::sources {
namespace {

constexpr int kSessionZero = 1945;  ///< Session n starts in September of 1945 + n.
/// Width of a 5 % to 95 % interval of the normal distribution in standard deviations.
constexpr double kWidth90 = 2 * 1.6448536269514722;

}  // namespace

/// The year is that in which the session starts: session 74 is 2019.
void import_ideal_points(ImportJob& job) {
    TableRows rows = job.open();
    rows.set_missing_marks({"NA"});
    const Column code = rows.column("ccode");
    const Column session = rows.column("session");
    const Column point = rows.column("IdealPoint");
    const Column low = rows.column("Q5%");
    const Column high = rows.column("Q95%");
    FigureRows figures{job, rows};
    figures.add_series({"ideal_published", "position, positive towards the United States",
                        "YARDSTICK ONLY: estimated by its authors from all votes, later ones included; not an input of "
                        "any estimate. Year: start of the session. sd: a 90 % interval over 3.29"});
    ActorFinder actors = job.actors("ideal");
    while (rows.next()) {
        (void)rows.integer(code, 1, 999);
        const Year year{kSessionZero + rows.integer(session, 1, 255)};
        const std::optional<ActorId> actor = actors.find(rows, {{"cow", code}}, year);
        if (!actor) continue;
        const std::array<std::optional<double>, 1> values{rows.optional_number(point)};
        std::array<std::optional<double>, 1> sds{};
        const std::optional<double> q5 = rows.optional_number(low);
        const std::optional<double> q95 = rows.optional_number(high);
        if (q5 && q95 && *q95 >= *q5) sds[0] = (*q95 - *q5) / kWidth90;
        figures.add(*actor, year, values, sds);
    }
}

}  // namespace entente::sources
