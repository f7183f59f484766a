"""Imports are carried out line by line, whatever befalls those who do it, and nothing twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from uuid import uuid4

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api import clock
from api.headers import Said
from api.imports.files import Draft, file_of, remove_left_behind
from api.imports.jobs import Job, JobStatus, cancel, claimed, take_on
from api.imports.results import LineStatus, Progress, Result, counts, end, keep
from api.jobs.engine import open_jobs
from api.jobs.tables import metadata
from api.roles import Caller as RoleCaller
from api.roles import CallerRole
from tests.imported import (
    POLL_SECONDS,
    Line,
    arrest,
    became,
    ended,
    entries_in,
    facts_by_key,
    ndjson,
    post,
    posted,
    results,
    screening,
    told_until_ended,
    waiting_files,
)
from tests.service import Caller, at_work, serving
from tests.serving import ledger_server

MANY = 400
KEY = bytes(range(32))
PATIENCE_SECONDS = 30


def all_recorded(data: Path, *lines: Line) -> bool:
    """Whether each of the arrests was recorded, and none twice."""
    expected = {(one["key"], name) for one in lines for name in ("page.opened", "arrest.recorded")}
    written = facts_by_key(data)
    return {key: written[key] for key in expected} == dict.fromkeys(expected, 1)


@contextmanager
def kept_locked(data: Path) -> Iterator[None]:
    """The ledger, while another program keeps it for itself."""
    with closing(sqlite3.connect(data / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


def test_the_migrations_come_to_the_tables_that_are_kept(tmp_path: Path) -> None:
    engine = open_jobs(tmp_path)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_what_cannot_be_done_at_the_moment_is_done_later_and_is_no_refusal(tmp_path: Path) -> None:
    with at_work(tmp_path) as integrator:
        with kept_locked(tmp_path):
            lines = [arrest(), arrest()]
            import_id = posted(integrator, *lines)
            for told in told_until_ended(integrator, import_id):
                if told["code"]:
                    assert told["code"] in {"ledger-unavailable", "write-uncertain"}
                    assert told["status"] == "running"
                    break
            assert told["done"] == 0
        assert ended(integrator, import_id)["counts"]["recorded"] == 2
        assert became(results(integrator, import_id)) == [
            (1, "recorded", None),
            (2, "recorded", None),
        ]
    assert all_recorded(tmp_path, *lines)


def test_an_import_that_is_cancelled_goes_no_further(tmp_path: Path) -> None:
    lines = [arrest() for _ in range(MANY)]
    with at_work(tmp_path) as integrator:
        import_id, next_one = posted(integrator, *lines), posted(integrator, arrest())
        for told in told_until_ended(integrator, import_id):
            if told["done"]:
                break
        waiting = integrator.post(f"/v1/imports/{next_one}/cancellation", None)
        assert (waiting.status_code, waiting.json()["status"]) == (200, "cancelled")
        answer = integrator.post(f"/v1/imports/{import_id}/cancellation", None)
        assert answer.json()["status"] in {"cancelling", "cancelled"}
        told = ended(integrator, import_id)
        assert told["status"] == "cancelled"
        assert 0 < told["done"] < MANY
        recorded = [line["line"] for line in results(integrator, import_id)]
        assert recorded == list(range(1, told["done"] + 1))
        assert results(integrator, next_one) == []
        assert waiting_files(tmp_path) == []
        again = integrator.post(f"/v1/imports/{import_id}/cancellation", None)
        assert again.json() == told
    keys = {entry.attribution.idempotency_key for entry in entries_in(tmp_path)}
    assert {line["key"] for line in lines} & keys == {line["key"] for line in lines[: told["done"]]}


def test_a_service_that_stops_goes_on_with_the_import_when_it_starts(tmp_path: Path) -> None:
    lines = [arrest() for _ in range(MANY)]
    with at_work(tmp_path) as integrator:
        import_id = posted(integrator, *lines)
    with serving(tmp_path) as address, Caller(address) as integrator:
        told = ended(integrator, import_id)
        assert (told["status"], told["counts"]["recorded"]) == ("done", MANY)
        assert waiting_files(tmp_path) == []
    assert all_recorded(tmp_path, *lines)


def test_a_file_that_was_left_behind_is_removed_when_the_service_starts(tmp_path: Path) -> None:
    left = file_of(tmp_path, "i-left-behind")
    left.parent.mkdir()
    left.write_bytes(b"{}")
    with at_work(tmp_path) as integrator:
        assert ended(integrator, posted(integrator, arrest()))["status"] == "done"
        deadline = monotonic() + PATIENCE_SECONDS
        while waiting_files(tmp_path):
            assert monotonic() < deadline
            sleep(POLL_SECONDS)


def test_a_file_that_is_being_written_or_needed_is_left_where_it_is(tmp_path: Path) -> None:
    written, needed, left = (file_of(tmp_path, name) for name in ("i-a", "i-b", "i-c"))
    draft = Draft(written, KEY)
    needed.write_bytes(b"{}")
    left.write_bytes(b"{}")
    remove_left_behind(tmp_path, lambda: {"i-b"})
    assert waiting_files(tmp_path) == [written.name, needed.name]
    draft.close()
    assert waiting_files(tmp_path) == [needed.name]


def test_an_import_whose_lines_are_gone_fails_and_says_so(tmp_path: Path) -> None:
    with at_work(tmp_path) as integrator:
        with kept_locked(tmp_path):
            first = posted(integrator, arrest())
            second = posted(integrator, arrest())
            file_of(tmp_path, second).unlink()
        assert ended(integrator, first)["status"] == "done"
        told = ended(integrator, second)
        assert (told["status"], told["code"]) == ("failed", "import-file-missing")


def test_two_processes_share_imports_and_the_imports_of_a_client_keep_their_order(
    tmp_path: Path,
) -> None:
    servers = [ledger_server(tmp_path) for _ in range(2)]
    try:
        with (
            Caller(servers[0].address) as north,
            Caller(servers[1].address) as north_again,
            Caller(servers[1].address, force="gwent") as gwent,
        ):
            firsts = [arrest() for _ in range(MANY // 2)]
            seconds = [screening(line["key"]) for line in firsts]
            others = [arrest() for _ in range(MANY // 2)]
            jobs = [
                (north, posted(north, *firsts)),
                (gwent, posted(gwent, *others)),
                (north, posted(north_again, *seconds)),
            ]
            for caller, import_id in jobs:
                assert ended(caller, import_id)["counts"]["recorded"] == MANY // 2
                numbers = [line["line"] for line in results(caller, import_id)]
                assert numbers == list(range(1, MANY // 2 + 1))
    finally:
        for server in servers:
            server.stop()
    assert all_recorded(tmp_path, *firsts, *others)
    assert len(facts_by_key(tmp_path)) == 2 * MANY + MANY // 2


def test_when_a_process_is_killed_another_one_goes_on(tmp_path: Path) -> None:
    doomed = ledger_server(tmp_path)
    lines = [arrest() for _ in range(MANY)]
    with Caller(doomed.address) as integrator:
        import_id = posted(integrator, *lines)
        for told in told_until_ended(integrator, import_id):
            if told["done"]:
                break
    other = ledger_server(tmp_path)
    doomed.kill()
    doomed.stop()
    try:
        with Caller(other.address) as integrator:
            told = ended(integrator, import_id)
            assert told["counts"]["recorded"] == MANY
    finally:
        other.stop()
    assert all_recorded(tmp_path, *lines)
    assert waiting_files(tmp_path) == []


def test_keys_are_each_clients_own(tmp_path: Path) -> None:
    key, line = str(uuid4()), arrest()
    with (
        at_work(tmp_path) as integrator,
        Caller(str(integrator.client.base_url), force="gwent") as other,
    ):
        imports = [post(caller, ndjson([line]), key).json() for caller in (integrator, other)]
        assert imports[0]["importId"] != imports[1]["importId"]
        for caller, told in zip((integrator, other), imports, strict=True):
            assert ended(caller, told["importId"])["counts"]["recorded"] == 1
    arrests = [one for one in entries_in(tmp_path) if one.fact.NAME == "arrest.recorded"]
    assert len({one.page for one in arrests}) == len(arrests) == 2


def test_whoever_lost_a_job_to_another_process_keeps_nothing_of_it(tmp_path: Path) -> None:
    now, engine = clock.now(), open_jobs(tmp_path)
    soon, later = now + timedelta(seconds=10), now + timedelta(seconds=20)
    caller = RoleCaller("A hub", CallerRole.INTEGRATOR, "north-wales", "hub")
    said = Said("audit", "", "", "", "")
    job = Job(
        id="i-1",
        caller=caller,
        said=said,
        key="k",
        digest="d",
        dry_run=False,
        lines=2,
        accepted_at=now,
    )
    assert take_on(engine, job) == job
    first = claimed(engine, "first", now, soon)
    assert first
    assert claimed(engine, "second", now, soon) is None
    cancel(engine, job.id, now)
    second = claimed(engine, "second", soon, later)
    assert second
    assert second.status is JobStatus.CANCELLING
    done = [Result(line=1, status=LineStatus.RECORDED, http_status=201)]
    progress = Progress(read_lines=1, read_bytes=9, held_until=later)
    assert keep(engine, first, done, progress) is None
    assert not end(engine, first, JobStatus.DONE, soon)
    assert counts(engine, job.id) == {}
    assert keep(engine, second, done, progress) is JobStatus.CANCELLING
    assert end(engine, second, JobStatus.CANCELLED, later)
    assert counts(engine, job.id) == {LineStatus.RECORDED: 1}
    assert claimed(engine, "third", later, later) is None
    engine.dispose()


def test_a_file_that_is_about_to_be_written_is_not_taken_for_one_left_behind(
    tmp_path: Path,
) -> None:
    stopped = Event()

    def sweep() -> None:
        while not stopped.is_set():
            remove_left_behind(tmp_path, frozenset)

    with ThreadPoolExecutor(2) as sweepers:
        sweeping = [sweepers.submit(sweep) for _ in range(2)]
        try:
            for number in range(1_000):
                draft = Draft(file_of(tmp_path, f"i-{number}"), KEY)
                assert draft.path.exists()
                draft.close()
        finally:
            stopped.set()
        for one in sweeping:
            one.result()
