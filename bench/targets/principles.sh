#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The targets of the ideal points, measured here and now, as rows of a Markdown table:
#     bench/targets/principles.sh PROGRAM_DIR ATLAS [quick]
# PROGRAM_DIR holds principles_speed, _heldout, _forecast, _coverage, _referee and _peers (ENTENTE_BUILD_BENCH=ON), ATLAS
# is a full atlas. Some seven minutes, `quick` half a one: it leaves out the stack from five starts, the sampler on real
# sessions and the peers, and draws five assemblies instead of forty. The two-thread row means something only where
# nothing else runs. Peers need R with r-cran-mcmcpack and r-cran-pscl; the rows of a peer that is not installed say so.
set -eu
if [ $# -lt 2 ]; then
    echo "usage: bench/targets/principles.sh PROGRAM_DIR ATLAS [quick]" >&2
    exit 2
fi
programs=$1
atlas=$2
quick=${3:-}
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# row WHAT TARGET LEAST MOST UNIT VALUE...: all values must lie in [LEAST, MOST]; `-` is no bound.
row() {
    what=$1 target=$2 least=$3 most=$4 unit=$5
    shift 5
    echo "$*" | awk -v what="$what" -v target="$target" -v least="$least" -v most="$most" -v unit="$unit" '
        { verdict = NF ? "met" : "not measured"
          text = ""
          for (k = 1; k <= NF; ++k) {
              text = text (k > 1 ? ", " : "") $k
              if ((least != "-" && $k + 0 < least + 0) || (most != "-" && $k + 0 > most + 0)) verdict = "missed"
          }
          printf "| %s | %s | %s%s | %s |\n", what, target, text, NF ? unit : "", verdict }'
}

# after FILE WORDS: the numbers that follow WORDS, wherever they stand in FILE.
after() {
    awk -v words="$2" '{ while ((at = index($0, words)) > 0) {
        $0 = substr($0, at + length(words)); if (match($0, /^ *-?[0-9.]+/)) print substr($0, RSTART, RLENGTH) + 0 } }' "$1"
}

echo "| what | target | measured | verdict |"
echo "| --- | --- | --- | --- |"

"$programs/principles_speed" "$atlas" 1 9 > "$folder/speed1"
row "one dimension with joint standard errors, all votes" "≤ .65 s CPU" - .65 " s" \
    "$(after "$folder/speed1" "1 thread(s)  median")"
row "... on two threads" "≥ 1.8 × as fast" 1.8 - " ×" "$(after "$folder/speed1" "two threads are")"
row "... memory at the peak" "≤ 150 MB (143 MiB)" - 143 " MiB" "$(after "$folder/speed1" "peak")"
"$programs/principles_speed" "$atlas" 3 5 > "$folder/speed3"
row "three dimensions, standard errors given the roll calls" "≤ 4 s CPU" - 4 " s" \
    "$(after "$folder/speed3" "1 thread(s)  median")"

"$programs/principles_heldout" "$atlas" 1 7 1 > "$folder/heldout"
row "an update with one more session" "≤ .1 s" - .1 " s CPU" \
    "$(awk '/^update with a session/ { sub(/.*wall, /, ""); print $1 + 0 }' "$folder/heldout")"
row "one dimension, kept-out log score" "≥ −.258" -.258 - "" "$(after "$folder/heldout" "kept-out log score")"
for kind in smoothed bridged; do
    words=
    [ "$kind" = bridged ] && words=", roll calls of one title bridged"
    row "correlation with the published points, pooled$words" "≥ .97" .97 - "" \
        "$(awk -v kind="$kind" '$0 ~ "^" kind ".*pooled" { sub(/.*pooled /, ""); print $1 + 0 }' "$folder/heldout")"
    row "... median session$words" "≥ .985" .985 - "" \
        "$(awk -v kind="$kind" '$0 ~ "^" kind ".*pooled" { sub(/.*median year /, ""); print $1 + 0 }' "$folder/heldout")"
done

# The stack's rows: one start, or five.
if [ "$quick" = quick ]; then
    "$programs/principles_forecast" "$atlas" stack 7 > "$folder/forecast"
else
    "$programs/principles_forecast" "$atlas" table 7 > "$folder/forecast"
fi
stack() {
    awk -F'|' -v column="$1" '/^\| stack( as|  *\|)/ { print $column + 0 }' "$folder/forecast"
}
row "best model, kept-out log score, each start" "≥ −.170" -.170 - "" "$(stack 3 | xargs)"
row "... accuracy" "≥ .938" .938 - "" "$(stack 4 | xargs)"

assemblies=40
[ "$quick" = quick ] && assemblies=5
"$programs/principles_coverage" "$assemblies" > "$folder/coverage"
row "90 % intervals of positions, simulated, 30 % missing, in 1, 2, 3 dimensions" "88–92 %" 88 92 " %" \
    "$(awk -F'|' '$2 ~ /^ [123] $/ { print 100 * $4 }' "$folder/coverage" | xargs)"

# All sessions in windows of five or so, none chosen. Where R-hat is far above 1 the chains have not met either.
for sessions in "1 5" "6 10" "11 15" "16 20" "20 24" "25 29" "30 34" "36 40" "41 45" "45 52" "53 57" "60 64" "65 69" "70 74"; do
    inside= rhat=
    if [ "$quick" != quick ]; then
        # shellcheck disable=SC2086  # two words
        "$programs/principles_referee" "$atlas" $sessions 300 300 1 common > "$folder/referee"
        inside=$(awk '/^positions/ { sub(/.*draws inside /, ""); print 100 * $1 }' "$folder/referee")
        rhat=$(awk '/^positions/ { sub(/.*95 % /, ""); print " (R-hat of 95 % of positions below " $1 + 0 ")" }' "$folder/referee")
    fi
    row "fast 90 % intervals against the sampler, sessions $(echo "$sessions" | tr ' ' '-')$rhat" "85–95 %" 85 95 " %" "$inside"
done

[ "$quick" = quick ] || "$here/../peers/principles.sh" "$programs/principles_peers" "$atlas" > "$folder/peers"
[ -e "$folder/peers" ] || : > "$folder/peers"
for peer in MCMCirt1d ideal MCMCdynamicIRT1d; do
    row "effective draws a second, median position, against $peer" "≥ 20 ×" 20 - " ×" \
        "$(awk -v peer="$peer" '$2 == peer && /ours are/ { sub(/.*ours are /, ""); print $1 + 0 }' "$folder/peers")"
done
