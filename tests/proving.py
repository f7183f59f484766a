"""Leaves, keys and single-bit changes for the tests of the proofs, and where the vectors are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ledger.evidence.keys import SigningKey
from ledger.proof.merkle import leaf_hash
from ledger.proof.refusal import NotProved

VECTORS = Path(__file__).parents[1] / ".." / "shared" / "vectors"
vectors_are_here = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="the vectors of ../shared/vectors are not here"
)

LOG = SigningKey("ledger.example/diversion", bytes(range(32)))
NEXT_LOG = SigningKey("ledger.example/diversion", bytes(range(1, 33)))
MAIR = SigningKey("witness.example/mair", bytes(range(2, 34)))
GWEN = SigningKey("witness.example/gwen", bytes(range(3, 35)))
OWAIN = SigningKey("witness.example/owain", bytes(range(4, 36)))


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(b"leaf %d" % index) for index in range(size)]


def one_bit_changed(data: bytes) -> Iterator[bytes]:
    """`data` with each of its bits changed in turn."""
    for place in range(8 * len(data)):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def one_hash_changed(hashes: Sequence[bytes]) -> Iterator[list[bytes]]:
    """`hashes` with each bit of each changed in turn."""
    for place, each in enumerate(hashes):
        for changed in one_bit_changed(each):
            yield [*hashes[:place], changed, *hashes[place + 1 :]]


def refusal(*arguments: Any, of: Any) -> str:
    """What rule `of` says that the arguments break."""
    with pytest.raises(NotProved) as refused:
        of(*arguments)
    assert str(refused.value) == refused.value.what
    return refused.value.what


def is_proved(*arguments: Any, by: Any) -> bool:
    try:
        by(*arguments)
    except NotProved:
        return False
    return True


def vector(path: str) -> Any:
    return json.loads((VECTORS / path).read_bytes())
