"""The last head is cosigned again and again, so that a quiet log, or a witness that was down, is
no stale one; but never a head that entries have come after.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from ledger.evidence.keys import ed25519
from ledger.evidence.published import Published
from ledger.proof.cosignature import CosignatureVerifier, cosigned_at_posix_seconds
from ledger.proof.note import parse_note, verified
from ledger.proof.refusal import NotProved
from ledger.record.book import open_ledger
from tests.proving import MAIR
from tests.sealing import grow_ahead
from tests.terminal import quiet_terminal, run
from tests.witnessing import ROOT, running, witness_in

PATIENCE_SECONDS = 60.0
WITNESS = CosignatureVerifier(MAIR.cosignature_key, ed25519)
SOON = """
from api.sealing import loop
loop.ASK_AGAIN_SECONDS, loop.ASK_AFTER_SILENCE_SECONDS = {again}, {after_silence}
from api.cli import main
main()
"""


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Published:
    """The log of a ledger of six entries, sealed while no witness was named."""
    quiet_terminal(tmp_path, monkeypatch)
    with open_ledger(Path("data")) as ledger:
        grow_ahead(ledger, 5)
    assert run("seal", "--once", "--data", "data", "--log", "ledger").exit_code == 0
    return Published(tmp_path / "data" / "log")


@contextmanager
def sealing(
    folder: Path, url: str, again: float = 3600, after_silence: float = 0.3
) -> Iterator[None]:
    """A sealer that asks Mair, who is at `url`, again after so many seconds."""
    log = (folder / "data-sealer" / "log.vkey").read_text().strip()
    policy = f"log {log}\nwitness mair {MAIR.cosignature_key} {url}\nquorum mair\n"
    (folder / "policy").write_text(policy)
    program = SOON.format(again=again, after_silence=after_silence)
    command = [sys.executable, "-c", program, "seal", "--data", str(folder / "data")]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--every", "0.1", "--log", "ledger"],
        cwd=ROOT,
        env={**os.environ, "DIVERSION_LEDGER_WITNESSES": str(folder / "policy")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def cosigned_at(published: Published) -> int:
    """When Mair cosigned the last head; 0 if she did not."""
    try:
        (found,) = verified(parse_note(published.latest() or b""), [WITNESS])
    except NotProved:
        return 0
    return cosigned_at_posix_seconds(found.value)


def until(holds: Callable[[], bool]) -> None:
    patient = monotonic() + PATIENCE_SECONDS
    while not holds():
        assert monotonic() < patient
        sleep(0.05)


def log_option(folder: Path) -> tuple[str, str]:
    return "--log", (folder / "data-sealer" / "log.vkey").read_text().strip()


def test_a_head_that_nobody_cosigned_is_sent_at_the_start(
    published: Published, tmp_path: Path
) -> None:
    with running(witness_in(tmp_path / "mair", MAIR), *log_option(tmp_path)) as mair:
        assert not cosigned_at(published)
        with sealing(tmp_path, mair.address):
            until(lambda: cosigned_at(published) > 0)


def test_a_quiet_log_is_cosigned_again(published: Published, tmp_path: Path) -> None:
    with (
        running(witness_in(tmp_path / "mair", MAIR), *log_option(tmp_path)) as mair,
        sealing(tmp_path, mair.address, again=0.3),
    ):
        until(lambda: cosigned_at(published) > 0)
        first = cosigned_at(published)
        until(lambda: cosigned_at(published) > first + 1)
    assert len(parse_note(published.latest() or b"").signatures) == 2


def test_a_witness_that_was_down_is_asked_again(published: Published, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    state = witness_in(tmp_path / "mair", MAIR)
    with sealing(tmp_path, f"http://127.0.0.1:{port}"):
        sleep(2)
        with running(state, *log_option(tmp_path), "--port", str(port)):
            until(lambda: cosigned_at(published) > 0)


def test_a_head_that_entries_have_come_after_is_not_cosigned_again(
    published: Published, tmp_path: Path
) -> None:
    with (
        running(witness_in(tmp_path / "mair", MAIR), *log_option(tmp_path)) as mair,
        sealing(tmp_path, mair.address, again=0.1),
    ):
        until(lambda: cosigned_at(published) > 0)
        told = run("seal", "--freeze", "A while.", "--data", "data", "--log", "ledger")
        assert told.exit_code == 0
        with open_ledger(tmp_path / "data") as ledger:
            grow_ahead(ledger, 9)
        sleep(1)
        frozen = cosigned_at(published)
        sleep(2.5)
        assert cosigned_at(published) == frozen
