"""The tree and its proofs, against the definitions of RFC 6962 and under every change of a bit."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proof.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from ledger.proof.paths import consistency_spans, inclusion_spans, subtrees
from ledger.proof.refusal import NotProved
from ledger.proof.strict import LARGEST
from tests.proving import is_proved, leaves, one_bit_changed, one_hash_changed, refusal

ALL = leaves(600)
OUTSIDE = "an index outside the log"
NO_SIZES = "sizes between which nothing can be proved"

seeded = settings(derandomize=True, max_examples=60)
sizes = st.integers(1, len(ALL))
places = sizes.flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
growths = sizes.flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size)))


def defined_root(of: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, over leaf hashes."""
    if len(of) < 2:
        return of[0] if of else sha256(b"").digest()
    half = 1
    while 2 * half < len(of):
        half *= 2
    return sha256(b"\1" + defined_root(of[:half]) + defined_root(of[half:])).digest()


def test_a_leaf_and_a_node_are_hashed_apart() -> None:
    assert leaf_hash(b"ab") == sha256(b"\0ab").digest()
    assert node_hash(b"a", b"b") == sha256(b"\1ab").digest()


@pytest.mark.parametrize("size", range(131))
def test_the_root_is_the_one_that_is_defined(size: int) -> None:
    assert root(ALL[:size]) == defined_root(ALL[:size])


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_and_every_earlier_log_of_a_small_log_is_proved(size: int) -> None:
    of = ALL[:size]
    for index in range(size):
        verify_inclusion(of[index], index, size, inclusion_proof(index, of), root(of))
    for old in range(1, size + 1):
        proof = consistency_proof(old, of)
        verify_consistency(old, size, root(of[:old]), root(of), proof)


@seeded
@given(places)
def test_any_leaf_is_proved(place: tuple[int, int]) -> None:
    index, size = place
    of = ALL[:size]
    verify_inclusion(of[index], index, size, inclusion_proof(index, of), root(of))


@seeded
@given(growths)
def test_any_growth_is_proved(growth: tuple[int, int]) -> None:
    old, size = growth
    proof = consistency_proof(old, ALL[:size])
    verify_consistency(old, size, root(ALL[:old]), root(ALL[:size]), proof)


@settings(derandomize=True, max_examples=8)
@given(places)
def test_a_changed_bit_of_an_inclusion_is_refused(place: tuple[int, int]) -> None:
    index, size = place
    proof, whole = inclusion_proof(index, ALL[:size]), root(ALL[:size])
    for changed in one_bit_changed(ALL[index]):
        assert not is_proved(changed, index, size, proof, whole, by=verify_inclusion)
    for changed in one_bit_changed(whole):
        assert not is_proved(ALL[index], index, size, proof, changed, by=verify_inclusion)
    for hashes in one_hash_changed(proof):
        assert not is_proved(ALL[index], index, size, hashes, whole, by=verify_inclusion)


@settings(derandomize=True, max_examples=8)
@given(growths)
def test_a_changed_bit_of_a_consistency_is_refused(growth: tuple[int, int]) -> None:
    old, size = growth
    proof = consistency_proof(old, ALL[:size])
    before, after = root(ALL[:old]), root(ALL[:size])
    for changed in one_bit_changed(before):
        assert not is_proved(old, size, changed, after, proof, by=verify_consistency)
    for changed in one_bit_changed(after):
        assert not is_proved(old, size, before, changed, proof, by=verify_consistency)
    for hashes in one_hash_changed(proof):
        assert not is_proved(old, size, before, after, hashes, by=verify_consistency)


@seeded
@given(places, st.integers(0, 70))
def test_a_changed_bit_of_the_index_is_refused(place: tuple[int, int], bit: int) -> None:
    index, size = place
    proof, whole = inclusion_proof(index, ALL[:size]), root(ALL[:size])
    changed = index ^ 1 << bit
    assert not is_proved(ALL[index], changed, size, proof, whole, by=verify_inclusion)


def sides(index: int, size: int) -> list[bool] | None:
    """On which side of the leaf each hash of its proof stands."""
    try:
        return [start > index for start, _ in inclusion_spans(index, size)]
    except NotProved:
        return None


@seeded
@given(places, st.integers(0, 70))
def test_another_size_is_refused_unless_it_gives_the_leaf_the_same_path(
    place: tuple[int, int], bit: int
) -> None:
    index, size = place
    proof, whole = inclusion_proof(index, ALL[:size]), root(ALL[:size])
    other = size ^ 1 << bit
    proved = is_proved(ALL[index], index, other, proof, whole, by=verify_inclusion)
    assert proved == (sides(index, other) == sides(index, size))


def test_that_a_leaf_is_proved_does_not_prove_the_size() -> None:
    proof, whole = inclusion_proof(0, ALL[:5]), root(ALL[:5])
    for size in (5, 6, 7, 8):
        verify_inclusion(ALL[0], 0, size, proof, whole)
    assert not is_proved(ALL[0], 0, 4, proof, whole, by=verify_inclusion)
    assert not is_proved(ALL[0], 0, 9, proof, whole, by=verify_inclusion)


