"""A server to test against, and requests as bytes, since the tests send what no proper client would.

$ENTENTE_SERVE holds options for every server that is started, such as `--threads 1`."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = "a token of more than sixteen characters"


def entente():
    return pathlib.Path(os.environ["ENTENTE"]).resolve()


def atlas():
    """The starter atlas beside the program, unless $ENTENTE_ATLAS names another."""
    return pathlib.Path(os.environ.get("ENTENTE_ATLAS") or entente().parent / "starter.atlas")


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Connection:
    """One connection; a reply is read to its end."""

    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def head(self):
        """Status and headers, names in lower case. None where the connection was closed instead."""
        line = self.file.readline()
        if not line:
            return None
        headers = {}
        while (header := self.file.readline().strip()):
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return int(line.split()[1]), headers

    def reply(self, has_body=True):
        head = self.head()
        if head is None:
            return None
        status, headers = head
        body = b""
        if has_body and status not in (204, 304):
            if headers.get("transfer-encoding") == "chunked":
                while (size := int(self.file.readline(), 16)) > 0:
                    body += self.file.read(size)
                    self.file.readline()
                self.file.readline()
            else:
                body = self.file.read(int(headers.get("content-length", 0)))
        return Reply(status, headers, body)

    def ask(self, target, method="GET", headers=None, body=None):
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b""))
        return self.reply(method != "HEAD")


class Server:
    """`entente serve` on any free port, with a copy of the atlas where it may write."""

    def __init__(self, *options, writable=False):
        self.folder = tempfile.TemporaryDirectory()
        file = atlas()
        if writable:
            file = pathlib.Path(self.folder.name) / "copy.atlas"
            shutil.copy(atlas(), file)
        self.process = subprocess.Popen(
            [str(entente()), "serve", "--port", "0", "--quiet", "--atlas", str(file), *options,
             *os.environ.get("ENTENTE_SERVE", "").split()],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "ENTENTE_TOKEN": TOKEN})
        address = self.process.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"entente serve did not start: exit {self.process.wait()}")
        self.port = int(address.rstrip("/").rsplit(":", 1)[1])

    def connect(self, timeout=60):
        return Connection(self.port, timeout)

    def ask(self, target, method="GET", headers=None, body=None, timeout=60):
        with self.connect(timeout) as connection:
            return connection.ask(target, method, headers, body)

    def is_running(self):
        return self.process.poll() is None

    def stop(self):
        """Ends it as a service manager does; its exit code."""
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.folder.cleanup()
        return code


class ServerCase(unittest.TestCase):
    """Tests that share one server, which must have survived them."""

    options = ()
    writable = False

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.options, writable=cls.writable)

    @classmethod
    def tearDownClass(cls):
        was_running = cls.server.is_running()
        code = cls.server.stop()
        # A sanitizer that found a leak at the end gives the process another exit code.
        assert was_running and code == 0, f"the server ended with {code}"

    def ask_at_once(self, targets):
        """Replies to targets that are all asked at the same time, in their order."""
        targets = list(targets)
        with concurrent.futures.ThreadPoolExecutor(len(targets)) as pool:
            return list(pool.map(self.server.ask, targets))

    def assert_problem(self, reply, status, code):
        self.assertEqual(reply.status, status, reply.body[:300])
        self.assertEqual(reply.headers["content-type"], "application/problem+json")
        body = reply.json()
        self.assertEqual((body["status"], body["code"]), (status, code))
        self.assertTrue(body["title"] and body["detail"] and body["detail"] == body["message"])
        return body


def main():
    """Runs the tests of a file: usage FILE.py ENTENTE [unittest options]."""
    if len(sys.argv) < 2:
        sys.exit("usage: FILE.py ENTENTE [unittest options]")
    os.environ["ENTENTE"] = sys.argv.pop(1)
    if not atlas().exists():
        print(f"skipped: no atlas at {atlas()}")
        sys.exit(77)
    unittest.main()
