"""Goes through entries in the order of the log, and lets each page be told as it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from sys import intern
from typing import Any, NamedTuple

from ledger.evidence.verifying.lines import ClearLine, Line, fact_of, read
from ledger.evidence.verifying.stream import LineOf, Stream
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step
from ledger.journey.facts import FACTS
from ledger.journey.facts.contract import ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted, StatusPublished
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import STILL, counted_lines
from ledger.journey.page import Line as Written
from ledger.journey.parts import EditionRef
from ledger.record.shapes import instant
from ledger.record.streams import force_page, is_persons, sealed_for

CITING = frozenset({EligibilityDecided, ContractVaried, PolicyAdopted, StatusPublished})
OF_NO_DAY = frozenset(
    {
        *(PolicyAdopted, StatusPublished, PanelVerdictGiven, SampleDrawn),
        *(LogKeyAdded, LogKeyRetired, LogAnchored),
    }
)
NEVER = datetime.min.replace(tzinfo=UTC)
READABLE, SEALED = "readable", "sealed"


class Decided(NamedTuple):
    """A decision on eligibility, by its leaf; what is the same in many is one object."""

    leaf: int
    force: str
    edition: EditionRef
    on: date


@dataclass(slots=True)
class Walk:
    """What was found on the way; `faults` are the first of each step.

    `requests` are by system and key, each with the last entry it led to; `told_from` are the sizes
    of the log that statuses were published from.
    """

    line_of: LineOf
    streams: dict[str, Stream] = field(default_factory=dict)
    requests: dict[str, dict[str, int]] = field(default_factory=dict)
    told_from: set[int] = field(default_factory=set)
    cited: dict[EditionRef, int] = field(default_factory=dict)
    editions: dict[EditionRef, EditionRef] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)
    retroactive: list[Retroactive] = field(default_factory=list)
    faults: dict[Step, Refuted] = field(default_factory=dict)
    latest: datetime = NEVER
    last_page: str = ""

    def through(self, lines: Iterable[tuple[int, bytes]]) -> None:
        """Take each line, by its leaf's index.

        Raises:
            Refuted: A line is not canonical, or no entry.
            Undecided: A line holds a fact that is not known here.
        """
        for index, line in lines:
            self._take(index, read(line, index))

    def _take(self, index: int, line: Line) -> None:
        if line.recorded_at < self.latest:
            self._refute(Step.TIME, "an entry recorded before the one that it follows", index)
        self.latest = line.recorded_at
        if line.idempotency_key:
            self._ask_once(index, line)
        self.last_page = line.page
        stream = self.streams.get(line.page)
        if stream is None:
            stream = self._begun(index, line)
        elif line.sealed.key != stream.commitment:
            self._refute(Step.PAGES, "a page that is sealed with two keys", index)
        if line.line != len(stream.indexes) + 1:
            what = f"line {len(stream.indexes) + 1} of a page is missing before it"
            self._refute(Step.PAGES, what, index)
        stream.indexes.append(index)
        if stream.written is not None:
            stream.written.append((line.line, fact_of(line)))
        kind: Any = FACTS[line.name]
        if kind in CITING:
            self._cite(index, line, stream)
        if kind not in OF_NO_DAY:
            self._date(index, line, stream)
        if stream.written is None and kind not in STILL:
            stream.tell(line)

    def _ask_once(self, index: int, line: Line) -> None:
        """See that what one request led to stands together, on one page."""
        keys = self.requests.setdefault(line.system, {})
        before = keys.get(line.idempotency_key)
        if before is not None and (before, self.last_page) != (index - 1, line.page):
            self._refute(Step.ENTRIES, "a request that was recorded before", index)
        keys[line.idempotency_key] = index

    def _begun(self, index: int, line: Line) -> Stream:
        persons = is_persons(line.page)
        if persons and line.name != PageOpened.NAME:
            self._refute(Step.PAGES, "a page that is not opened first", index)
        whole = self.streams.get(sealed_for(line.page))
        if whole is not None and whole.commitment != line.sealed.key:
            self._refute(Step.PAGES, "a page and its panel's that are sealed with two keys", index)
        force = getattr(line.fact, "force", "") if persons else ""
        stream = Stream(line.sealed.key, force, self.line_of, is_persons=persons)
        self.streams[line.page] = stream
        return stream

    def _cite(self, index: int, line: Line, stream: Stream) -> None:
        fact: Any = line.fact
        match fact:
            case EligibilityDecided(edition=edition, on=on):
                edition = self.editions.setdefault(edition, edition)
                self.decided.append(Decided(index, intern(stream.force), edition, on))
            case StatusPublished(edition=edition, size=size):
                self.told_from.add(size)
            case PolicyAdopted(edition=edition, force=force):
                if line.page != force_page(force):
                    self._refute(Step.POLICY, "an adoption on the page of another force", index)
            case ContractVaried(edition=edition):
                pass
            case _:
                return
        self.cited.setdefault(edition, index)

    def _date(self, index: int, line: Line, stream: Stream) -> None:
        on = line.fact.on
        if on < stream.latest:
            self._tell_late(index, line, on)
            stream.lines()
        else:
            stream.latest = on
        if line.name == RecordedInError.NAME:
            stream.latest = _latest(stream.lines())

    def _tell_late(self, index: int, line: Line, on: date) -> None:
        reason = READABLE if isinstance(line, ClearLine) else SEALED
        if isinstance(line, ClearLine) and not line.late_because.strip():
            self._refute(Step.TIME, "an entry of an earlier day without a reason", index)
        recorded_at = instant(line.recorded_at)
        late = Retroactive(index, line.page, line.line, on.isoformat(), recorded_at, reason)
        self.retroactive.append(late)

    def _refute(self, step: Step, what: str, index: int) -> None:
        self.faults.setdefault(step, Refuted(what, index))


def _latest(written: list[Written]) -> date:
    """The last day that is told by what still counts."""
    counted = counted_lines(written)
    days = [fact.on for line, fact in written if line in counted and type(fact) not in OF_NO_DAY]
    return max(days, default=date.min)
