"""The part of JSON Schema (draft 7) that docs/http uses: enough to hold a document against its description."""
import json
import pathlib

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}
KNOWN = {
    "$schema", "$id", "$ref", "title", "description", "definitions", "default", "tsType", "type", "enum", "anyOf",
    "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minimum", "maximum",
}


def has_type(value, name):
    if isinstance(value, bool) and name in ("integer", "number"):
        return False
    return isinstance(value, TYPES[name])


class Schemas:
    """Schemas of a folder, by file name."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.files = {}

    def load(self, name):
        if name not in self.files:
            self.files[name] = json.loads((self.folder / name).read_text())
        return self.files[name]

    def resolve(self, ref, file):
        name, _, pointer = ref.partition("#")
        file = name or file
        schema = self.load(file)
        for part in filter(None, pointer.split("/")):
            schema = schema[part]
        return schema, file

    def faults(self, value, schema, file, where="$"):
        """Every way in which a value is not what a schema of a file says."""
        if "$ref" in schema:
            target, target_file = self.resolve(schema["$ref"], file)
            yield from self.faults(value, target, target_file, where)
        for word in set(schema) - KNOWN:
            yield f"{where}: the schema's '{word}' is not checked here"
        names = schema.get("type", [])
        names = [names] if isinstance(names, str) else names
        if names and not any(has_type(value, name) for name in names):
            yield f"{where}: {json.dumps(value)[:60]} is no {' or '.join(names)}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {json.dumps(value)[:60]} is none of {schema['enum']}"
        if "anyOf" in schema:
            tries = [list(self.faults(value, option, file, where)) for option in schema["anyOf"]]
            if all(tries):
                yield f"{where}: fits no alternative; nearest: {min(tries, key=len)[:3]}"
        if has_type(value, "number"):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                yield f"{where}: {value} is out of range"
        if isinstance(value, dict):
            yield from self.object_faults(value, schema, file, where)
        if isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                yield f"{where}: {len(value)} items"
            if "items" in schema:
                for k, item in enumerate(value):
                    yield from self.faults(item, schema["items"], file, f"{where}[{k}]")

    def object_faults(self, value, schema, file, where):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}: lacks {name}"
        others = schema.get("additionalProperties", True)
        for name, item in value.items():
            if name in schema.get("properties", {}):
                yield from self.faults(item, schema["properties"][name], file, f"{where}.{name}")
            elif others is False:
                yield f"{where}: {name} is not described"
            elif isinstance(others, dict):
                yield from self.faults(item, others, file, f"{where}.{name}")
