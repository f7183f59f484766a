"""What a verifier remembers goes on only to what is proved to go on from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import get_ident

import pytest

from ledger.evidence.durable import StillLocked, create, locked, replace
from ledger.evidence.keys import SigningKey, verifier
from ledger.evidence.remembered import (
    Breach,
    Contradiction,
    Memory,
    MemoryUnusable,
    Prove,
    Step,
)
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import EMPTY_ROOT, consistency_proof, root
from ledger.proof.note import signed
from ledger.proof.refusal import NotProved
from tests.proving import LOG, MAIR, NEXT_LOG, leaves, one_bit_changed

LEAVES = leaves(40)
FORGED = [*LEAVES[:11], *leaves(60)[50:], *LEAVES[12:]]
OTHER = SigningKey("ledger.example/access", bytes(range(5, 37)))
KNOWN = [verifier(str(key.verifier_key)) for key in (LOG, OTHER)]


def note(size: int, of: Sequence[bytes] = LEAVES, key: SigningKey = LOG) -> bytes:
    return signed(Checkpoint(key.name, size, root(of[:size])).text, [key])


def proved(of: Sequence[bytes] = LEAVES) -> Prove:
    return lambda old, new: consistency_proof(old, of[:new])


def nobody_asks(old: int, new: int) -> Sequence[bytes]:
    raise AssertionError(old, new)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "remembered")


def remembered(memory: Memory) -> dict[str, bytes]:
    return {origin: head.note for origin, head in memory.heads().items()}


def test_the_first_head_of_a_log_is_believed(memory: Memory) -> None:
    assert memory.heads() == {}
    assert memory.advance(note(7), KNOWN, nobody_asks) == Step(LOG.name, None, 7)
    assert remembered(memory) == {LOG.name: note(7)}


def test_what_is_remembered_of_one_log_is_a_plain_signed_note(tmp_path: Path) -> None:
    Memory(tmp_path / "remembered").advance(note(7), KNOWN, nobody_asks)
    assert (tmp_path / "remembered").read_bytes() == note(7)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["remembered", "remembered.lock"]


def test_a_log_goes_on_as_far_as_it_is_proved(memory: Memory) -> None:
    sizes = [1, 2, 7, 8, 33, 40]
    memory.advance(note(1), KNOWN, nobody_asks)
    for old, new in pairwise(sizes):
        assert memory.advance(note(new), KNOWN, proved()) == Step(LOG.name, old, new)
        assert remembered(memory) == {LOG.name: note(new)}


def test_the_same_head_is_no_step_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    Memory(file).advance(note(7), KNOWN, nobody_asks)
    written = file.stat().st_ino
    with_another = signed(Checkpoint(LOG.name, 7, root(LEAVES[:7])).text, [LOG, MAIR])
    for shown in (note(7), with_another):
        assert Memory(file).advance(shown, KNOWN, nobody_asks) == Step(LOG.name, 7, 7)
    assert file.stat().st_ino == written


@pytest.mark.parametrize(
    ("shown", "prove", "breach"),
    [
        (note(11), nobody_asks, Breach.SMALLER),
        (signed(Checkpoint(LOG.name, 0, EMPTY_ROOT).text, [LOG]), nobody_asks, Breach.SMALLER),
        (note(12, FORGED), nobody_asks, Breach.ANOTHER_ROOT),
        (note(40, FORGED), proved(FORGED), Breach.NOT_PROVED),
        (note(40), proved(FORGED), Breach.NOT_PROVED),
        (note(40), lambda _old, _new: (), Breach.NOT_PROVED),
        (note(40), lambda _old, _new: (b"short",), Breach.NOT_PROVED),
    ],
    ids=["smaller", "empty", "another-root", "forged", "another-proof", "no-proof", "no-hash"],
)
def test_what_does_not_go_on_is_refused_and_both_notes_are_kept_as_evidence(
    memory: Memory, shown: bytes, prove: Prove, breach: Breach
) -> None:
    memory.advance(note(12), KNOWN, nobody_asks)
    with pytest.raises(Contradiction) as refused:
        memory.advance(shown, KNOWN, prove)
    assert refused.value.breach == breach
    assert str(refused.value) == breach.value
    assert (refused.value.remembered, refused.value.shown) == (note(12), shown)
    assert remembered(memory) == {LOG.name: note(12)}


def test_any_log_goes_on_from_the_empty_one(memory: Memory) -> None:
    empty = signed(Checkpoint(LOG.name, 0, EMPTY_ROOT).text, [LOG])
    memory.advance(empty, KNOWN, nobody_asks)
    assert memory.advance(empty, KNOWN, nobody_asks) == Step(LOG.name, 0, 0)
    assert memory.advance(note(5), KNOWN, nobody_asks) == Step(LOG.name, 0, 5)


def test_each_log_has_a_head_of_its_own(memory: Memory) -> None:
    memory.advance(note(12), KNOWN, nobody_asks)
    memory.advance(note(3, FORGED, OTHER), KNOWN, nobody_asks)
    memory.advance(note(20), KNOWN, proved())
    assert remembered(memory) == {LOG.name: note(20), OTHER.name: note(3, FORGED, OTHER)}


def test_a_head_that_no_key_of_its_log_signed_is_not_remembered(memory: Memory) -> None:
    posing = signed(Checkpoint(LOG.name, 7, root(LEAVES[:7])).text, [OTHER])
    for shown in (note(7, key=NEXT_LOG), posing, b"", note(7)[:-1]):
        with pytest.raises(NotProved):
            memory.advance(shown, KNOWN, nobody_asks)
    assert memory.heads() == {}


def test_a_key_that_follows_another_is_believed_while_both_are_known(memory: Memory) -> None:
    both = [*KNOWN, verifier(str(NEXT_LOG.verifier_key))]
    memory.advance(note(7), KNOWN, nobody_asks)
    with pytest.raises(MemoryUnusable, match="no signature of a known key"):
        memory.advance(note(9, key=NEXT_LOG), both[1:], proved())
    memory.advance(note(9, key=NEXT_LOG), both, proved())
    assert memory.advance(note(12, key=NEXT_LOG), both[1:], proved()).before == 9


def test_a_memory_with_one_bit_changed_accuses_nobody(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    Memory(file).advance(note(7), KNOWN, nobody_asks)
    for changed in one_bit_changed(note(7)):
        file.write_bytes(changed)
        try:
            step = Memory(file).advance(note(12), KNOWN, proved())
        except MemoryUnusable:
            continue
        # another origin is another log; that of this log was not there
        assert step.before is None
        assert LOG.name.encode() not in changed.split(b"\n", 1)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", note(7)[:-1], note(7) + b"\n", b"\n" + note(7), note(7) + b"\n" + note(9),
     note(7) + note(3, key=OTHER), note(7) + b"\n" + note(3, key=OTHER), b"x" * 11],
)  # fmt: skip
def test_a_file_in_another_form_is_not_taken_for_a_memory(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "remembered"
    file.write_bytes(data)
    with pytest.raises(MemoryUnusable):
        Memory(file).advance(note(40), KNOWN, proved())
    assert file.read_bytes() == data


def test_a_memory_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.evidence.remembered.MOST_BYTES", len(note(7)) + 1)
    memory = Memory(tmp_path / "remembered")
    memory.advance(note(7), KNOWN, nobody_asks)
    with pytest.raises(MemoryUnusable, match="more than"):
        memory.advance(note(3, key=OTHER), KNOWN, nobody_asks)
    assert remembered(memory) == {LOG.name: note(7)}


def test_many_who_remember_at_once_never_go_back(tmp_path: Path) -> None:
    file = tmp_path / "remembered"

    def go_on(size: int) -> bool:
        try:
            Memory(file).advance(note(size), KNOWN, proved())
        except Contradiction as refused:
            return refused.breach == Breach.SMALLER
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all([*pool.map(go_on, [1 + place * 7 % 40 for place in range(80)])])
    assert remembered(Memory(file)) == {LOG.name: note(40)}


def test_a_lock_that_is_held_is_waited_for_and_then_told(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    with locked(file, 0), pytest.raises(StillLocked, match="remembered is in use"), locked(file, 0):
        pass
    with locked(file, 0):
        pass


def test_a_file_is_created_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    create(tmp_path / "key", b"first")
    with pytest.raises(FileExistsError):
        create(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"first"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o400
    assert len(list(tmp_path.iterdir())) == 1


def test_of_many_who_create_a_file_at_once_one_does(tmp_path: Path) -> None:
    def made(number: int) -> int | None:
        try:
            create(tmp_path / "key", b"%d" % number)
        except FileExistsError:
            return None
        return number

    with ThreadPoolExecutor(16) as pool:
        (maker,) = {number for number in pool.map(made, range(64)) if number is not None}
    assert (tmp_path / "key").read_bytes() == b"%d" % maker
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_that_a_crash_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f"remembered.{os.getpid()}-{get_ident()}.draft").write_bytes(b"half a no")
    replace(tmp_path / "remembered", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["remembered"]


KILLED = """
import os, signal, sys
from pathlib import Path
from ledger.evidence import durable

folder = Path(sys.argv[1])
durable.replace(folder / "remembered", b"old")
if sys.argv[2] == "before":
    Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
durable._make_durable = lambda _: os.kill(os.getpid(), signal.SIGKILL)
durable.replace(folder / "remembered", b"new")
"""


@pytest.mark.parametrize(("moment", "found"), [("before", b"old"), ("after", b"new")])
def test_who_is_killed_while_replacing_leaves_one_whole_file(
    tmp_path: Path, moment: str, found: bytes
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), moment]
    ended = subprocess.run(command, check=False)  # noqa: S603 - our own words
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "remembered").read_bytes() == found


HEAVY = {
    *("alembic", "eventsourcing", "fastapi", "httpx2", "msgspec", "pydantic", "rich"),
    *("sqlalchemy", "starlette", "typer", "uvicorn", "ledger.journey", "ledger.record"),
}


def test_who_remembers_needs_the_pure_core_and_cryptography_only() -> None:
    words = "import sys, ledger.evidence.remembered, ledger.evidence.keys; print(*sys.modules)"
    command = [sys.executable, "-c", words]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "cryptography" in told.stdout.split()
    assert not HEAVY & set(told.stdout.split())
