"""The entries of a whole ledger's bundle by the index of their leaves: in order, and once more."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import accumulate

from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.hashing import blocks
from ledger.evidence.verifying.lines import owner_of

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""


class Lines:
    """The lines of `data`, each with its index from 0."""

    def __init__(self, data: Data, progress: Progress = lambda _done, _all: None) -> None:
        self._data = data
        self._progress = progress
        self._before = array("Q")  # the bytes of the lines before each, line feeds left out

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """All of them.

        Raises:
            Refuted: As `blocks` says.
        """
        for first, lines in self._blocks():
            yield from enumerate(lines, first)

    def of(self, owner: int, owners: int) -> Iterator[tuple[int, bytes]]:
        """Those that one of so many owners is to read. Raises `Refuted` as `blocks` says."""
        for first, lines in self._blocks():
            for index, line in enumerate(lines, first):
                if owner_of(line, owners) == owner:
                    yield index, line

    def again(self, index: int) -> bytes:
        """The line of that index, which was met before."""
        start, end = self._before[index] + index, self._before[index + 1] + index
        return bytes(self._data[start:end])

    def _blocks(self) -> Iterator[tuple[int, list[bytes]]]:
        self._before = array("Q", [0])
        for lines in blocks(self._data):
            first = len(self._before) - 1
            self._before.extend(accumulate(map(len, lines), initial=self._before.pop()))
            yield first, lines
            self._progress(self._before[-1] + len(self._before) - 1, len(self._data))
