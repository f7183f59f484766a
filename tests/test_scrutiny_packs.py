"""Must show 6: a pack over HTTP is of nobody, and comes out the same whatever comes to light."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from ledger.record.access import AccessKind
from tests.accessed import logged
from tests.scrutiny_service import (
    CSV,
    HTML,
    JSON,
    MANY,
    ON,
    SAMPLES,
    Office,
    draw,
    office_in,
    pack,
    packs,
    verdict,
)
from tests.service import Caller
from tests.story import INSPECTOR, Story

ENDED = date(2020, 12, 11)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_in(tmp_path_factory.mktemp("ledger")) as at_work:
        yield at_work


def test_a_reoffence_recorded_three_weeks_late_changes_no_byte_of_the_pack(office: Office) -> None:
    """Nor does a correction, a further arrest, a restriction, or what a panel says of it."""
    integrator, panel = office.integrator, office.panel
    story = Story().signed(ON).completed(ENDED)
    page = integrator.tell_all(
        *(story.arrest(ON), story.screening(ON), story.victim(ON), story.decision(ON)),
        *(story.offer(ON), story.booking(ON), story.attendance(ON), story.course_completion(ON)),
        *(story.acceptance(ON), story.assessment(ON), story.contract(ON)),
        *(story.completion(ENDED), story.outcome(ENDED)),
    )
    period = {"fromOn": str(ENDED), "lastOn": str(ENDED), "decision": "outcome"}
    samples = [
        draw(panel, wanted=500)["sampleId"],
        draw(panel, wanted=500, **period)["sampleId"],
    ]
    before = [packs(panel, sample) for sample in samples]
    stood = integrator.stands(page, ENDED)
    reoffence = {"on": str(ENDED + timedelta(21)), "offenceCode": "theft-from-shop"}
    journey = f"/v1/participants/{page}/journeys/1"
    late = integrator.post(
        f"{journey}/reoffences", {**reoffence, "offenceOn": str(ENDED - timedelta(30))}
    )
    assert late.status_code == 201, late.text
    further = integrator.tell(story.arrest(ENDED + timedelta(40)), page)
    assert further.status_code == 201, further.text
    by = {"name": INSPECTOR.name, "role": "supervisor", "rank": "inspector"}
    mistake = {"on": str(ENDED + timedelta(41)), "line": 4, "decidedBy": by, "reason": "Another's."}
    corrected = integrator.post(f"/v1/participants/{page}/corrections", mistake)
    assert corrected.status_code == 201, corrected.text
    restriction = {"on": str(ENDED + timedelta(42)), "ground": "evidence", "decidedBy": by}
    assert integrator.post(f"/v1/participants/{page}/restrictions", restriction).status_code == 201
    assert panel.post(f"{SAMPLES}/{samples[1]}/verdicts", verdict()).status_code == 201
    assert [packs(panel, sample) for sample in samples] == before
    assert stood["record"]["code"] == "avoided"
    with Caller(str(integrator.client.base_url), "auditor") as auditor:
        now = auditor.stands(page, ENDED + timedelta(60))
    assert now["review"] or now["record"] != stood["record"], "else nothing had come to light"


def test_a_pack_names_nobody(office: Office) -> None:
    panel, auditor = office.panel, office.auditor
    sample = draw(panel, wanted=500, officers=["Sgt Mair Pugh"], outcomes=["pending", "22"])
    pages = [
        one["participantId"]
        for one in auditor.get(f"{SAMPLES}/{sample['sampleId']}/decisions").json()["items"]
    ]
    assert len(pages) >= MANY
    for text in packs(panel, sample["sampleId"]):
        for word in ("Pugh", "Robin", "Example", "1990-01-01", "Caernarfon", *pages):
            assert word.encode() not in text
        assert b"pending" not in text, "a panel is not told what was asked for"


def test_a_pack_is_put_down_as_disclosed_and_the_list_of_pages_as_consulted(office: Office) -> None:
    data, panel, auditor = office.data, office.panel, office.auditor
    sample = draw(panel)["sampleId"]
    before = len(logged(data))
    pack(panel, sample)
    listed = auditor.get(f"{SAMPLES}/{sample}/decisions").json()["items"]
    disclosed, consulted = logged(data, after=before)
    pages = tuple(one["participantId"] for one in listed)
    assert (disclosed.kind, consulted.kind) == (AccessKind.DISCLOSURE, AccessKind.CONSULTATION)
    assert disclosed.recipients == ("development-login:north-wales:scrutiny",)
    assert (disclosed.pages, disclosed.count) == (pages, 3)
    assert (consulted.pages, consulted.count) == (pages, 3)


def test_the_format_is_the_one_that_is_accepted_and_json_where_none_is(office: Office) -> None:
    panel = office.panel
    sample = draw(panel)["sampleId"]
    for accept, media_type in {
        "*/*": JSON,
        "text/html,application/xhtml+xml,*/*;q=0.8": HTML,
        "text/csv;q=0.9, application/json;q=0.1": CSV,
        "text/*": CSV,
        "image/png": JSON,
        "text/html;q=nonsense": JSON,
        "*/*;q=nan": JSON,
        "application/json;q=nan, text/csv;q=0.001": CSV,
        "text/html;q=inf, text/csv;q=1.000": CSV,
        "text/html;q=2, text/csv;q=0.5": CSV,
        "text/html;q=1e0, text/csv;q=0.": JSON,
        "text/html;q=0.9999, text/csv;q=0.999": CSV,
        "text/html;q=\u0661, text/csv;Q=0.1": CSV,
    }.items():
        answer = panel.client.get(f"{SAMPLES}/{sample}/pack", headers={"Accept": accept.encode()})
        assert answer.headers["Content-Type"].split(";")[0] == media_type, accept
        assert answer.headers["Vary"] == "Accept"


def test_the_pack_says_by_what_it_can_be_checked(office: Office) -> None:
    panel = office.panel
    sample = draw(panel)
    told = json.loads(pack(panel, sample["sampleId"]))
    for name in ("seed", "known", "root", "population", "wanted", "fromOn", "lastOn", "decision"):
        assert told[name] == sample[name]
    assert "officers" not in told
    assert "outcomes" not in told
