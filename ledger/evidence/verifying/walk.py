"""Goes through entries in the order of the log, and keeps of each page what is to be folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from sys import intern
from typing import NamedTuple

from ledger.evidence.verifying.lines import Line, read
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step
from ledger.journey.facts.contract import ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted, StatusPublished
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import Line as Written
from ledger.journey.page import counted_lines
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
class Stream:
    """What stands on one page: its lines, and which leaf each is; `latest` is the last day told."""

    commitment: str
    written: list[Written] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    latest: date = date.min
    has_status: bool = False


@dataclass(slots=True)
class Walk:
    """What was found on the way; `faults` are the first of each step."""

    streams: dict[str, Stream] = field(default_factory=dict)
    requests: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    cited: dict[EditionRef, int] = field(default_factory=dict)
    editions: dict[EditionRef, EditionRef] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)
    retroactive: list[Retroactive] = field(default_factory=list)
    faults: dict[Step, Refuted] = field(default_factory=dict)
    latest: datetime = NEVER

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
        if line.request[1]:
            self._ask_once(index, line)
        stream = self.streams.get(line.page)
        if stream is None:
            stream = self._begun(index, line)
        elif line.commitment != stream.commitment:
            self._refute(Step.PAGES, "a page that is sealed with two keys", index)
        if line.line != len(stream.written) + 1:
            what = f"line {len(stream.written) + 1} of a page is missing before it"
            self._refute(Step.PAGES, what, index)
        stream.written.append((line.line, line.fact))
        stream.indexes.append(index)
        kind = type(line.fact)
        if kind in CITING:
            self._cite(index, line, stream)
        if kind not in OF_NO_DAY:
            self._date(index, line, stream)

    def _ask_once(self, index: int, line: Line) -> None:
        """See that what one request led to stands together, on one page."""
        before = self.requests.get(line.request)
        if before is not None and before != (index - 1, line.page):
            self._refute(Step.ENTRIES, "a request that was recorded before", index)
        self.requests[line.request] = (index, line.page)

    def _begun(self, index: int, line: Line) -> Stream:
        if is_persons(line.page) and not isinstance(line.fact, PageOpened):
            self._refute(Step.PAGES, "a page that is not opened first", index)
        whole = self.streams.get(sealed_for(line.page))
        if whole is not None and whole.commitment != line.commitment:
            self._refute(Step.PAGES, "a page and its panel's that are sealed with two keys", index)
        stream = self.streams[line.page] = Stream(line.commitment)
        return stream

    def _cite(self, index: int, line: Line, stream: Stream) -> None:
        match line.fact:
            case EligibilityDecided(edition=edition, on=on):
                force = getattr(stream.written[0][1], "force", "")
                edition = self.editions.setdefault(edition, edition)
                self.decided.append(Decided(index, intern(force), edition, on))
            case StatusPublished(edition=edition):
                stream.has_status = True
            case PolicyAdopted(edition=edition, force=force):
                if line.page != force_page(force):
                    self._refute(Step.POLICY, "an adoption on the page of another force", index)
            case ContractVaried(edition=edition):
                pass
            case _:
                return
        self.cited.setdefault(edition, index)

    def _date(self, index: int, line: Line, stream: Stream) -> None:
        fact = line.fact
        if fact.on < stream.latest:
            self._tell_late(index, line)
        else:
            stream.latest = fact.on
        if isinstance(fact, RecordedInError):
            stream.latest = _latest(stream.written)

    def _tell_late(self, index: int, line: Line) -> None:
        if line.late_because is not None and not line.late_because.strip():
            self._refute(Step.TIME, "an entry of an earlier day without a reason", index)
        reason = SEALED if line.late_because is None else READABLE
        on = line.fact.on.isoformat()
        late = Retroactive(index, line.page, line.line, on, instant(line.recorded_at), reason)
        self.retroactive.append(late)

    def _refute(self, step: Step, what: str, index: int) -> None:
        self.faults.setdefault(step, Refuted(what, index))


def _latest(written: list[Written]) -> date:
    """The last day that is told by what still counts."""
    counted = counted_lines(written)
    days = [fact.on for line, fact in written if line in counted and type(fact) not in OF_NO_DAY]
    return max(days, default=date.min)
