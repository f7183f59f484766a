"""A dry run says what would become of each line, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.examples.officials import SERGEANT
from tests.imported import (
    NDJSON,
    SCREENING,
    Line,
    arrest,
    became,
    command,
    ended,
    entries_in,
    imported,
    ndjson,
    post,
    screening,
    waiting_files,
)
from tests.service import Caller, at_work

IDENTIFIER = {"kind": "force-local", "value": "NW/77", "issuer": "niche"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


def decision(line: Line, *, rationale: str = "First offence.") -> Line:
    body = {
        "on": "2019-11-29",
        "scheme": "checkpoint-cymru",
        "eligible": True,
        "decidedBy": SERGEANT,
        "rationale": rationale,
    }
    return command("decideEligibility", body, participantOf=line["key"])


def rehearsed(caller: Caller, data: Path, *lines: Any) -> list[dict[str, Any]]:
    """What a dry run says; nothing is written by it."""
    before = entries_in(data)
    told = imported(caller, *lines, query="?dryRun=true")
    assert entries_in(data) == before
    assert waiting_files(data) == []
    return told


def test_lines_are_decided_on_what_the_lines_before_would_leave(
    integrator: Caller, data: Path
) -> None:
    grown, young = arrest(), arrest(person={"familyName": "A", "bornOn": "2004-01-01"})
    lines = [
        grown,
        screening(grown["key"]),
        decision(grown),
        decision(grown),
        young,
        decision(young),
        screening(grown["key"], ifMatch=2),
        b"nonsense",
        grown,
        {**arrest(station="Bangor"), "key": grown["key"]},
    ]
    rehearsal = rehearsed(integrator, data, *lines)
    expected = [
        (1, "acceptable", None),
        (2, "acceptable", None),
        (3, "acceptable", None),
        (4, "refused", "out-of-turn"),
        (5, "acceptable", None),
        (6, "refused", "refused-by-policy"),
        (7, "refused", "version-stale"),
        (8, "malformed", "json-malformed"),
        (9, "replayed", None),
        (10, "refused", "idempotency-key-reused"),
    ]
    assert became(rehearsal) == expected
    assert {line["participantId"] for line in rehearsal} == {None}
    in_earnest = imported(integrator, *lines)
    written = [(n, status.replace("acceptable", "recorded"), code) for n, status, code in expected]
    assert became(in_earnest) == written
    for told, meant in zip(in_earnest, rehearsal, strict=True):
        assert told["clauses"] == meant["clauses"]
        assert told["version"] == meant["version"] or meant["status"] == "replayed"


def test_pages_that_are_there_are_read_and_others_are_not_seen(
    integrator: Caller, data: Path
) -> None:
    first = arrest(identifiers=[IDENTIFIER])
    (there,) = imported(integrator, first)
    with Caller(str(integrator.client.base_url), "integrator", "gwent") as other:
        (theirs,) = imported(other, arrest())
    screened = command("recordSafeguardingScreened", SCREENING, journey=1)
    told = rehearsed(
        integrator,
        data,
        screening(first["key"]),
        {**screened, "participantId": there["participantId"]},
        arrest(identifiers=[IDENTIFIER]),
        {**arrest(), "participantId": theirs["participantId"]},
        {**screened, "key": str(uuid4()), "participantId": "p-nobody"},
        first,
    )
    assert [line["status"] for line in told[:3]] == ["acceptable"] * 3
    assert told[0]["participantId"] == told[2]["participantId"] == there["participantId"]
    assert (told[2]["status"], told[2]["journey"]) == ("acceptable", 2)
    assert [(line["code"], line["httpStatus"]) for line in told[3:5]] == [("no-such-page", 404)] * 2
    assert told[5]["status"] == "replayed"


def test_two_arrests_of_one_new_person_would_be_on_one_page(integrator: Caller, data: Path) -> None:
    known = [{**IDENTIFIER, "value": "NW/78"}]
    told = rehearsed(integrator, data, arrest(identifiers=known), arrest(identifiers=known))
    assert [(line["journey"], line["participantId"]) for line in told] == [(1, None), (2, None)]


def test_it_needs_no_key_and_is_not_mistaken_for_the_import_itself(
    integrator: Caller, data: Path
) -> None:
    body = ndjson([arrest()])
    headers = {"Content-Type": NDJSON}
    answer = integrator.client.post("/v1/imports?dryRun=true", content=body, headers=headers)
    assert answer.status_code == 202
    told = ended(integrator, answer.json()["importId"])
    assert (told["dryRun"], told["counts"]["acceptable"]) == (True, 1)
    in_earnest = ended(integrator, post(integrator, body).json()["importId"])
    assert in_earnest["counts"]["recorded"] == 1
