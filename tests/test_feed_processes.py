"""The feed over several processes: one that was killed, two on one ledger, one that is to stop."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import date
from itertools import takewhile
from pathlib import Path
from threading import Event as Signal

import httpx2

from api.feed.seats import MOST_OF_A_CLIENT
from ledger.record.book import open_ledger
from tests.following import followed, ids, part_of, streaming
from tests.service import Caller
from tests.serving import Server, ledger_server
from tests.story import Story

ON = date(2019, 11, 28)
WRITERS = 2
EARLY_SECONDS = 17
BEFORE_THE_KILL = 12


@contextmanager
def served(data: Path) -> Iterator[Server]:
    server = ledger_server(data)
    try:
        yield server
    finally:
        server.stop()


def arrests_until_cut_off(address: str) -> list[str]:
    """References of what was acknowledged, by a writer who goes on until the server is gone."""
    acknowledged: list[str] = []
    try:
        with Caller(address) as custody:
            while True:
                answer = custody.tell(Story().arrest(ON))
                assert answer.status_code == 201, answer.text
                acknowledged += [entry["reference"] for entry in answer.json()["entries"]]
    except httpx2.TransportError:
        return acknowledged


def test_a_follower_goes_on_after_a_kill_and_has_everything_once(tmp_path: Path) -> None:
    seen: list[str] = []
    cursor = ""
    with ThreadPoolExecutor(WRITERS) as pool, served(tmp_path) as server:
        writers = [pool.submit(arrests_until_cut_off, server.address) for _ in range(WRITERS)]
        with Caller(server.address, "integrator") as follower:
            while len(seen) < BEFORE_THE_KILL:
                part = part_of(follower, cursor, limit=5, wait=5)
                seen, cursor = seen + ids(part["items"]), part["nextCursor"]
        server.kill()
        acknowledged = [reference for one in writers for reference in one.result()]
    with served(tmp_path) as again, Caller(again.address, "integrator") as follower:
        seen += ids(followed(follower, cursor)[0])
    ledger = open_ledger(tmp_path)
    written = [f"{entry.page}:{entry.line}" for _, entry in ledger.since(0, ledger.position)]
    ledger.close()
    assert seen == written
    assert set(acknowledged) <= set(seen)


def test_who_waits_or_streams_hears_what_another_process_writes(tmp_path: Path) -> None:
    with (
        served(tmp_path) as one,
        served(tmp_path) as two,
        Caller(one.address, "integrator") as follower,
        Caller(two.address) as custody,
        ThreadPoolExecutor(1) as pool,
    ):
        custody.tell_all(Story().arrest(ON))
        _, cursor = followed(follower)
        follower.client.timeout = httpx2.Timeout(EARLY_SECONDS)
        waiting = pool.submit(part_of, follower, cursor, wait=20)
        page = custody.tell_all(Story().arrest(ON))
        assert ids(waiting.result()["items"]) == [f"{page}:1", f"{page}:2"]
        with streaming(follower, last_id="4") as heard:
            next(heard)
            page = custody.tell_all(Story().arrest(ON))
            told = next(one for one in heard if one.data)
            assert (told.id, page in told.data) == ("5", True)


def test_a_server_that_is_to_stop_lets_its_followers_go(tmp_path: Path) -> None:
    streams = Signal()

    def streamed(address: str) -> list[str]:
        with Caller(address, "integrator", "gwent") as caller, streaming(caller) as heard:
            next(heard)
            streams.set()
            return [one.data for one in takewhile(lambda one: one.retry == "", heard)]

    with (
        ThreadPoolExecutor(MOST_OF_A_CLIENT + 2) as pool,
        served(tmp_path) as server,
        Caller(server.address, "integrator") as caller,
    ):
        follower = pool.submit(streamed, server.address)
        waiting = [
            pool.submit(caller.get, "/v1/events", wait=20) for _ in range(MOST_OF_A_CLIENT + 1)
        ]
        refused = next(as_completed(waiting))
        assert refused.result().status_code == 429, "the others have taken their seats by now"
        assert streams.wait(EARLY_SECONDS)
        server.stop()
        assert follower.result() == []
        for one in {*waiting} - {refused}:
            assert one.result().json()["items"] == []
