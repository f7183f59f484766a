"""Two moments of a page compared, over HTTP and from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.journey.facts.arrest import OffenceReclassified
from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import RecordedInError
from tests.accessed import logged
from tests.replayed import LEARNT_ON, OFFENDED_ON, SIGNED_ON, THEN, reoffence, signed
from tests.sealed_ledger import seal
from tests.service import Caller, at_work
from tests.story import INSPECTOR, OFFICER
from tests.terminal import answer, quiet_terminal, refusal, run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger") / "data"


@pytest.fixture(scope="module")
def caller(data: Path) -> Iterator[Caller]:
    with at_work(data, "checkpoint-cymru/2019-12") as caller:
        yield caller


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def under_contract(caller: Caller) -> str:
    return signed(caller, "checkpoint-cymru/2019-12")


def compared(caller: Caller, page: str, number: int = 1, **moments: Any) -> Any:
    return caller.get(f"/v1/participants/{page}/journeys/{number}/comparison", **moments)


def fields(told: Any) -> dict[str, tuple[Any, Any, Any]]:
    return {one["field"]: (one["from"], one["to"], one["reasons"]) for one in told.json()["fields"]}


def test_a_correction_is_seen_on_both_axes(caller: Caller, data: Path) -> None:
    page = under_contract(caller)
    known = seal(data).size
    caller.tell_all(reoffence(), page=page)
    alleged = seal(data).size
    line = caller.get(f"/v1/participants/{page}").json()["version"]
    error = RecordedInError(on=LEARNT_ON, line=line, decided_by=INSPECTOR, reason="Not he.")
    caller.tell_all(error, page=page)
    late = {"as_at": THEN, "from_as_known_at": known, "as_known_at": alleged}
    told = fields(compared(caller, page, **late))
    why = {"entries": [f"{page}:{line}"], "byTheDay": False}
    assert [one["code"] for one in told["record"][:2]] == ["pending", "at-risk"]
    assert told["record"][2] == why
    assert told["holds"][0] == []
    assert told["holds"][1][0]["code"] == "allegation-pending"
    struck = compared(caller, page, as_at=THEN, from_as_known_at=alleged)
    assert [one["code"] for one in fields(struck)["record"][:2]] == ["at-risk", "pending"]
    assert fields(struck)["record"][2]["entries"] == [f"{page}:{line}", f"{page}:{line + 1}"]
    (went,) = struck.json()["between"]
    assert (went["effect"], went["axes"]) == ("went", ["asKnownAt"])
    assert (went["reference"], went["struckBy"]) == (f"{page}:{line}", f"{page}:{line + 1}")
    never = compared(caller, page, as_at=THEN, from_as_known_at=known).json()
    assert (never["fields"], never["between"]) == ([], [])
    days = compared(caller, page, from_as_at="2020-02-01", as_at=THEN, from_as_known_at=alleged)
    assert "record" not in fields(days)


def test_the_moments_are_named_with_what_was_known(caller: Caller, data: Path) -> None:
    page = under_contract(caller)
    head = seal(data)
    told = compared(
        caller, page, from_as_at="2020-01-01", from_as_known_at=head.sealed_at.isoformat()
    ).json()
    assert (told["from"]["asAt"], told["from"]["known"]["size"]) == ("2020-01-01", head.size)
    assert told["to"]["version"] == told["from"]["version"]


def test_clauses_weigh_anew_with_what_came_to_light(caller: Caller, data: Path) -> None:
    page = under_contract(caller)
    known = seal(data).size
    robbery = OffenceReclassified(
        journey=1, on=OFFENDED_ON, offence=1, code="robbery", decided_by=OFFICER
    )
    caller.tell_all(robbery, page=page)
    told = compared(caller, page, as_at=THEN, from_as_known_at=known).json()
    (clause,) = told["clauses"]
    assert clause["code"].startswith("E")
    assert (clause["from"]["holds"], clause["to"]["holds"]) == (True, False)
    assert clause["to"]["on"] == SIGNED_ON.isoformat()
    assert clause["reasons"]["entries"] == [f"{page}:{told['to']['version']}"]
    assert {one["field"] for one in told["fields"]} >= {"reasons"}


def test_before_the_arrest_there_was_no_journey_and_never_another(caller: Caller) -> None:
    page = under_contract(caller)
    told = fields(compared(caller, page, from_as_at="2019-12-09", as_at="2019-12-10"))
    assert told["status"][0] is None
    assert told["status"][1]["code"] == "under-contract"
    for moments in ({"as_at": "2019-12-09"}, {"as_known_at": 1, "from_as_known_at": 1}):
        absent = compared(caller, page, **moments)
        assert (absent.status_code, absent.json()["code"]) == (404, "no-such-journey")
    assert compared(caller, page, number=2).json()["code"] == "no-such-journey"


@pytest.mark.parametrize("parameter", ["asKnownAt", "fromAsKnownAt"])
def test_a_moment_that_is_none_is_named(caller: Caller, parameter: str) -> None:
    page = under_contract(caller)
    for value, code in (("999999999", "beyond-the-ledger"), ("x", "moment-malformed")):
        path = f"/v1/participants/{page}/journeys/1/comparison?{parameter}={value}"
        wrong = caller.client.get(path)
        assert (wrong.status_code, wrong.json()["code"]) == (422, code)
        assert [one["parameter"] for one in wrong.json()["errors"]] == [parameter]


@pytest.mark.parametrize("parameter", ["asAt", "fromAsAt"])
def test_a_day_that_is_none_is_named_once(caller: Caller, parameter: str) -> None:
    page = under_contract(caller)
    wrong = compared(caller, page, **{parameter: "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "day-malformed")
    assert [one["parameter"] for one in wrong.json()["errors"]] == [parameter]


def test_whose_pages_were_looked_at_is_put_down(caller: Caller, data: Path) -> None:
    page, other = under_contract(caller), under_contract(caller)
    linked = PagesLinked(on=SIGNED_ON, other=other, decided_by=INSPECTOR)
    answered = caller.tell(linked, page)
    assert answered.status_code == 201, answered.text
    before = len(logged(data))
    assert compared(caller, page, from_as_at="2019-12-11").status_code == 200
    (left,) = logged(data)[before:]
    assert (left.operation, set(left.pages)) == ("journeyComparison", {page, other})
    with Caller(str(caller.client.base_url), force="gwent") as stranger:
        assert compared(stranger, page).json()["code"] == "no-such-page"


def test_the_command_line_compares_the_same(caller: Caller, data: Path) -> None:
    page = under_contract(caller)
    known = seal(data).size
    caller.tell_all(reoffence(), page=page)
    asked = ("--as-at", THEN, "--from-as-known-at", known, "--data", data)
    (item,) = answer(run("compare", page, *asked, "--json"))["items"]
    over_http = compared(caller, page, as_at=THEN, from_as_known_at=known).json()
    assert item == over_http
    said = run("compare", page, *asked, COLUMNS="160")
    assert said.exit_code == 0
    assert "at-risk" in said.stdout
    assert f"line {item['to']['version']}" in said.stdout
    assert "came: not known" in said.stdout
    (left,) = [one for one in logged(data) if one.operation == "compare"][-1:]
    assert left.pages == (page,)


def test_the_command_line_says_what_is_not_different_or_not_there(
    caller: Caller, data: Path
) -> None:
    page = under_contract(caller)
    assert "Nothing is different." in run("compare", page, "--data", data).stdout
    assert "no journey of that number" in refusal(
        run("compare", page, "--journey", 2, "--data", data)
    )
    nothing = run("compare", page, "--as-at", "2000-01-01", "--data", data)
    assert nothing.stdout == "The page has no journey at either moment.\n"
    wrong = run("compare", page, "--from-as-known-at", 999_999_999, "--data", data)
    assert "--from-as-known-at" in refusal(wrong, code=2)
    assert "Nothing is written" in refusal(run("compare", "p-nobody", "--data", data))


def test_the_day_and_a_correction_are_said_in_words(caller: Caller, data: Path) -> None:
    page = under_contract(caller)
    caller.tell_all(reoffence(), page=page)
    known = seal(data).size
    line = caller.get(f"/v1/participants/{page}").json()["version"]
    error = RecordedInError(on=LEARNT_ON, line=line, decided_by=INSPECTOR, reason="Not he.")
    caller.tell_all(error, page=page)
    asked = ("--from-as-at", THEN, "--from-as-known-at", known, "--as-at", "2020-04-20")
    said = run("compare", page, *asked, "--data", data, COLUMNS="160").stdout
    assert f"went: in error, by {page}:{line + 1}" in said
    assert "the day" in said
    assert "awaiting-completion" in said
