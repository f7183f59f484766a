"""The OpenAPI document: what FastAPI draws from the routes, with all that it does not know added.

The version of the API is in the server's URL; the service's own routes, outside of it, say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from api.event_webhook import webhooks
from api.lifecycle import DEPRECATED, marked
from api.openapi_answers import answers, components, taken
from api.openapi_security import Needed, contact, needed, schemes
from api.replies.feed import CloudEvent
from api.replies.problem import ProblemDocument
from api.settings import Settings

BASE = "/v1"
REFERENCES = "#/components/schemas/{model}"
DESCRIPTION = (
    "Records what happens to people diverted from prosecution, decides by dated policy, and answers"
    " where a person stands: whether a conviction or caution is avoided, and which entries, under"
    " which edition, make it so. Log in, record an arrest, and follow the journey. Every request"
    " about a person says its `Purpose`. Every command has an `Idempotency-Key`, by which it can be"
    " sent again, and names in `If-Match` the version of the page that was seen."
)
ALSO = (ProblemDocument, CloudEvent)
OF_THE_FRAMEWORK = frozenset({"HTTPValidationError", "ValidationError"})
IN_3_2 = frozenset({"itemSchema", "itemEncoding", "prefixEncoding"})
"""Keywords of OpenAPI 3.2, which FastAPI writes into a document of 3.1."""

STREAM = "text/event-stream"
STREAMED = {"x-item-schema": {"$ref": REFERENCES.format(model="CloudEvent")}}
"""OpenAPI 3.1 has no word for the items of a stream, and a schema would be that of the whole."""

HEADER_NAMES = {"x-correlation-id": "X-Correlation-Id", "Last-Event-ID": "Last-Event-ID"}
HEADER_EXAMPLES = {
    "Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324",
    "If-Match": '"7"',
    "If-None-Match": '"7"',
    "Justification": "Requested by the custody officer for the review at 14:00.",
    "Last-Event-ID": "1024",
    "Purpose": "prosecution",
    "X-Correlation-Id": "custody-4471-19",
}

Told = Mapping[str, Any]


def document(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The document of `app`, ready to be published."""
    drawn = app.openapi()
    return {
        **drawn,
        "info": {**drawn["info"], "contact": contact(settings)},
        "servers": [{"url": BASE, "description": "Version 1"}],
        "paths": dict(_paths(drawn["paths"], needed(app), settings)),
        "webhooks": webhooks(),
        "components": {
            **components(any_deprecated=bool(DEPRECATED)),
            "securitySchemes": schemes(settings),
            "schemas": _schemas(drawn["components"]["schemas"]),
        },
    }


def _paths(paths: Told, who: Needed, settings: Settings) -> Iterator[tuple[str, Any]]:
    for path, item in paths.items():
        told = {method: _operation(one, who, settings) for method, one in item.items()}
        if path.startswith(f"{BASE}/"):
            yield path.removeprefix(BASE), told
        else:
            yield path, {"servers": [{"url": "/"}], **told}


def _operation(drawn: Told, who: Needed, settings: Settings) -> dict[str, Any]:
    operation = {**drawn, **marked(drawn)}
    if "parameters" in drawn:
        looked = {"participantid"} <= taken(drawn, "path")
        operation["parameters"] = [_parameter(one, looked=looked) for one in drawn["parameters"]]
    if "security" in drawn:
        operation |= who.told(drawn["operationId"], settings)
    return {**operation, "responses": _without_3_2(answers(operation))}


def _parameter(drawn: Told, *, looked: bool) -> Told:
    """A parameter that is left out is not sent at all: never null. Who looked can say at what."""
    told: dict[str, Any] = {**drawn, "schema": _never_null(drawn["schema"])}
    if drawn["in"] == "header":
        name = HEADER_NAMES.get(drawn["name"], drawn["name"].title())
        told |= {"name": name, "required": drawn["required"] or (looked and name == "If-Match")}
        if name in HEADER_EXAMPLES:
            told["schema"] = {**told["schema"], "examples": [HEADER_EXAMPLES[name]]}
    return told


def _never_null(schema: Told) -> Told:
    ways = [way for way in schema.get("anyOf", ()) if way != {"type": "null"}]
    if len(ways) != 1:
        return schema
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **ways[0]}


def _without_3_2(drawn: Any) -> Any:
    match drawn:
        case {"text/event-stream": {"schema": _, **rest}}:
            return {STREAM: {**rest, **STREAMED}}
        case dict():
            return {key: _without_3_2(one) for key, one in drawn.items() if key not in IN_3_2}
        case list():
            return [_without_3_2(one) for one in drawn]
        case _:
            return drawn


def _schemas(drawn: Told) -> dict[str, Any]:
    told = {name: one for name, one in drawn.items() if name not in OF_THE_FRAMEWORK}
    for model in ALSO:
        schema = model.model_json_schema(ref_template=REFERENCES, mode="serialization")
        told |= {**schema.pop("$defs", {}), model.__name__: schema}
    return dict(sorted(told.items()))
