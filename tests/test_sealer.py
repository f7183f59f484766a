"""The sealer signs what goes on from what it remembers, and publishes it, size by size."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ledger.evidence import sealer as sealing
from ledger.evidence.published import Published
from ledger.evidence.sealer_refusals import HomeUnusable, Inconsistent
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.tiles import new_bundles, new_tiles, unbundled
from tests.sealing import ORIGIN, Part, Place, grow

SIZES = (1, 2, 255, 256, 257, 600)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_each_head_is_the_root_of_the_lines_as_stored(place: Place) -> None:
    assert place.seal(*SIZES) == list(SIZES)
    hashes = [leaf_hash(line) for line in place.lines()]
    assert [(head.size, head.root) for head in place.published.heads()] == [
        (size, root(hashes[:size])) for size in SIZES
    ]
    place.check_published()


def test_every_tile_and_bundle_of_every_size_can_be_read(place: Place) -> None:
    place.seal(*SIZES)
    lines = place.lines()
    for old, size in zip((0, *SIZES), SIZES, strict=False):
        for tile in new_tiles(old, size):
            assert len(place.published.read(tile)) == 32 * tile.width
        for bundle in new_bundles(old, size):
            first = 256 * bundle.index
            held = unbundled(place.published.read(bundle), bundle.width)
            assert held == list(lines[first : first + bundle.width])


def test_nothing_is_sealed_where_nothing_was_added(place: Place) -> None:
    place.seal(5)
    before = place.everything()
    assert place.seal() == []
    assert place.everything() == before


def test_an_empty_log_is_not_sealed(place: Place) -> None:
    assert place.seal(0) == []
    assert place.published.latest() is None


def test_a_long_way_is_sealed_in_steps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_AT_ONCE", 300)
    assert place.seal(100, 1000) == [100, 400, 700, 1000]
    place.check_published()


def test_random_growth_in_one_process_and_in_many_gives_the_same_files(place: Place) -> None:
    random = Random(4)
    sizes = sorted(random.sample(range(1, 1400), 12))
    place.keys.make(bytes(32))
    one, many = Published(place.folder / "one"), Published(place.folder / "many")
    with place.ledger() as ledger:
        grow(ledger, sizes[-1])
        part = Part(ledger)
        in_one = place.sealer_of(part, "one-sealer", one)
        for part.size in sizes:
            in_one.seal()
            in_another = place.sealer_of(part, "many-sealer", many)
            in_another.look()
            in_another.seal()
    paths = [str(file.relative_to(one.folder)) for file in one.folder.glob("tile/**/[0-9]*")]
    files = [path for path in paths if (one.folder / path).is_file()]
    assert len(files) > 10
    for path in files:
        assert (one.folder / path).read_bytes() == (many.folder / path).read_bytes()
    assert [head[:2] for head in one.heads()] == [head[:2] for head in many.heads()]
    assert one.latest() == many.latest()


def test_a_seal_is_never_earlier_than_the_last_one(place: Place) -> None:
    place.seal(1)
    place.clock.at = place.clock.at.replace(year=2020)
    place.seal(2)
    first, second = place.published.heads()
    assert first.sealed_at == second.sealed_at


@pytest.mark.parametrize("path", ["tile/0/000", "tile/1/000.p/2", "tile/entries/001"])
@pytest.mark.parametrize("act", ["changed", "gone"])
def test_a_file_that_is_changed_or_gone_is_made_again(place: Place, path: str, act: str) -> None:
    place.seal(600)
    before = place.everything()
    file = place.published.folder / path
    if act == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
    with place.ledger() as ledger:
        looked = place.sealer(ledger).look(every_line=True)
    assert looked == sealing.Looked(600, [path])
    assert place.everything() == before


def test_a_round_that_finds_the_last_tile_changed_makes_it_again_and_goes_on(place: Place) -> None:
    place.seal(300)
    tile = place.published.folder / "tile/0/001.p/44"
    tile.write_bytes(b"\0" * len(tile.read_bytes()))
    with place.ledger() as ledger:
        grow(ledger, 310)
        place.sealer(ledger).seal()
    place.check_published()


def test_all_that_is_published_may_be_lost(place: Place) -> None:
    place.seal(*SIZES)
    before = place.everything()
    for file in place.published.folder.rglob("*"):
        if file.is_file():
            file.unlink()
    assert place.seal() == []
    after = place.everything()
    assert {path: after[path] for path in after if path != "heads"}.items() <= before.items()
    assert [head.size for head in place.published.heads()] == [600]


def test_access_to_entries_can_be_left_out(place: Place) -> None:
    with place.ledger() as ledger:
        grow(ledger, 300)
        place.keys.make(bytes(32))
        sealing.Sealer(
            ledger,
            ORIGIN,
            place.home,
            place.keys,
            place.published,
            place.clock,
            entries=False,
        ).seal()
    assert not (place.published.folder / "tile/entries").exists()
    assert (place.published.folder / "tile/0/000").exists()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"size":3', b'"size":4', "range"),
        (b"ledger.example", b"lodger.example", "signature"),
        (b"}", b"}\n", "canonical"),
        (b'"format":1', b'"format":2', "another form"),
        (b'"size":3', b'"size":"3"', "another form"),
        (b'"format":1', b'"extra":0,"format":1', "another form"),
    ],
)
def test_a_changed_memory_is_not_used(place: Place, old: bytes, new: bytes, what: str) -> None:
    place.seal(3)
    file = place.home.folder / "memory"
    file.write_bytes(file.read_bytes().replace(old, new))
    with pytest.raises(HomeUnusable, match=what):
        place.seal(4)
    assert [head.size for head in place.published.heads()] == [3]


def test_a_lost_memory_is_not_begun_anew(place: Place) -> None:
    place.seal(3)
    (place.home.folder / "memory").unlink()
    with pytest.raises(Inconsistent, match="what is published is not what is remembered"):
        place.seal(4)