def shape(old: int, new: int) -> tuple[bool, list[bool]] | None:
    """Whether the old root is itself a subtree, and which hashes are of leaves that were added."""
    try:
        return old & (old - 1) == 0, [start >= old for start, _ in consistency_spans(old, new)]
    except NotProved:
        return None


@seeded
@given(growths, st.integers(0, 70), st.booleans())
def test_other_sizes_are_refused_unless_they_give_the_growth_the_same_path(
    growth: tuple[int, int], bit: int, of_the_old: bool
) -> None:
    old, new = growth
    proof = consistency_proof(old, ALL[:new])
    before, after = root(ALL[:old]), root(ALL[:new])
    others = (old ^ 1 << bit, new) if of_the_old else (old, new ^ 1 << bit)
    proved = is_proved(*others, before, after, proof, by=verify_consistency)
    assert proved == (shape(*others) == shape(old, new))


@pytest.mark.parametrize(
    ("index", "size"), [(0, 0), (1, 1), (-1, 3), (3, 3), (0, LARGEST + 1), (LARGEST, LARGEST)]
)
def test_an_index_outside_the_log_proves_nothing(index: int, size: int) -> None:
    hash_ = ALL[0]
    assert refusal(index, size, of=inclusion_spans) == OUTSIDE
    assert refusal(hash_, index, size, [], hash_, of=verify_inclusion) == OUTSIDE


@pytest.mark.parametrize(
    ("old", "new"), [(0, 0), (0, 3), (-1, 3), (4, 3), (1, LARGEST + 1), (LARGEST, 1)]
)
def test_sizes_out_of_order_and_from_zero_prove_nothing(old: int, new: int) -> None:
    hash_ = ALL[0]
    assert refusal(old, new, of=consistency_spans) == NO_SIZES
    assert refusal(old, new, hash_, hash_, [], of=verify_consistency) == NO_SIZES


def test_the_largest_log_has_paths_of_at_most_63_hashes() -> None:
    assert len(inclusion_spans(0, LARGEST)) == 63
    assert len(consistency_spans(1, LARGEST)) == 63


def test_a_proof_that_is_too_long_or_too_short_is_refused() -> None:
    of = ALL[:7]
    whole, proof = root(of), inclusion_proof(2, of)
    long, short = [*proof, whole], proof[:-1]
    no_way = "an inclusion proof that does not lead to the root"
    assert refusal(of[2], 2, 7, long, whole, of=verify_inclusion) == "a proof that is too long"
    assert refusal(of[2], 2, 7, short, whole, of=verify_inclusion) == no_way
    before, growth = root(of[:6]), consistency_proof(6, of)
    long, short = [*growth, whole], growth[:-1]
    no_way = "a consistency proof that does not lead to both roots"
    assert refusal(6, 7, before, whole, long, of=verify_consistency) == "a proof that is too long"
    assert refusal(6, 7, before, whole, short, of=verify_consistency) == no_way


def test_a_growth_without_a_hash_is_refused() -> None:
    empty = "a consistency proof without a hash"
    assert refusal(3, 7, root(ALL[:3]), root(ALL[:7]), [], of=verify_consistency) == empty
    assert refusal(4, 7, root(ALL[:4]), root(ALL[:7]), [], of=verify_consistency) == empty


def test_one_size_has_one_root_and_no_proof() -> None:
    one, other = root(ALL[:3]), root(ALL[1:4])
    twice = "one size with two roots, or with a proof"
    verify_consistency(3, 3, one, one, [])
    assert refusal(3, 3, one, other, [], of=verify_consistency) == twice
    assert refusal(3, 3, one, one, [one], of=verify_consistency) == twice


def test_hashes_of_another_length_are_refused_even_where_they_join_to_the_same_bytes() -> None:
    left, right = ALL[:2]
    whole = node_hash(left, right)
    short, long = left[:16], left[16:] + right
    assert node_hash(short, long) == whole
    length = "a hash that is not of 32 bytes"
    assert refusal(short, 0, 2, [long], whole, of=verify_inclusion) == length
    assert refusal(left, 0, 2, [right + b"\0"], whole, of=verify_inclusion) == length
    assert refusal(1, 2, short, whole, [long], of=verify_consistency) == length
    assert refusal(1, 2, left, whole[:-1], [right], of=verify_consistency) == length


@seeded
@given(st.integers(0, 2000), st.integers(0, 2000))
def test_the_fewest_complete_subtrees_cover_a_span(one: int, other: int) -> None:
    start, end = sorted((one, other))
    found = list(subtrees(start, end))
    covered = [leaf for level, index in found for leaf in range(index << level, index + 1 << level)]
    assert covered == list(range(start, end))
    pairs = pairwise(found)
    assert not any(one == other and index % 2 == 0 for (one, index), (other, _) in pairs)
