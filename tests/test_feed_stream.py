"""The feed as a stream: it goes on where it was left, says that it lives, and ends in order."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx2
import pytest

from api import clock
from api.feed.seats import MOST_OF_A_CLIENT
from api.roles import Caller as Known
from api.roles import CallerRole
from api.trust.development import DevelopmentIssuer
from ledger.journey.facts.arrest import VictimNotified
from ledger.journey.facts.person import PageOpened
from ledger.record.access import Access, open_access_log
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.following import Heard, followed, ids, streaming
from tests.recorded import ME
from tests.service import PURPOSE, Caller, at_work, serving
from tests.story import Story

ON = date(2019, 11, 28)
PATIENCE_SECONDS = 20
ARRESTED = "uk.police.diversion.arrest.recorded.v1"
LONG_URL = "https://ledger.example/" + "x" * 2_000
MANY = 3_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[str]:
    with at_work(data, keep_alive_seconds=0.1) as caller:
        yield str(caller.client.base_url)


@pytest.fixture
def integrator(service: str) -> Iterator[Caller]:
    with Caller(service, "integrator") as caller:
        caller.tell_all(Story().arrest(ON))
        yield caller


def events_in(heard: Iterator[Heard], count: int) -> list[Heard]:
    """The next so many blocks that are events."""
    return list(islice((one for one in heard if one.data), count))


def reference(heard: Heard) -> str:
    told: str = json.loads(heard.data)["id"]
    return told


def test_a_stream_tells_all_from_the_start_and_what_is_written_later(
    service: str, integrator: Caller
) -> None:
    written = ids(followed(integrator)[0])
    with streaming(integrator) as heard:
        assert next(heard) == Heard(comment="the feed", retry="2000")
        assert [reference(one) for one in events_in(heard, len(written))] == written
        with Caller(service) as custody:
            page = custody.tell_all(Story().arrest(ON))
        assert [reference(one) for one in events_in(heard, 2)] == [f"{page}:1", f"{page}:2"]


def test_a_stream_goes_on_right_after_the_last_id_that_was_taken(integrator: Caller) -> None:
    written = ids(followed(integrator)[0])
    assert len(written) >= 3
    for taken in range(1, len(written)):
        with streaming(integrator) as heard:
            first = events_in(heard, taken)
        with streaming(integrator, last_id=first[-1].id) as heard:
            rest = events_in(heard, len(written) - taken)
        assert [reference(one) for one in (*first, *rest)] == written


def test_the_last_id_goes_before_the_cursor_which_begins_where_a_part_ended(
    integrator: Caller,
) -> None:
    events, end = followed(integrator)
    middle = integrator.client.get("/v1/events", params={"limit": 2}).json()["nextCursor"]
    with streaming(integrator, cursor=middle) as heard:
        assert reference(events_in(heard, 1)[0]) == events[2]["id"]
    with streaming(integrator, cursor=end, last_id="1") as heard:
        assert reference(events_in(heard, 1)[0]) == events[1]["id"]


def test_a_stream_leaves_out_types_and_writes_as_hmpps_does(integrator: Caller) -> None:
    with streaming(integrator, type=ARRESTED, format="hmpps") as heard:
        told = json.loads(events_in(heard, 1)[0].data)
    assert told["eventType"] == "police-diversion.arrest.recorded"


def test_a_quiet_stream_says_that_it_lives_and_moves_the_id_on(
    service: str, integrator: Caller
) -> None:
    with Caller(service, "integrator", "gwent") as gwent, streaming(gwent) as heard:
        said = next(one for one in heard if one.comment == "still here")
        page = integrator.tell_all(Story().arrest(ON))
        later = next(one for one in heard if int(one.id) > int(said.id))
        assert (later.comment, later.data) == ("still here", "")
    assert page in ids(followed(integrator)[0])[-1]


def test_a_last_id_that_was_never_told_is_refused(integrator: Caller) -> None:
    for told, answered in (
        ("one", "header-invalid"),
        ("-1", "header-invalid"),
        ("1" * 16, "header-invalid"),
        ("1" * 15, "cursor-invalid"),
    ):
        answer = integrator.client.get("/v1/events/stream", headers={"Last-Event-ID": told})
        assert (answer.status_code, answer.json()["code"]) == (400, answered), told


def test_only_who_may_follow_gets_a_stream(service: str) -> None:
    with Caller(service, "custody") as custody:
        answer = custody.get("/v1/events/stream")
        assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_a_client_has_only_so_many_streams_and_gets_another_when_one_ends(service: str) -> None:
    with Caller(service, "integrator", "cheshire") as caller, ExitStack() as open_ones:
        streams = [open_ones.enter_context(streaming(caller)) for _ in range(MOST_OF_A_CLIENT)]
        assert all(next(heard).retry for heard in streams)
        refused = caller.get("/v1/events/stream")
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-followers")
        assert int(refused.headers["Retry-After"]) > 0
        assert caller.get("/v1/events", wait=5).status_code == 429
        assert caller.get("/v1/events").status_code == 200
        with Caller(service, "integrator", "lancashire") as other, streaming(other) as heard:
            assert next(heard).retry
        open_ones.close()
        deadline = monotonic() + PATIENCE_SECONDS
        while caller.get("/v1/events", wait=1).status_code == 429:
            assert monotonic() < deadline, "the seats were not given back"
            sleep(0.05)


def test_a_stream_ends_in_order_when_the_token_does(data: Path, service: str) -> None:
    issuer = DevelopmentIssuer((data / "login.key").read_bytes())
    now = clock.now()
    known = Known("A follower", CallerRole.INTEGRATOR, "gwent")
    token = issuer.token(known, now - timedelta(minutes=1), now - timedelta(seconds=28))
    headers = {**PURPOSE, "Authorization": f"Bearer {token}"}
    with httpx2.Client(base_url=service, headers=headers, timeout=PATIENCE_SECONDS) as client:
        with client.stream("GET", "/v1/events/stream") as answer:
            assert answer.status_code == 200
            assert list(answer.iter_lines())
        again = client.get("/v1/events/stream")
        assert (again.status_code, again.json()["code"]) == (401, "token-invalid")


def test_the_document_declares_the_stream_without_words_of_a_later_openapi(
    integrator: Caller,
) -> None:
    answer = integrator.get("/openapi.json")
    assert "itemSchema" not in answer.text
    declared = answer.json()["paths"]["/events/stream"]["get"]["responses"]
    assert list(declared["200"]["content"]) == ["text/event-stream"]
    assert {"400", "401", "403", "422", "429", "503"} <= declared.keys()


def test_what_is_streamed_is_in_the_access_log_before_it_is_sent(data: Path, service: str) -> None:
    with Caller(service, "integrator", "lancashire") as caller:
        page = caller.tell_all(Story().arrest(ON))
        with streaming(caller) as heard:
            events_in(heard, 1)
            assert disclosed(data, "lancashire") == [(page,)]
            other = caller.tell_all(Story().arrest(ON))
            events_in(heard, 2)
            assert disclosed(data, "lancashire") == [(page,), (other,)]


def disclosed(data: Path, force: str) -> list[tuple[str, ...]]:
    """The pages of each record of a stream of `force`."""
    log = open_access_log(data)
    try:
        kept = [one for _, one in log.since(0, 10_000) if isinstance(one, Access)]
    finally:
        log.close()
    return [one.pages for one in kept if (one.force, one.operation) == (force, "feedStream")]


def test_who_does_not_take_the_events_is_not_read_ahead_for(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path)
    at, pages = clock.now(), 60
    for number in range(pages):
        facts = [PageOpened(on=ON, force="gwent")]
        facts += [VictimNotified(journey=1, on=ON)] * (MANY // pages - 1)
        page = f"p-{number}"
        ledger.append([Entry(page, line, at, ME, fact) for line, fact in enumerate(facts, 1)])
    ledger.close()
    with (
        serving(tmp_path, public_url=LONG_URL) as address,
        Caller(address, "integrator", "gwent") as caller,
        slow_reader(caller) as reader,
        reader.makefile("rb") as told,
    ):
        read = settled(lambda: len(disclosed(tmp_path, "gwent")))
        assert 0 < read < MANY / 100
        lines = (line for line in told if line.startswith(b"id: "))
        assert [int(line[4:]) for line in islice(lines, MANY)] == list(range(1, MANY + 1))


def slow_reader(caller: Caller) -> socket.socket:
    """A connection on which a stream was asked for, and of which nothing is read."""
    where = urlsplit(str(caller.client.base_url))
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
    reader.settimeout(PATIENCE_SECONDS)
    reader.connect((where.hostname, where.port))
    token = caller.client.headers["Authorization"]
    head = f"GET /v1/events/stream HTTP/1.1\r\nHost: {where.netloc}\r\nPurpose: prosecution\r\n"
    reader.sendall(f"{head}Authorization: {token}\r\n\r\n".encode())
    return reader


def settled(count: Callable[[], int]) -> int:
    """What is counted once it has begun and does not grow any more."""
    deadline = monotonic() + PATIENCE_SECONDS
    before, same = 0, 0
    while same < 4:
        assert monotonic() < deadline, "it went on and on"
        sleep(0.25)
        now = count()
        same = same + 1 if now == before and now else 0
        before = now
    return before
