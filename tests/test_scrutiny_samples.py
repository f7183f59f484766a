"""Samples over HTTP: drawn once, listed for the force, and drawn again by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from ledger.record.book import open_ledger
from tests.scrutinised import redrawn_by_hand
from tests.scrutiny_service import (
    MANY,
    QUARTER,
    SAMPLES,
    Office,
    draw,
    office_in,
    verdict,
)
from tests.service import Caller


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_in(tmp_path_factory.mktemp("ledger")) as at_work:
        yield at_work


def test_what_was_drawn_can_be_drawn_again_by_anybody(office: Office) -> None:
    data, panel, auditor = office.data, office.panel, office.auditor
    sample = draw(panel)
    assert (sample["population"], sample["drawn"], sample["seedGiven"]) == (MANY, 3, True)
    with open_ledger(data) as ledger:
        lines = ledger.lines(0, sample["known"])
    asked = {
        **{name: sample[name] for name in ("seed", "known", "force", "decision", "wanted")},
        **{name: sample[name] for name in ("officers", "population")},
        "from_on": sample["fromOn"],
        "last_on": sample["lastOn"],
    }
    by_hand = redrawn_by_hand(lines, asked)
    listed = auditor.get(f"{SAMPLES}/{sample['sampleId']}/decisions").json()["items"]
    assert [f"{one['participantId']}:{one['line']}" for one in listed] == by_hand
    assert [one["decision"] for one in listed] == [1, 2, 3]


def test_a_sample_is_drawn_once_however_often_it_is_asked_for(office: Office) -> None:
    panel = office.panel
    key = {"Idempotency-Key": str(uuid4())}
    answers = [panel.post(SAMPLES, {**QUARTER, "seed": None}, **key) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert len(answers[0].json()["seed"]) == 64
    assert not answers[0].json()["seedGiven"]
    other = panel.post(SAMPLES, {**QUARTER, "wanted": 4}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_every_draw_is_listed(office: Office) -> None:
    panel = office.panel
    sample = draw(panel)
    assert panel.get(f"{SAMPLES}/{sample['sampleId']}").json() == sample
    listed = panel.get(SAMPLES, limit=500).json()["items"]
    assert listed[-1] == sample
    first = panel.get(SAMPLES, limit=1).json()
    second = panel.get(SAMPLES, limit=1, cursor=first["nextCursor"]).json()
    assert [*first["items"], *second["items"]] == listed[:2]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"lastOn": "2019-10-01"}, "/lastOn", "day-does-not-fit"),
        ({"outcomes": ["99"]}, "/outcomes/0", "word-unknown"),
        ({"wanted": 501}, "/wanted", "number-out-of-range"),
        ({"seed": "short"}, "/seed", "text-malformed"),
        ({"lastOn": "2999-01-01"}, "/lastOn", "year-out-of-range"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused(
    office: Office, changes: dict[str, Any], pointer: str, code: str
) -> None:
    panel = office.panel
    answer = panel.post(SAMPLES, {**QUARTER, **changes})
    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]


def test_who_serves_a_panel_sees_packs_and_nothing_that_leads_to_a_person(office: Office) -> None:
    integrator, panel, auditor = office.integrator, office.panel, office.auditor
    sample = draw(panel)["sampleId"]
    page = auditor.get(f"{SAMPLES}/{sample}/decisions").json()["items"][0]["participantId"]
    for path in (f"/v1/participants/{page}", "/v1/caseload", "/v1/events", "/v1/access-log"):
        assert panel.get(path).status_code == 403
    assert panel.get(f"{SAMPLES}/{sample}/decisions").status_code == 403
    with_rationale = {"with_rationale": "true"}
    assert panel.get(f"{SAMPLES}/{sample}/pack", **with_rationale).status_code == 403
    told = auditor.get(f"{SAMPLES}/{sample}/pack", **with_rationale).json()
    assert told["decisions"][0]["rationale"] == "Small amount, own use, willing to take part."
    assert auditor.post(f"{SAMPLES}/{sample}/verdicts", verdict()).status_code == 403
    for path in (f"{SAMPLES}/{sample}", f"{SAMPLES}/{sample}/pack"):
        assert integrator.get(path).status_code == 403


def test_another_forces_sample_is_not_there(office: Office) -> None:
    panel = office.panel
    sample = draw(panel)["sampleId"]
    with Caller(str(panel.client.base_url), "scrutiny", "gwent") as stranger:
        for of in (sample, "s-00000000000000000000000000"):
            for path in (f"{SAMPLES}/{of}", f"{SAMPLES}/{of}/pack", f"{SAMPLES}/{of}/verdicts"):
                answer = stranger.get(path)
                assert (answer.status_code, answer.json()["code"]) == (404, "no-such-sample")
            given = stranger.post(f"{SAMPLES}/{of}/verdicts", verdict())
            assert given.json()["code"] == "no-such-sample"
        assert stranger.get(SAMPLES).json()["items"] == []
        assert draw(stranger)["population"] == 0
