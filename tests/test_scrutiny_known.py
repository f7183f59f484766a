"""The head of a decision in a pack: the offences and the admission as known when it was made."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from api.scrutiny.page import html_of
from api.scrutiny.writing import csv_of, json_of
from api.words import label
from ledger.evidence.scrutiny.drawing import Draw
from ledger.evidence.scrutiny.pack import packed
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import AdmissionWithdrawn, OffenceReclassified
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.parts import Offence
from tests import told_facts as told
from tests.scrutinised import ASKED
from tests.test_scrutiny_pack import OFFICIAL, places, written

ON = date(2019, 12, 10)
CLASS_A, CLASS_B = told.offence(on=ON), told.offence("possession-class-b", ON)
AS_ARRESTED = told.arrested(on=ON, offences=(CLASS_A, CLASS_A))
RECLASSIFIED = OffenceReclassified(
    journey=1, on=ON, offence=2, code=CLASS_B.code, title=CLASS_B.title, decided_by=OFFICIAL
)
WITHDRAWN = AdmissionWithdrawn(journey=1, on=ON, reported_by=OFFICIAL)


def in_error(line: int) -> Fact:
    return RecordedInError(on=ON, line=line, decided_by=OFFICIAL)


@pytest.mark.parametrize(
    ("learnt", "offences", "admission"),
    [
        ([], [CLASS_A, CLASS_A], "admitted"),
        ([RECLASSIFIED, WITHDRAWN], [CLASS_A, CLASS_B], "no-reply"),
        (
            [RECLASSIFIED, WITHDRAWN, in_error(3), in_error(4)],
            [CLASS_A, CLASS_A],
            "admitted",
        ),
        ([replace(RECLASSIFIED, journey=2)], [CLASS_A, CLASS_A], "admitted"),
    ],
)
def test_offences_and_admission_are_told_as_they_were_known_at_the_decision(
    learnt: Sequence[Fact], offences: Sequence[Offence], admission: str
) -> None:
    facts = [told.opened(), AS_ARRESTED, *learnt, told.eligible(on=ON), RECLASSIFIED, WITHDRAWN]
    ledger = written([("p-1", fact) for fact in facts])
    pack = packed(ledger, Draw(ASKED, places(ledger)))
    codes = [offence.code for offence in offences]
    assert pack.format == 2
    (row,) = csv.DictReader(csv_of(pack).decode().splitlines())
    assert (row["offences"], row["admission"]) == (" ".join(codes), admission)
    (judged,) = json.loads(json_of(pack))["decisions"]
    assert [one["code"] for one in judged["offences"]] == codes
    assert judged["admission"] == admission
    head, _ = html_of(pack).decode().split("What was known", 1)
    assert [head.count(f"{code}, {ON}") for code in set(codes)] == [
        codes.count(code) for code in set(codes)
    ]
    assert f"<th scope='row'>Admission</th><td>{label(admission)}</td>" in head


def test_a_decision_on_no_arrest_that_counts_has_no_offence() -> None:
    ledger = written([("p-1", AS_ARRESTED), ("p-1", in_error(1)), ("p-1", told.eligible(on=ON))])
    pack = packed(ledger, Draw(ASKED, places(ledger)))
    (row,) = csv.DictReader(csv_of(pack).decode().splitlines())
    assert (row["arrested_on"], row["offences"], row["admission"]) == ("", "", "")
    assert "Admission" not in html_of(pack).decode().split("What was known")[0]


@pytest.mark.parametrize(("count", "said"), [(1, "1 decision "), (2, "2 decisions ")])
def test_the_head_of_the_page_counts_as_people_do(count: int, said: str) -> None:
    ledger = written([(f"p-{number}", told.eligible(on=ON)) for number in range(count)])
    page = html_of(packed(ledger, Draw(ASKED, places(ledger)))).decode()
    assert f'<p class="about">{said}whether to divert' in page
