"""Every error is a problem document, and every kind of problem has a page."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx2
import pytest

from api import clock
from api.logs import OneLine
from api.problem_types import OF_CONTENT, OF_DECISIONS, OF_REQUESTS, OF_SERVICE, TYPES
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.words import VoidReason
from ledger.record.book import open_ledger
from ledger.record.entry import Attribution
from tests.service import Caller, at_work
from tests.story import INSPECTOR, SERGEANT, Story

ON = date(2019, 11, 28)
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def custody(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


def test_no_code_is_given_two_meanings() -> None:
    assert len(TYPES) == len((*OF_REQUESTS, *OF_CONTENT, *OF_DECISIONS, *OF_SERVICE))


@pytest.mark.parametrize("code", sorted(TYPES))
def test_every_kind_of_problem_has_a_page_for_machines_and_for_people(
    custody: Caller, code: str
) -> None:
    page = f"{custody.client.base_url}{TYPES[code].page}".replace("//v1", "/v1")
    told = httpx2.get(page)
    assert told.json() == {
        "type": TYPES[code].page,
        "code": code,
        "status": TYPES[code].status,
        "title": TYPES[code].title,
    }
    shown = httpx2.get(page, headers={"Accept": "text/html"})
    assert shown.headers["content-type"].startswith("text/html")
    assert code in shown.text


def test_a_kind_of_problem_that_there_is_not_is_not_found(custody: Caller) -> None:
    assert custody.get("/v1/problems/none-such").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/participants/", 404, "not-found"),
        ("GET", "/v1/arrests", 405, "method-not-allowed"),
        ("DELETE", "/v1/arrests", 405, "method-not-allowed"),
        ("PUT", "/v1/participants/p-1", 405, "method-not-allowed"),
        ("GET", "/v1/participants/p-1", 404, "no-such-page"),
        ("GET", "/v1/participants/%00", 404, "no-such-page"),
    ],
)
def test_an_unknown_route_or_method_is_a_problem_too(
    custody: Caller, method: str, path: str, status: int, code: str
) -> None:
    answer = custody.client.request(
        method, path, headers={"traceparent": f"00-{TRACE}-{'1' * 16}-01"}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["traceId"] == TRACE
    assert problem["instance"] == "urn:uuid:4bf92f35-77b3-4da6-a3ce-929d0e0e4736"
    assert ("Allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    "traceparent",
    [
        "",
        "nonsense",
        f"ff-{TRACE}-{'1' * 16}-01",
        f"00-{'0' * 32}-{'1' * 16}-01",
        f"00-{TRACE}-{'0' * 16}-01",
    ],
)
def test_a_trace_that_cannot_be_read_is_begun_anew(custody: Caller, traceparent: str) -> None:
    answer = custody.client.get("/nowhere", headers={"traceparent": traceparent})
    trace_id = answer.json()["traceId"]
    assert len(trace_id) == 32
    assert trace_id not in {TRACE, "0" * 32}


def test_a_stored_entry_that_cannot_be_read_names_its_position_and_harms_no_other_page(
    custody: Caller, data: Path
) -> None:
    story = Story()
    whole = custody.tell_all(story.arrest(ON))
    broken = custody.tell_all(story.arrest(ON), story.screening(ON))
    spoil(data, broken, line=2)
    answer = custody.get(f"/v1/participants/{broken}")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "entry-unreadable")
    assert (problem["page"], problem["line"]) == (broken, 2)
    assert problem["position"] > 0
    refused = custody.tell(story.victim(ON), broken)
    assert (refused.status_code, refused.json()["code"]) == (500, "entry-unreadable")
    assert custody.get(f"/v1/participants/{whole}").status_code == 200
    assert custody.tell(story.screening(ON), whole).status_code == 201


def test_a_ledger_that_cannot_be_read_is_unavailable(tmp_path: Path) -> None:
    with at_work(tmp_path) as custody:
        execute(tmp_path, "DROP TABLE stored_events")
        answer = custody.tell(Story().arrest(ON))
    assert (answer.status_code, answer.json()["code"]) == (503, "ledger-unavailable")
    assert answer.headers["Retry-After"] == "1"


def test_a_store_that_fails_while_writing_leaves_it_open_whether_it_was_written(
    tmp_path: Path,
) -> None:
    with at_work(tmp_path) as custody:
        page = custody.tell_all(Story().arrest(ON))
        execute(
            tmp_path,
            "CREATE TRIGGER failing BEFORE INSERT ON stored_events"
            " BEGIN SELECT RAISE(ABORT, 'Bronwen'); END",
        )
        answer = custody.tell(Story().screening(ON), page)
        version = custody.get(f"/v1/participants/{page}").json()["version"]
    assert (answer.status_code, answer.json()["code"]) == (503, "write-uncertain")
    assert answer.headers["Retry-After"] == "1"
    assert "Bronwen" not in answer.text
    assert version == 2


def test_on_a_page_whose_personal_data_was_erased_nothing_more_is_written(tmp_path: Path) -> None:
    with at_work(tmp_path) as custody:
        void = JourneyVoided(
            journey=1, on=ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR
        )
        page = custody.tell_all(Story().arrest(ON), void)
        erased = PersonalDataErased(
            on=ON, legal_basis="DPA 2018 s.47", decided_by=INSPECTOR, agreed_by=SERGEANT
        )
        with closing(open_ledger(tmp_path)) as ledger:
            ledger.record(page, erased, Attribution(by="the keeper"), clock.now())
        answer = custody.tell(Story().screening(ON), page)
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")


def execute(data: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger:
        ledger.execute(statement, values)
        ledger.commit()


def spoil(data: Path, page: str, line: int) -> None:
    spoilt = "UPDATE stored_events SET state = ? WHERE originator_id = ? AND originator_version = ?"
    execute(data, spoilt, b'{"name": "Bronwen"}', page, line)


def test_a_fault_that_nobody_expected_is_answered_and_logged_without_its_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with at_work(tmp_path) as custody, caplog.at_level(logging.INFO, "api.requests"):
        page = custody.tell_all(Story().arrest(ON))
        with closing(sqlite3.connect(tmp_path / "views.sqlite")) as views:
            views.execute("DROP TABLE caseload")
        answer = custody.get("/v1/caseload")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "caseload" not in answer.text
    lines = [json.loads(OneLine().format(record)) for record in caplog.records]
    (fault,) = [line for line in lines if line.get("status") == 500]
    assert fault["fault"] == "OperationalError"
    assert fault["where"]
    assert fault["route"] == "/v1/caseload"
    assert fault["traceId"] == answer.json()["traceId"]
    told = json.dumps(lines)
    assert page not in told
    assert "Example" not in told
    assert "A custody" not in told
