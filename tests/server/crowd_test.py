#!/usr/bin/env python3
"""Many clients at once, slow ones, and more questions than can be answered."""
import concurrent.futures
import random
import time
import unittest

from serving import TOKEN, ServerCase, main


class Crowd(ServerCase):
    def test_500_connections_at_once_are_all_answered(self):
        connections = [self.server.connect() for _ in range(500)]
        try:
            for k, connection in enumerate(connections):
                target = ("/health", "/api/v1/issues", "/api/v1/ask?actors=USA,JPN&issue=trade&as_of=2012")[k % 3]
                connection.send(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            statuses = [connection.reply().status for connection in connections]
            self.assertEqual(statuses, [200] * 500)
        finally:
            for connection in connections:
                connection.close()

    def test_slow_clients_hold_up_nobody(self):
        slow = [self.server.connect() for _ in range(100)]
        try:
            for connection in slow:
                connection.send(b"GET /health HT")
            begun = time.monotonic()
            for _ in range(50):
                self.assertEqual(self.server.ask("/health").status, 200)
            self.assertLess(time.monotonic() - begun, 20)
            for connection in slow:
                connection.send(b"TP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertEqual(connection.reply().status, 200)
        finally:
            for connection in slow:
                connection.close()

    def test_client_that_never_ends_its_request_is_let_go(self):
        with self.server.connect() as connection:
            connection.send(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            reply = connection.reply()
        if reply is not None:  # the library closes without a word where not even a line came
            self.assert_problem(reply, 408, "wrong_usage")
        self.assertEqual(self.server.ask("/health").status, 200)


class Queue(ServerCase):
    options = ("--workers", "1", "--waiting", "4")

    def test_what_does_not_fit_is_told_to_come_again(self):
        replies = self.ask_at_once(
            f"/api/v1/ask?actors=world&issue=trade&as_of={1990 + k % 20}&threshold=0.{k + 10}" for k in range(30)
        )
        refused = [reply for reply in replies if reply.status == 429]
        self.assertEqual({reply.status for reply in replies}, {200, 429})
        for reply in refused:
            self.assert_problem(reply, 429, "failed")
            self.assertGreaterEqual(int(reply.headers["retry-after"]), 1)
        self.assertEqual(self.server.ask("/health").status, 200)


class Limit(ServerCase):
    options = ("--workers", "1", "--time-limit", "1")

    def test_answers_that_take_too_long_are_called_off(self):
        # One worker and more work than a second holds: the last in line cannot be answered in time.
        replies = self.ask_at_once(f"/api/v1/ask?actors=world&issue=trade&as_of={1980 + k}" for k in range(16))
        late = [reply for reply in replies if reply.status == 503]
        self.assertTrue(late)
        for reply in late:
            self.assert_problem(reply, 503, "interrupted")
            self.assertTrue(reply.headers["retry-after"])


class Storm(ServerCase):
    """Clients that ask, write, stream, send half a request or do not read, all at once. What one of them frees another
    may still read: the sanitizers (tools/sanitize-server) find it here."""

    options = ("--allow-write",)
    writable = True
    TARGETS = ("ask?actors=USA,CHN,EU&issue=trade&as_of={}", "brief?actors=EU,IND&issue=climate&as_of={}", "overlay", "lookback",
               "core?issue=climate&share=0.8&as_of={}", "voting-power?issue=climate&actors=G7:members&as_of={}", "registry/audit",
               "registry?year={}", "registry/network?year={}", "registry/nato", "ties?actor=USA&year={}", "order?year={}",
               "power?issue=climate&year={}", "principles?year={}", "attainable?actor=IND&issue=trade&year={}")
    OVERLAY = b'[[correction]]\npartnership = "nato"\nreason = "A test."\nlabel = "strategic"\n'

    def go_away(self, chance, target, headers=""):
        """Sends a request, whole or in part, and leaves."""
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
        with self.server.connect() as connection:
            connection.send(request * chance.randrange(1, 4) if chance.random() < 0.7 else request[: chance.randrange(len(request))])
            time.sleep(chance.random() * 0.1)

    def write(self, chance):
        method = chance.choice(["PUT", "DELETE"])
        return self.server.ask("/api/v1/overlay", method, {"Authorization": f"Bearer {TOKEN}"}, self.OVERLAY).status

    def client(self, seed):
        chance = random.Random(seed)
        statuses = set()
        for _ in range(25):
            target = "/api/v1/" + chance.choice(self.TARGETS).format(chance.choice([1990, 2005, 2012]))
            act = chance.random()
            if act < 0.15:
                self.go_away(chance, target)
            elif act < 0.3:
                self.go_away(chance, target, "Accept: text/event-stream\r\n")
            elif act < 0.45:
                statuses.add(self.write(chance))
            else:
                statuses.add(self.server.ask(target, headers={"Accept-Encoding": "gzip"}).status)
        return statuses

    def test_clients_that_come_and_go_and_write_do_each_other_no_harm(self):
        with concurrent.futures.ThreadPoolExecutor(30) as pool:
            statuses = set().union(*pool.map(self.client, range(30)))
        self.assertLessEqual(statuses, {200, 429})
        self.assertEqual(self.server.ask("/health").status, 200)


if __name__ == "__main__":
    main()
