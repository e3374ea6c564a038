#!/usr/bin/env python3
"""The one-way rule between floors: a floor includes headers of the floors below it only, and each library has its place.

usage: one_way.py SOURCE_DIR
"""
import pathlib
import re
import sys

# Lowest first; a floor may include itself and whatever stands before it, except for what BARRED takes away.
FLOORS = ["base", "sources", "atlas", "principles", "power", "order", "registry", "attain", "coalition", "norms", "charts", "brief", "engine", "apps"]
BARRED = {("atlas", "sources")}
for floor in ("principles", "power", "order", "registry", "attain", "coalition", "norms", "brief"):
    BARRED.add((floor, "sources"))
# A picture knows values and words, not where they come from.
BARRED |= {("charts", floor) for floor in FLOORS[1 : FLOORS.index("charts")]}
# What only one floor may know.
ONLY = {r"SQLiteCpp|sqlite3\.h": {"atlas"}, r"httplib\.h|CLI/": {"apps"}, r"zlib\.h": {"sources", "apps"}, r"unicode/": {"sources"}}


def faults(root):
    for file in sorted([*root.glob("include/entente/*/*.hpp"), *root.glob("src/*/*.[ch]pp")]):
        floor = file.parent.name
        if floor not in FLOORS:
            yield f"{file.relative_to(root)}: floor '{floor}' is not listed in {pathlib.Path(__file__).name}"
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            where = f"{file.relative_to(root)}:{number}"
            if included := re.match(r'#include "entente/(\w+)/', line):
                other = included[1]
                if other not in FLOORS[: FLOORS.index(floor) + 1] or (floor, other) in BARRED:
                    yield f"{where}: {floor} includes {other}"
            if line.startswith("#include"):
                for library, homes in ONLY.items():
                    if re.search(library, line) and floor not in homes:
                        yield f"{where}: only {', '.join(homes)} may use {line.split()[1]}"


found = list(faults(pathlib.Path(sys.argv[1])))
print("\n".join(found) or "every include goes one way")
sys.exit(1 if found else 0)
