"""The sealer as a process: on demand, killed again and again, and never two at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import sleep

import pytest

from ledger.evidence.keys import verifier
from ledger.evidence.on_demand import NotSealed, is_wanted, sealed_up_to, want
from ledger.evidence.published import Published
from ledger.proof.checkpoint import opened
from ledger.proof.merkle import leaf_hash, root
from ledger.record.book import Ledger, open_ledger
from tests.sealing import grow_ahead

ORIGIN = "diversion-ledger.invalid/ledger"
PATIENCE_SECONDS = 60.0
KILLS = 12


class Process:
    """`diversion-ledger seal` with arguments, in a process of its own."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            [sys.executable, "-m", "api.cli", "seal", "--data", str(data), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=PATIENCE_SECONDS)

    def ended(self, sent: signal.Signals | None = None) -> tuple[int, str, str]:
        """Exit code and output, after a signal if one is sent."""
        if sent is not None:
            self._process.send_signal(sent)
        out, err = self._process.communicate(timeout=PATIENCE_SECONDS)
        return self._process.returncode, out, err


@contextmanager
def sealing(data: Path, *arguments: str) -> Iterator[Process]:
    process = Process(data, *arguments)
    try:
        yield process
    finally:
        process.kill()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "data") as ledger:
        grow_ahead(ledger, 5)
    return tmp_path / "data"


def check(data: Path) -> None:
    """See that every head is signed, and of the lines that stand there."""
    published, key = Published(data / "log"), data.with_name("data-sealer") / "log.vkey"
    own = [verifier(key.read_text().strip())]
    with open_ledger(data) as ledger:
        hashes = [leaf_hash(line) for line in ledger.lines(0, ledger.size)]
    for head in published.heads():
        assert head.root == root(hashes[: head.size])
        checkpoint, _ = opened(published.note(head.size) or b"", ORIGIN, own)
        assert (checkpoint.size, checkpoint.root) == (head.size, head.root)
    assert published.latest() == published.note(published.heads()[-1].size)


def test_whoever_asks_is_given_a_head_that_covers_what_was_written_before(data: Path) -> None:
    published = Published(data / "log")
    only = ("--log", "ledger")
    with sealing(data, "--every", "3600", *only) as process, open_ledger(data) as ledger:
        sealed_up_to(published, 6, PATIENCE_SECONDS)
        for size in (7, 8, 300):
            grow_ahead(ledger, size)
            head = sealed_up_to(published, size, PATIENCE_SECONDS)
            assert head.size == size
            assert published.note(size) is not None
        code, out, err = process.ended(signal.SIGTERM)
    assert (code, err) == (0, "")
    assert out.endswith("Stopped.\n")
    check(data)


def test_what_has_grown_is_sealed_without_being_asked(data: Path) -> None:
    published = Published(data / "log")
    with sealing(data, "--every", "0.2", "--json") as process, open_ledger(data) as ledger:
        for size in (10, 20):
            grow_ahead(ledger, size)
            until_sealed(published, size)
        code, out, _ = process.ended(signal.SIGINT)
    assert code == 0
    told = [json.loads(line) for line in out.splitlines()]
    sizes = [size for line in told if line["log"] == "ledger" for size in line["sealed"]]
    assert sizes == [head.size for head in published.heads()]


def until_sealed(published: Published, size: int) -> None:
    while (head := published.last_head()) is None or head.size < size:
        sleep(0.02)


def test_killed_again_and_again_it_never_contradicts_itself(data: Path) -> None:
    random = Random(9)
    published, enough = Published(data / "log"), Event()
    with open_ledger(data) as ledger:
        writer = Thread(target=write_until, args=(enough, ledger), daemon=True)
        writer.start()
        for number in range(KILLS):
            with sealing(data, "--every", "0.1"):
                if number % 2:
                    until_sealed(published, ledger.size)
                else:
                    until_begun(published)
                sleep(random.random() * 0.3)
        enough.set()
        writer.join()
        with sealing(data, "--every", "3600") as last:
            sealed_up_to(published, ledger.size, PATIENCE_SECONDS)
            last.ended(signal.SIGTERM)
    check(data)
    assert len(published.heads()) >= KILLS / 2


def write_until(enough: Event, ledger: Ledger) -> None:
    while not enough.wait(0.05):
        grow_ahead(ledger, ledger.size + 3)


def until_begun(published: Published) -> None:
    want(published)
    while is_wanted(published):
        want(published)
        sleep(0.05)


def test_a_second_sealer_does_not_begin(data: Path) -> None:
    published = Published(data / "log")
    with sealing(data, "--every", "3600") as first:
        sealed_up_to(published, 6, PATIENCE_SECONDS)
        code, _, err = Process(data).ended()
        assert code == 1
        assert "another sealer runs" in err
        with open_ledger(data) as ledger:
            grow_ahead(ledger, 20)
        code, out, _ = Process(data, "--once", "--log", "ledger").ended()
        assert (code, "20 leaves are sealed" in out) == (0, True)
        assert first.ended(signal.SIGTERM)[0] == 0
    check(data)


def test_a_running_sealer_that_is_frozen_goes_on_once_it_may(data: Path) -> None:
    published = Published(data / "log")
    only = ("--log", "ledger")
    with sealing(data, "--every", "0.1", *only) as process, open_ledger(data) as ledger:
        sealed_up_to(published, 6, PATIENCE_SECONDS)
        assert Process(data, "--freeze", "For a while.", *only).ended()[0] == 0
        grow_ahead(ledger, 30)
        with pytest.raises(NotSealed, match="6 leaves are sealed, of 30"):
            sealed_up_to(published, 30, 1.0)
        assert Process(data, "--unfreeze", "--because", "It is over.", *only).ended()[0] == 0
        sealed_up_to(published, 30, PATIENCE_SECONDS)
        code, _, err = process.ended(signal.SIGTERM)
    assert code == 0
    assert err.count("the log is frozen: For a while.") == 1


def test_nobody_waits_longer_than_they_want_to(tmp_path: Path) -> None:
    with pytest.raises(NotSealed, match="0 leaves are sealed, of 1 that were wanted"):
        sealed_up_to(Published(tmp_path / "log"), 1, 0.1)
    assert is_wanted(Published(tmp_path / "log"))
    assert not is_wanted(Published(tmp_path / "log"))
