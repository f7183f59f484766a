"""What is read back: as at a day, in words, entry by entry; and what a writer has seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ledger.journey.facts.person import DetailsCorrected
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.parts import Person
from tests.service import Caller, at_work, body_of
from tests.story import INSPECTOR, Story

ON = date(2019, 11, 28)
DAY_BEFORE = date(2019, 11, 27)
LATER = date(2019, 12, 2)


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(custody: Caller) -> str:
    story = Story()
    details = DetailsCorrected(on=LATER, person=Person(family_name="Sample", given_names="Robin"))
    return custody.tell_all(story.arrest(ON), story.screening(ON), story.decision(LATER), details)


def test_the_page_is_told_as_at_the_day_asked(custody: Caller, page: str) -> None:
    then = custody.get(f"/v1/participants/{page}", as_at=ON)
    assert then.headers["ETag"] == '"5"'
    assert then.headers["Cache-Control"] == "no-store"
    assert then.json()["person"]["familyName"] == "Example"
    assert then.json()["journeys"][0]["status"]["code"] == "arrested"
    now = custody.get(f"/v1/participants/{page}").json()
    assert now["person"]["familyName"] == "Sample"
    assert now["journeys"][0]["status"] == {
        "code": "eligible",
        "words": {"en": "Eligible", "cy": None},
    }


@pytest.mark.parametrize("path", ["", "/events", "/journeys/1", "/journeys/1/explanation"])
def test_before_the_arrest_there_is_nothing(custody: Caller, page: str, path: str) -> None:
    answer = custody.get(f"/v1/participants/{page}{path}", as_at=DAY_BEFORE)
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 500])
def test_a_journey_that_is_not_there_is_not_found(custody: Caller, page: str, number: str) -> None:
    answer = custody.get(f"/v1/participants/{page}/journeys/{number}")
    assert answer.status_code == 404
    assert answer.json()["code"] in {"no-such-journey", "not-found"}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2019-02-30", "day-impossible"),
        ("0109-01-01", "year-out-of-range"),
        ("yesterday", "day-malformed"),
        ("", "day-malformed"),
    ],
)
def test_a_wrong_day_in_a_query_is_named(custody: Caller, page: str, day: str, code: str) -> None:
    answer = custody.get(f"/v1/participants/{page}", as_at=day)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["parameter"] == "asAt"


def test_advice_shows_every_adopted_scheme_clause_by_clause_and_writes_nothing(
    custody: Caller, page: str
) -> None:
    before = custody.get(f"/v1/participants/{page}").json()["version"]
    answer = custody.get(f"/v1/participants/{page}/journeys/1/advice", on=LATER).json()
    (under,) = answer["items"]
    assert under["edition"]["edition"] == "2019-10"
    assert under["eligible"] is True
    assert {clause["code"] for clause in under["clauses"]} > {"E1", "E10"}
    assert all(clause["words"]["cy"] for clause in under["clauses"])
    assert custody.get(f"/v1/participants/{page}").json()["version"] == before


def test_the_entries_say_who_wrote_them_and_for_what(custody: Caller) -> None:
    story = Story()
    headers = {
        "Purpose": "investigation",
        "On-Behalf-Of": "NWP-2291",
        "X-Correlation-Id": "niche-4471",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }
    page = custody.tell(story.arrest(ON), **headers).json()["participantId"]
    opened, arrested = custody.get(f"/v1/participants/{page}/events").json()["items"]
    assert (opened["name"], opened["line"]) == ("page.opened", 1)
    assert opened["data"]["person"]["familyName"] == "Example"
    assert arrested["by"] == "A integrator"
    assert arrested["purpose"] == "investigation"
    assert arrested["onBehalfOf"] == "NWP-2291"
    assert arrested["correlationId"] == "niche-4471"
    assert arrested["traceparent"].startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
    assert arrested["data"]["offences"][0]["mode"] == "either-way"
    (only,) = custody.get(f"/v1/participants/{page}/journeys/1/events").json()["items"]
    assert only == arrested


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Purpose", "curiosity"),
        ("If-Match", "7"),
        ("If-Match", "*"),
        ("X-Correlation-Id", "two words"),
        ("Idempotency-Key", "x" * 200),
        ("Justification", "x" * 1_001),
    ],
)
def test_a_header_of_another_form_is_refused(custody: Caller, name: str, value: str) -> None:
    answer = custody.tell(Story().arrest(ON), **{name: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "header-invalid")
    assert answer.json()["errors"][0]["parameter"] == name


def test_an_entry_recorded_in_error_stays_and_no_longer_counts(custody: Caller) -> None:
    story = Story()
    page = custody.tell_all(story.arrest(ON), story.screening(ON), story.decision(ON))
    error = RecordedInError(on=ON, line=4, decided_by=INSPECTOR, reason="Another person's.")
    assert custody.tell(error, page).status_code == 201
    events = custody.get(f"/v1/participants/{page}/events").json()["items"]
    assert [(e["name"], e["counts"]) for e in events][3:] == [
        ("eligibility.decided", False),
        ("entry.recorded-in-error", True),
    ]
    assert custody.stands(page, ON)["status"]["code"] == "arrested"


def test_entries_come_in_parts_with_a_cursor(custody: Caller, page: str) -> None:
    path, lines, cursor = f"/v1/participants/{page}/events", [], ""
    while True:
        answer = custody.get(path, limit=2, **({"cursor": cursor} if cursor else {}))
        lines += [event["line"] for event in answer.json()["items"]]
        cursor = answer.json()["nextCursor"]
        if not cursor:
            break
        assert answer.headers["Link"].startswith(f"<{path}?")
        assert answer.headers["Link"].endswith('; rel="next"')
    assert lines == [1, 2, 3, 4, 5]
    assert "Link" not in answer.headers


@pytest.mark.parametrize("cursor", ["x", "e30=", "WyJ4Il0=", "bnVsbA=="])
def test_a_cursor_of_another_list_is_refused(custody: Caller, page: str, cursor: str) -> None:
    answer = custody.get(f"/v1/participants/{page}/events", cursor=cursor)
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid")


def test_a_writer_who_has_seen_an_older_version_is_told_the_current_one(custody: Caller) -> None:
    story = Story()
    page = custody.tell_all(story.arrest(ON))
    seen = custody.get(f"/v1/participants/{page}").headers["ETag"]
    first = custody.tell(story.screening(ON), page, **{"If-Match": seen})
    assert first.status_code == 201
    second = custody.tell(story.victim(ON), page, **{"If-Match": seen})
    assert (second.status_code, second.json()["code"]) == (412, "version-stale")
    assert second.json()["currentVersion"] == 3
    assert second.headers["ETag"] == '"3"' == first.headers["ETag"]
    assert custody.tell(story.victim(ON), page, **{"If-Match": '"3"'}).status_code == 201


def test_an_arrest_finds_the_page_that_its_identifiers_lead_to(custody: Caller) -> None:
    story = Story()
    known = {"kind": "pnc-id", "value": "2019/0000001P"}
    first = custody.post("/v1/arrests", with_identifiers(story, known)).json()
    again = custody.post(
        "/v1/arrests", with_identifiers(story, {"kind": "pnc-id", "value": "19/1p"})
    ).json()
    assert again["participantId"] == first["participantId"]
    assert (first["journey"], again["journey"]) == (1, 2)
    other = {"kind": "cro", "value": "SF39/83D"}
    assert custody.post("/v1/arrests", with_identifiers(story, other)).json()["journey"] == 1
    both = custody.post("/v1/arrests", with_identifiers(story, known, other))
    assert (both.status_code, both.json()["code"]) == (409, "several-pages")
    assert first["participantId"] in both.json()["participantIds"]
    with Caller(str(custody.client.base_url), "custody", "gwent") as stranger:
        theirs = stranger.post("/v1/arrests", with_identifiers(story, known)).json()
        assert theirs["participantId"] != first["participantId"]


def test_arrests_at_once_of_a_person_whom_nobody_has_met_open_one_page(custody: Caller) -> None:
    arrest = with_identifiers(Story(), {"kind": "pnc-id", "value": "1999/1234567B"})
    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: custody.post("/v1/arrests", arrest), range(8)))
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.json()["participantId"] for answer in answers}) == 1
    assert sorted(answer.json()["journey"] for answer in answers) == list(range(1, 9))


def with_identifiers(story: Story, *identifiers: dict[str, str]) -> dict[str, object]:
    return {**body_of(story.arrest(ON)), "identifiers": list(identifiers)}
