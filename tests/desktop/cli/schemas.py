"""The schema that is published for each JSON document."""

import json

import jsonschema

import resources


def require_schema(document):
    """Every JSON document fits the schema that is published for it."""
    _, command, version = document["schema"].split("/")
    schema = json.loads(resources.read_text(f"schemas/{command}-{version}.json"))
    jsonschema.Draft202012Validator(schema).validate(document)
