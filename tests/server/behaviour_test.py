#!/usr/bin/env python3
"""How the server answers: what it keeps, compresses, refuses and streams, and who may write."""
import concurrent.futures
import email.utils
import gzip
import json
import re
import time
import unittest

from serving import TOKEN, Server, ServerCase, main

ASK = "/api/v1/ask?actors=USA,JPN,AUS&issue=trade&as_of=2012"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
OVERLAY = b"""
[[correction]]
partnership = "nato"
reason = "A test of the server."
label = "strategic"
"""


class Reading(ServerCase):
    def test_same_question_has_same_etag_and_304(self):
        first = self.server.ask(ASK)
        again = self.server.ask("/api/v1/ask?issue=trade&as_of=2012&actors=USA,JPN,AUS")
        self.assertEqual(first.headers["etag"], again.headers["etag"])
        self.assertEqual(first.body, again.body)
        unchanged = self.server.ask(ASK, headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual((unchanged.status, unchanged.body), (304, b""))
        other = self.server.ask(ASK.replace("2012", "2013"), headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual(other.status, 200)
        self.assertNotEqual(other.headers["etag"], first.headers["etag"])

    def test_gzip_where_it_is_taken(self):
        plain = self.server.ask(ASK)
        self.assertNotIn("content-encoding", plain.headers)
        packed = self.server.ask(ASK, headers={"Accept-Encoding": "br, gzip"})
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertLess(len(packed.body), len(plain.body) / 2)
        self.assertIn("Accept-Encoding", packed.headers["vary"])
        for refused in ("gzip;q=0", "identity", "br"):
            self.assertNotIn("content-encoding", self.server.ask(ASK, headers={"Accept-Encoding": refused}).headers)

    def test_head_has_the_length_and_no_body(self):
        with self.server.connect() as connection:
            head = connection.ask(ASK, method="HEAD")
            whole = connection.ask(ASK)
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(int(head.headers["content-length"]), len(whole.body))

    def test_ranges_are_not_cut(self):
        whole = self.server.ask(ASK)
        part = self.server.ask(ASK, headers={"Range": "bytes=0-9"})
        self.assertEqual((part.status, part.body), (200, whole.body))

    def test_connection_is_kept_over_answers_and_problems(self):
        with self.server.connect() as connection:
            for _ in range(20):
                self.assertEqual(connection.ask("/health").status, 200)
                self.assertEqual(connection.ask("/api/v1/nothing").status, 404)

    def test_security_headers_stand_everywhere(self):
        for target in ("/", "/api/v1/about", "/api/v1/nothing", "/metrics"):
            headers = self.server.ask(target).headers
            age = time.time() - email.utils.parsedate_to_datetime(headers["date"]).timestamp()
            self.assertLess(abs(age), 60)
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'self'", policy)
            self.assertNotIn("http", policy)
            self.assertNotIn("unsafe-eval", policy)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["referrer-policy"], "no-referrer")

    def test_page_and_its_assets(self):
        page = self.server.ask("/")
        self.assertEqual(page.status, 200)
        self.assertEqual(page.headers["content-type"], "text/html; charset=utf-8")
        self.assertEqual(page.headers["cache-control"], "no-cache")
        asset = re.search(r'src="\.?(/assets/[^"]+)"', page.body.decode())[1]
        script = self.server.ask(asset, headers={"Accept-Encoding": "gzip"})
        self.assertEqual(script.headers["content-encoding"], "gzip")
        self.assertIn("immutable", script.headers["cache-control"])

    def test_no_path_leads_out_of_the_folders(self):
        for path in ("/../CMakeLists.txt", "/assets/../../package.json", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
                     "//etc/passwd", "/api/v1/../../README.md", "/api/v1/%2e%2e/about", "/index.html%00.js", "/.", "/assets/"):
            with self.subTest(path):
                self.assert_problem(self.server.ask(path), 404, "unknown_id")

    def test_a_year_without_votes_is_not_found(self):
        reply = self.server.ask("/api/v1/common-ground?actors=IND,BRA&as_of=1950")
        if reply.status == 200:
            self.skipTest("this atlas holds the votes")
        told = self.assert_problem(reply, 404, "unknown_id")
        self.assertIn("votes", told["hint"])

    def test_other_methods_are_refused(self):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            reply = self.server.ask(ASK, method=method, body=b"{}")
            self.assert_problem(reply, 405, "wrong_usage")
            self.assertIn("GET", reply.headers["allow"])
        for method in ("OPTIONS", "TRACE", "CONNECT"):
            self.assert_problem(self.server.ask(ASK, method=method), 405, "wrong_usage")

    def test_broken_json_is_no_question(self):
        for body in (b"{", b'{"actors": ', b"\xff\xfe", b"[" * 100000):
            reply = self.server.ask("/api/v1/ask", method="POST", headers={"Content-Type": "application/json"}, body=body)
            self.assert_problem(reply, 405, "wrong_usage")
        self.assert_problem(self.server.ask(ASK, body=b"{"), 400, "wrong_usage")

    def test_large_bodies_are_refused(self):
        for target in ("/api/v1/ask", "/api/v1/overlay"):
            reply = self.server.ask(target, method="PUT", body=b"x" * 10_000_000)
            self.assert_problem(reply, 413, "bad_input")
        with self.server.connect() as connection:
            connection.send(b"POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(10):
                connection.send(b"f4240\r\n" + b"x" * 1_000_000 + b"\r\n")
            connection.send(b"0\r\n\r\n")
            self.assert_problem(connection.reply(), 413, "bad_input")

    def test_long_and_foreign_addresses_are_refused(self):
        self.assert_problem(self.server.ask("/api/v1/ask?actors=" + "A" * 5000), 414, "wrong_usage")
        self.assert_problem(self.server.ask("/" + "a/" * 6000), 414, "wrong_usage")
        with self.server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: attacker.example:8137\r\n\r\n")
            self.assert_problem(connection.reply(), 421, "wrong_usage")

    def test_what_is_no_request_is_told_so(self):
        for text in (b"hello\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00\x01\x02\r\n\r\n"):
            with self.server.connect() as connection:
                connection.send(text)
                self.assert_problem(connection.reply(), 400, "wrong_usage")

    def test_text_that_is_no_utf8_is_answered(self):
        reply = self.server.ask("/api/v1/ask?issue=trade&actors=%ff%fe,USA")
        self.assertEqual(reply.status, 404)
        self.assertIn("\ufffd", reply.json()["message"])

    def test_health_and_metrics(self):
        self.assertEqual(self.server.ask("/health").json()["status"], "ok")
        self.server.ask(ASK)
        reply = self.server.ask("/metrics")
        self.assertTrue(reply.headers["content-type"].startswith("text/plain"))
        text = reply.body.decode()
        self.assertIn('entente_http_requests_total{route="/ask",status="200"}', text)
        self.assertIn('entente_http_request_seconds_bucket{route="/ask",le="+Inf"}', text)
        for line in text.splitlines():
            if not line.startswith("#"):
                float(line.rsplit(" ", 1)[1])

    def test_overlay_cannot_be_written(self):
        self.assert_problem(self.server.ask("/api/v1/overlay", method="PUT", headers=BEARER, body=OVERLAY), 403, "wrong_usage")


class Streaming(ServerCase):
    EVENTS = {"Accept": "text/event-stream"}

    @staticmethod
    def events(body):
        for block in body.decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if lines:
                yield lines["event"], json.loads(lines["data"])

    def test_answer_comes_as_an_event(self):
        reply = self.server.ask("/api/v1/ask?actors=G7:members&issue=trade", headers=self.EVENTS)
        self.assertEqual(reply.headers["content-type"], "text/event-stream")
        events = list(self.events(reply.body))
        self.assertEqual(events[-1][0], "answer")
        self.assertEqual(events[-1][1], self.server.ask("/api/v1/ask?actors=G7:members&issue=trade").json())
        self.assertGreaterEqual(len(events), 2, "no progress was told")
        for name, progress in events[:-1]:
            self.assertEqual(name, "progress")
            self.assertTrue(0 <= progress["share"] <= 1)

    def test_problem_comes_as_an_event(self):
        events = list(self.events(self.server.ask("/api/v1/ask?actors=Atlantis&issue=trade", headers=self.EVENTS).body))
        self.assertEqual({name for name, _ in events[:-1]} - {"progress"}, set())
        self.assertEqual((events[-1][0], events[-1][1]["status"]), ("problem", 404))

    def test_client_that_goes_away_ends_its_work(self):
        with self.server.connect() as connection:
            connection.send(b"GET /api/v1/ask?actors=world&issue=trade&as_of=1999 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            text = self.server.ask("/metrics").body.decode()
            if "entente_http_in_work 1\n" in text and "entente_http_waiting 0\n" in text:
                return  # only the question about the metrics itself is left
            time.sleep(0.2)
        self.fail("the work goes on for nobody")


class Writing(ServerCase):
    options = ("--allow-write",)
    writable = True

    def put(self, body, headers=BEARER):
        return self.server.ask("/api/v1/overlay", method="PUT", headers=headers, body=body)

    def test_overlay_is_laid_over_and_taken_away(self):
        before = self.server.ask("/api/v1/registry/nato")
        reply = self.put(OVERLAY)
        self.assertEqual(reply.status, 200, reply.body[:500])
        self.assertEqual([note["partnership"] for note in reply.json()["notes"]], ["nato"])
        after = self.server.ask("/api/v1/registry/nato")
        self.assertEqual((before.json()["label"], after.json()["label"]), ("none", "strategic"))
        self.assertNotEqual(before.headers["etag"], after.headers["etag"])
        self.assertEqual(self.server.ask("/api/v1/overlay", method="DELETE", headers=BEARER).status, 200)
        self.assertEqual(self.server.ask("/api/v1/registry/nato").json(), before.json())

    def test_an_answer_is_kept_under_the_name_of_what_it_was_made_from(self):
        targets = [f"/api/v1/registry?label=strategic&limit={k + 1}" for k in range(12)]
        before = [self.server.ask(target) for target in targets[6:]]
        with concurrent.futures.ThreadPoolExecutor(13) as pool:
            asked = [pool.submit(self.server.ask, target) for target in targets[:6]]
            self.put(OVERLAY)
            during = [one.result() for one in asked]
        self.server.ask("/api/v1/overlay", method="DELETE", headers=BEARER)
        for target, reply in zip(targets[6:], before):
            self.assertEqual(self.server.ask(target).headers["etag"], reply.headers["etag"])
        for target, reply in zip(targets, during):
            now = self.server.ask(target)
            if now.headers["etag"] == reply.headers["etag"]:
                self.assertEqual(now.body, reply.body)

    def test_faults_are_told_and_nothing_is_changed(self):
        for body in (b"[[correction]]\nid = ", b"\xff\xff", b'[[correction]]\npartnership = "no-such"\nreason = "x"\nlabel = "none"\n'):
            told = self.assert_problem(self.put(body), 422, "bad_input")
            self.assertNotIn(self.server.folder.name, json.dumps(told), "where files lie is not told")
        self.assertEqual(self.server.ask("/api/v1/overlay").json(), {"notes": []})

    def test_wrong_tokens_are_refused(self):
        for header in ({}, {"Authorization": "Bearer "}, {"Authorization": TOKEN}, {"Authorization": "Basic " + TOKEN},
                       {"Authorization": "Bearer " + TOKEN[:-1]}, {"Authorization": "Bearer " + TOKEN + "x"},
                       {"Authorization": "Bearer " + "x" * len(TOKEN)}):
            reply = self.put(OVERLAY, header)
            self.assert_problem(reply, 401, "wrong_usage")
            self.assertEqual(reply.headers["www-authenticate"], "Bearer")
        self.assertEqual(self.server.ask("/api/v1/overlay").json(), {"notes": []})

    def test_large_and_multipart_overlays_are_refused(self):
        self.assert_problem(self.put(b"#" * 2_000_000), 413, "bad_input")
        self.assert_problem(self.put(b"--x--", {**BEARER, "Content-Type": "multipart/form-data; boundary=x"}), 415, "wrong_usage")


class Stopping(unittest.TestCase):
    def test_answers_in_work_are_finished(self):
        server = Server()
        with server.connect() as connection:
            connection.send(b"GET /api/v1/ask?actors=world&issue=trade HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.1)
            server.process.terminate()
            reply = connection.reply()
        self.assertEqual(reply.status, 200)
        self.assertEqual(len(reply.json()["matrix"]), 30)
        self.assertEqual(server.process.wait(timeout=60), 0)
        server.stop()

    def test_short_tokens_are_no_tokens(self):
        import os
        import subprocess
        from serving import atlas, entente
        done = subprocess.run([str(entente()), "serve", "--port", "0", "--allow-write", "--atlas", str(atlas())],
                              env={**os.environ, "ENTENTE_TOKEN": "short"}, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"token", done.stderr)


if __name__ == "__main__":
    main()
