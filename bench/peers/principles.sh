#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Effective draws a second of the sampler and of its peers on the same votes, one after the other, on one thread each:
#     bench/peers/principles.sh PROGRAM ATLAS [RUNS]
# PROGRAM is principles_peers (ENTENTE_BUILD_BENCH=ON), ATLAS a full atlas. Static: sessions 60 to 74, one position a
# state, against MCMCpack's MCMCirt1d and pscl's ideal. Dynamic: sessions 70 to 74, a position a state and year,
# against MCMCdynamicIRT1d. Votes are yes or not yes, as the peers have it. Every draw is standardised (mean 0, variance
# 1, one sign) before its effective size is taken, by the same estimator for all. Peers: Debian's r-cran-mcmcpack and
# r-cran-pscl; one that is not installed is skipped. CPU seconds, warmup included; medians of RUNS (1)
# seeds: with one, some three minutes in all. Asked for: 20 times as many effective draws of the median position.
set -eu
program=$1
atlas=$2
runs=${3:-1}
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# compare NAME MODE FIRST LAST WARMUP DRAWS PEER_WARMUP PEER_DRAWS PEER...
compare() {
    name=$1 mode=$2 first=$3 last=$4 warmup=$5 draws=$6 peer_warmup=$7 peer_draws=$8
    shift 8
    "$program" subset "$atlas" "$first" "$last" "$folder/votes.csv"
    for seed in $(seq "$runs"); do
        "$program" sample "$mode" "$folder/votes.csv" "$seed" "$warmup" "$draws" >> "$folder/$name.entente"
    done
    "$program" median "$name" entente "$folder/$name.entente"
    for peer in "$@"; do
        for seed in $(seq "$runs"); do
            status=0
            seconds=$(Rscript "$here/principles.R" "$peer" "$folder/votes.csv" "$folder/draws.csv" "$seed" \
                "$peer_warmup" "$peer_draws" 2> "$folder/errors") || status=$?
            if [ "$status" -eq 77 ] || [ "$status" -eq 127 ]; then
                echo "$name: $peer skipped, not installed"
                break
            elif [ "$status" -ne 0 ]; then
                echo "$name: $peer failed: $(tail -1 "$folder/errors")"
                break
            fi
            "$program" judge "$folder/draws.csv" "$seconds" >> "$folder/$name.$peer"
        done
        if [ -e "$folder/$name.$peer" ]; then
            "$program" median "$name" "$peer" "$folder/$name.$peer" "$folder/$name.entente"
        fi
    done
}

compare static static 60 74 200 500 1000 2000 MCMCirt1d ideal
compare dynamic dynamic 70 74 300 500 20 60 MCMCdynamicIRT1d
