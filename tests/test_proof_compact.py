"""The compact range: however a log is cut and joined, its hashes and root are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proof.compact import CompactRange
from ledger.proof.merkle import EMPTY_ROOT, root
from ledger.proof.paths import subtrees
from ledger.proof.strict import LARGEST
from tests.proving import leaves, refusal

ALL = leaves(700)

cuts = st.lists(st.integers(0, len(ALL)), min_size=1, max_size=6).map(sorted)


def part(start: int, end: int) -> CompactRange:
    return CompactRange(start, start).extended(ALL[start:end])


def test_the_empty_log_has_the_root_of_nothing() -> None:
    assert CompactRange().root == EMPTY_ROOT
    assert CompactRange().extended([]) == CompactRange()


@pytest.mark.parametrize("size", range(70))
def test_the_root_is_that_of_the_leaves(size: int) -> None:
    assert part(0, size).root == root(ALL[:size])


@settings(derandomize=True)
@given(cuts)
def test_a_range_holds_the_roots_of_its_complete_subtrees(ends: list[int]) -> None:
    start, end = ends[0], ends[-1]
    expected = [
        root(ALL[index << level : index + 1 << level]) for level, index in subtrees(start, end)
    ]
    assert part(start, end) == CompactRange(start, end, tuple(expected))


@settings(derandomize=True)
@given(cuts)
def test_a_log_grown_in_any_steps_is_the_same(ends: list[int]) -> None:
    grown, merged, start = CompactRange(), CompactRange(), 0
    for end in ends:
        grown = grown.extended(ALL[start:end])
        merged = merged.merged(part(start, end))
        start = end
    assert grown == merged == part(0, start)
    assert grown.root == root(ALL[:start])


@settings(derandomize=True)
@given(cuts.filter(lambda ends: len(ends) > 3))
def test_it_does_not_matter_which_neighbours_are_merged_first(ends: list[int]) -> None:
    a, b, c, d = ends[:4]
    left = part(a, b).merged(part(b, c)).merged(part(c, d))
    right = part(a, b).merged(part(b, c).merged(part(c, d)))
    assert left == right == part(a, d)


def test_ranges_with_a_gap_or_an_overlap_do_not_merge() -> None:
    for start in (3, 5):
        assert refusal(part(start, 7), of=part(0, 4).merged) == "ranges that are not neighbours"


def test_a_range_that_does_not_start_at_leaf_0_has_no_root() -> None:
    refused = refusal(part(2, 4), of=lambda each: each.root)
    assert refused == "a root of a range that does not start at 0"


def test_a_range_can_end_where_the_largest_log_does() -> None:
    last = CompactRange(LARGEST - 1, LARGEST - 1).extended(ALL[:1])
    assert last == CompactRange(LARGEST - 1, LARGEST, (ALL[0],))
    refused = refusal(ALL[:1], of=last.extended)
    assert refused == "a range whose ends are not in order"


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2), (0, LARGEST + 1)])
def test_ends_out_of_order_are_refused(start: int, end: int) -> None:
    assert refusal(start, end, of=CompactRange) == "a range whose ends are not in order"


@pytest.mark.parametrize("hashes", [(), (ALL[0],), tuple(ALL[:3]), (ALL[0], ALL[1][:31])])
def test_a_range_without_its_hashes_is_refused(hashes: tuple[bytes, ...]) -> None:
    refused = refusal(0, 3, hashes, of=CompactRange)
    assert refused == "a range without the hashes of its subtrees"
