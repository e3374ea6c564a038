#!/usr/bin/env python3
"""Many clients at once, slow ones, and more questions than can be answered."""
import time
import unittest

from serving import ServerCase, main


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


if __name__ == "__main__":
    main()
