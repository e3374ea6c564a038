#!/usr/bin/env python3
"""Runs the tables of a scenario file through the command and the server.

usage: run_scenarios.py ENTENTE SHARED FILE.md

A table whose header starts with 'situation' is a list of checks, run in order in one empty folder:

| situation | run | ends with | prints | says |

  run        a command line (`entente ...`, or any other), or `GET /path` to ask a server; where no atlas is named, it is the starter atlas
  ends with  exit code, or HTTP status
  prints     parts of standard output (or of the body) that must be there, divided by ' … '; '~' before a part: must not
  says       the same for standard error
Names in braces are replaced: {data} the tables of ../shared/data, {source} the source tree, {tmp} the empty folder.
Exits with 77 (skipped) where a file needs {data} and there is none.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HEADER = ["situation", "run", "ends with", "prints", "says"]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def rows(text):
    """Rows of all scenario tables of a file; a literal bar inside a cell is written \\|."""
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip().replace("\\|", "|").strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells == HEADER:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            yield dict(zip(HEADER, cells))


class Server:
    """One server for all GET rows of a file, started when the first one needs it."""

    def __init__(self, entente, environment):
        self.entente, self.environment = entente, environment
        self.process, self.address = None, None

    def get(self, path):
        if self.process is None:
            self.process = subprocess.Popen([self.entente, "serve", "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True, env=self.environment)
            self.address = self.process.stdout.readline().strip().rstrip("/")
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)


def faults(expected, actual, where):
    for part in filter(None, (p.strip() for p in expected.split(" … "))):
        wanted = not part.startswith("~")
        text = part.lstrip("~")
        if (text in actual) != wanted:
            yield f"{where} {'lacks' if wanted else 'has'} {text!r}"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    entente, shared, file = (pathlib.Path(a).resolve() for a in sys.argv[1:])
    text = file.read_text()
    if "{data}" in text and not (shared / "data").is_dir():
        print(f"skipped: no tables at {shared}/data")
        sys.exit(77)
    failed = count = 0
    environment = {**os.environ, "ENTENTE_ATLAS": str(entente.parent / "starter.atlas")}
    server = Server(str(entente), environment)
    with tempfile.TemporaryDirectory() as tmp:
        names = {"{data}": str(shared / "data"), "{source}": str(ROOT), "{tmp}": tmp}
        for row in rows(text):
            count += 1
            run = row["run"]
            for name, value in names.items():
                run = run.replace(name, value)
            if run.startswith("GET "):
                status, out = server.get(run[4:])
                err = ""
            else:
                run = re.sub(r"\bentente\b(?= )", shlex.quote(str(entente)), run)
                done = subprocess.run(["bash", "-c", run], cwd=tmp, env=environment, capture_output=True, timeout=300)
                status, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
            problems = [] if str(status) == row["ends with"] else [f"ended with {status}, expected {row['ends with']}"]
            problems += faults(row["prints"], out, "output")
            problems += faults(row["says"], err, "stderr")
            if problems:
                failed += 1
                print(f"FAILED {row['situation']}\n  {row['run']}\n  " + "\n  ".join(problems))
                print(f"  stdout: {out[:1500]}\n  stderr: {err[:1500]}")
    server.stop()
    print(f"{count - failed} of {count} checks hold in {file.name}")
    sys.exit(1 if failed or not count else 0)


main()
