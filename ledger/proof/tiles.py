"""The tree and the entries as files of 256: their paths, and which of them a growth makes.

C2SP tlog-tiles v1: `tile/<level>/<index>` holds hashes, `tile/entries/<index>` the entries, each
after its length in two bytes; `.p/<width>` follows where fewer than 256 are held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.proof.refusal import NotProved
from ledger.proof.strict import LARGEST

TILE_WIDTH = 256
HIGHEST_LEVEL = 63
MOST_ENTRY_BYTES = 2**16 - 1

_MOST_INDEX = LARGEST // TILE_WIDTH
_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file of entries, of which it holds `width`.

    Raises:
        NotProved: No log can have such a file.
    """

    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        _check_place(self.index, self.width)

    @property
    def path(self) -> str:
        return f"tile/entries/{_place(self.index, self.width)}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A file of hashes: at level 0 of leaves, above of full tiles of the level below.

    Raises:
        NotProved: No log can have such a file.
    """

    level: int
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise NotProved("a tile level that cannot be")
        _check_place(self.index, self.width)

    @property
    def path(self) -> str:
        return f"tile/{self.level}/{_place(self.index, self.width)}"


def parse_path(path: str) -> Tile | Bundle:
    """The file that has `path`, which starts with `tile/`.

    Raises:
        NotProved: `path` is not what the `path` of a tile or bundle says.
    """
    match = _PATH.fullmatch(path)
    if match is None:
        raise NotProved("a path that no tile has")
    level, digits, width = match.groups(default=str(TILE_WIDTH))
    index = int(digits.replace("x", "").replace("/", ""))
    found = Bundle(index, int(width)) if level == "entries" else Tile(int(level), index, int(width))
    if found.path != path:
        raise NotProved("a path in another form than the canonical one")
    return found


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """The tiles that a log of `new` leaves has and one of `old` had not, level by level."""
    level = 0
    while new:
        for index, width in _widths(old, new):
            yield Tile(level, index, width)
        level, old, new = level + 1, old // TILE_WIDTH, new // TILE_WIDTH


def new_bundles(old: int, new: int) -> Iterator[Bundle]:
    """The bundles that a log of `new` entries has and one of `old` had not."""
    for index, width in _widths(old, new):
        yield Bundle(index, width)


def bundled(entries: Sequence[bytes]) -> bytes:
    """The content of the bundle of `entries`.

    Raises:
        NotProved: There are none, or more than 256, or one is longer than 65,535 bytes.
    """
    _check_place(0, len(entries))
    if any(len(entry) > MOST_ENTRY_BYTES for entry in entries):
        raise NotProved("an entry that is too long for a bundle")
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def unbundled(content: bytes, width: int) -> list[bytes]:
    """The `width` entries that a bundle holds.

    Raises:
        NotProved: `content` holds fewer or more, or ends within one.
    """
    entries = []
    place = 0
    for _ in range(width):
        start = place + 2
        place = start + int.from_bytes(content[place:start], "big")
        entries.append(content[start:place])
        if place > len(content):
            raise NotProved("a bundle that ends too early")
    if place != len(content):
        raise NotProved("a bundle that holds more than it should")
    return entries


def _widths(old: int, new: int) -> Iterator[tuple[int, int]]:
    if old < new:
        for index in range(old // TILE_WIDTH, new // TILE_WIDTH):
            yield index, TILE_WIDTH
        if new % TILE_WIDTH:
            yield new // TILE_WIDTH, new % TILE_WIDTH


def _place(index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return "/".join(reversed(groups)) + partial


def _check_place(index: int, width: int) -> None:
    if not 0 <= index <= _MOST_INDEX:
        raise NotProved("a tile index that cannot be")
    if not 1 <= width <= TILE_WIDTH:
        raise NotProved("a tile width that cannot be")
