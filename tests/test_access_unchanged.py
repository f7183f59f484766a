"""An answer of a day that the caller has already: 304, and put down all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.app import create_app
from api.openapi import document
from api.openapi_answers import taken
from api.settings import Settings
from ledger.record.access import AccessOutcome
from tests.accessed import asked
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)
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


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"1", "{}"', "*"])
def test_an_answer_of_a_day_that_has_not_changed_is_304_and_put_down(
    data: Path, caller: Caller, page: str, path: str, tag: str
) -> None:
    url = f"/v1/participants/{page}{path}?asAt=2019-12-01"
    first, _ = asked(data, caller, url)
    version = first.headers["ETag"].strip('"')
    answer, (left,) = asked(data, caller, url, If_None_Match=tag.format(version))
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == first.headers["ETag"]
    assert (left.pages, left.outcome) == ((page,), AccessOutcome.ANSWERED)


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_has_changed_or_is_of_today_is_given_whole(
    data: Path, caller: Caller, page: str, path: str
) -> None:
    url = f"/v1/participants/{page}{path}"
    version = asked(data, caller, url)[0].headers["ETag"]
    assert asked(data, caller, url, If_None_Match=version)[0].status_code == 200
    for other in ('"1"', "nonsense", '"'):
        answer, _ = asked(data, caller, f"{url}?asAt=2019-12-01", If_None_Match=other)
        assert answer.status_code == 200


def test_a_journey_that_is_not_there_is_not_unchanged(
    data: Path, caller: Caller, page: str
) -> None:
    url = f"/v1/participants/{page}/journeys/2?asAt=2019-12-01"
    assert asked(data, caller, url, If_None_Match="*")[0].status_code == 404


def test_every_answer_that_can_be_unchanged_is_declared_so() -> None:
    settings = Settings(data=Path("nowhere"))
    drawn = document(create_app(settings), settings)
    conditional = {
        one["operationId"]: one["responses"]
        for item in drawn["paths"].values()
        for one in item.values()
        if isinstance(one, dict) and "if-none-match" in taken(one, "header")
    }
    assert len(conditional) == len(PATHS)
    assert all("304" in responses for responses in conditional.values())
