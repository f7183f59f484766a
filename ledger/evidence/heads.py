"""The file `heads` of a log: of each size that was sealed, when, and the root; oldest first.

One line `<sealed_at> <size> <root>` for each. Lines are only ever added, sizes rise and instants do
not fall, so that a head is found by halving: a file of many years is never read whole to find one.
What follows the last line feed is unfinished, and no head.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from ledger.proof.refusal import NotProved
from ledger.proof.strict import hash_from_base64, number, to_base64

LONGEST_LINE = 128

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

T = TypeVar("T")


class Head(NamedTuple):
    """What the log was when it was sealed: so many leaves, and the root over them."""

    size: int
    root: bytes
    sealed_at: datetime

    def __str__(self) -> str:
        return f"{instant_text(self.sealed_at)} {self.size} {to_base64(self.root)}"


@dataclass(frozen=True, slots=True)
class HeadFile:
    """The heads in `file`, which need not be there yet; each method raises `NotProved` on others.

    Only `all` looks at every line.
    """

    file: Path

    def all(self) -> Sequence[Head]:
        """Every head, oldest first.

        Raises:
            NotProved: A line is none, or sizes do not rise, or instants fall.
        """
        heads = self._read(_lines) or []
        for before, after in pairwise(heads):
            _check_order(before, after)
        return heads

    def last(self) -> Head | None:
        """The newest head, if there is one."""
        return self._read(lambda file: next(iter(_before(file, _end(file), 1)), None))

    def at(self, at: datetime) -> Head | None:
        """The largest head that was sealed by `at`, inclusive, if there is one."""
        asked = instant_text(at)

        def found(file: BinaryIO) -> Head | None:
            whole = range(_end(file))
            place = bisect_right(whole, asked, key=lambda byte: _sealed_at(file, byte))
            return next(iter(_before(file, place, 1)), None)

        return self._read(found)

    def of(self, size: int) -> Head | None:
        """The first head of `size` leaves or more, if the log was sealed so far."""

        def found(file: BinaryIO) -> Head | None:
            place = _place_of(file, size)
            return _head_with(file, place) if place < _end(file) else None

        return self._read(found)

    def below(self, size: int, limit: int) -> Sequence[Head]:
        """At most `limit` heads of fewer than `size` leaves, newest first."""
        return self._read(lambda file: _before(file, _place_of(file, size), limit)) or []

    def _read(self, of: Callable[[BinaryIO], T]) -> T | None:
        try:
            with self.file.open("rb") as opened:
                return of(opened)
        except FileNotFoundError:
            return None


def instant_text(at: datetime) -> str:
    """The instant as every line of ours writes it: UTC, six decimals."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_instant(text: str) -> datetime:
    """The instant that `text` says.

    Raises:
        NotProved: `text` is not what `instant_text` writes.
    """
    if not _INSTANT.fullmatch(text):
        raise NotProved("an instant in another form than the canonical one")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NotProved("an instant that there is not") from None


def parse_head(line: bytes) -> Head:
    """The head that a line, without its line feed, says.

    Raises:
        NotProved: It is not what `str` of a head says.
    """
    parts = line.decode("ascii", errors="replace").split(" ")
    if len(parts) != 3:
        raise NotProved("a head without its three parts")
    return Head(number(parts[1]), hash_from_base64(parts[2]), parse_instant(parts[0]))


def _lines(file: BinaryIO) -> list[Head]:
    return [parse_head(line) for line in file.read().split(b"\n")[:-1]]


def _check_order(before: Head, after: Head) -> None:
    if before.size >= after.size:
        raise NotProved("heads whose sizes do not rise")
    if before.sealed_at > after.sealed_at:
        raise NotProved("heads whose instants fall")


def _end(file: BinaryIO) -> int:
    """Where the last whole line ends."""
    end = file.seek(0, os.SEEK_END)
    start = max(0, end - LONGEST_LINE)
    file.seek(start)
    return start + file.read().rfind(b"\n") + 1


def _sealed_at(file: BinaryIO, byte: int) -> str:
    return instant_text(_head_with(file, byte).sealed_at)


def _place_of(file: BinaryIO, size: int) -> int:
    """Where the line begins of the first head of `size` leaves or more; else the end."""
    return bisect_left(range(_end(file)), size, key=lambda byte: _head_with(file, byte).size)


def _head_with(file: BinaryIO, byte: int) -> Head:
    """The head in whose line the byte at that place is, its line feed included."""
    before = max(0, byte - LONGEST_LINE)
    file.seek(before)
    around = file.read(2 * LONGEST_LINE)
    start = around.rfind(b"\n", 0, byte - before) + 1
    return parse_head(around[start : around.find(b"\n", byte - before)])


def _before(file: BinaryIO, end: int, limit: int) -> Sequence[Head]:
    """At most `limit` heads whose lines end by `end`, where one does, newest first."""
    start = max(0, end - LONGEST_LINE * limit)
    file.seek(start)
    lines = file.read(end - start).split(b"\n")[:-1]
    return [parse_head(line) for line in reversed(lines[-limit:])]
