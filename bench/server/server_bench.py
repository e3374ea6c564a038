#!/usr/bin/env python3
"""How fast `entente serve` answers over loopback.

usage: server_bench.py ENTENTE [--atlas F] [--seconds 60] [--connections 32] [--rate 200] [--questions 200]

Three parts, each warm (the year's World and model are loaded before):
  kept    the same question for a pool of 30 actors again and again: what a second reader of a link waits
  new     questions for pools of 30 that were never asked before: what a drag in the matrix waits
  load    RATE requests a second over CONNECTIONS connections: questions asked before and never, lists and the page
"""
import argparse
import http.client
import json
import random
import subprocess
import threading
import time

STATES = "USA CAN MEX BRA ARG CHL COL GBR FRA DEU ITA ESP POL NLD SWE NOR FIN TUR RUS UKR CHN JPN KOR IND IDN AUS NZL ZAF NGA EGY SAU ISR IRN PAK VNM THA".split()
LIGHT = ["/api/v1/about", "/api/v1/issues", "/api/v1/order?year=2012", "/api/v1/registry?limit=20", "/"]


def ask(pool, threshold=0.5):
    return f"/api/v1/ask?actors={','.join(pool)}&issue=trade&as_of=2012&threshold={threshold}"


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path):
        """Status and seconds until the last byte."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = self.connection.getresponse()
        response.read()
        return response.status, time.perf_counter() - begun


def quantile(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def told(name, times, target=""):
    print(f"{name:8} {len(times):6} requests  p50 {1000 * quantile(times, .5):7.1f} ms  p95 {1000 * quantile(times, .95):7.1f} ms"
          f"  p99 {1000 * quantile(times, .99):7.1f} ms  worst {1000 * max(times):7.1f} ms  {target}", flush=True)


def in_turn(port, paths):
    client = Client(port)
    times = []
    for path in paths:
        status, seconds = client.get(path)
        assert status == 200, f"{status} for {path}"
        times.append(seconds)
    return times


def load(port, options, draw):
    """Each connection asks at its own steady pace; a late answer delays its next question only."""
    results, lock = [], threading.Lock()
    pause = options.connections / options.rate
    end = time.perf_counter() + options.seconds

    def run(k):
        client, mine, chance = Client(port), [], random.Random(k)
        due = time.perf_counter() + pause * k / options.connections
        while due < end:
            time.sleep(max(0, due - time.perf_counter()))
            mine.append(client.get(draw(chance)))
            due += pause
        with lock:
            results.extend(mine)

    threads = [threading.Thread(target=run, args=(k,)) for k in range(options.connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    errors = [status for status, _ in results if status != 200]
    told("load", [seconds for _, seconds in results], f"{len(results) / seconds:.0f} a second, {len(errors)} errors {sorted(set(errors))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entente")
    parser.add_argument("--atlas")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    command = [options.entente, "serve", "--port", "0", "--quiet"] + (["--atlas", options.atlas] if options.atlas else [])
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
        chance = random.Random(1)
        pools = [sorted(chance.sample(STATES, 30)) for _ in range(options.questions)]
        in_turn(port, [ask(STATES[:30]), *LIGHT])
        told("kept", in_turn(port, [ask(STATES[:30])] * options.questions), "asked for: p50 < 20 ms, p99 < 60 ms")
        told("new", in_turn(port, [ask(pool, 0.4) for pool in pools]))

        def draw(turn):
            pick = turn.random()
            if pick < 0.05:
                return ask(turn.sample(STATES, 6), 0.3)  # new
            return ask(turn.choice(pools), 0.4) if pick < 0.6 else turn.choice(LIGHT)

        load(port, options, draw)
        client = Client(port)
        client.connection.request("GET", "/health")
        print("health", json.loads(client.connection.getresponse().read())["status"])
    finally:
        server.terminate()
        server.wait(timeout=60)


if __name__ == "__main__":
    main()
