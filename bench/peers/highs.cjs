// SPDX-License-Identifier: Apache-2.0
// Solves a problem in CPLEX's LP format by HiGHS (npm's `highs`, found through NODE_PATH) on one thread.
// usage: node highs.cjs FILE LIMIT_S     prints "value seconds": the optimum, `infeasible` or `limit`, and CPU seconds of
// the call itself, so that neither the start of node nor that of the library counts.
const { readFileSync } = require("node:fs");

const [file, limit] = process.argv.slice(2);
require("highs")().then((highs) => {
  const problem = readFileSync(file, "utf8");
  const begun = process.cpuUsage();
  const solved = highs.solve(problem, { time_limit: Number(limit), mip_rel_gap: 0, output_flag: false });
  const used = process.cpuUsage(begun);
  const value = { Optimal: solved.ObjectiveValue, Infeasible: "infeasible", "Time limit reached": "limit" }[solved.Status];
  console.log(value === undefined ? "unknown" : value, (used.user + used.system) / 1e6);
});
