"""A ledger that a fuzzer can get somewhere with: for every command a page that it fits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.command_routes import ALL, ARREST, OF_A_PAGE
from api.examples import EXAMPLES
from ledger.journey.commands import RecordArrest
from ledger.journey.facts.person import PagesLinked, PagesUnlinked
from tests.service import FORCE, Caller
from tests.told_examples import BEFORE

NOBODY_ELSE: Mapping[str, Any] = {"identifiers": []}
ROUTES = {route.kind: route for route in ALL}


def pages_for_commands(caller: Caller) -> dict[str, str]:
    """For each operation, a page on which its example would be carried out next."""
    other = told(caller, RecordArrest, NOBODY_ELSE)
    pages: dict[str, str] = {}
    for kind, steps in BEFORE.items():
        page = ""
        for before, changes in steps:
            linked = {"other": other} if before in (PagesLinked, PagesUnlinked) else {}
            alone = NOBODY_ELSE if before is RecordArrest else {}
            page = told(caller, before, {**changes, **linked, **alone}, page)
        if page:
            pages[ROUTES[kind].operation] = page
    return pages


def told(caller: Caller, kind: Any, changes: Mapping[str, Any], page: str = "") -> str:
    """Put the example of `kind` forward; the page it is on then."""
    route = ROUTES[kind]
    place = "/v1" if route is ARREST else f"/v1/participants/{page}"
    within = "" if route is ARREST or route in OF_A_PAGE else "/journeys/1"
    answer = caller.post(f"{place}{within}/{route.path}", {**EXAMPLES[kind], **changes})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["participantId"])


def configuration(
    document: Mapping[str, Any], pages: Mapping[str, str], tokens: Mapping[str, str]
) -> str:
    """What Schemathesis is told of the ledger, in its own TOML."""
    return "\n".join(
        [
            'hooks = "tests.fuzz_hooks"',
            "request-timeout = 20.0",
            "max-stream-events = 3",
            *_dictionaries(pages),
            "[checks.positive_data_acceptance]",
            f"expected-statuses = {json.dumps(REFUSALS_OF_VALID_REQUESTS)}",
            "[checks.missing_required_header]",
            f"expected-statuses = {json.dumps(WITHOUT_A_HEADER)}",
            "[headers]",
            f'Authorization = "{tokens["integrator"]}"',
            *_operations(document, pages, tokens),
        ]
    )
