"""A ledger that a fuzzer can get somewhere with: for every command a page that it fits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from api.command_routes import ALL, ARREST, CORRECTION_ON_A_JOURNEY, OF_A_PAGE
from api.examples import EXAMPLES
from ledger.journey.commands import RecordArrest
from ledger.journey.facts.person import PagesLinked, PagesUnlinked
from tests.service import FORCE, Caller
from tests.terminal import answer, run
from tests.told_examples import BEFORE

NOBODY_ELSE: Mapping[str, Any] = {"identifiers": []}
ROUTES = {route.kind: route for route in ALL}
KNOWN: Mapping[str, list[Any]] = {
    "path.n": [1],
    "path.force": [FORCE],
    "path.scheme": ["checkpoint-cymru"],
    "path.edition": ["2019-10"],
    "path.list": ["offences"],
    "path.code": ["not-found"],
    "path.name": ["contract.signed"],
    "path.version": [1],
}
"""What there is, for parameters in paths; the fuzzer draws others as well."""

LOGS = {"ledger": "/v1/ledger", "accessLog": "/v1/ledger/access-log"}
"""Where each log is, by the beginning of its operations' ids."""

OTHER_METHODS = ["DELETE", "TRACE"]
"""What is tried where it is not allowed: every method is refused by the same lines of code."""

OF_VALID_REQUESTS = ["2xx", "3xx", *map(str, (400, 401, 403, 404, 409, 410, 412, 422, 428, 429))]
"""A request of the right form can be refused for what it says: `fuzz_hooks` looks at the code."""

OF_WRONG_REQUESTS = [
    *map(str, (400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431)),
]
"""What Schemathesis expects by itself, without 5xx, and what is too large (RFC 9110, RFC 6585)."""

OF_MISSING_HEADERS = [*map(str, (400, 401, 403, 406, 415, 422, 428))]
"""What Schemathesis expects by itself, and 428, which is what RFC 6585 has for If-Match."""


@dataclass(frozen=True)
class Pages:
    """For each operation, a page on which its example would be carried out next.

    `other` is one that can be linked with any of them, `sample` one of the decisions on them; `log`
    holds what there is of both logs, by operation and parameter.
    """

    other: str
    sample: str
    of_operations: Mapping[str, str]
    log: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def pages_for_commands(caller: Caller) -> Pages:
    """Pages as every command needs them, told by `caller`."""
    other = told(caller, RecordArrest, NOBODY_ELSE)
    pages = {ROUTES[kind].operation: _page_before(caller, kind, other) for kind in BEFORE}
    correction = CORRECTION_ON_A_JOURNEY
    pages[correction.operation] = _page_before(caller, correction.kind, other)
    of_operations = {name: page for name, page in pages.items() if page}
    return Pages(other, _sample(caller), of_operations)


def with_logs(pages: Pages, caller: Caller, data: Path) -> Pages:
    """The same, once both logs in `data` are sealed, with what there is of them."""
    answer(run("seal", "--once", "--data", data, "--json"))
    return replace(pages, log=dict(_of_logs(caller)))


def _of_logs(caller: Caller) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for operation, place in LOGS.items():
        size = caller.get(f"{place}/heads").json()["items"][0]["size"]
        tile = "0/000" if size >= 256 else f"0/000.p/{size}"
        yield f"{operation}CheckpointAt", {"path.size": size}
        yield f"{operation}Tile", {"path.path": tile}


def _sample(caller: Caller) -> str:
    with Caller(str(caller.client.base_url), "auditor") as auditor:
        drawn = auditor.post(
            "/v1/scrutiny/samples", {"fromOn": "2019-10-07", "lastOn": "2019-12-31"}
        )
    assert drawn.json()["drawn"] > 0, drawn.text
    return str(drawn.json()["sampleId"])


def _page_before(caller: Caller, kind: Any, other: str) -> str:
    page = ""
    for before, changes in BEFORE[kind]:
        linked = {"other": other} if before in (PagesLinked, PagesUnlinked) else {}
        alone = NOBODY_ELSE if before is RecordArrest else {}
        page = told(caller, before, {**changes, **linked, **alone}, page)
    return page


def told(caller: Caller, kind: Any, changes: Mapping[str, Any], page: str = "") -> str:
    """Put the example of `kind` forward; the page it is on then."""
    route = ROUTES[kind]
    place = "/v1" if route is ARREST else f"/v1/participants/{page}"
    within = "" if route is ARREST or route in OF_A_PAGE else "/journeys/1"
    answer = caller.post(f"{place}{within}/{route.path}", {**EXAMPLES[kind], **changes})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["participantId"])


def configuration(document: Mapping[str, Any], pages: Pages, tokens: Mapping[str, str]) -> str:
    """What Schemathesis is told of the ledger, in its own TOML; see `fuzz_hooks` as well."""
    return "\n".join(
        (
            'hooks = "tests.fuzz_hooks"',
            "max-stream-events = 3",
            *_dictionaries(pages),
            "[headers]",
            f"Authorization = {json.dumps(tokens['integrator'])}",
            "[phases.coverage]",
            f"unexpected-methods = {json.dumps(OTHER_METHODS)}",
            "[checks.positive_data_acceptance]",
            f"expected-statuses = {json.dumps(OF_VALID_REQUESTS)}",
            "[checks.negative_data_rejection]",
            f"expected-statuses = {json.dumps(OF_WRONG_REQUESTS)}",
            "[checks.missing_required_header]",
            f"expected-statuses = {json.dumps(OF_MISSING_HEADERS)}",
            *_of_operations(document, pages, tokens),
        )
    )


def _dictionaries(pages: Pages) -> Iterator[str]:
    known = {
        **KNOWN,
        "path.sampleId": [pages.sample],
        "path.participantId": [*pages.of_operations.values()],
    }
    known["body.other"] = [pages.other]
    for number, values in enumerate(known.values()):
        yield f"[dictionaries.d{number}]"
        yield f"values = {json.dumps(values)}"
    yield "[parameters]"
    for number, name in enumerate(known):
        yield f'"{name}" = {{ dictionary = "d{number}", probability = 0.9 }}'


def _of_operations(
    document: Mapping[str, Any], pages: Pages, tokens: Mapping[str, str]
) -> Iterator[str]:
    for name, operation in operations(document):
        told = []
        roles = operation.get("x-roles", ["integrator"])
        if "integrator" not in roles:
            told.append(f"headers = {{ Authorization = {json.dumps(tokens[roles[0]])} }}")
        known = dict(pages.log.get(name, {}))
        if name in pages.of_operations:
            known["path.participantId"] = pages.of_operations[name]
        if known:
            given = ", ".join(f'"{key}" = {json.dumps(value)}' for key, value in known.items())
            told.append(f"parameters = {{ {given} }}")
        if "text/event-stream" in operation["responses"].get("200", {}).get("content", {}):
            told.append("request-timeout = 0.5")
        if told:
            yield from ("[[operations]]", f"include-operation-id = {json.dumps([name])}", *told)


def whole(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the server's path in its paths: Schemathesis passes over a path's own."""
    (server,) = document["servers"]
    paths = {
        path if "servers" in item else server["url"] + path: {
            method: one for method, one in item.items() if method != "servers"
        }
        for path, item in document["paths"].items()
    }
    return {**document, "servers": [{"url": "/"}], "paths": paths}


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every operation of an OpenAPI document, by its id."""
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                yield operation["operationId"], operation
