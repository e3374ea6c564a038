#!/usr/bin/env bash
# usage: run.sh BUILD_DIR CXX      installs the build into an empty folder and builds the outside project against it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$1" --prefix "$folder/prefix" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
cmake -S "$here" -B "$folder/build" -G Ninja -DCMAKE_CXX_COMPILER="$2" -DCMAKE_PREFIX_PATH="$folder/prefix" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
cmake --build "$folder/build" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
[ "$("$folder/build/uses_entente")" = 2.667 ]
"$folder/prefix/bin/entente" --version
