"""Every read of a person as at a day and as known at a moment, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ledger.evidence.published import Head
from ledger.journey.facts.contract import SessionAttended
from ledger.journey.facts.protection import RecordedInError, RestrictionApplied, RestrictionLifted
from ledger.journey.words import RestrictionGround
from ledger.proof.strict import to_base64
from tests.replayed import LATE, SIGNED_ON, THEN, reoffence, signed
from tests.sealed_ledger import seal
from tests.service import Caller, at_work
from tests.story import INSPECTOR, Story

PATHS = ("", "/events", "/journeys/1", "/journeys/1/explanation", "/journeys/1/events")
EVERY_PATH = (*PATHS, "/journeys/1/advice")


class Told(NamedTuple):
    """A page on which a reoffence of 1 March was written late: sealed before it, and after."""

    data: Path
    caller: Caller
    page: str
    before: Head
    after: Head

    def get(self, path: str, **parameters: Any) -> Any:
        return self.caller.get(f"/v1/participants/{self.page}{path}", **parameters)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    data = tmp_path_factory.mktemp("ledger")
    with at_work(data) as caller:
        page = signed(caller)
        caller.tell_all(SessionAttended(journey=1, on=date(2020, 3, 20)), page=page)
        before = seal(data)
        answer = caller.tell(reoffence(), page, late_because=LATE)
        assert answer.status_code == 201, answer.text
        yield Told(data, caller, page, before, seal(data))


def record(answer: Any) -> str:
    body = answer.json()
    told: str = (body["journeys"][0] if "journeys" in body else body)["record"]["code"]
    return told


@pytest.mark.parametrize("path", ["", "/journeys/1", "/journeys/1/explanation"])
def test_what_is_written_late_changes_what_was_so_and_not_what_was_known(
    told: Told, path: str
) -> None:
    assert record(told.get(path, as_at=THEN)) == "at-risk"
    assert record(told.get(path, as_at=THEN, as_known_at=told.before.size)) == "pending"
    assert record(told.get(path, as_at=THEN, as_known_at=told.after.size)) == "at-risk"
    assert record(told.get(path, as_at="2020-02-29")) == "pending"


@pytest.mark.parametrize("path", EVERY_PATH)
def test_every_read_names_what_it_was_told_from(told: Told, path: str) -> None:
    for head in (told.before, told.after):
        known = told.get(path, as_known_at=head.size).json()["known"]
        sealed_at = known.pop("sealedAt")
        assert datetime.fromisoformat(sealed_at) == head.sealed_at
        assert known == {
            "size": head.size,
            "root": to_base64(head.root),
            "checkpoint": f"/v1/ledger/checkpoint/{head.size}",
            "sealedBy": head.size,
        }
    assert told.get(path).json()["known"]["size"] == told.after.size


@pytest.mark.parametrize("path", EVERY_PATH)
def test_an_instant_stands_for_the_largest_size_sealed_by_then(told: Told, path: str) -> None:
    for at, head in (
        (told.before.sealed_at, told.before),
        (told.after.sealed_at - timedelta(microseconds=1), told.before),
        (told.after.sealed_at, told.after),
    ):
        answer = told.get(path, as_known_at=at.isoformat())
        assert answer.status_code == 200, answer.text
        assert answer.json()["known"]["size"] == head.size


def test_between_two_seals_the_next_one_vouches(told: Told) -> None:
    known = told.get("", as_known_at=told.before.size - 1).json()["known"]
    assert (known["checkpoint"], known["sealedAt"]) == (None, None)
    assert known["sealedBy"] == told.before.size
    assert known["root"]


def test_beyond_the_last_seal_nothing_vouches_yet(told: Told) -> None:
    other = told.caller.tell_all(Story().arrest(SIGNED_ON))
    known = told.caller.get(f"/v1/participants/{other}").json()["known"]
    assert known == {
        "size": told.after.size + 2,
        "root": None,
        "checkpoint": None,
        "sealedAt": None,
        "sealedBy": None,
    }


@pytest.mark.parametrize("path", EVERY_PATH)
@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("999999999", "beyond-the-ledger"),
        ("9" * 16, "moment-malformed"),
        ("-1", "moment-malformed"),
        ("yesterday", "moment-malformed"),
        ("", "moment-malformed"),
        ("2020-03-10T12:00:00 01:00", "moment-malformed"),
        ("2020-03-10T12:00:00", "time-naive"),
        ("2020-02-30T12:00:00Z", "time-impossible"),
        ("2020-03-10T12:00:00Z", "never-sealed-by-then"),
        ("2034-01-01T12:00:00Z", "day-in-the-future"),
    ],
)
def test_a_moment_that_is_none_is_named(told: Told, path: str, moment: str, code: str) -> None:
    answer = told.get(path, as_known_at=moment)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["parameter"] == "asKnownAt"


def test_an_instant_ahead_is_not_known_yet(told: Told) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=90)
    answer = told.get("", as_known_at=soon.isoformat())
    assert answer.json()["code"] in {"moment-ahead", "day-in-the-future"}


@pytest.mark.parametrize("path", EVERY_PATH)
def test_before_a_page_was_written_it_is_not_there(told: Told, path: str) -> None:
    answer = told.get(path, as_known_at=1)
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")
    assert answer.json()["detail"] == "Nothing was known of it then."


@pytest.mark.parametrize("path", PATHS)
def test_what_was_known_has_the_version_of_then_and_never_changes(told: Told, path: str) -> None:
    then = {"as_at": THEN, "as_known_at": told.before.size}
    first = told.get(path, **then)
    assert first.headers["ETag"] == '"13"'
    assert told.get(path, as_at=THEN).headers["ETag"] == '"14"'
    url = f"/v1/participants/{told.page}{path}?asAt={THEN}&asKnownAt={told.before.size}"
    for tag, status in (('"13"', 304), ('"14"', 200)):
        answer = told.caller.client.get(url, headers={"If-None-Match": tag})
        assert answer.status_code == status
    assert told.get(path, **then).content == first.content


def test_entries_are_those_of_then_marked_as_they_were_then(told: Told) -> None:
    caller = told.caller
    page = signed(caller)
    known = seal(told.data).size
    error = RecordedInError(on=SIGNED_ON, line=12, decided_by=INSPECTOR, reason="Mixed up.")
    caller.tell_all(error, page=page)
    for path in ("/events", "/journeys/1/events"):
        now, then = (
            caller.get(f"/v1/participants/{page}{path}", **more).json()["items"]
            for more in ({}, {"as_known_at": known})
        )
        assert {one["line"]: one["counts"] for one in now}[12] is False
        assert {one["line"]: one["counts"] for one in then}[12] is True
    assert len(then) == 11  # of the journey: what opened the page is not


def test_advice_is_by_what_had_been_adopted_as_known(told: Told) -> None:
    page = told.caller.tell_all(Story().arrest(SIGNED_ON))
    known = seal(told.data).size
    told.caller.adopt("durham-checkpoint/2020-02", from_on="2019-10-07")
    path = f"/v1/participants/{page}/journeys/1/advice"
    now, then = (
        {one["edition"]["scheme"] for one in told.caller.get(path, **more).json()["items"]}
        for more in ({}, {"as_known_at": known})
    )
    assert now - then == {"durham-checkpoint"}
    assert then


def test_an_arrest_before_the_page_was_opened_is_of_a_person_and_a_force(told: Told) -> None:
    caller, earlier = told.caller, date(2019, 12, 1)
    page = caller.tell_all(Story().arrest(SIGNED_ON))
    late = caller.tell(Story().arrest(earlier), page, late_because=LATE)
    assert late.status_code == 201, late.text
    path = f"/v1/participants/{page}"
    then = caller.get(path, as_at="2019-12-05").json()
    now = caller.get(path).json()
    assert then["force"] == now["force"] != ""
    assert then["person"] == now["person"]
    assert [journey["journey"] for journey in then["journeys"]] == [2]
    asked = {"as_at": "2019-12-05", "on": "2019-12-05"}
    assert caller.get(f"{path}/journeys/2/advice", **asked).json()["items"]


def test_no_earlier_moment_opens_a_page_that_is_restricted_now(told: Told) -> None:
    caller, on = told.caller, date(2020, 1, 21)
    page = caller.tell_all(Story().arrest(SIGNED_ON))
    known = seal(told.data).size
    version = caller.get(f"/v1/participants/{page}").headers["ETag"]
    applied = RestrictionApplied(
        on=on, ground=RestrictionGround.ACCURACY_CONTESTED, decided_by=INSPECTOR
    )
    caller.tell_all(applied, page=page)
    url = f"/v1/participants/{page}"
    with Caller(str(caller.client.base_url), "auditor") as auditor:
        for path in EVERY_PATH:
            closed = caller.get(url + path, as_known_at=known, as_at="2019-12-31")
            assert (closed.status_code, closed.json()["code"]) == (403, "page-restricted")
        opened = auditor.get(url, as_known_at=known, as_at="2019-12-31")
        assert (opened.headers["ETag"], opened.json()["restricted"]) == (version, True)
        caller.tell_all(RestrictionLifted(on=on, decided_by=INSPECTOR), page=page)
        again = auditor.client.get(
            f"{url}?asKnownAt={known}&asAt=2019-12-31", headers={"If-None-Match": version}
        )
        assert (again.status_code, again.json()["restricted"]) == (200, False)
