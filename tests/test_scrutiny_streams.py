"""What scrutiny writes is on streams of its own: no person's page, and told to its force alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from api.examples import EXAMPLES
from api.webhooks.queueing import pages_of
from ledger.decisions.refusals import NotADecision
from ledger.journey.commands import Command, RecordArrest
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.person import PagesLinked
from ledger.record.book import Ledger, NoSuchPage, open_ledger
from ledger.record.streams import (
    OF_THE_LOG,
    force_page,
    is_persons,
    panel_page,
    person_of,
    scrutiny_page,
)
from projections.standing import standings
from tests.accessed import logged
from tests.drawn_views import drawn
from tests.recorded import ADOPTION, ARREST, AT, FORCE, ME, SERGEANT, TO_AN_OFFER
from tests.service import Caller, at_work
from tests.test_decisions_scrutiny import SAMPLE, VERDICT

PAGE = "p-7h3kq0v9s2xw5m1n8c4b6d0fjz"
DECIDED = 5
GIVEN = "uk.police.diversion.panel-verdict.given.v1"
DRAWN = "uk.police.diversion.sample.drawn.v1"


def furnished(ledger: Ledger) -> None:
    """A page with a decision, a sample of it, and a verdict on it."""
    if not ledger.first(force_page(FORCE)):
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
    for command in (ARREST, *TO_AN_OFFER):
        ledger.record(PAGE, command, ME, AT)
    ledger.record(scrutiny_page(FORCE), SAMPLE, ME, AT)
    ledger.record(panel_page(PAGE), verdict(), ME, AT)


def verdict() -> PanelVerdictGiven:
    return replace(VERDICT, page=PAGE, line=DECIDED, observations="Rationale thin.")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        with open_ledger(data) as ledger:
            furnished(ledger)
        yield caller


def test_a_stream_is_told_by_its_id() -> None:
    for nobodys in (OF_THE_LOG, force_page(FORCE), scrutiny_page(FORCE)):
        assert (person_of(nobodys), is_persons(nobodys)) == (None, False)
    assert (person_of(panel_page(PAGE)), is_persons(panel_page(PAGE))) == (PAGE, False)
    assert (person_of(PAGE), is_persons(PAGE)) == (PAGE, True)
    deliveries = ("", PAGE, panel_page(PAGE), force_page(FORCE), scrutiny_page(FORCE))
    assert pages_of(*deliveries) == (PAGE, PAGE)


MISPLACED: list[tuple[str, Command]] = [
    (PAGE, SAMPLE),
    (scrutiny_page("gwent"), SAMPLE),
    (PAGE, verdict()),
    (panel_page("p-another"), verdict()),
    (panel_page(PAGE), ARREST),
    (scrutiny_page(FORCE), ARREST),
    (panel_page(PAGE), PagesLinked(on=AT.date(), other=PAGE, decided_by=SERGEANT)),
]


@pytest.mark.parametrize(("stream", "command"), MISPLACED, ids=str)
def test_nothing_is_written_on_another_stream_than_its_own(
    tmp_path: Path, stream: str, command: Command
) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger)
        before = ledger.size
        with pytest.raises(ValueError, match="another stream"):
            ledger.record(stream, command, ME, AT)
        assert ledger.size == before


def test_a_verdict_on_what_is_no_decision_or_no_page_is_refused(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger)
        before = ledger.size
        with pytest.raises(NotADecision):
            ledger.record(panel_page(PAGE), replace(verdict(), line=1), ME, AT)
        nowhere = replace(verdict(), page="p-nowhere")
        with pytest.raises(NoSuchPage):
            ledger.record(panel_page("p-nowhere"), nowhere, ME, AT)
        assert ledger.size == before


def test_the_force_of_a_panels_stream_is_that_of_the_page_it_is_about(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger)
        assert ledger.force_of(panel_page(PAGE)) == FORCE
        assert ledger.force_of(scrutiny_page(FORCE)) == FORCE
        assert ledger.force_of(panel_page("p-nowhere")) == ""


def test_a_journey_stands_where_it_stood_and_no_view_takes_a_stream_for_a_page(
    tmp_path: Path,
) -> None:
    with open_ledger(tmp_path / "with") as ledger:
        furnished(ledger)
        told = ledger.page(PAGE)
        assert not ledger.page(panel_page(PAGE)).journeys
        with (
            drawn(ledger, tmp_path) as engine,
            engine.connect() as connection,
        ):
            assert [row.page for row in connection.execute(select(standings))] == [PAGE]
    with open_ledger(tmp_path / "without") as ledger:
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
        for command in (ARREST, *TO_AN_OFFER):
            ledger.record(PAGE, command, ME, AT)
        assert ledger.page(PAGE) == told


def test_the_force_is_told_and_the_log_says_whose_page_it_was(
    data: Path, integrator: Caller
) -> None:
    before = len(logged(data))
    answer = integrator.client.get("/v1/events", params={"type": [GIVEN, DRAWN]})
    sample, given = answer.json()["items"]
    assert sample["subject"] == f"scrutiny/{FORCE}"
    assert (sample["data"]["force"], sample["data"]["participantId"]) == (FORCE, None)
    assert given["subject"] == f"panels/{PAGE}"
    assert given["data"]["participantId"] is None
    assert given["data"]["detailUrl"].endswith("/v1/scrutiny/samples")
    assert [one.pages for one in logged(data, after=before)] == [(PAGE,)]


def test_another_force_is_told_nothing(integrator: Caller) -> None:
    with Caller(str(integrator.client.base_url), "integrator", "gwent") as stranger:
        assert stranger.client.get("/v1/events").json()["items"] == []


@pytest.mark.parametrize("stream", [panel_page(PAGE), scrutiny_page(FORCE), force_page(FORCE)])
def test_no_stream_is_read_or_written_as_a_page(
    data: Path, integrator: Caller, stream: str
) -> None:
    before = len(logged(data))
    arrest = {**EXAMPLES[RecordArrest], "identifiers": [], "participantId": stream}
    link = {
        "on": "2019-12-10",
        "other": PAGE,
        "decidedBy": {"name": "Nia Rees", "role": "supervisor", "rank": "inspector"},
    }
    answers = [
        integrator.get(f"/v1/participants/{stream}"),
        integrator.get(f"/v1/participants/{stream}/events"),
        integrator.get(f"/v1/participants/{stream}/journeys/1"),
        integrator.post("/v1/arrests", arrest),
        integrator.post(f"/v1/participants/{stream}/links", link, If_Match='"1"'),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "no-such-page")] * 5
    linked = integrator.post(f"/v1/participants/{PAGE}/links", {**link, "other": stream})
    assert linked.json()["errors"][0]["code"] == "not-on-the-page"
    assert [one.pages for one in logged(data, after=before)] == [(PAGE,)], "of the link from it"
