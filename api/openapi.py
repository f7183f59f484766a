"""The OpenAPI document: what FastAPI draws from the routes, with every problem declared.

The version of the API is in the server's URL; the service's own routes, outside of it, say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from api.problem_types import TYPES
from api.problems import MEDIA_TYPE
from api.replies.problem import ProblemDocument

BASE = "/v1"
REFERENCES = "#/components/schemas/{model}"
DESCRIPTION = (
    "Records what happens to people diverted from prosecution, decides by dated policy, and answers"
    " where a person stands: whether a conviction or caution is avoided, and which entries, under"
    " which edition, make it so. Log in, record an arrest, and follow the journey."
)

SEARCHES = (400, 401, 403, 408, 413, 415, 422, 500, 503)
WRITES = (400, 401, 403, 404, 408, 409, 410, 412, 413, 415, 422, 500, 503)
READS = (400, 401, 403, 404, 422, 500, 503)
OPEN = (404, 422, 500, 503)
WITHOUT_LOGIN = (400, 408, 413, 415, 422, 500)

REASONS: Mapping[int, str] = {
    400: "Malformed",
    401: "Not logged in",
    403: "Not permitted",
    404: "Absent, or not yours to see",
    408: "Too slow",
    409: "Not possible where the journey stands",
    410: "Erased",
    412: "Stale",
    413: "Too large",
    415: "Not JSON",
    422: "Understood, and wrong or refused by policy",
    500: "A fault of ours",
    503: "Not now",
}

HEADERS: Mapping[str, Any] = {
    "Location": "Where to read what was written.",
    "ETag": "The page's version; send it back as If-Match.",
    "X-Ledger-Position": "Where in the ledger it stands; send it as `after` to a list.",
}


def document(app: FastAPI) -> dict[str, Any]:
    """The document of `app`, ready to be published."""
    drawn = app.openapi()
    components = drawn["components"]
    schemas = {
        name: schema
        for name, schema in components["schemas"].items()
        if name not in {"HTTPValidationError", "ValidationError"}
    }
    return {
        **drawn,
        "servers": [{"url": BASE, "description": "Version 1"}],
        "paths": dict(_paths(drawn["paths"])),
        "components": {
            **components,
            "schemas": dict(sorted({**schemas, **_problem_schemas()}.items())),
            "responses": {_name(status): _response(status) for status in REASONS},
        },
    }


def _paths(paths: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, item in paths.items():
        told = {method: _operation(method, operation) for method, operation in item.items()}
        if path.startswith(f"{BASE}/"):
            yield path.removeprefix(BASE), told
        else:
            yield path, {"servers": [{"url": "/"}], **told}


def _operation(method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    answers = {
        status: answer for status, answer in operation["responses"].items() if status[0] == "2"
    }
    if "security" in operation and "201" in answers:
        answers["201"] = {**answers["201"], "headers": _headers()}
    problems = _statuses(method, logged_in="security" in operation, writes="201" in answers)
    refused = {
        str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in problems
    }
    return {**operation, "responses": {**answers, **refused}}


def _statuses(method: str, *, logged_in: bool, writes: bool) -> tuple[int, ...]:
    if method == "post" and not logged_in:
        return WITHOUT_LOGIN
    if method == "post":
        return WRITES if writes else SEARCHES
    return READS if logged_in else OPEN


def _headers() -> dict[str, Any]:
    return {
        name: {"description": about, "schema": {"type": "string"}}
        for name, about in HEADERS.items()
    }


def _response(status: int) -> dict[str, Any]:
    codes = [code for code, kind in TYPES.items() if kind.status == status]
    return {
        "description": f"{REASONS[status]}. Codes: {', '.join(codes)}.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCES.format(model="ProblemDocument")}}},
    }


def _name(status: int) -> str:
    return f"Problem{status}"


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemDocument.model_json_schema(ref_template=REFERENCES, mode="serialization")
    return {**schema.pop("$defs"), "ProblemDocument": schema}
