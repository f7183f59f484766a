"""A service with decisions to scrutinise, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.service import Caller, at_work
from tests.story import Story

SAMPLES = "/v1/scrutiny/samples"
ON = date(2019, 12, 10)
MANY = 5
QUARTER = {"fromOn": "2019-10-07", "lastOn": "2019-12-31", "wanted": 3, "seed": "59d5b3e8a1c24f70"}
JSON, CSV, HTML = "application/json", "text/csv", "text/html"


@dataclass(frozen=True)
class Office:
    """Who is at work: an integrator, whoever serves the panel, and an auditor."""

    data: Path
    integrator: Caller
    panel: Caller
    auditor: Caller


@contextmanager
def office_in(data: Path) -> Iterator[Office]:
    """A service on a ledger in `data` with as many decisions as `MANY`, a day apart."""
    with at_work(data) as integrator:
        address, story = str(integrator.client.base_url), Story()
        for number in range(MANY):
            on = ON + timedelta(number)
            integrator.tell_all(
                story.arrest(on),
                story.screening(on),
                story.victim(on),
                story.decision(on),
                story.offer(on),
            )
        with Caller(address, "scrutiny") as panel, Caller(address, "auditor") as auditor:
            yield Office(data, integrator, panel, auditor)


def draw(caller: Caller, **changes: Any) -> dict[str, Any]:
    answer = caller.post(SAMPLES, {**QUARTER, **changes})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    assert answer.headers["Location"] == f"{SAMPLES}/{told['sampleId']}"
    return told


def pack(caller: Caller, sample: str, accept: str = JSON) -> bytes:
    answer = caller.client.get(f"{SAMPLES}/{sample}/pack", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].split(";")[0] == accept
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content


def packs(caller: Caller, sample: str) -> list[bytes]:
    return [pack(caller, sample, accept) for accept in (JSON, CSV, HTML)]


def verdict(**changes: Any) -> dict[str, Any]:
    given = {"decision": 1, "on": "2021-03-04", "verdict": "appropriate", "panel": "Y Panel"}
    return {**given, **changes}
