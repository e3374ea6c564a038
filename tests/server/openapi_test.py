#!/usr/bin/env python3
"""Holds what the server returns against docs/http/openapi.json: every route, every response, every parameter."""
import json
import unittest

from json_schema import Schemas
from serving import ROOT, ServerCase, main

FOLDER = ROOT / "docs" / "http"
API = json.loads((FOLDER / "openapi.json").read_text())
SCHEMAS = Schemas(FOLDER)
GETS = {path: item["get"] for path, item in API["paths"].items()}


def faults(document, schema):
    return list(SCHEMAS.faults(document, schema, "openapi.json"))


class OpenApi(ServerCase):
    def test_description_is_served_with_its_schemas(self):
        self.assertEqual(self.server.ask("/api/v1/openapi.json").json(), API)
        for file in FOLDER.glob("*.schema.json"):
            self.assertEqual(self.server.ask(f"/api/v1/{file.name}").json(), json.loads(file.read_text()))

    def test_every_view_is_described_and_every_description_is_there(self):
        views = self.server.ask("/api/v1/about").json()["views"]
        self.assertEqual({"/" + view for view in views}, {path for path in GETS if "{" not in path})

    def test_every_example_is_answered_as_described(self):
        for path, operation in GETS.items():
            contents = operation["responses"]["200"]["content"]
            self.assertTrue(operation.get("x-examples"), f"{path} has no example")
            for example in operation["x-examples"]:
                with self.subTest(example):
                    reply = self.server.ask("/api/v1" + example)
                    if reply.status == 503 and operation.get("x-needs-tables"):
                        self.skipTest("the starter atlas holds no roll calls")
                    self.assertEqual(reply.status, 200, reply.body[:300])
                    kind = reply.headers["content-type"].split(";")[0]
                    self.assertIn(kind, contents)
                    self.assertTrue(reply.headers["etag"])
                    if kind == "application/json":
                        self.assertEqual(faults(reply.json(), contents[kind]["schema"]), [])

    def test_every_parameter_is_known_and_no_other(self):
        for path, operation in GETS.items():
            target = "/api/v1" + path.replace("{id}", "nato")
            for parameter in operation["parameters"]:
                if parameter["in"] == "query":
                    reply = self.server.ask(f"{target}?{parameter['name']}=%20")
                    self.assertNotIn(b"no parameter", reply.body, f"{path} does not take {parameter['name']}")
            self.assertIn(b"no parameter 'colour'", self.server.ask(target + "?colour=red").body)

    def test_required_parameters_are_required(self):
        for path, operation in GETS.items():
            required = [p["name"] for p in operation["parameters"] if p["required"] and p["in"] == "query"]
            if required:
                with self.subTest(path):
                    self.assertIn(self.server.ask("/api/v1" + path).status, (400, 404))

    def test_failures_are_problems_as_described(self):
        schema = {"$ref": "error.schema.json"}
        for target, status in [
            ("/api/v1/ask?issue=trade&actors=Atlantis,USA", 404),
            ("/api/v1/ask?issue=trade&actors=USA,JPN&horizon=soon", 400),
            ("/api/v1/ask?issue=trade&actors=USA,JPN&threshold=1.5", 400),
            ("/api/v1/order?year=1700", 400),
            ("/api/v1/registry/no-such-thing", 404),
            ("/api/v1/nothing", 404),
        ]:
            with self.subTest(target):
                reply = self.server.ask(target)
                self.assertEqual(reply.status, status, reply.body[:300])
                self.assertEqual(faults(reply.json(), schema), [])


class Validator(unittest.TestCase):
    """The tests above are worth what the validator finds."""

    def test_faults_are_found(self):
        schema = {"type": "object", "required": ["a"], "additionalProperties": False,
                  "properties": {"a": {"type": ["integer", "null"], "minimum": 1}, "b": {"enum": ["x"]}}}
        for document, is_valid in [({"a": 1}, True), ({"a": None, "b": "x"}, True), ({}, False), ({"a": 0}, False),
                                   ({"a": True}, False), ({"a": 1, "b": "y"}, False), ({"a": 1, "c": 1}, False), ([], False)]:
            self.assertEqual(not faults(document, schema), is_valid, document)


if __name__ == "__main__":
    main()
