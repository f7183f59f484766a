"""Proofs by transparency-dev/merkle: what they prove is proved, what they broke is refused."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pytest

from ledger.proof.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.proving import VECTORS, is_proved, vector, vectors_are_here

pytestmark = vectors_are_here


def cases(path: str) -> list[Any]:
    return vector(path) if VECTORS.is_dir() else []


def hashes(said: Iterable[str] | None) -> list[bytes]:
    return list(map(b64decode, said or ()))


@pytest.mark.parametrize(
    "case", cases("transparency-dev-merkle/inclusion.json"), ids=lambda case: case["source"]
)
def test_a_published_inclusion_is_proved_or_refused(case: dict[str, Any]) -> None:
    leaf, whole, proof = b64decode(case["leafHash"]), b64decode(case["root"]), case["proof"]
    claim = leaf, case["leafIdx"], case["treeSize"], hashes(proof), whole
    assert is_proved(*claim, by=verify_inclusion) != case["wantErr"]


@pytest.mark.parametrize(
    "case", cases("transparency-dev-merkle/consistency.json"), ids=lambda case: case["source"]
)
def test_a_published_consistency_is_proved_or_refused(case: dict[str, Any]) -> None:
    before, after = b64decode(case["root1"]), b64decode(case["root2"])
    claim = case["size1"], case["size2"], before, after, hashes(case["proof"])
    assert is_proved(*claim, by=verify_consistency) != case["wantErr"]


def test_no_published_case_is_missing() -> None:
    for name in ("inclusion", "consistency"):
        listed = vector(f"transparency-dev-merkle/{name}.json")
        assert len(listed) == 98
        assert {case["wantErr"] for case in listed} == {True, False}


def test_hashes_are_those_of_the_published_constants() -> None:
    constants = vector("transparency-dev-merkle/constants.json")
    hasher = constants["hasher"]
    assert hasher["empty_root"] == EMPTY_ROOT.hex()
    assert hasher["leaf('')"] == leaf_hash(b"").hex()
    assert hasher["leaf('L123456')"] == leaf_hash(b"L123456").hex()
    assert hasher["node('N123','N456')"] == node_hash(b"N123", b"N456").hex()
    of = [leaf_hash(bytes.fromhex(said)) for said in constants["leaf_inputs_hex"]]
    roots = [root(of[:size]).hex() for size in range(9)]
    assert roots == constants["root_hashes_by_size"]
    for level, row in enumerate(constants["node_hashes_by_level"]):
        nodes = [of[start : start + 2**level] for start in range(0, 8, 2**level)]
        assert [root(node).hex() for node in nodes] == row


class TestEverySubtreeToSize130:
    """The vectors of draft-ietf-plants-merkle-tree-certs: one hash over all answers, as lines."""

    published = vector("transparency-dev-merkle/constants.json") if VECTORS.is_dir() else {}
    of = tuple(leaf_hash(bytes([index])) for index in range(130))

    def spans(self, size: int) -> list[tuple[int, int]]:
        return [
            (start, end)
            for end in range(size + 1)
            for start in range(end + 1)
            if not start % (1 << (end - start - 1).bit_length() if start < end else 1)
        ]

    def check(self, name: str, lines: Iterable[tuple[str, list[bytes]]]) -> None:
        over = sha256()
        for said, proof in lines:
            over.update(" ".join([said, *(each.hex() for each in proof)]).encode() + b"\n")
        assert over.hexdigest() == self.published["mtc_draft_accumulated"][name]

    def test_its_root(self) -> None:
        lines = ((f"[{a}, {b})", [root(self.of[a:b])]) for a, b in self.spans(130))
        self.check("subtree_hash", lines)

    def test_its_inclusion_proofs(self) -> None:
        self.check(
            "subtree_inclusion",
            (
                (f"{index} [{a}, {b})", inclusion_proof(index - a, self.of[a:b]))
                for a, b in self.spans(130)
                for index in range(a, b)
            ),
        )

    def test_its_consistency_proofs(self) -> None:
        self.check(
            "subtree_consistency",
            (
                (f"[{a}, {b}) {size}", self.proved(a, b, size))
                for size in range(131)
                for a, b in self.spans(size)
            ),
        )

    def proved(self, start: int, end: int, size: int) -> list[bytes]:
        """The proof of a subtree: beside its way down, that of a beginning."""
        low, high, beside = 0, size, []
        while low < start < end:
            middle = low + (1 << (high - low - 1).bit_length() - 1)
            if end <= middle:
                beside.append(root(self.of[middle:high]))
                high = middle
            else:
                beside.append(root(self.of[low:middle]))
                low = middle
        own = consistency_proof(end - start, self.of[low:high]) if start < end else []
        return own + beside[::-1]
