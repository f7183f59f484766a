"""What a refused read leaves behind, what an unchanged one does, and an endpoint that forgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest

from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import RestrictionApplied
from ledger.journey.parts import Person
from ledger.journey.words import RestrictionGround
from ledger.record.access import AccessOutcome
from tests.accessed import MORE_AGAIN, NO_MORE, access_file, asked, logged
from tests.service import FORCE, Caller, at_work, body_of
from tests.story import INSPECTOR, Story

ON = date(2019, 11, 28)
LOGGED_WITHIN_SECONDS = 10
PATHS = ("", "/events", "/journeys/1", "/journeys/1/explanation", "/journeys/1/events")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def caller(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(caller: Caller) -> str:
    return caller.tell_all(Story().arrest(ON))


@pytest.fixture(scope="module")
def restricted(caller: Caller) -> str:
    ground = RestrictionGround.EVIDENCE
    restriction = RestrictionApplied(on=ON, ground=ground, decided_by=INSPECTOR)
    return caller.tell_all(Story().arrest(ON), restriction)


@pytest.mark.parametrize("path", [*PATHS, "/journeys/1/advice"])
def test_a_page_of_another_force_and_one_that_is_not_there_are_answered_alike_and_leave_nothing(
    data: Path, caller: Caller, page: str, path: str
) -> None:
    with Caller(str(caller.client.base_url), "custody", "gwent") as stranger:
        theirs, left = asked(data, stranger, f"/v1/participants/{page}{path}")
        absent, nothing = asked(data, stranger, f"/v1/participants/p-{'0' * 26}{path}")
    assert (theirs.status_code, theirs.json()["code"]) == (404, "no-such-page")
    assert of_nobody(theirs) == of_nobody(absent)
    assert left == nothing == []


def of_nobody(answer: httpx2.Response) -> dict[str, Any]:
    once = {"instance", "traceId"}
    return {name: told for name, told in answer.json().items() if name not in once}


@pytest.mark.parametrize("path", [*PATHS, "/journeys/1/advice"])
def test_a_restricted_page_is_refused_and_that_is_put_down(
    data: Path, caller: Caller, restricted: str, path: str
) -> None:
    answer, (left,) = asked(data, caller, f"/v1/participants/{restricted}{path}")
    assert (answer.status_code, answer.json()["code"]) == (403, "page-restricted")
    assert (left.pages, left.outcome) == ((restricted,), AccessOutcome.REFUSED)
    with Caller(str(caller.client.base_url), "auditor") as auditor:
        answer, (left,) = asked(data, auditor, f"/v1/participants/{restricted}{path}")
    assert answer.status_code == 200
    assert (left.pages, left.outcome) == ((restricted,), AccessOutcome.ANSWERED)


def test_a_journey_that_is_not_there_says_that_the_page_is_and_is_put_down(
    data: Path, caller: Caller, page: str
) -> None:
    answer, (left,) = asked(data, caller, f"/v1/participants/{page}/journeys/9")
    assert answer.status_code == 404
    assert (left.pages, left.outcome) == ((page,), AccessOutcome.REFUSED)


def test_a_command_that_is_refused_says_that_the_page_is_and_is_put_down(
    data: Path, caller: Caller, page: str, restricted: str
) -> None:
    for page_id, seen in ((page, '"99"'), (restricted, '"99"'), ("p-" + "0" * 26, '"99"')):
        before = len(logged(data))
        refused = caller.tell(Story().screening(ON), page_id, **{"If-Match": seen})
        left = [(one.operation, one.pages, one.outcome) for one in logged(data, after=before)]
        if page_id in {page, restricted}:
            assert refused.status_code == 412
            assert left == [("recordSafeguardingScreened", (page_id,), AccessOutcome.REFUSED)]
        else:
            assert (refused.status_code, left) == (404, [])


def test_the_pages_that_a_refused_arrest_names_are_put_down(data: Path, caller: Caller) -> None:
    body = body_of(Story().arrest(ON))
    known = [{"kind": "force-local", "issuer": FORCE, "value": f"NW-{n}"} for n in (1, 2)]
    pages = [
        caller.post("/v1/arrests", body | {"identifiers": [one]}).json()["participantId"]
        for one in known
    ]
    before = len(logged(data))
    refused = caller.post("/v1/arrests", body | {"identifiers": known})
    assert refused.json()["code"] == "several-pages"
    (left,) = logged(data, after=before)
    assert (left.pages, left.outcome) == (tuple(sorted(pages)), AccessOutcome.REFUSED)


def test_a_refused_command_that_cannot_be_put_down_is_not_told(
    data: Path, caller: Caller, page: str
) -> None:
    with access_file(data) as file:
        file.execute(NO_MORE)
    try:
        answer = caller.tell(Story().screening(ON), page, **{"If-Match": '"99"'})
    finally:
        with access_file(data) as file:
            file.execute(MORE_AGAIN)
    assert (answer.status_code, answer.json()["code"]) == (503, "access-not-logged")


def test_a_refusal_that_cannot_be_put_down_is_not_told(
    data: Path, caller: Caller, restricted: str
) -> None:
    with access_file(data) as file:
        file.execute(NO_MORE)
    try:
        answer = caller.get(f"/v1/participants/{restricted}")
    finally:
        with access_file(data) as file:
            file.execute(MORE_AGAIN)
    assert (answer.status_code, answer.json()["code"]) == (503, "access-not-logged")
    assert answer.headers["Retry-After"]


def test_that_nobody_was_found_is_put_down(data: Path, caller: Caller) -> None:
    before = len(logged(data))
    nobody = {"person": {"familyName": "Nobody", "givenNames": "No", "bornOn": "1970-01-01"}}
    assert caller.post("/v1/participants/search", nobody).json()["items"] == []
    (left,) = logged(data, after=before)
    assert (left.operation, left.pages, left.count) == ("searchParticipants", (), 0)


def test_a_search_comes_in_parts_and_each_puts_down_whom_it_shows(
    data: Path, caller: Caller
) -> None:
    twin = Person(family_name="Twin", given_names="Sam", born_on=date(1991, 2, 3))
    pages = {caller.tell_all(Story().arrest(ON, person=twin)) for _ in range(3)}
    body = {"person": {"familyName": "Twin", "givenNames": "Sam", "bornOn": "1991-02-03"}}
    before, seen, query = len(logged(data)), [], "?limit=2"
    while query:
        told = caller.post(f"/v1/participants/search{query}", body).json()
        seen.append(tuple(one["participantId"] for one in told["items"]))
        query = f"?limit=2&cursor={told['nextCursor']}" if told["nextCursor"] else ""
    assert [len(part) for part in seen] == [2, 1]
    assert {page for part in seen for page in part} == pages
    assert [one.pages for one in logged(data, after=before)] == seen


def test_an_empty_list_shows_nobody_and_leaves_nothing(data: Path, caller: Caller) -> None:
    for path in ("/v1/caseload?navigator=nobody", "/v1/due?by=2001-01-01"):
        answer, left = asked(data, caller, path)
        assert (answer.json()["items"], left) == ([], [])


def test_advice_names_the_pages_that_it_was_read_from(data: Path, caller: Caller) -> None:
    one, other = (caller.tell_all(Story().arrest(ON)) for _ in range(2))
    caller.tell_all(PagesLinked(on=ON, other=other, decided_by=INSPECTOR), page=one)
    _, (left,) = asked(data, caller, f"/v1/participants/{one}/journeys/1/advice")
    assert left.pages == (one, other)
