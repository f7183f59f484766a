"""Every route of the service, by whether it shows persons, and how it is asked in tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
from fastapi.routing import APIRoute, iter_route_contexts

from api.app import create_app
from api.command_routes import ALL, CORRECTION_ON_A_JOURNEY
from api.gate import PersonalRoute
from api.settings import Settings

Route = tuple[str, str, str]
"""Operation, method and path."""

COMMANDS = frozenset(route.operation for route in (*ALL, CORRECTION_ON_A_JOURNEY))
"""Their entries say who, when, for whom and why: collection and alteration."""

IMPERSONAL = {
    "front": "what the service is",
    "problem": "what a kind of problem means",
    "health": "whether it is well",
    "liveness": "whether it runs",
    "readiness": "whether to send requests",
    "info": "what runs",
    "metrics": "counts, in which nobody is named and no page",
    "openapi_json": "the documentation",
    "asyncapi_json": "the documentation",
    "asyncapi_yaml": "the documentation",
    "documentation": "the documentation",
    "schemas": "which schemas there are",
    "schema": "a schema",
    **{
        f"{log}{of_it}": "sizes, roots and hashes of whole lines"
        for log in ("ledger", "accessLog")
        for of_it in ("Checkpoint", "CheckpointAt", "Tile", "Heads")
    },
    "logKeys": "public keys",
    "login": "takes a name and gives a token; shows nobody",
    "loginKeys": "public keys",
    "adoptions": "which editions a force adopted, and who decided it for the force",
    "samples": "which samples were drawn, and by which seed: no name of a person, and no page",
    "sample": "what a sample was drawn from, and by which seed: no name of a person, and no page",
    "policies": "editions, and when a force adopted them",
    "policy": "an edition",
    "referenceLists": "codes and labels",
    "referenceList": "codes and labels",
    "outcomes": "counts by month, offence and edition: no name, no page, no journey",
    "refusals": "counts by clause and edition: no name, no page, no journey",
}
"""Routes that show nobody, and what they show instead."""

UPKEEP = {
    "importCommands": "its entries say who, when and why; its results are shown elsewhere",
    "importProgress": "how many lines came to what",
    "cancelImport": "how many lines came to what",
    "drawSample": "its entry says who, when and why; it shows counts, and no page",
    "recordVerdict": "its entry says who, when and why; it shows what was said, and no page",
    "subscribeWebhook": "where events are sent, and which; each is put down when it is sent",
    "webhooks": "where events are sent, and which",
    "webhook": "where events are sent, and which",
    "unsubscribeWebhook": "nothing",
    "rotateWebhook": "a public key",
    "pingWebhook": "an event that is about nobody",
    "replayWebhook": "how many events are sent again; each is put down when it is sent",
    "enableWebhook": "where events are sent, and which",
}
"""Routes that start or keep what runs later, and what they show: nobody."""

BODIES: dict[str, Any] = {
    "searchParticipants": {
        "person": {"familyName": "Example", "givenNames": "Robin", "bornOn": "1990-01-01"}
    },
    "whatIf": {"edition": "checkpoint-cymru/2019-12"},
    "searchAccessLog": {"by": "A integrator"},
    "exportAccessLog": {
        "from": "2026-01-01T00:00:00Z",
        "to": "2026-02-01T00:00:00Z",
        "recipient": "Information Commissioner's Office",
        "reason": "Reference IC-4471.",
    },
}
"""With what each route that takes a body is asked."""

WITHOUT_A_PAGE = frozenset({"accessLog", "searchAccessLog", "exportAccessLog", "whatIf"})
"""Routes whose answer is about those who looked, or in which an arrest alone has no part."""

OF_A_PANEL = frozenset({"samplePack", "sampleVerdicts"})
"""Routes that tell of persons by numbers."""

ROLES = dict.fromkeys((*WITHOUT_A_PAGE, *OF_A_PANEL, "sampleDecisions"), "auditor")
"""Who asks, where an integrator may not."""

QUERIES: dict[str, dict[str, str]] = {"due": {"by": "2029-12-31"}}

STREAMS = frozenset({"feedStream"})
"""Routes whose answer does not end: they are asked for the first part."""


def routes(data: Path) -> Iterator[tuple[str, str, str, type[APIRoute]]]:
    """Operation, method and path of every route, and its class."""
    app = create_app(Settings(data=data))
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            (method,) = context.methods or {""}
            yield route.operation_id or route.name, method, context.path or "", type(route)


def personal(data: Path) -> list[Route]:
    """Every route that shows persons."""
    return [(name, method, path) for name, method, path, kind in routes(data) if is_personal(kind)]


def is_personal(kind: type[APIRoute]) -> bool:
    return issubclass(kind, PersonalRoute)


def ask(
    client: httpx2.Client, route: Route, places: Mapping[str, str], **headers: str
) -> tuple[int, bytes]:
    """The status and the bytes of an answer; of a stream, until it shows the page, or ends."""
    name, method, path = route
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    asked: Any = {"json": BODIES.get(name), "params": QUERIES.get(name), "headers": told}
    body = b""
    with client.stream(method, path.format_map(places), **asked) as answer:
        try:
            for part in answer.iter_bytes():
                body += part
                if name in STREAMS and places["participantId"].encode() in body:
                    break
        except httpx2.HTTPError:
            assert name in STREAMS, "only a stream may break off"
        return answer.status_code, body
