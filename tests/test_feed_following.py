"""The feed, asked for part by part over HTTP: everything, once, in order, and nobody else's."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event as Signal
from typing import Any

import httpx2
import pytest

from api.replies.feed import FeedPart
from ledger.record.access import Access, AccessKind, open_access_log
from tests.following import followed, ids, part_of
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)
WRITERS = 4
ARRESTS_EACH = 8
CANARY = "Zxqvwyth"
EARLY_SECONDS = 17
SCREENED = "uk.police.diversion.safeguarding.screened.v1"
ARRESTED = "uk.police.diversion.arrest.recorded.v1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[str]:
    with at_work(data, public_url="https://ledger.example") as caller:
        yield str(caller.client.base_url)


@pytest.fixture
def integrator(service: str) -> Iterator[Caller]:
    with Caller(service, "integrator") as caller:
        yield caller


def arrested(caller: Caller, times: int = 1) -> list[str]:
    """References of the entries that so many arrests led to, each with a screening."""
    written: list[str] = []
    for _ in range(times):
        story = Story()
        page = ""
        for command in (story.arrest(ON), story.screening(ON)):
            answer = caller.tell(command, page)
            assert answer.status_code == 201, answer.text
            page = answer.json()["participantId"]
            written += [entry["reference"] for entry in answer.json()["entries"]]
    return written


def to_now(caller: Caller) -> str:
    """The cursor of the ledger's end, told without reading all that comes before."""
    return followed(caller, limit=500)[1]


def code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_follower_gets_every_entry_once_and_in_order_while_four_write(service: str) -> None:
    over = Signal()

    def writing(role_force: tuple[str, str]) -> list[str]:
        with Caller(service, *role_force) as caller:
            return arrested(caller, ARRESTS_EACH)

    def following(force: str) -> list[str]:
        with Caller(service, "integrator", force) as caller:
            seen: list[str] = []
            cursor = ""
            while True:
                last_look = over.is_set()
                part = part_of(caller, cursor, limit=5, wait=1)
                seen += ids(part["items"])
                if last_look and not part["items"] and part["nextCursor"] == cursor:
                    return seen
                cursor = part["nextCursor"]

    forces = ["gwent", "south-wales", "gwent", "south-wales"]
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        followers = [pool.submit(following, force) for force in ("gwent", "south-wales")]
        writers = [pool.submit(writing, ("custody", force)) for force in forces]
        written = [one.result() for one in writers]
        over.set()
        seen = [one.result() for one in followers]
    for number, force in enumerate(("gwent", "south-wales")):
        theirs = [one for one, f in zip(written, forces, strict=True) if f == force]
        assert sorted(seen[number]) == sorted(reference for one in theirs for reference in one)
        for one in theirs:
            place = {reference: at for at, reference in enumerate(seen[number])}
            assert sorted(one, key=place.__getitem__) == one
    sequences = [event["sequence"] for event in all_of(service, "gwent")]
    assert sequences == sorted(sequences)


def all_of(service: str, force: str) -> list[dict[str, Any]]:
    with Caller(service, "integrator", force) as caller:
        return followed(caller)[0]


def test_a_part_is_as_the_document_says(integrator: Caller) -> None:
    arrested(integrator)
    for form in ("cloudevents", "hmpps"):
        part = part_of(integrator, format=form, limit=500)
        assert FeedPart.model_validate(part).model_dump(mode="json", by_alias=True)
        assert part["items"]
    answer = integrator.client.get("/v1/events", params={"limit": 2})
    assert answer.headers["Content-Type"] == "application/json"
    cursor = answer.json()["nextCursor"]
    assert answer.headers["Link"] == f'</v1/events?limit=2&cursor={cursor}>; rel="next"'


def test_there_is_a_cursor_at_the_end_too_and_it_goes_on_from_there(integrator: Caller) -> None:
    cursor = to_now(integrator)
    assert part_of(integrator, cursor) == {"items": [], "nextCursor": cursor}
    written = arrested(integrator)
    assert ids(followed(integrator, cursor, limit=1)[0]) == written


def test_only_types_that_were_asked_for_come(integrator: Caller) -> None:
    cursor = to_now(integrator)
    written = arrested(integrator, 2)
    screened = followed(integrator, cursor, types=[SCREENED])[0]
    assert ids(screened) == [written[2], written[5]]
    assert {event["type"] for event in screened} == {SCREENED}
    both = followed(integrator, cursor, types=[SCREENED, ARRESTED], limit=1)[0]
    assert ids(both) == [written[1], written[2], written[4], written[5]]
    unknown = integrator.client.get("/v1/events", params={"type": "contract.signed"})
    assert code(unknown) == (422, "word-unknown")
    assert code(integrator.get("/v1/events", format="avro")) == (422, "word-unknown")


def test_events_in_the_format_of_hmpps_name_a_participant_by_our_pseudonym(
    integrator: Caller,
) -> None:
    cursor = to_now(integrator)
    written = arrested(integrator)
    events = followed(integrator, cursor, format="hmpps")[0]
    assert [event["additionalInformation"]["reference"] for event in events] == written
    page = written[0].split(":")[0]
    last = events[-1]
    assert last["eventType"] == "police-diversion.safeguarding.screened"
    assert last["detailUrl"] == f"https://ledger.example/v1/participants/{page}/journeys/1"
    assert last["personReference"] == {
        "identifiers": [{"type": "DIVERSION_PARTICIPANT", "value": page}]
    }


