"""Must show: what is written late changes what was so, and not what was known; nor what was said.

On a real ledger, sealed by the real sealer through its own command, over HTTP and on the terminal.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from typing import Any, NamedTuple

import pytest

from api.sealing.logs import published_ledger
from ledger.decisions.agreement import Placed, disagreements
from ledger.proof.strict import to_base64
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.accessed import logged
from tests.replayed import LATE, THEN, reoffence, signed
from tests.service import Caller, at_work
from tests.terminal import answer, quiet_terminal, run

PUBLICATION = {"on": "2020-03-10", "asAt": THEN}


class Moment(NamedTuple):
    """What was answered before anybody knew, and how much was known."""

    size: int
    sealed_at: str
    standing: bytes
    explained: bytes


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("installation") / "data"


@pytest.fixture(scope="module")
def caller(data: Path) -> Iterator[Caller]:
    with at_work(data, seal_patience_seconds=60.0) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(caller: Caller) -> str:
    return signed(caller)


@contextmanager
def sealer(data: Path) -> Iterator[None]:
    """`diversion-ledger seal`, a process of its own, until the block ends."""
    command = [sys.executable, "-m", "api.cli", "seal", "--data", str(data), "--every", "3600"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.send_signal(SIGINT)
            process.wait()


@pytest.fixture(scope="module")
def before(data: Path, caller: Caller, page: str) -> Moment:
    """A status is published from the sealed ledger; then the reoffence is written, and sealed."""
    url = f"/v1/participants/{page}/journeys/1"
    with sealer(data):
        published = caller.post(f"{url}/status-publication", PUBLICATION)
        assert published.status_code == 201, published.text
    size = published.json()["published"]["size"]
    told = [
        caller.get(url + path, as_at=THEN, as_known_at=size).content
        for path in ("", "/explanation")
    ]
    head = published_ledger(data).head_from(size)
    assert head is not None
    late = caller.tell(reoffence(), page, late_because=LATE)
    assert late.status_code == 201, late.text
    sealed = answer(run("seal", "--once", "--data", data, "--json"))
    assert sealed["logs"][0]["head"]["size"] > size
    return Moment(size, head.sealed_at.isoformat(), *told)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def record(told: Any) -> str:
    code: str = told["record"]["code"]
    return code


def test_what_was_so_is_changed_by_what_is_learnt(
    caller: Caller, page: str, before: Moment
) -> None:
    url = f"/v1/participants/{page}/journeys/1"
    assert record(caller.get(url, as_at=THEN).json()) == "at-risk"
    assert record(caller.get(url, as_at="2020-02-29").json()) == "pending"


def test_what_was_known_is_answered_byte_for_byte_as_it_was(
    caller: Caller, page: str, before: Moment
) -> None:
    url = f"/v1/participants/{page}/journeys/1"
    for known in (before.size, before.sealed_at):
        for path, said in (("", before.standing), ("/explanation", before.explained)):
            again = caller.get(url + path, as_at=THEN, as_known_at=known)
            assert again.content == said
    assert b'"pending"' in before.standing
    assert b"sealed on" in before.explained


def test_the_terminal_says_the_same_on_both_axes(data: Path, page: str, before: Moment) -> None:
    shown = ("show", page, "--as-at", THEN, "--data", data, "--json")
    now = answer(run(*shown))
    assert record(now["journeys"][0]) == "at-risk"
    for known in (before.size, before.sealed_at):
        then = answer(run(*shown, "--as-known-at", known))
        assert record(then["journeys"][0]) == "pending"
        assert then["known"]["size"] == before.size
    lines = [one["line"] for one in now["entries"]]
    assert lines[-1] not in [one["line"] for one in then["entries"]]
    said = run("explain", page, "--as-at", THEN, "--as-known-at", before.size, "--data", data)
    assert f"the first {before.size:,} entries of the ledger, sealed on" in said.stdout


def test_what_was_published_then_still_agrees_with_whoever_folds_it(
    data: Path, page: str, before: Moment
) -> None:
    with open_ledger(data) as ledger:
        heads = {one.size: to_base64(one.root) for one in published_ledger(data).heads()}
        told = ledger.since(0, ledger.size)
        leaves = ledger.leaves(0, ledger.size)
        lines = [
            Placed(leaf.index, entry.line, entry.fact)
            for leaf, (_, entry) in zip(leaves, told, strict=True)
            if isinstance(entry, Entry) and entry.page == page
        ]
    assert "status.published" in {one.fact.NAME for one in lines}
    assert list(disagreements(lines, heads.get)) == []


def test_the_access_log_says_what_was_asked_for(
    data: Path, caller: Caller, page: str, before: Moment
) -> None:
    url = f"/v1/participants/{page}/journeys/1"
    caller.get(url, as_at=THEN, as_known_at=before.sealed_at)
    caller.get(url, as_at=THEN)
    then, now = logged(data)[-2:]
    assert (then.as_known_at, now.as_known_at) == (before.size, None)
    assert {str(then.as_at), str(now.as_at)} == {THEN}
