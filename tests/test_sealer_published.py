"""The files of a log: written whole, read strictly, and found again by size, tile and instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ledger.evidence.heads import Head, parse_head
from ledger.evidence.published import NotPublished, Published
from ledger.evidence.publishing import amend, announce, put
from ledger.proof.strict import LARGEST
from ledger.proof.tiles import Bundle, Tile, bundled
from tests.proving import is_proved, leaves, one_bit_changed, refusal

FIRST = datetime(2019, 12, 10, 12, 0, 0, 5, UTC)
ROOTS = leaves(40)
HEADS = [Head(3 * n + 1, ROOTS[n], FIRST + timedelta(minutes=n)) for n in range(40)]


def note(head: Head) -> bytes:
    return b"note of %d\n" % head.size


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return Published(tmp_path / "log")


def announced(published: Published) -> Published:
    for head in HEADS:
        announce(published, head, note(head))
    return published


def test_of_a_log_that_was_never_sealed_nothing_is_published(published: Published) -> None:
    assert published.latest() is None
    assert published.note(1) is None
    assert published.heads() == []
    assert published.last_head() is None
    assert published.head_at(FIRST) is None
    with pytest.raises(NotPublished, match="tile/0/000"):
        published.read(Tile(0, 0))


def test_what_is_announced_is_found_by_its_size_and_in_its_order(published: Published) -> None:
    announced(published)
    assert published.heads() == HEADS
    assert published.last_head() == HEADS[-1]
    assert published.latest() == note(HEADS[-1])
    assert [published.note(head.size) for head in HEADS] == list(map(note, HEADS))
    line = (published.folder / "heads").read_text().splitlines()[0]
    assert line.startswith("2019-12-10T12:00:00.000005Z 1 ")


def test_a_head_is_found_by_every_instant_from_its_own_to_the_next(published: Published) -> None:
    announced(published)
    little = timedelta(microseconds=1)
    assert published.head_at(FIRST - little) is None
    for before, after in pairwise(HEADS):
        assert published.head_at(before.sealed_at) == before
        assert published.head_at(after.sealed_at - little) == before
    assert published.head_at(HEADS[-1].sealed_at + timedelta(days=400)) == HEADS[-1]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_heads_are_told_newest_first_from_any_size(published: Published, limit: int) -> None:
    assert published.heads_below(LARGEST, limit) == []
    announced(published)
    for size in (0, 1, 2, 60, 61, 62, 118, 119, LARGEST):
        fitting = [head for head in reversed(HEADS) if head.size < size]
        assert published.heads_below(size, limit) == fitting[:limit]


def test_announcing_again_after_a_crash_changes_nothing(published: Published) -> None:
    announced(published)
    before = (published.folder / "heads").read_bytes()
    announce(published, HEADS[-1], note(HEADS[-1]))
    assert (published.folder / "heads").read_bytes() == before


@pytest.mark.parametrize("torn", [b"2", b"2019-12-10T12:40:00.000005Z 12"])
def test_a_line_that_a_crash_left_unfinished_is_no_head(published: Published, torn: bytes) -> None:
    announced(published)
    with (published.folder / "heads").open("ab") as file:
        file.write(torn)
    assert published.heads() == HEADS
    assert published.last_head() == HEADS[-1]
    assert published.head_at(HEADS[-1].sealed_at) == HEADS[-1]
    assert published.heads_below(LARGEST, 1) == HEADS[-1:]
    more = Head(500, ROOTS[0], FIRST + timedelta(days=1))
    announce(published, more, note(more))
    assert published.heads() == [*HEADS, more]


@pytest.mark.parametrize("size", [118, 119])
def test_a_last_head_that_is_not_of_this_log_is_not_built_on(
    published: Published, size: int
) -> None:
    announced(published)
    other = Head(size, ROOTS[0], FIRST)
    with (published.folder / "heads").open("r+") as file:
        lines = file.readlines()
        file.seek(0)
        file.writelines([*lines[:-1], f"{other}\n"])
        file.truncate()
    assert "not of this log" in refusal(published, HEADS[-1], b"", of=announce)
    assert published.latest() == note(HEADS[-1])


def test_no_changed_bit_of_a_head_is_read_as_the_head(published: Published) -> None:
    line = str(HEADS[1]).encode()
    assert parse_head(line) == HEADS[1]
    read = [parse_head(each) for each in one_bit_changed(line) if is_proved(each, by=parse_head)]
    assert HEADS[1] not in read
    assert line not in [str(head).encode() for head in read]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ([HEADS[1], HEADS[0]], "sizes do not rise"),
        ([HEADS[0], HEADS[0]], "sizes do not rise"),
        ([HEADS[1], HEADS[2]._replace(sealed_at=FIRST)], "instants fall"),
    ],
)
def test_heads_out_of_order_are_refused(published: Published, lines: list[Head], what: str) -> None:
    published.folder.mkdir()
    (published.folder / "heads").write_text("".join(f"{line}\n" for line in lines))
    assert what in refusal(of=published.heads)


def test_a_partial_tile_goes_with_its_full_one_and_is_still_read(published: Published) -> None:
    row = b"".join(leaves(256))
    entries = [b"entry %d" % index for index in range(256)]
    put(published, [(Tile(0, 0, 3), row[:96]), (Bundle(0, 3), bundled(entries[:3]))])
    put(published, [(Tile(0, 0), row), (Bundle(0), bundled(entries))])
    assert not list(published.folder.rglob("*.p"))
    assert published.read(Tile(0, 0, 3)) == row[:96]
    assert published.read(Tile(0, 0, 200)) == row[: 200 * 32]
    assert published.read(Bundle(0, 3)) == bundled(entries[:3])
    with pytest.raises(NotPublished):
        published.read(Tile(0, 1, 3))


@pytest.mark.parametrize(
    "path", ["tile/entries/000", "tile/0/0", "tile/0/../../../ledger.sqlite", "checkpoint", ""]
)
def test_only_tiles_of_hashes_are_found_by_path(published: Published, path: str) -> None:
    put(published, [(Tile(0, 0), b"".join(leaves(256))), (Bundle(0), b"entries")])
    assert published.tile_at("tile/0/000") == b"".join(leaves(256))
    with pytest.raises(NotPublished):
        published.tile_at(path)


def test_hashes_are_for_everybody_and_entries_are_not(published: Published) -> None:
    put(published, [(Tile(0, 0, 1), leaves(1)[0]), (Bundle(0, 1), bundled([b"entry"]))])
    assert (published.folder / "tile/0/000.p/1").stat().st_mode & 0o077 == 0o044
    assert (published.folder / "tile/entries/000.p/1").stat().st_mode & 0o077 == 0


def test_more_signatures_take_the_place_of_fewer(published: Published) -> None:
    announced(published)
    amend(published, HEADS[3].size, b"more")
    assert published.note(HEADS[3].size) == b"more"
    assert published.latest() == note(HEADS[-1])
    amend(published, HEADS[-1].size, b"most")
    assert published.latest() == b"most"
