#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Minimal cores and largest shares beside MILP solvers on the same problems, one after the other, on one thread each:
#     bench/peers/coalition.sh PROGRAM ATLAS [LIMIT_S [LONG_S]]
# PROGRAM is coalition_cores (ENTENTE_BUILD_BENCH=ON), ATLAS a full atlas; a solver is stopped after LIMIT_S (30) seconds of
# CPU time. A problem that none of them settles by then is given to one after the other for LONG_S (0: not at all).
# Peers: GLPK (glpsol) and CBC from Debian, HiGHS from npm (`npm install highs` in a folder of its own, whose node_modules is
# named by NODE_PATH); one that is not installed is skipped. The formulation covers pairs that stand too far apart by cliques
# of conflicts. Seconds are CPU time: CBC's as it says itself, GLPK's of its whole process (reading the problem is a few
# milliseconds of it), HiGHS's of the call (WebAssembly, which is slower than native); ours is a call in-process. CBC's
# clock is printed to .01 s: 0.00 is anything below .005 s and counts as .005 s in the summary, half that resolution and
# the most it can stand for, which is said there. Prints a row for each problem and solver, then how often each solver was
# the best of them, ratios, and whether the values agree.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$1
atlas=$2
limit=${3:-30}
long=${4:-0}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# within LIMIT_S COMMAND...: ends it after so many seconds of CPU time; not by the clock, which a busy machine holds up.
within() {
    seconds=$1
    shift
    bash -c 'ulimit -t "$1"; shift; exec "$@"' within "$seconds" "$@"
}

# solve SOLVER FILE LIMIT_S: prints "value seconds"; value is `infeasible`, or `limit` where the time was over.
solve() {
    case $1 in
    glpsol)
        ended=0
        bash -c 'TIMEFORMAT="%3U %3S"; ulimit -t "$1"; time glpsol --lp "$2" --cuts -o "$3/solution" > "$3/log" 2>&1' \
            within "$3" "$2" "$folder" 2> "$folder/times" || ended=$?
        seconds=$(awk '{ t = $1 + $2 } END { print t }' "$folder/times")
        value=$(awk '
            /NO PRIMAL FEASIBLE|NO INTEGER FEASIBLE|HAS NO .*FEASIBLE/ { value = "infeasible" }
            /INTEGER OPTIMAL SOLUTION FOUND/ { value = "optimal" }
            END { print value }' "$folder/log")
        if [ "$ended" -gt 128 ]; then value=limit; fi
        if [ "$value" = optimal ]; then value=$(awk '/^Objective:/ { print $4 }' "$folder/solution"); fi
        ;;
    cbc)
        cbc "$2" -threads 1 -timeMode cpu -seconds "$3" -solve > "$folder/log"
        value=$(awk '/Result - .*infeasible|Problem .*is infeasible|Problem proven infeasible/ { print "infeasible"; exit } /Stopped on time/ { print "limit"; exit }
                     /^Objective value:/ { print ($3 < 0 ? -$3 : $3); exit }' "$folder/log")
        seconds=$(awk '/^Time \(CPU seconds\)|^Total time \(CPU seconds\)/ { for (i = 1; i <= NF; ++i) if ($i ~ /^[0-9.]+$/) { t = $i; break } } END { print t }' "$folder/log")
        ;;
    highs)
        # Its own limit goes by the clock, so the process has one by CPU time.
        within "$3" node "$here/highs.cjs" "$2" $(($3 * 100)) > "$folder/log" 2> /dev/null || echo "limit $3" > "$folder/log"
        read -r value seconds < "$folder/log"
        ;;
    esac
    echo "${value:-unknown} ${seconds:-0}"
}

# compare KIND NAME OURS_VALUE OURS_MS FILE
compare() {
    settled=
    for solver in $solvers; do
        answer=$(solve "$solver" "$5" "$limit")
        echo "$1 $2 $3 $4 $solver $answer" | tee -a "$folder/rows"
        case $answer in limit* | unknown*) ;; *) settled=yes ;; esac
    done
    if [ -n "$settled" ] || [ "$long" -le "$limit" ]; then return; fi
    for solver in $solvers; do
        answer=$(solve "$solver" "$5" "$long")
        echo "$1 $2 $3 $4 $solver $answer" | tee -a "$folder/rows"
        case $answer in limit* | unknown*) ;; *) return ;; esac
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
awk -v limit="$limit" '
    { kind = $1; key = kind SUBSEP $2; is_open = $6 == "limit" || $6 == "unknown"
      ours[key] = $4; kinds[kind]; names[$2]
      ms = (is_open && $7 < limit ? limit : $7) * 1000
      # Below the resolution of the clock of CBC.
      if (ms == 0) { ms = 5; print "below its clock, counted as .005 s:", $1, $2, $5 }
      if (best[key] == "" || ms < best[key]) { best[key] = ms; winner[key] = is_open ? "none" : $5 }
      differs = $3 - $6; if (differs < 0) differs = -differs
      if (is_open) ++left_open
      else if ($3 == $6 || ($3 ~ /^[0-9.]+$/ && $6 ~ /^[0-9.]+$/ && differs < 1e-5)) { ++agree; settled[key] = 1 }
      else { ++disagree; print "DIFFERS", $0 } }
    END {
        for (kind in kinds) {
            n = 0; slower = 0; split("", wins)
            for (name in names) if ((kind, name) in ours) {
                ++wins[winner[kind, name]]
                if (!settled[kind, name]) { ++unsettled; print "no solver settled:", kind, name }
                ratio[++n] = best[kind, name] / ours[kind, name]
                if (ratio[n] < 1) { ++slower; print "slower:", kind, name, ratio[n] }
            }
            for (i = 1; i <= n; ++i) for (j = i + 1; j <= n; ++j) if (ratio[j] < ratio[i]) { t = ratio[i]; ratio[i] = ratio[j]; ratio[j] = t }
            printf "%s: %d problems; best MILP solver / entente: least %.1f, median %.1f; slower on %d; the best solver was", kind, n, ratio[1], ratio[int((n + 1) / 2)], slower
            for (solver in wins) printf " %s %d times", solver, wins[solver]
            printf "\n"
        }
        printf "values: %d agree, %d differ, %d times a solver was stopped; problems that no solver settled: %d\n", agree, disagree, left_open, unsettled
    }' "$folder/rows"
