"""What an entry's `data` holds, as JSON Schema (2020-12): one schema for each version of a fact.

Derived from the facts themselves, so that neither can say what the other does not. A version is
the shape in which the fact is stored. Within a version fields are added, and none is taken away or
changes its meaning: a reader passes over what it does not know.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, get_args, get_origin

from api import words
from api.event_examples import example_of
from api.field_notes import NOTES
from api.naming import camel, camel_words
from api.telling import HEAD, data_of
from ledger.journey.facts import FACTS
from ledger.journey.parts import PERSONAL, Offence
from ledger.record.codec import UPCASTS
from ledger.record.shapes import hints_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
BASE = "/v1/schemas/events"
REFERENCE = "#/$defs/{name}"

PLAIN: Mapping[type, Mapping[str, str]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}

WORKED_OUT: Mapping[str, str] = {
    "last_on": "The last civil day of the contract, inclusive, London time.",
    "refused_for": "Codes of the clauses that stood in the way, whatever was decided.",
    "findings": "What was found of the person beside the arrest.",
    "route": "Which work the edition asks for, and in which order.",
    "digest": "The SHA-256 of the edition's file, in hex.",
    "arising_from": "The number of the journey of the new arrest; 0 if there is none.",
    "size": "How many entries of the ledger the answer was given from.",
    "root": "The root hash of those entries, in base64.",
}
"""What is told of fields that nobody puts forward, or that mean another thing there."""

Schema = dict[str, Any]


def version_of(name: str) -> int:
    """The version of the fact that is called `name`: the shape in which it is stored now."""
    return len(UPCASTS.get(name, ())) + 1


def place_of(name: str) -> str:
    """Where the schema of the fact that is called `name` can be read."""
    return f"{BASE}/{name}/v{version_of(name)}"


@cache
def schema_of(name: str) -> Schema:
    """The schema of the fact that is called `name`, with an example.

    Raises:
        KeyError: There is no such fact.
    """
    kind: Any = FACTS[name]
    parts = dict(sorted(_parts(kind)))
    return {
        "$schema": DRAFT,
        "$id": place_of(name),
        "title": name,
        "description": camel_words(inspect.getdoc(kind) or words.FACTS[name]),
        **_object(kind, left_out=HEAD),
        **({"$defs": {part: _object(of) for part, of in parts.items()}} if parts else {}),
        "examples": [data_of(example_of(name))],
    }


def _object(kind: Any, left_out: frozenset[str] = frozenset()) -> Schema:
    hints = {name: hint for name, hint in hints_of(kind).items() if name not in left_out}
    return {
        "type": "object",
        "properties": {camel(name): _field(kind, name, hint) for name, hint in hints.items()},
        "required": [camel(name) for name in hints],
    }


def _field(kind: Any, name: str, hint: Any) -> Schema:
    schema = {**_value(_bare(hint))}
    notes = NOTES if kind is Offence else {**NOTES, **WORKED_OUT}
    if name in notes:
        schema["description"] = camel_words(notes[name])
    if get_origin(hint) is Annotated and PERSONAL in get_args(hint)[1:]:
        schema["x-personal"] = True
    return schema


def _value(kind: Any) -> Mapping[str, Any]:
    if get_origin(kind) is UnionType:
        (one,) = (part for part in get_args(kind) if part is not type(None))
        return {"anyOf": [_value(one), {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0])}
    if _is_part(kind):
        return {"$ref": REFERENCE.format(name=kind.__name__)}
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": [word.value for word in kind]}
    return PLAIN[kind]


def _parts(kind: Any) -> Iterator[tuple[str, Any]]:
    for hint in hints_of(kind).values():
        for part in _within(_bare(hint)):
            yield part.__name__, part
            yield from _parts(part)


def _within(kind: Any) -> Iterator[Any]:
    if get_origin(kind) in (UnionType, tuple):
        for part in get_args(kind):
            yield from _within(part)
    elif _is_part(kind):
        yield kind


def _is_part(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind)


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint
