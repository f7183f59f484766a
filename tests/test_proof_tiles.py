"""Tiles and bundles: their paths, their content as it is defined, and what they prove."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proof.compact import CompactRange
from ledger.proof.merkle import consistency_proof, inclusion_proof, root
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import (
    Bundle,
    Tile,
    bundled,
    new_bundles,
    new_tiles,
    parse_path,
    unbundled,
)
from tests.proving import leaves, refusal

ALL = leaves(70_000)
seeded = settings(derandomize=True, max_examples=25)
sizes = st.integers(0, 3000) | st.sampled_from([0, 1, 255, 256, 257, 511, 512, 65_536, 65_537])


def written(*ends: int) -> dict[Tile, bytes]:
    """All tiles that a log which grew in these steps has ever had."""
    kept: dict[Tile, bytes] = {}
    size = 0
    for end in ends:
        kept |= dict(growth(size, ALL[size:end], kept.__getitem__))
        size = end
    return kept


@pytest.fixture(scope="module")
def large() -> TiledLog:
    return TiledLog(len(ALL), written(len(ALL)).__getitem__)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(1, 999, 1), "tile/1/999.p/1"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
        (Bundle(1234067), "tile/entries/x001/x234/067"),
        (Bundle(0, 15), "tile/entries/000.p/15"),
        (Tile(0, 2**55 - 1), "tile/0/x036/x028/x797/x018/x963/967"),
    ],
)
def test_a_tile_has_one_path(tile: Tile | Bundle, path: str) -> None:
    assert tile.path == path
    assert parse_path(path) == tile


@seeded
@given(st.integers(0, 63), st.integers(0, 2**55 - 1), st.integers(1, 256))
def test_every_path_is_read_as_it_was_written(level: int, index: int, width: int) -> None:
    for each in (Tile(level, index, width), Bundle(index, width)):
        assert parse_path(each.path) == each


@pytest.mark.parametrize(
    "path",
    [
        "", "tile/0", "tile/0/0", "tile/0/00", "tile/0/0000", "/tile/0/000", "tile/0/000/",
        "tile/00/000", "tile/01/000", "tile/-1/000", "tile/+1/000", "tile/100/000", "tile/x/000",
        "tile/0/001/000", "tile/0/x001", "tile/0/x001/x000", "tile/0/X001/000", "tile/0/x1/000",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/01", "tile/0/000.p/-1", "tile/0/000.p/1.p/1",
        "tile/0/000\n", "tile/0/000.p/1\n", " tile/0/000", "tile/0/../000", "tile/8/0/000",
        "tile/data/000", "tile/0/٠٠٠", "tile/entries", "tile/0/" + "x001/" * 6 + "000",
    ],
)  # fmt: skip
def test_what_is_no_path_is_refused(path: str) -> None:
    assert refusal(path, of=parse_path) == "a path that no tile has"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("tile/64/000", "a tile level that cannot be"),
        ("tile/0/000.p/257", "a tile width that cannot be"),
        ("tile/entries/000.p/999", "a tile width that cannot be"),
        ("tile/0/x036/x028/x797/x018/x963/968", "a tile index that cannot be"),
        ("tile/0/x000/001", "a path in another form than the canonical one"),
        ("tile/entries/000.p/256", "a path in another form than the canonical one"),
    ],
)
def test_a_path_of_what_cannot_be_is_refused(path: str, what: str) -> None:
    assert refusal(path, of=parse_path) == what


@pytest.mark.parametrize(("index", "width"), [(-1, 256), (2**55, 256), (0, 0), (0, 257)])
def test_a_tile_that_cannot_be_is_refused(index: int, width: int) -> None:
    assert refusal(0, index, width, of=Tile) == refusal(index, width, of=Bundle)
    assert refusal(-1, 0, of=Tile) == "a tile level that cannot be"


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    tiles = list(new_tiles(0, 70_000))
    assert tiles == [
        *(Tile(0, index) for index in range(273)), Tile(0, 273, 112),
        Tile(1, 0), Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]  # fmt: skip
    assert list(new_tiles(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert [bundle.index for bundle in new_bundles(0, 70_000)] == list(range(274))


def test_what_has_not_grown_has_no_new_tiles() -> None:
    assert [*new_tiles(300, 300), *new_bundles(300, 300), *growth(300, [], refusing)] == []
    assert list(new_tiles(300, 301)) == [Tile(0, 1, 45)]
    assert list(new_bundles(255, 258)) == [Bundle(0), Bundle(1, 2)]


def refusing(tile: Tile) -> bytes:
    raise AssertionError(f"{tile} was read")


def defined(tile: Tile) -> bytes:
    """The tile's content by tlog-tiles: the tree hashes of so many leaves each."""
    span = 256**tile.level
    first = tile.index * 256
    return b"".join(
        root(ALL[place * span : (place + 1) * span]) for place in range(first, first + tile.width)
    )


