"""Whether what was published of a journey is what its page tells: for whoever has the entries.

A status names how much of the ledger it was told from. So nothing that was written later can make
it true or false, and whoever folds the same entries finds the same, or says where they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledger.decisions.standing import Standing, standing
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.page import replay


class Point(StrEnum):
    """What a published status says, and what can be otherwise."""

    SIZE = "size"
    ROOT = "root"
    PAGE = "page"
    JOURNEY = "journey"
    STATION = "station"
    RECORD = "record"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact on `line` of its page, from 1, which is leaf `index` of the log, from 0."""

    index: int
    line: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The status on `line`, leaf `index`: of `point` it says `said`, and `found` is so."""

    index: int
    line: int
    point: Point
    said: str
    found: str


RootOf = Callable[[int], str | None]


def disagreements(
    lines: Sequence[Placed], root_of: RootOf = lambda _size: None
) -> Iterator[Disagreement]:
    """Where a status published on a page is not what the page told then; nothing if all agree.

    Args:
        lines: Every line of one page, in order; personal fields do not matter.
        root_of: The root, in base64, of the log's first so many leaves; None where it is not
            known, and then it is not compared.
    """
    for place, one in enumerate(lines):
        if isinstance(one.fact, StatusPublished):
            before = lines[:place]
            for point, said, found in _points(one.index, one.fact, before, root_of):
                if said != found:
                    yield Disagreement(one.index, one.line, point, said, found)


def _points(
    index: int, fact: StatusPublished, before: Sequence[Placed], root_of: RootOf
) -> Iterator[tuple[Point, str, str]]:
    yield Point.SIZE, str(fact.size), str(min(fact.size, index))
    yield Point.ROOT, fact.root, root_of(fact.size) or fact.root
    told_from = [(one.line, one.fact) for one in before if one.index < fact.size]
    last = str(before[-1].line) if before else ""
    yield Point.PAGE, str(told_from[-1][0]) if told_from else "", last
    told = standing(replay(told_from, fact.as_at), fact.journey, fact.as_at)
    yield Point.JOURNEY, str(fact.journey), str(told.journey) if told else ""
    if told is not None:
        yield from _answers(fact, told)


def _answers(fact: StatusPublished, told: Standing) -> Iterator[tuple[Point, str, str]]:
    edition = told.edition
    yield Point.STATION, fact.station, told.station
    yield Point.RECORD, fact.record.value, told.record.value
    cited = f"{fact.edition.name} {fact.edition.digest}"
    yield Point.EDITION, cited, f"{edition.name} {edition.digest}" if edition else ""
