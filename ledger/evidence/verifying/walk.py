"""Goes through entries in the order of the log, and lets each page be told as it is met."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count, pairwise
from operator import attrgetter
from sys import maxsize
from typing import Any, NamedTuple, TypeAlias

from ledger.evidence.verifying.days import OF_NO_DAY, latest_day
from ledger.evidence.verifying.lines import Batch as Batch
from ledger.evidence.verifying.lines import ClearLine, Line, Read, fact_of, read_all
from ledger.evidence.verifying.requests import (
    NumberOf,
    goes_on,
    number_here,
    recorded_before,
    twice,
)
from ledger.evidence.verifying.stream import Stream
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step
from ledger.journey.facts import FACTS, Fact
from ledger.journey.facts.contract import ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import PolicyAdopted, StatusPublished
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.parts import EditionRef
from ledger.record.shapes import instant
from ledger.record.streams import holds, is_persons, sealed_alike

CITING = frozenset({EligibilityDecided, ContractVaried, PolicyAdopted, StatusPublished})
NEVER = datetime.min.replace(tzinfo=UTC)
READABLE, SEALED, NONE = "readable", "sealed", "none"

Again: TypeAlias = Callable[[], Iterable[Batch]]
"""Gives the batches once more."""


class Decided(NamedTuple):
    """What a decision on eligibility is judged by, and many have in common."""

    force: str
    edition: EditionRef
    on: date


@dataclass(slots=True)
class Walk:
    """What was found on the way; `faults` are the first of each step.

    `requests` has the number of each, in their order, which is `number_of` its key; `told_from` are
    the sizes of the log that statuses were published from; `decided` has the leaves of each kind of
    decision, and `unplaced` those on pages that begin before the walk; `firsts` has the first leaf
    of each batch, `after` is the leaf that comes next, and `last` the line before it. A walk
    `begins` at a leaf; `joined` are the pages of which another walk met the lines from there on.
    """

    begins: int = 0
    number_of: NumberOf = number_here
    streams: dict[str, Stream] = field(default_factory=dict)
    requests: array[int] = field(default_factory=lambda: array("q"))
    told_from: set[int] = field(default_factory=set)
    cited: dict[EditionRef, int] = field(default_factory=dict)
    editions: dict[tuple[str, str, str], EditionRef] = field(default_factory=dict)
    decided: dict[Decided, list[int]] = field(default_factory=lambda: defaultdict(list))
    unplaced: list[tuple[str, EditionRef, date, int]] = field(default_factory=list)
    joined: set[str] = field(default_factory=set)
    retroactive: list[Retroactive] = field(default_factory=list)
    faults: dict[Step, Refuted] = field(default_factory=dict)
    latest: datetime = NEVER
    firsts: array[int] = field(default_factory=lambda: array("Q"))
    after: int = 0
    last: Line | None = None

    def through(self, block: bytes, first: int | None) -> None:
        """Take each line of a batch.

        Raises:
            Refuted: A line is not canonical, or no entry.
            Undecided: A line holds a fact that is not known here.
        """
        if first not in {None, self.after}:
            self.after, self.last = first, None
        self.firsts.append(self.after)
        index, last, latest = self.after - 1, self.last, self.latest
        streams, ask, number_of = self.streams, self.requests.append, self.number_of
        for index, line, kind, said in read_all(block, count(self.after)):
            at, key = line.recorded_at, line.idempotency_key
            if at < latest:
                what = "an entry recorded before the one that it follows"
                self._refute(Step.TIME, what, index)
            if key and (last is None or key != last.idempotency_key or not goes_on(line, last)):
                ask(number_of(key))
            last, latest = line, at
            stream = streams.get(line.page) or self._begun(index, line)
            if line.sealed.key != stream.commitment:
                self._change_key(index, line, stream)
            stream.indexes.append(index)
            number = stream.before + len(stream.indexes)
            if line.line != number:
                what = f"line {number} of a page is missing before it"
                self._refute(Step.PAGES, what, index)
            if kind in CITING:
                self._cite(index, line, stream)
            if stream.keeps:
                self._keep(index, line, fact_of(kind, said), stream)
            elif stream.in_order:
                stream.follow(kind, line.fact, said)
        self.after, self.last, self.latest = index + 1, last, latest

    def check_requests(self, again: Again) -> None:
        """See that none was recorded twice; the batches are asked for where one may have been."""
        if numbers := twice(self.requests):
            index = recorded_before(again(), numbers, self.number_of)
            if index is not None:
                self._refute(Step.ENTRIES, "a request that was recorded before", index)

    def look_back(self, as_at: date, again: Again) -> None:
        """Keep the pages that cannot be told as they are met, of which the batches are asked for.

        Args:
            as_at: The civil day, inclusive, on which the pages are to be told.
            again: Gives the batches once more.
        """
        streams = [stream for stream in self.streams.values() if not stream.is_told]
        apart = [stream for stream in streams if not stream.is_told_on(as_at)]
        self.retroactive = [one for one in self.retroactive if one.page not in self.joined]
        for stream in apart:
            stream.begin_to_keep()
        wanted = sorted(index for stream in apart for index in stream.indexes)
        for index, line, kind, said in self._these(wanted, again):
            self._keep(index, line, fact_of(kind, said), self.streams[line.page])
        self.told_late(())

    def told_late(self, elsewhere: Iterable[Retroactive]) -> None:
        """Add what other walks found to be late, but for the pages that are `joined`."""
        apart = (one for one in elsewhere if one.page not in self.joined)
        self.retroactive = sorted([*self.retroactive, *apart], key=attrgetter("index"))

    def joined_leaves(self) -> frozenset[int]:
        """The leaves of those pages."""
        return frozenset(index for page in self.joined for index in self.streams[page].indexes)

    def let_go(self) -> None:
        """Let go of what is of no use to whoever joins this walk to another."""
        self.last, self.editions = None, {}

    def _begun(self, index: int, line: Line) -> Stream:
        if self.begins and line.line > 1:
            first = date.min if FACTS[line.name] in OF_NO_DAY else line.fact.on
            stream = self.streams[line.page] = Stream(line.sealed.key, "", line.line - 1, first)
            return stream
        persons = is_persons(line.page)
        if persons and line.name != PageOpened.NAME:
            self._refute(Step.PAGES, "a page that is not opened first", index)
        self._check_key(index, line)
        force = getattr(line.fact, "force", "") if persons else ""
        stream = self.streams[line.page] = Stream(line.sealed.key, force)
        if not persons:
            stream.begin_to_keep()
        return stream

    def _check_key(self, index: int, line: Line) -> None:
        alike = self.streams.get(sealed_alike(line.page))
        keys = {line.sealed.key, alike.commitment if alike else "", ""}
        if len(keys) > 2:
            self._refute(Step.PAGES, "a page and its panel's that are sealed with two keys", index)

    def _change_key(self, index: int, line: Line, stream: Stream) -> None:
        """Take the key of the first line that is sealed, if all before it are here and clear."""
        if stream.commitment or stream.before:
            self._refute(Step.PAGES, "a page that is sealed with two keys", index)
        else:
            stream.commitment = line.sealed.key
            self._check_key(index, line)

    def _cite(self, index: int, line: Line, stream: Stream) -> None:
        fact: Any = line.fact
        edition = self._edition(fact.edition)
        self.cited.setdefault(edition, index)
        match line.name:
            case EligibilityDecided.NAME if stream.before:
                self.unplaced.append((line.page, edition, fact.on, index))
            case EligibilityDecided.NAME:
                self.decided[Decided(stream.force, edition, fact.on)].append(index)
            case StatusPublished.NAME:
                self.told_from.add(fact.size)
            case _:
                pass

    def _edition(self, said: Any) -> EditionRef:
        """The one that is cited, by its fields: one object for all that cite it."""
        key = (said.scheme, said.edition, said.digest)
        found = self.editions.get(key)
        if found is None:
            scheme, edition, digest = key
            found = EditionRef(scheme=scheme, edition=edition, digest=digest)
            self.editions[key] = found
        return found

    def _these(self, wanted: Sequence[int], again: Again) -> Iterator[Read]:
        """What the lines of the leaves `wanted`, ascending, say."""
        batches, place = again() if wanted else (), 0
        spans = pairwise([*self.firsts, maxsize])
        for (block, _), (first, end) in zip(batches, spans, strict=False):
            leaves = wanted[place : bisect_left(wanted, end, place)]
            place += len(leaves)
            if leaves:
                lines = block.split(b"\n")
                taken = [lines[leaf - first] + b"\n" for leaf in leaves]
                yield from read_all(b"".join(taken), leaves)

    def _keep(self, index: int, line: Line, fact: Fact, stream: Stream) -> None:
        """Keep the line, which may be of an earlier day, or say what was recorded in error."""
        stream.keep(fact)
        if not holds(line.page, fact):
            self._refute(Step.PAGES, "an entry on a page that is not for what it says", index)
        if type(fact) in OF_NO_DAY:
            return
        if fact.on < stream.latest:
            self._tell_late(index, line, fact.on)
        stream.latest = max(stream.latest, fact.on)
        if type(fact) is RecordedInError:
            stream.latest = latest_day(stream.written())

    def _tell_late(self, index: int, line: Line, on: date) -> None:
        reason = SEALED if line.sealed.box else NONE
        if isinstance(line, ClearLine):
            reason = READABLE if line.late_because.strip() else NONE
        if reason == NONE and line.name != PersonalDataErased.NAME:
            self._refute(Step.TIME, "an entry of an earlier day without a reason", index)
        recorded_at = instant(line.recorded_at)
        late = Retroactive(index, line.page, line.line, on.isoformat(), recorded_at, reason)
        self.retroactive.append(late)

    def _refute(self, step: Step, what: str, index: int) -> None:
        """Keep this fault of a step, unless one of an earlier entry is known, or of the same."""
        known = self.faults.get(step)
        if known is None or index < (known.index or 0):
            self.faults[step] = Refuted(what, index)
