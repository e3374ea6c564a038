#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Minimal cores and largest shares beside MILP solvers on the same problems, one after the other, on one thread each:
#     bench/peers/coalition.sh PROGRAM ATLAS [LIMIT_S]
# PROGRAM is coalition_cores (ENTENTE_BUILD_BENCH=ON), ATLAS a full atlas; a solver is stopped after LIMIT_S (30) seconds.
# Peers: GLPK (glpsol) and CBC from Debian, HiGHS from npm (`npm install highs` in a folder of its own, whose node_modules is
# named by NODE_PATH); one that is not installed is skipped. The formulation covers pairs that stand too far apart by cliques
# of conflicts. Seconds are CPU time: CBC's as it says itself, GLPK's of its whole process (reading the problem is a few
# milliseconds of it), HiGHS's of the call (WebAssembly, which is slower than native); ours is a call in-process. Prints
# a row for each problem and solver, then medians and whether every proven value agrees.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$1
atlas=$2
limit=${3:-30}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# solve SOLVER FILE: prints "value seconds"; value is `infeasible`, or `limit` where the time was over.
solve() {
    case $1 in
    glpsol)
        bash -c "TIMEFORMAT='%3U %3S'; time glpsol --lp '$2' --cuts --tmlim $limit -o '$folder/solution' > '$folder/log'" 2> "$folder/times"
        seconds=$(awk '{ print $1 + $2 }' "$folder/times")
        awk -v seconds="$seconds" '
            /TIME LIMIT EXCEEDED/ { value = "limit" }
            /NO PRIMAL FEASIBLE|NO INTEGER FEASIBLE|HAS NO FEASIBLE|HAS NO .*FEASIBLE/ { value = "infeasible" }
            /INTEGER OPTIMAL SOLUTION FOUND/ { value = "optimal" }
            END { print (value == "" ? "unknown" : value), seconds }' "$folder/log" > "$folder/ended"
        read -r value seconds < "$folder/ended"
        if [ "$value" = optimal ]; then value=$(awk '/^Objective:/ { print $4 }' "$folder/solution"); fi
        ;;
    cbc)
        cbc "$2" -threads 1 -timeMode cpu -seconds "$limit" -solve > "$folder/log"
        value=$(awk '/Result - .*infeasible|Problem .*is infeasible|Problem proven infeasible/ { print "infeasible"; exit } /Stopped on time/ { print "limit"; exit }
                     /^Objective value:/ { print ($3 < 0 ? -$3 : $3); exit }' "$folder/log")
        seconds=$(awk '/^Time \(CPU seconds\)|^Total time \(CPU seconds\)/ { for (i = 1; i <= NF; ++i) if ($i ~ /^[0-9.]+$/) { t = $i; break } } END { print t }' "$folder/log")
        ;;
    highs)
        read -r value seconds <<- answer
		$(node "$here/highs.cjs" "$2" "$limit")
		answer
        ;;
    esac
    echo "${value:-unknown} ${seconds:-0}"
}

# compare KIND NAME OURS_VALUE OURS_MS FILE
compare() {
    for solver in $solvers; do
        echo "$1 $2 $3 $4 $solver $(solve "$solver" "$5")" | tee -a "$folder/rows"
    done
}

has() {
    case $1 in
    highs) node -e 'require("highs")' 2> /dev/null ;;
    *) command -v "$1" > /dev/null ;;
    esac
}
solvers=
for solver in glpsol cbc highs; do
    if has "$solver"; then solvers="$solvers $solver"; else echo "$solver skipped, not installed"; fi
done
echo "kind problem entente ms solver value seconds"
"$program" "$atlas" one > "$folder/one"
while read -r name value ms nodes; do
    "$program" "$atlas" lp "$name" > "$folder/problem.lp"
    compare core "$name" "$value" "$ms" "$folder/problem.lp"
done < "$folder/one"
size=10
for name in real-2d-0.2-2.5 flat-2d-0.2-2.5 sqrt-2d-0.2-2.5 tied-2d-0.2-2.5; do
    "$program" "$atlas" largest "$name" > "$folder/largest"
    # One size out of twenty.
    ms=$(awk '{ print $2 / 20 }' "$folder/largest")
    value=$(awk -v k="$size" '{ print $(k + 2) }' "$folder/largest")
    "$program" "$atlas" lp "$name" "$size" > "$folder/problem.lp"
    compare largest "$name" "$value" "$ms" "$folder/problem.lp"
done
awk '
    { kind = $1; if (best[kind, $2] == "" || $7 * 1000 < best[kind, $2]) best[kind, $2] = $7 * 1000
      ours[kind, $2] = $4; kinds[kind]; names[$2]
      differs = $3 - $6; if (differs < 0) differs = -differs
      if ($6 == "limit" || $6 == "unknown") open++
      else if ($3 == $6 || ($3 ~ /^[0-9.]+$/ && $6 ~ /^[0-9.]+$/ && differs < 1e-5)) agree++
      else { disagree++; print "DIFFERS", $0 } }
    END {
        for (kind in kinds) {
            n = 0; slower = 0
            for (name in names) if ((kind, name) in ours) {
                ratio[++n] = best[kind, name] / ours[kind, name]
                if (ratio[n] < 1) { slower++; print "slower:", kind, name, ratio[n] }
            }
            for (i = 1; i <= n; ++i) for (j = i + 1; j <= n; ++j) if (ratio[j] < ratio[i]) { t = ratio[i]; ratio[i] = ratio[j]; ratio[j] = t }
            printf "%s: %d problems; best MILP solver / entente: least %.1f, median %.1f; slower on %d\n", kind, n, ratio[1], ratio[int((n + 1) / 2)], slower
        }
        printf "values: %d agree, %d differ, %d not settled by the solver\n", agree, disagree, open
    }' "$folder/rows"
