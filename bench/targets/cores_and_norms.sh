#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The targets of cores, voting power and common ground, measured here and now, as rows of a Markdown table:
#     bench/targets/cores_and_norms.sh PROGRAM_DIR ATLAS [LIMIT_S]
# PROGRAM_DIR holds coalition_cores, voting_power_bench and norms_bench (ENTENTE_BUILD_BENCH=ON), ATLAS is a full atlas.
# Three minutes of CPU time, nearly all of it for cores that are counted beyond 100,000. With LIMIT_S and a solver also
# bench/peers/coalition.sh, which stops a solver after so many seconds of CPU time, and where none has settled a problem
# after 25 times as many; without it the rows that compare with solvers say so. Times are CPU times on one thread but for
# the last two rows and the 10 s of the row of 10,000 actors, which go by the clock. EPIC's times that the targets rest
# on are in docs/validation.md.
set -eu
if [ $# -lt 2 ]; then
    echo "usage: bench/targets/cores_and_norms.sh PROGRAM_DIR ATLAS [LIMIT_S]" >&2
    exit 2
fi
programs=$1
atlas=$2
limit=${3:-}
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# row WHAT TARGET MEASURED [VALUE MOST]...: met where no value is above its bound; without values it was not measured.
row() {
    what=$1 target=$2 measured=$3
    shift 3
    verdict="not measured"
    [ $# -eq 0 ] || verdict=met
    while [ $# -ge 2 ]; do
        awk -v value="$1" -v most="$2" 'BEGIN { exit !(value != "" && value + 0 <= most + 0) }' || verdict=missed
        shift 2
    done
    echo "| $what | $target | $measured | $verdict |"
}

# spread: median and largest of the numbers that come in, a line each.
spread() {
    sort -g | awk '{ v[NR] = $1 } END { if (NR) print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[NR] }'
}

# figure FILE NAME KEY: a figure of a benchmark out of its JSON.
figure() {
    python3 -c '
import json, sys
for run in json.load(open(sys.argv[1]))["benchmarks"]:
    if run["name"] == sys.argv[2]: print("%.3g" % run[sys.argv[3]])' "$@"
}

has_solver() {
    command -v glpsol > /dev/null || command -v cbc > /dev/null || node -e 'require("highs")' 2> /dev/null
}

# peer KIND WORDS: the number after WORDS in the solvers' summary of KIND.
peer() {
    awk -v kind="$1:" -v words="$2 " '$1 == kind && (at = index($0, words)) { print substr($0, at + length(words)) + 0 }' \
        "$folder/peers"
}

: > "$folder/peers"
if [ -n "$limit" ] && has_solver; then
    "$here/../peers/coalition.sh" "$programs/coalition_cores" "$atlas" "$limit" $((25 * limit)) > "$folder/peers"
fi

echo "| what | target | measured | verdict |"
echo "| --- | --- | --- | --- |"

"$programs/coalition_cores" "$atlas" one > "$folder/one"
read -r median worst << EOF
$(awk '{ print $3 }' "$folder/one" | spread)
EOF
row "one minimal core, 193 actors, 3 issues, 1 to 3 dimensions, with certificate" "≤ 2 ms median" \
    "$median ms, at worst $worst ms, $(wc -l < "$folder/one") problems" "$median" 2

# The largest share's targets are ratios; its own times stand beside them.
"$programs/coalition_cores" "$atlas" largest > "$folder/largest"
read -r median worst << EOF
$(awk '$1 ~ /-2d-/ { print $2 }' "$folder/largest" | spread)
EOF
largest="20 sizes in $median ms, at worst $worst ms"

slower=$(peer core "slower on")
if [ -n "$slower" ]; then
    row "one minimal core beside the best MILP solver" "slower on none" \
        "slower on $slower; $(peer core median) × as fast at the median, least $(peer core least) ×" "$slower" 0
    row "values, beside the solvers'" "none differs, each problem settled" \
        "$(peer values "values:") agree, $(peer values "agree,") differ, $(peer values "settled:") unsettled" \
        "$(peer values "agree,")" 0 "$(peer values "settled:")" 0
    ratio=$(peer largest median)
    row "largest share for each size, 2 dimensions" "≥ 100 × the best MILP solver, median" \
        "$ratio ×, least $(peer largest least) × (size 10); $largest" "-$ratio" -100
else
    row "one minimal core beside the best MILP solver" "slower on none" "no solver was run"
    row "values, beside the solvers'" "none differs, each problem settled" "no solver was run"
    row "largest share for each size, 2 dimensions" "≥ 100 × the best MILP solver, median" "no solver was run; $largest"
fi

# Problems with up to 100,000 cores, all of which are counted and listed.
"$programs/coalition_cores" "$atlas" all |
    awk '$(NF - 1) == "count" && $NF + 0 <= 100000 { sub(/.*\(/, ""); print $1 }' > "$folder/all"
read -r median worst << EOF
$(spread < "$folder/all")
EOF
row "all minimal cores, counted and listed, up to 10⁵" "≤ 10 × the time of one" \
    "$median × at the median, $worst × at worst, $(awk '$1 > 10' "$folder/all" | wc -l) of $(wc -l < "$folder/all") problems above 10 ×" \
    "$worst" 10

"$programs/coalition_cores" "$atlas" frontier > "$folder/frontier"
read -r median worst << EOF
$(awk '{ print $3 / 1000 }' "$folder/frontier" | spread)
EOF
row "the whole frontier, 3 issues, 2 dimensions, up to 20 members" "proven, ≤ 1 s" \
    "$median s at the median, $worst s at worst, $(grep -c 'proven true' "$folder/frontier") of $(wc -l < "$folder/frontier") proven" \
    "$worst" 1 "$(grep -vc 'proven true' "$folder/frontier" || true)" 0

many=$("$programs/coalition_cores" "$atlas" many)
row "10,000 actors, 1 dimension, 3 issues" "proven, or a gap ≤ 1 % in 10 s" "${many#*: }" \
    "$(echo "$many" | sed 's/.*gap \([0-9.]*\) %.*/\1/')" 1

ENTENTE_ATLAS=$atlas "$programs/voting_power_bench" --benchmark_format=json > "$folder/power" 2> /dev/null
banzhaf=$(figure "$folder/power" BM_BanzhafOfEconomies/100000 cpu_time)
row "exact Banzhaf, 193 economies" "≤ 40 ms (EPIC / 4)" "$banzhaf ms" "$banzhaf" 40
shapley=$(figure "$folder/power" BM_Economies/100000 cpu_time)
error=$(figure "$folder/power" BM_Economies/100000 error)
row "Shapley–Shubik, the same" "≤ 330 ms (EPIC / 100), error ≤ 1e−12" \
    "$shapley ms with Banzhaf, proven error $error" "$shapley" 330 "$error" 1e-12
uniform=$(figure "$folder/power" BM_Uniform cpu_time)
error=$(figure "$folder/power" BM_Uniform error)
row "uniform weights up to 10,000, 193 voters" "≤ 6 s" "$uniform ms, proven error $error" "$uniform" 6000

"$programs/norms_bench" --benchmark_format=json > "$folder/norms" 2> /dev/null
texts=$(figure "$folder/norms" BM_AcceptableTexts/30/real_time real_time)
row "acceptable texts out of 6,200 for 30 members, with uncertainty" "≤ 20 ms" "$texts ms" "$texts" 20
few=$(figure "$folder/norms" BM_BestPackage/5/real_time real_time)
many=$(figure "$folder/norms" BM_BestPackage/30/real_time real_time)
few_gap=$(figure "$folder/norms" BM_BestPackage/5/real_time gap)
many_gap=$(figure "$folder/norms" BM_BestPackage/30/real_time gap)
row "best package of 5 texts, with bound" "≤ 1 s" \
    "$few ms for 5 members, gap $few_gap; $many ms for 30, gap $many_gap" "$few" 1000 "$many" 1000
