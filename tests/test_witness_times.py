"""The times that a witness says of a log never fall, whatever its clock does while it is away."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from ledger.evidence.keys import SigningKey
from ledger.evidence.remembered import Head, Memory, MemoryUnusable
from ledger.evidence.witness import Witness, logs_of
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.cosignature import cosigned_at_posix_seconds
from ledger.proof.note import parse_note
from ledger.proof.strict import LARGEST
from tests.proving import LOG, MAIR
from tests.test_witness_protocol import NOW, cosignature, not_cosigned
from tests.witnessing import asked, note

OTHER = SigningKey("at", bytes(range(6, 38)))
THIRD = SigningKey("third.example", bytes(range(7, 39)))


def witness_of(folder: Path) -> Witness:
    return Witness(MAIR, logs_of([LOG.verifier_key]), folder)


def said(witness: Witness, body: bytes, clock: int) -> int:
    return cosigned_at_posix_seconds(cosignature(witness, body, clock).value)


def test_a_clock_that_goes_back_takes_no_cosignature_back(tmp_path: Path) -> None:
    assert said(witness_of(tmp_path), asked(0, 7), NOW + 60) == NOW + 60
    again = witness_of(tmp_path)
    assert said(again, asked(7, 7), NOW + 10) == NOW + 60
    assert said(again, asked(7, 7), NOW + 90) == NOW + 90
    assert said(witness_of(tmp_path), asked(7, 8), NOW) == NOW + 90
    assert said(again, asked(8, 300), NOW + 91) == NOW + 91


def test_a_witness_goes_on_from_a_memory_that_has_no_time(tmp_path: Path) -> None:
    (tmp_path / f"{sha256(LOG.name.encode()).hexdigest()}.head").write_bytes(note(7))
    witness = witness_of(tmp_path)
    assert not_cosigned(witness, asked(0, 8)) == (409, 7)
    assert said(witness, asked(7, 8), 5) == 5


def test_a_time_is_remembered_beside_its_head(tmp_path: Path) -> None:
    memory, heads = Memory(tmp_path / "remembered"), {}
    for key, at in ((LOG, NOW), (THIRD, 0), (OTHER, LARGEST)):
        data = note(9, key=key)
        head = Head(parse_checkpoint(parse_note(data).text), data, at)
        heads[key.name] = head
        memory.exchange(key.name, lambda _, head=head: head)  # type: ignore[misc]
    assert memory.heads() == heads


@pytest.mark.parametrize(
    "at",
    [b"0", b"07", b"-1", b"7 ", b"", b"7\n7", b"7\n\nat 8", b"%d" % (LARGEST + 1), b"seven"],
)
def test_a_time_in_another_form_is_not_read(tmp_path: Path, at: bytes) -> None:
    file = tmp_path / "remembered"
    for after in (b"", b"\n" + note(9, key=THIRD)):
        for before in (b"", note(7) + b"\n"):
            file.write_bytes(before + b"at " + at + b"\n" + after)
            with pytest.raises(MemoryUnusable):
                Memory(file).heads()
