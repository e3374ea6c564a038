#!/usr/bin/env python3
"""10,000 random requests with a fixed seed: each is answered with a status that fits, and the server is still there."""
import json
import os
import random
import string
import unittest
import urllib.parse

from serving import ROOT, ServerCase, main

API = json.loads((ROOT / "docs" / "http" / "openapi.json").read_text())
NUM_REQUESTS = int(os.environ.get("ENTENTE_FUZZ_REQUESTS", "10000"))
MEANT = {200, 304, 400, 401, 403, 404, 405, 408, 413, 414, 415, 416, 421, 422, 429, 503}
WORDS = ["USA", "EU", "G7:members", "CHN,RUS", "Atlantis", "world", "climate", "trade", "2012", "1815", "-1", "0.5", "nan", "inf",
         "1e999", "hindsight", "then", "nato", "bilateral", "unknown", "cell,decade", "-begun", "%00", "'; drop table actor; --",
         "<script>", "../../etc/passwd", "é", "\u202e", "9" * 40]

# Half of the questions have what they need, so that noise gets past the first check.
PLAUSIBLE = {"actors": ["USA,CHN", "EU,IND,BRA", "G7:members"], "actor": ["USA", "EU"], "issue": ["climate", "trade"]}


class Fuzzer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def noise(self, most):
        return "".join(self.random.choices(string.printable, k=self.random.randrange(most)))

    def value(self):
        pick = self.random.random()
        if pick < 0.6:
            return urllib.parse.quote(self.random.choice(WORDS), safe=",:")
        return urllib.parse.quote(self.noise(40)) if pick < 0.9 else self.raw(40)

    def raw(self, most):
        """What may stand in a request line unescaped, proper or not."""
        return "".join(self.random.choices("%&=+?/.;:@!~AZaz09\xff", k=self.random.randrange(most)))

    def target(self):
        path, operation = self.random.choice([(p, item["get"]) for p, item in API["paths"].items()])
        if self.random.random() < 0.15:
            return "/" + self.raw(60)
        names = [p["name"] for p in operation["parameters"] if p["in"] == "query"] + ["colour"]
        chosen = [name for name in names if self.random.random() < 0.3]
        values = {name: self.value() for name in chosen}
        if self.random.random() < 0.5:
            required = [p["name"] for p in operation["parameters"] if p["in"] == "query" and p["required"]]
            values |= {name: self.random.choice(PLAUSIBLE[name]) for name in required}
        query = "&".join(f"{name}={value}" for name, value in values.items())
        return "/api/v1" + path.replace("{id}", self.value().replace("/", "") or "x") + ("?" + query if query else "")

    def request(self):
        method = self.random.choices(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"], [70, 5, 6, 6, 4, 3, 3, 3])[0]
        lines = [f"{method} {self.target()} HTTP/1.1", "Host: localhost"]
        for name in ("Accept", "Accept-Encoding", "If-None-Match", "Range", "Authorization", "X-Noise"):
            if self.random.random() < 0.1:
                lines.append(f"{name}: {self.noise(30).translate({c: None for c in range(32)})}")
        body = b""
        if method in ("POST", "PUT", "PATCH") or self.random.random() < 0.02:
            body = self.random.randbytes(self.random.randrange(2000))
            lines.append(f"Content-Length: {len(body)}")
        data = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace") + body
        if self.random.random() < 0.03:
            data = self.random.randbytes(self.random.randrange(1, 200)) + b"\r\n\r\n"
        return method, data


class Fuzz(ServerCase):
    def test_random_requests_get_statuses_that_fit(self):
        fuzzer = Fuzzer(20260708)
        counts = {}
        connection = self.server.connect()
        for k in range(NUM_REQUESTS):
            method, data = fuzzer.request()
            try:
                # All of it ends in an empty line, so the connection stays open: the library takes a client that
                # will send no more (SHUT_WR) for one that is gone.
                connection.send(data)
                reply = connection.reply(method != "HEAD")
            except ConnectionError:
                reply = None
            status = reply.status if reply else None
            counts[status] = counts.get(status, 0) + 1
            if reply:
                self.assertIn(status, MEANT, f"request {k}: {data[:200]!r}: {reply.body[:300]!r}")
                if status >= 400 and reply.body:
                    self.assertEqual(reply.json()["status"], status)
            connection.close()
            connection = self.server.connect()
        connection.close()
        print(f"statuses of {NUM_REQUESTS} requests (None: closed without an answer): {counts}")
        self.assertTrue(self.server.is_running())
        self.assertEqual(self.server.ask("/health").status, 200)
        self.assertGreater(counts.get(200, 0), NUM_REQUESTS // 20)
        self.assertEqual(counts.get(None, 0), 0)


if __name__ == "__main__":
    main()