def test_what_an_event_points_at_can_be_read(integrator: Caller) -> None:
    cursor = to_now(integrator)
    arrested(integrator)
    for event in followed(integrator, cursor)[0]:
        path = event["data"]["detailUrl"].removeprefix("https://ledger.example")
        assert integrator.client.get(path).status_code == 200


def test_no_event_says_anything_personal(integrator: Caller) -> None:
    cursor = to_now(integrator)
    story = Story()
    person = {"familyName": CANARY, "givenNames": CANARY, "address": CANARY}
    arrest = story.arrest(ON, station=f"{CANARY} station")
    page = integrator.tell_all(arrest)
    answer = integrator.post(
        f"/v1/participants/{page}/details", {"on": "2019-11-29", "person": person}
    )
    assert answer.status_code == 201, answer.text
    identifier = {"on": "2019-11-29", "kind": "local", "value": CANARY, "issuer": CANARY}
    integrator.post(f"/v1/participants/{page}/identifiers", identifier)
    for form in ("cloudevents", "hmpps"):
        told = followed(integrator, cursor, format=form)[0]
        assert len(told) >= 3
        assert CANARY.lower() not in json.dumps(told).lower()


def test_another_force_gets_nothing_of_it_whatever_cursor_it_makes_up(
    service: str, integrator: Caller
) -> None:
    written = arrested(integrator)
    cursor = to_now(integrator)
    with Caller(service, "integrator", "cheshire") as other:
        assert followed(other)[0] == []
        theirs = other.client.get("/v1/events", params={"cursor": cursor})
        assert code(theirs) == (400, "cursor-invalid")
        told = json.loads(urlsafe_b64decode(cursor + "=="))
        for position in (0, 1, told[2] - len(written), told[2]):
            forged = forged_of([told[0], "cheshire", position])
            assert followed(other, forged)[0] == []


def forged_of(told: Any) -> str:
    text = json.dumps(told, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([1, "north-wales", -1], id="before the start"),
        pytest.param([1, "north-wales", 10**12], id="beyond the end"),
        pytest.param([1, "north-wales", 10**30], id="beyond any end"),
        pytest.param([1, "north-wales", 1.0], id="no whole number"),
        pytest.param([1, "north-wales", True], id="no number"),
        pytest.param([2, "north-wales", 1], id="another format"),
        pytest.param([1, 1, 1], id="no force"),
        pytest.param([1, "north-wales"], id="too short"),
        pytest.param({"position": 1}, id="no list"),
        pytest.param("p-1", id="no list either"),
    ],
)
def test_a_cursor_that_was_never_given_is_refused(integrator: Caller, told: Any) -> None:
    answer = integrator.client.get("/v1/events", params={"cursor": forged_of(told)})
    assert code(answer) == (400, "cursor-invalid")


def test_a_cursor_that_is_spelt_otherwise_is_refused(integrator: Caller) -> None:
    cursor = to_now(integrator)
    nested = urlsafe_b64encode(b"[" * 360).decode()
    for spelt in (cursor + "=", cursor[:-1], "!" + cursor, cursor + "é", "zzz", nested):
        answer = integrator.client.get("/v1/events", params={"cursor": spelt})
        assert code(answer) == (400, "cursor-invalid"), spelt


def test_who_waits_is_answered_as_soon_as_something_is_written(
    service: str, integrator: Caller
) -> None:
    cursor = to_now(integrator)
    with ThreadPoolExecutor(1) as pool, Caller(service) as custody:
        integrator.client.timeout = httpx2.Timeout(EARLY_SECONDS)
        waiting = pool.submit(part_of, integrator, cursor, wait=20)
        written = arrested(custody)
        assert ids(waiting.result()["items"])[0] == written[0]


def test_who_waits_in_vain_is_told_so_with_the_cursor_to_go_on(integrator: Caller) -> None:
    cursor = to_now(integrator)
    part = part_of(integrator, cursor, wait=1, types=["uk.police.diversion.term.ended.v1"])
    assert part == {"items": [], "nextCursor": cursor}
    assert code(integrator.get("/v1/events", wait=21)) == (422, "number-out-of-range")


def test_only_who_may_follow_does_and_says_what_for(service: str) -> None:
    for role in ("custody", "navigator", "policy", "admin"):
        with Caller(service, role) as caller:
            assert code(caller.get("/v1/events")) == (403, "not-permitted")
    with Caller(service, "auditor") as auditor:
        assert auditor.get("/v1/events").status_code == 200
        del auditor.client.headers["Purpose"]
        assert code(auditor.get("/v1/events")) == (400, "purpose-missing")
        del auditor.client.headers["Authorization"]
        assert code(auditor.get("/v1/events")) == (401, "login-needed")


def test_every_part_that_says_something_of_somebody_is_in_the_access_log(
    data: Path, service: str
) -> None:
    with Caller(service, "integrator", "lancashire") as caller:
        written = arrested(caller, 3)
        first, cursor = followed(caller, limit=6)
        assert ids(first) == written
        followed(caller, cursor)
    log = open_access_log(data)
    try:
        kept = [one for _, one in log.since(0, 10_000) if isinstance(one, Access)]
    finally:
        log.close()
    disclosed = [one for one in kept if one.force == "lancashire" and one.operation == "feed"]
    assert [len(one.pages) for one in disclosed] == [2, 1]
    assert {page for one in disclosed for page in one.pages} == {
        reference.split(":")[0] for reference in written
    }
    assert {(one.kind, one.purpose) for one in disclosed} == {
        (AccessKind.DISCLOSURE, "prosecution")
    }
    assert all(one.recipients for one in disclosed)
