"""A sample of decisions, drawn at random so that whoever has the entries draws the same.

Each decision of the population has a ticket: the SHA-256 of the seed, a space and the decision's
reference, as in `59d5b3e8 p-0123:5`. The sample is those with the lowest tickets, in their order.
The population is told by the first `known` leaves of the log alone, and the sample names their
root: who redraws from other leaves is told so, and draws nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from ledger.decisions.scrutiny import DECISIONS, drawn_from
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.proof.compact import CompactRange
from ledger.proof.merkle import leaf_hash
from ledger.record.codec import EntryCodec
from ledger.record.entry import Entry

MOST_AT_ONCE = 1_000

Progress = Callable[[int, int], None]


class NotAsDrawn(Exception):
    """The ledger is not the one that the sample was drawn from: its leaves have another root."""


class Source(Protocol):
    """Where entries are drawn from: the ledger, or a copy of it. Each raises what `Store` does."""

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        """At most `limit` lines as stored, from leaf `start`, inclusive."""

    def unopened(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        """The entries of a page among the first `known` leaves, read without any key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision stands: a page, and the line on it, from 1."""

    page: str
    line: int

    @property
    def reference(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample, and the places of its decisions, numbered from 1 in this order."""

    sample: SampleDrawn
    places: tuple[Place, ...]


def unseen(_done: int, _of_all: int) -> None:
    """The progress that nobody looks at."""


def ticket(seed: str, place: Place) -> bytes:
    """What decides whether the decision is drawn: the lowest are."""
    return sha256(f"{seed} {place.reference}".encode()).digest()


def drawn(source: Source, asked: SampleDrawn, progress: Progress = unseen) -> Draw:
    """The sample that was `asked` for; its root and population are worked out here.

    `progress` is told how many leaves were read, and of how many.

    Raises:
        NotAsDrawn: There are fewer leaves than the `known` ones.
        CorruptEntry: An entry cannot be read.
        NotAnEntry, UnknownFact: A line that opens a page, or holds a decision, cannot be read.
        Unavailable: The ledger cannot be read.
    """
    pages, root = _looked_through(source, asked, progress)
    return _of_pages(source, replace(asked, root=root), pages)


def redrawn(source: Source, sample: SampleDrawn, progress: Progress = unseen) -> Draw:
    """The sample drawn again, from the leaves that it was drawn from.

    Raises:
        NotAsDrawn: These are not the leaves, or they tell another population.
        CorruptEntry, NotAnEntry, UnknownFact, Unavailable: As `drawn`.
    """
    pages, root = _looked_through(source, sample, progress)
    if root != sample.root:
        raise NotAsDrawn(sample.sample)
    again = _of_pages(source, sample, pages)
    if again.sample != sample:
        raise NotAsDrawn(sample.sample)
    return again


def _of_pages(source: Source, sample: SampleDrawn, pages: Sequence[str]) -> Draw:
    population = [place for page_id in pages for place in _of_page(source, sample, page_id)]
    population.sort(key=lambda place: ticket(sample.seed, place))
    places = tuple(population[: sample.wanted])
    return Draw(replace(sample, population=len(population)), places)


def _of_page(source: Source, asked: SampleDrawn, page_id: str) -> Iterator[Place]:
    written = [(entry.line, entry.fact) for entry in source.unopened(page_id, asked.known)]
    return (Place(page_id, line) for line in drawn_from(written, asked))


def _looked_through(
    source: Source, asked: SampleDrawn, progress: Progress
) -> tuple[Sequence[str], str]:
    """The force's pages with a decision of that kind and period; the leaves' root, in base64."""
    tree, of_force, found = CompactRange(), set[str](), dict[str, None]()
    while tree.end < asked.known:
        lines = source.lines(tree.end, min(MOST_AT_ONCE, asked.known - tree.end))
        if not lines:
            raise NotAsDrawn(asked.sample)
        tree = tree.extended([leaf_hash(line) for line in lines])
        for entry in _telling(lines, asked):
            if isinstance(entry.fact, PageOpened):
                if entry.line == 1 and entry.fact.force == asked.force:
                    of_force.add(entry.page)
            elif entry.page in of_force and asked.from_on <= entry.fact.on <= asked.last_on:
                found[entry.page] = None
        progress(tree.end, asked.known)
    return list(found), b64encode(tree.root).decode()


def _telling(lines: Sequence[bytes], asked: SampleDrawn) -> Iterator[Entry]:
    """Those lines, read, that open a page or hold a decision of that kind, and maybe others."""
    kinds = PageOpened, DECISIONS[asked.decision]
    marks = [f'"name":"{kind.NAME}"'.encode() for kind in kinds]
    for line in lines:
        if any(mark in line for mark in marks):
            entry = CODEC.decode(line)
            if isinstance(entry.fact, kinds):
                yield entry


CODEC = EntryCodec()
