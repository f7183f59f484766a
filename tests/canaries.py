"""Words that nobody else writes, put wherever a caller can put words, and what comes of them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from api.command_routes import ALL, ARREST, OF_A_PAGE, CommandRoute
from api.examples import EXAMPLES
from ledger.journey.facts.person import PagesLinked, PagesUnlinked
from ledger.journey.identifiers import pnc_check_letter
from tests.service import Caller

CANARY = "Canari-Bronwen"
"""In every name, address and text that is told."""

PNC_ID = f"1985/7654321{pnc_check_letter(1985, 7654321)}"
MARKS = (CANARY, "7654321")
PERSONAL_READS = frozenset(
    {
        "accessLog",
        "caseload",
        "due",
        "exportAccessLog",
        "journey",
        "journeyEvents",
        "journeyExplanation",
        "participant",
        "participantEvents",
        "sampleVerdicts",
        "searchAccessLog",
    }
)
"""Whose answers may hold what was told of a person; no other answer may."""

ADDRESS = re.compile(r"(/|https?://|urn:)\S*")
KEPT = frozenset(
    {"clauses", "code", "identifiers", "length", "newValue", "offenceCode", "oldValue", "value"}
)
"""What only codes can be said of, though the document does not list them."""

NOT_FREE = frozenset({"enum", "const", "format", "pattern"})
JSON = frozenset({"application/json", "application/problem+json"})
METHODS = frozenset({"get", "post", "put", "patch", "delete"})

Document = Mapping[str, Any]


@dataclass
class Seen:
    """Every answer, and the operation that it is of."""

    document: Document
    answers: list[tuple[str, httpx2.Response]] = field(default_factory=list)

    def note(self, answer: httpx2.Response) -> None:
        answer.read()
        self.answers.append((self._operation(answer.request), answer))

    def _operation(self, request: httpx2.Request) -> str:
        path = urlsplit(str(request.url)).path.removeprefix("/v1")
        for template, item in self.document["paths"].items():
            shape = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
            if re.fullmatch(shape, path) and request.method.lower() in item:
                return str(item[request.method.lower()]["operationId"])
        return ""

    def leaks(self) -> Iterator[str]:
        """Where a mark is that should be nowhere."""
        for operation, answer in self.answers:
            where = f"{operation} {answer.status_code}"
            for name, value in answer.headers.items():
                if marked(value) or any(marked(one) for one in decoded(value)):
                    yield f"{where}: header {name}"
            may_be_told = operation in PERSONAL_READS and answer.status_code == 200
            if marked(answer.text) and not may_be_told:
                yield f"{where}: body {answer.text[:300]}"
            for address in addresses(answer):
                if any(marked(one) for one in (address, *decoded(address))):
                    yield f"{where}: hands out {address[:300]}"


def marked(text: str) -> bool:
    """Whether a mark is in it, however the text is cased or escaped."""
    plain = text.lower().replace("%2d", "-").replace("\\u002d", "-")
    return any(mark.lower() in plain for mark in MARKS)


def decoded(text: str) -> Iterator[str]:
    """Whatever in it could be base64, read."""
    for word in re.findall(r"[\w+/=-]{12,}", text):
        try:
            raw = base64.urlsafe_b64decode(word.rstrip("=") + "=" * (-len(word.rstrip("=")) % 4))
        except ValueError:
            continue
        yield raw.decode("latin-1")


def addresses(answer: httpx2.Response) -> Iterator[str]:
    """Every URL and cursor that the body of an answer hands out."""
    if answer.headers.get("content-type") not in JSON:
        return
    parts: list[Any] = [answer.json()]
    while parts:
        match parts.pop():
            case dict() as told:
                parts += told.values()
                yield from (str(told[key]) for key in ("nextCursor",) if told.get(key))
            case list() as told:
                parts += told
            case str() as text if ADDRESS.fullmatch(text):
                yield text


def free(schema: Mapping[str, Any], document: Document) -> bool:
    """Whether any words will do."""
    if "$ref" in schema:
        return free(resolved(schema, document), document)
    return schema.get("type") == "string" and not NOT_FREE & schema.keys()


def resolved(schema: Mapping[str, Any], document: Document) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    told: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return resolved(told, document)


def told_of(example: Any, schema: Mapping[str, Any], document: Document) -> Any:
    """The example with a mark in every text that is free."""
    schema = resolved(schema, document)
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            schema = resolved(choice, document)
    if isinstance(example, Mapping):
        properties = schema.get("properties", {})
        return {
            key: value if key in KEPT else told_of(value, properties.get(key, {}), document)
            for key, value in example.items()
        }
    if isinstance(example, list | tuple):
        return [told_of(one, schema.get("items", {}), document) for one in example]
    if isinstance(example, str) and free(schema, document):
        return f"{CANARY} {example}"
    return example


def everywhere(example: Any) -> Any:
    """The example with a mark instead of everything that it says, and of every second name."""
    if isinstance(example, Mapping):
        given = {key: everywhere(value) for key, value in example.items()}
        return {**given, CANARY: CANARY}
    if isinstance(example, list | tuple):
        return [*(everywhere(one) for one in example), CANARY]
    return CANARY


class Teller:
    """Somebody who tells of people in marked words."""

    def __init__(self, caller: Caller, document: Document) -> None:
        self._caller = caller
        self._document = document

    def body(self, route: CommandRoute) -> dict[str, Any]:
        path = "/arrests" if route is ARREST else f"{_under(route)}/{route.path}"
        schema = self._document["paths"][path]["post"]["requestBody"]["content"]
        (told,) = (content["schema"] for content in schema.values())
        body: dict[str, Any] = told_of(EXAMPLES[route.kind], told, self._document)
        return body

    def put(self, page: str, kind: Any, changes: Mapping[str, Any], other: str) -> httpx2.Response:
        (route,) = (route for route in ALL if route.kind is kind)
        named = {"other": other} if kind in (PagesLinked, PagesUnlinked) else {}
        on_page = f"/v1/participants/{page}"
        path = f"{on_page}/{'' if route in OF_A_PAGE else 'journeys/1/'}{route.path}"
        headers = {"Justification": CANARY, "On-Behalf-Of": CANARY, "X-Correlation-Id": CANARY}
        return self._caller.post(
            "/v1/arrests" if route is ARREST else path,
            {**self.body(route), **changes, **named},
            **headers,
        )


def _under(route: CommandRoute) -> str:
    page = "/participants/{participantId}"
    return page if route in OF_A_PAGE else page + "/journeys/{n}"


def wrongly(caller: Caller, document: Document) -> None:
    """Ask every operation of the document with marks wherever one can be put."""
    base = str(caller.client.base_url).rstrip("/")
    for path, item in document["paths"].items():
        url = base + ("" if "servers" in item else "/v1") + re.sub(r"\{\w+\}", CANARY, path)
        for method in METHODS & item.keys():
            for asked in _asked(item[method], document):
                caller.client.request(method, url, **asked)
    for path in (CANARY, "v1/arrests"):
        for method in ("GET", "POST", "PUT", CANARY.upper()):
            url = f"{base}/{path}?{CANARY}={CANARY}"
            caller.client.request(method, url, json={CANARY: CANARY})


def _asked(operation: Mapping[str, Any], document: Document) -> Iterator[dict[str, Any]]:
    declared = operation.get("parameters", ())
    key = {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
    in_headers = {p["name"]: CANARY for p in declared if p["in"] == "header"}
    in_query = {p["name"]: CANARY for p in declared if p["in"] == "query"} | {CANARY: CANARY}
    yield {"headers": {**in_headers, "X-Mark": CANARY, "User-Agent": CANARY}}
    yield {"headers": key, "params": in_query}
    yield {"headers": {"Authorization": f"Bearer {CANARY}"}}
    yield {"headers": {"Authorization": f"{CANARY} {CANARY}"}}
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, told in content.items():
        examples = [one["value"] for one in told.get("examples", {}).values()] or [{}]
        typed = {**key, "Content-Type": media_type}
        bodies = [
            *(json.dumps(everywhere(one)) for one in examples),
            *(json.dumps({**one, CANARY: CANARY}) for one in examples if isinstance(one, dict)),
            json.dumps([{CANARY: CANARY}]),
            json.dumps(CANARY),
            f"{{{CANARY}",
            f'{{"{CANARY}": 1, "{CANARY}": 2}}',
        ]
        for body in bodies:
            yield {"headers": typed, "content": body.encode()}
        yield {"headers": {**key, "Content-Type": f"text/{CANARY}"}, "content": b"{}"}
