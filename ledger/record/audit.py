"""Whether what is stored is what was written: entries, leaves and answers, one beside the other.

Found without a key or a head: whatever does not fit its leaf, its place or its neighbours. Whoever
changes entry and leaf alike is found by a head that somebody remembers, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from eventsourcing.persistence import Notification

from ledger.journey.parts import EditionRef
from ledger.proof.merkle import leaf_hash
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import Entry, UnknownFact
from ledger.record.leaves import Leaf
from ledger.record.once import AnswerRow
from ledger.record.recorders import LedgerRecorder
from ledger.record.shapes import instant

MOST = 1_000
FIRST_OF_ALL = -(2**63)
NO_LEAF = -1

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """The first place at which the ledger, or the access log, is not as it was written.

    Attributes:
        index: The leaf's, from 0; `NO_LEAF` where it is the whole file that does not fit.
        position: The entry's or record's in the store; 0 where there is none.
        page: The entry's page; empty where there is no entry, and in the access log.
        line: Its line, from 1; 0 likewise.
        what: What does not fit; never what the entry says.
    """

    index: int
    position: int
    page: str
    line: int
    what: str

    def __str__(self) -> str:
        where = f", {self.page}:{self.line}" if self.page else ""
        place = f" (position {self.position}{where})" if self.position else ""
        if self.index == NO_LEAF:
            return self.what
        return f"leaf {self.index}{place}: {self.what}"


def audit(recorder: LedgerRecorder, progress: Progress = lambda _done: None) -> Finding | None:
    """The first place at which entries, leaves, answers and cited editions do not agree, if any.

    All is looked at as it was at one moment, while others go on writing. `progress` is told how
    many entries have been.

    Raises:
        PersistenceError: The store cannot be read.
    """
    with recorder.at_one_moment() as now:
        unlike = now.unlike()
        if unlike:
            return of_the_file(unlike)
        walk = Walk(now.answers())
        for index, (row, leaf) in enumerate(zip_longest(_rows(now), _leaves(now))):
            what = walk.next(index, row, leaf)
            if what:
                return _finding(index, row, leaf, what)
            if index % MOST == 0:
                progress(index)
        what = walk.end(now.cited_editions())
    return Finding(walk.size, 0, "", 0, what) if what else None


@dataclass
class Walk:
    """Goes through the ledger in order, and says of each entry what does not fit, if anything."""

    answers: Iterator[AnswerRow]
    size: int = 0
    _codec: EntryCodec = field(default_factory=EntryCodec)
    _lines: dict[str, int] = field(default_factory=dict)
    _cited: set[EditionRef] = field(default_factory=set)
    _latest: str = ""
    _asked: tuple[str, str, int] | None = None

    def next(self, index: int, row: Notification | None, leaf: Leaf | None) -> str:
        """What does not fit of the entry and leaf `index`; empty if all does."""
        self.size = index + 1
        if row is None:
            return "a leaf without an entry"
        what = beside(index, row, leaf)
        if what:
            return what
        try:
            entry = self._codec.decode(row.state)
        except (NotAnEntry, UnknownFact):
            return "an entry that this version cannot read"
        return misplaced(entry, row) or self._after_the_last(entry, row.id)

    def end(self, cited: frozenset[EditionRef]) -> str:
        """What is wanting or left over at the end; empty if nothing is."""
        if self._asked and not self._is_answered(self._asked):
            return "a request whose answer is not the one that was kept"
        if next(self.answers, None) is not None:
            return "an answer without an entry"
        if cited != self._cited:
            return "other editions are listed as cited than the entries cite"
        return ""

    def _after_the_last(self, entry: Entry, position: int) -> str:
        line = self._lines.get(entry.page, 0) + 1
        recorded_at = instant(entry.recorded_at)
        if entry.line != line:
            return f"line {line} of the page is missing before it"
        if recorded_at < self._latest:
            return "recorded before the entry that it follows"
        self._lines[entry.page], self._latest = line, recorded_at
        edition = getattr(entry.fact, "edition", None)
        if isinstance(edition, EditionRef):
            self._cited.add(edition)
        return self._asked_by(entry, position)

    def _asked_by(self, entry: Entry, position: int) -> str:
        who = entry.attribution
        request = (who.system, who.idempotency_key)
        before, self._asked = self._asked, (*request, position) if request[1] else None
        if before and before[:2] != request and not self._is_answered(before):
            return "the request before it has another answer than the one that was kept, or none"
        return ""

    def _is_answered(self, asked: tuple[str, str, int]) -> bool:
        kept = next(self.answers, None)
        if kept is None or not kept.is_as_written:
            return False
        return (kept.client, kept.key, kept.position) == asked


def of_the_file(unlike: str) -> Finding:
    """The finding that a file is made otherwise than this program makes it."""
    return Finding(NO_LEAF, 0, "", 0, f"the file has {unlike}")


def beside(index: int, row: Notification, leaf: Leaf | None) -> str:
    """What does not fit between an entry's row and its leaf, which should be leaf `index`."""
    if leaf is None:
        return "an entry without a leaf"
    if leaf.index != index:
        return f"leaf {index} is missing"
    if leaf.position != row.id:
        return "a leaf of an entry at another position"
    if not isinstance(row.state, bytes):
        return "an entry that is not stored as bytes"
    return "" if leaf.hash == leaf_hash(row.state) else "an entry with another leaf's hash"


def misplaced(entry: Entry, row: Notification) -> str:
    """What does not fit between an entry and the columns that it is found by."""
    said = entry.page, entry.line, entry.fact.NAME
    stored = row.originator_id, row.originator_version, row.topic
    return "" if said == stored else "an entry stored under another page, line or name"


def _finding(index: int, row: Notification | None, leaf: Leaf | None, what: str) -> Finding:
    if row is None:
        return Finding(index, leaf.position if leaf else 0, "", 0, what)
    return Finding(index, row.id, str(row.originator_id), row.originator_version, what)


def _rows(recorder: LedgerRecorder) -> Iterator[Notification]:
    start: int | None = None
    while rows := recorder.select_notifications(start, MOST, inclusive_of_start=False):
        yield from rows
        start = rows[-1].id


def _leaves(recorder: LedgerRecorder) -> Iterator[Leaf]:
    start = FIRST_OF_ALL
    while leaves := recorder.leaves(start, MOST):
        yield from leaves
        start = leaves[-1].index + 1
