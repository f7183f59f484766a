"""`docs/scrutiny.md` says how to draw a sample again: its script does, and knows nothing of us."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.scrutiny.putting import sample_reply
from api.scrutiny.samples import Recorded
from ledger.evidence.scrutiny.drawing import drawn
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.facts.protection import (
    RecordedInError,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.words import DecisionKind, RestrictionGround
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Entry
from ledger.record.streams import scrutiny_page
from tests.recorded import AT, FORCE, ME, SERGEANT
from tests.scrutinised import ASKED, FIRST, asked, furnished, to_an_offer

TEXT = (Path(__file__).parents[1] / "docs" / "scrutiny.md").read_text(encoding="utf-8")
LATER = FIRST + timedelta(60)


def eventful(ledger: Ledger) -> None:
    """Decisions with everything that the recipe speaks of, each on a page of its own."""
    furnished(ledger, pages=16)
    ground = RestrictionGround.EVIDENCE
    restricted = RestrictionApplied(on=LATER, ground=ground, decided_by=SERGEANT)
    lifted = RestrictionLifted(on=LATER, decided_by=SERGEANT)
    outcome = OutcomeRecorded(journey=1, on=FIRST, code="22", recorded_for=SERGEANT)
    facts = {
        "p-0": [RecordedInError(on=LATER, line=5, decided_by=SERGEANT)],
        "p-1": [
            RecordedInError(on=LATER, line=5, decided_by=SERGEANT),
            RecordedInError(on=LATER, line=7, decided_by=SERGEANT),
        ],
        "p-2": [restricted],
        "p-4": [restricted, lifted],
        "p-5": [lifted, replace(restricted, on=LATER - timedelta(1))],
        "p-6": [outcome],
        "p-8": [outcome, RecordedInError(on=LATER, line=7, decided_by=SERGEANT)],
    }
    for page, written in facts.items():
        ledger.append([Entry(page, n, AT, ME, fact) for n, fact in enumerate(written, 7)])


@pytest.mark.parametrize(
    ("changes", "population"),
    [
        ({}, 10),
        ({"officers": ("1187",)}, 3),
        ({"outcomes": ("22",)}, 1),
        ({"decision": DecisionKind.OUTCOME}, 1),
        ({"last_on": FIRST + timedelta(6)}, 4),
        ({"wanted": 500, "seed": "11111111"}, 10),
    ],
)
def test_the_script_draws_what_the_service_drew(
    tmp_path: Path, changes: dict[str, Any], population: int
) -> None:
    with open_ledger(tmp_path / "ledger") as ledger:
        eventful(ledger)
        draw = drawn(ledger, asked(ledger, **changes))
        to_an_offer(ledger, "p-late", FIRST)
        lines = ledger.lines(0, ledger.size)
    entry = Entry(scrutiny_page(FORCE), 1, AT, ME, draw.sample)
    reply = sample_reply(Recorded(draw.sample, entry)).model_dump(mode="json", by_alias=True)
    (tmp_path / "sample.json").write_text(json.dumps(reply))
    (tmp_path / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (script,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    run = subprocess.run(  # noqa: S603 - our own document's
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [place.reference for place in draw.places]
    assert draw.sample.population == population


def test_the_document_tells_a_ticket_as_it_is() -> None:
    said = re.search(r"printf '%s' '([^']+)' \| sha256sum` gives `(\w+)", TEXT)
    assert said
    assert hashlib.sha256(said[1].encode()).hexdigest().startswith(said[2])
    assert said[1].startswith(ASKED.seed)
