"""The tree over the entries, and its proofs of inclusion and consistency.

RFC 6962 section 2.1 and RFC 9162 section 2.1, with SHA-256. Who verifies derives the path from the
index and the sizes alone. That a proof holds does not prove the size: some sizes give one leaf the
same path, and only the signed checkpoint ties a size to its root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import Struct

from ledger.proof.paths import check_index, check_sizes, consistency_spans, inclusion_spans
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES

EMPTY_ROOT = sha256(b"").digest()

PAIR_BYTES = 2 * HASH_BYTES
_pairs = Struct(f"{PAIR_BYTES}s").iter_unpack
_BEGUN = sha256(b"\1")  # a copy of it goes on faster than a hash that begins anew


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def parents(row: bytes) -> bytes:
    """The hashes one level up, of the pairs in `row`; a last one without a pair has none.

    Hashes in a row stand one after the other.
    """
    begun, found = _BEGUN.copy, list[bytes]()
    for (pair,) in _pairs(row[: len(row) // PAIR_BYTES * PAIR_BYTES]):
        node = begun()
        node.update(pair)
        found.append(node.digest())
    return b"".join(found)


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, several of which may be in a row; of none, the hash of nothing."""
    return root_of_row(b"".join(leaves))


def root_of_row(row: bytes) -> bytes:
    """The root over the leaf hashes in a row."""
    while len(row) > HASH_BYTES:
        row = parents(row) + row[len(row) // PAIR_BYTES * PAIR_BYTES :]
    return row or EMPTY_ROOT


def folded(hashes: Sequence[bytes]) -> bytes:
    """The hash of a span from those of its `subtrees`, which must be descending, at least one."""
    *rest, node = hashes
    for left in reversed(rest):
        node = node_hash(left, node)
    return node


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that prove leaf `index`, from its sibling up to the root's child.

    Raises:
        NotProved: There is no leaf `index`.
    """
    return [root(leaves[start:end]) for start, end in inclusion_spans(index, len(leaves))]


def consistency_proof(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that prove the first `old` leaves to be a log that these go on from.

    Raises:
        NotProved: `old` is not from 1 to the number of leaves (inclusive).
    """
    return [root(leaves[start:end]) for start, end in consistency_spans(old, len(leaves))]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes
) -> None:
    """Nothing, if `proof` shows the leaf hash at `index` of `size` (RFC 9162 section 2.1.3.2).

    Raises:
        NotProved: It does not; or a hash is not of 32 bytes, or `index` is outside the log.
    """
    _check_hashes((leaf, *proof, root_hash))
    check_index(index, size)
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if not sn:
            raise NotProved("a proof that is too long")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            fn, sn = _up_to_a_right_child(fn, sn)
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn or r != root_hash:
        raise NotProved("an inclusion proof that does not lead to the root")


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Nothing, if `proof` shows the new log to go on from the old (RFC 9162 section 2.1.4.2).

    Raises:
        NotProved: It does not; or `old` is not from 1 to `new`, or a hash from which another
            is made is not of 32 bytes.
    """
    check_sizes(old, new)
    if old == new:
        if proof or old_root != new_root:
            raise NotProved("one size with two roots, or with a proof")
        return
    _verify_growth(old, new, old_root, new_root, proof)


def _verify_growth(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    _check_hashes((old_root, new_root, *proof))
    path = proof if old & (old - 1) else (old_root, *proof)
    if not proof:
        raise NotProved("a consistency proof without a hash")
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if not sn:
            raise NotProved("a proof that is too long")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            fn, sn = _up_to_a_right_child(fn, sn)
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn or fr != old_root or sr != new_root:
        raise NotProved("a consistency proof that does not lead to both roots")


def _up_to_a_right_child(fn: int, sn: int) -> tuple[int, int]:
    while fn and not fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return fn, sn


def _check_hashes(hashes: Iterable[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise NotProved(f"a hash that is not of {HASH_BYTES} bytes")
