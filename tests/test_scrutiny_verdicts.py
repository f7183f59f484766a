"""What a panel said of a decision: recorded, never heeded by a journey, and never lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from ledger.decisions.standing import standing
from ledger.record.book import open_ledger
from ledger.record.streams import is_persons
from tests.scrutiny_service import (
    CSV,
    SAMPLES,
    Office,
    draw,
    office_in,
    verdict,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_in(tmp_path_factory.mktemp("ledger")) as at_work:
        yield at_work


def test_a_verdict_is_the_panels_latest_and_those_before_it_stay(office: Office) -> None:
    data, panel, auditor = office.data, office.panel, office.auditor
    sample = draw(panel)["sampleId"]
    path = f"{SAMPLES}/{sample}/verdicts"
    with open_ledger(data) as ledger:
        before = states(ledger)
    for told in (
        verdict(decision=2, verdict="could-not-agree", observations="Sut?"),
        verdict(decision=2, verdict="inappropriate", observations="=Dim rheswm."),
        verdict(decision=2, panel="Another panel"),
        verdict(decision=1, verdict="appropriate-with-observations"),
    ):
        answer = panel.post(path, told)
        assert answer.status_code == 201, answer.text
        assert (answer.json()["decision"], answer.json()["counts"]) == (told["decision"], True)
        assert answer.json()["observations"] is None, "the answer is kept in the clear"
    with open_ledger(data) as ledger:
        assert states(ledger) == before, "a verdict changes no journey"
    items = auditor.get(path).json()["items"]
    assert [(one["decision"], one["verdict"], one["counts"]) for one in items] == [
        (1, "appropriate-with-observations", True),
        (2, "could-not-agree", False),
        (2, "inappropriate", True),
        (2, "appropriate", True),
    ]
    assert [one["observations"] for one in items] == ["", "Sut?", "=Dim rheswm.", ""]
    written = panel.client.get(path, headers={"Accept": CSV})
    rows = list(csv.DictReader(io.StringIO(written.text)))
    assert [row["verdict"] for row in rows] == [one["verdict"] for one in items]
    assert rows[2]["observations"] == "'=Dim rheswm."
    assert written.headers["Content-Type"] == "text/csv; charset=utf-8"


def states(ledger: Any) -> Mapping[str, Any]:
    """Where every journey of every page stands, told from its entries."""
    pages = {entry.page for _, entry in ledger.since(0, 10_000) if is_persons(entry.page)}
    told = {page: ledger.page(page) for page in pages}
    return {
        f"{page}/{journey.number}": (journey, standing(at, journey.number, date(2021, 6, 1)))
        for page, at in told.items()
        for journey in at.journeys
    }


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"decision": 4}, "/decision", "number-out-of-range"),
        ({"decision": 0}, "/decision", "number-out-of-range"),
        ({"on": "2019-12-01"}, "/on", "day-does-not-fit"),
        ({"verdict": "splendid"}, "/verdict", "word-unknown"),
        ({"panel": " "}, "/panel", "text-missing"),
    ],
)
def test_a_verdict_that_fits_no_decision_is_refused(
    office: Office, changes: dict[str, Any], pointer: str, code: str
) -> None:
    panel = office.panel
    sample = draw(panel)["sampleId"]
    answer = panel.post(f"{SAMPLES}/{sample}/verdicts", verdict(**changes))
    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]
    assert panel.get(f"{SAMPLES}/{sample}/verdicts").status_code == 200