@seeded
@given(st.lists(sizes, min_size=1, max_size=4).map(sorted))
def test_a_log_grown_in_any_steps_has_the_tiles_that_are_defined(ends: list[int]) -> None:
    kept = written(*ends)
    steps = list(zip([0, *ends], ends, strict=False))
    assert list(kept) == list(dict.fromkeys(tile for a, b in steps for tile in new_tiles(a, b)))
    last = set(new_tiles(0, ends[-1]))
    assert last <= kept.keys()
    assert all(kept[tile] == defined(tile) for tile in last if tile.index < 3)


@seeded
@given(st.integers(1, 1500).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))))
def test_what_is_read_from_tiles_is_what_the_leaves_say(growing: tuple[int, int]) -> None:
    size, old = growing
    log = TiledLog(size, written(old, size).__getitem__)
    assert log.inclusion_proof(old - 1) == inclusion_proof(old - 1, ALL[:size])
    assert log.consistency_proof(old) == consistency_proof(old, ALL[:size])
    assert log.compact_range() == CompactRange().extended(ALL[:size])


def test_three_levels_of_tiles_say_what_the_leaves_say(large: TiledLog) -> None:
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        assert large.inclusion_proof(index) == inclusion_proof(index, ALL)
    for old in (1, 256, 257, 65_536, 69_999, 70_000):
        assert large.consistency_proof(old) == consistency_proof(old, ALL)
    assert large.compact_range().root == root(ALL)


def test_only_the_last_tiles_are_read_to_grow() -> None:
    kept = written(66_000)
    asked: list[Tile] = []

    def read(tile: Tile) -> bytes:
        asked.append(tile)
        return kept[tile]

    assert [tile for tile, _ in growth(66_000, ALL[66_000:66_100], read)] == [
        Tile(0, 257), Tile(0, 258, 52), Tile(1, 1, 2),
    ]  # fmt: skip
    assert asked == [Tile(0, 257, 208), Tile(1, 1, 1)]


def test_an_empty_log_has_the_empty_range() -> None:
    assert TiledLog(0, refusing).compact_range() == CompactRange()


@pytest.mark.parametrize("content", [b"", bytes(31), bytes(32 * 256 - 1), bytes(32 * 257)])
def test_a_tile_of_another_length_is_refused(content: bytes) -> None:
    length = "a tile of another length than its width"
    log = TiledLog(512, lambda _: content)
    assert refusal(3, of=log.inclusion_proof) == length
    assert refusal(5, ALL[:1], lambda _: content, of=exhausted) == length


def exhausted(*arguments: object) -> list[object]:
    found: Iterator[object] = growth(*arguments)  # type: ignore[arg-type]
    return list(found)


@seeded
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_a_bundle_is_read_as_it_was_written(entries: list[bytes]) -> None:
    content = bundled(entries)
    assert unbundled(content, len(entries)) == entries
    more = "a bundle that holds more than it should"
    early = "a bundle that ends too early"
    assert refusal(content, len(entries) + 1, of=unbundled) == early
    assert refusal(content, len(entries) - 1, of=unbundled) == more
    assert refusal(content + b"\0", len(entries), of=unbundled) == more
    assert refusal(content[:-1], len(entries), of=unbundled) == early


def test_a_bundle_is_lengths_and_entries() -> None:
    assert bundled([b"one", b"", b"x" * 258]) == b"\0\3one\0\0\1\2" + b"x" * 258


def test_a_bundle_that_cannot_be_is_refused() -> None:
    assert refusal([], of=bundled) == "a tile width that cannot be"
    assert refusal([b""] * 257, of=bundled) == "a tile width that cannot be"
    assert unbundled(bundled([bytes(65_535)]), 1) == [bytes(65_535)]
    assert refusal([bytes(65_536)], of=bundled) == "an entry that is too long for a bundle"
    assert refusal(b"\0", 1, of=unbundled) == "a bundle that ends too early"
