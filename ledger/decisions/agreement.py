"""Whether what was published of a journey is what its page tells: for whoever has the entries.

A status names how much of the ledger it was told from. So nothing that was written later can make
it true or false, and whoever folds the same entries finds the same, or says where they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ledger.decisions.standing import presented, record_of
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.journey import Entered, Journey
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


class Answer(NamedTuple):
    """What is published of a journey; `edition` with its digest, empty where none governs it."""

    station: str
    record: str
    edition: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A status as it was published, and what the page tells of it.

    Attributes:
        index: The status's leaf in the log, from 0.
        line: Its line on the page, from 1.
        last: The last line before it; 0 where there is none.
        told_to: The last line of those that it was told from; 0 where there is none.
        answer: What these tell of the journey on the day asked for; None if there is none.
    """

    index: int
    line: int
    fact: StatusPublished
    last: int
    told_to: int
    answer: Answer | None


def answer_of(journey: Journey | None, as_at: date) -> Answer | None:
    """What is to be published of the journey on a day; None if there is no journey."""
    if journey is None:
        return None
    match journey.entered:
        case Entered(edition=edition):
            cited = f"{edition.name} {edition.digest}"
        case _:
            cited = ""
    return Answer(presented(journey, as_at), record_of(journey, as_at).value, cited)


def publications(lines: Sequence[Placed]) -> Iterator[Publication]:
    """Every status published on a page, by every line of the page, in order."""
    for place, one in enumerate(lines):
        fact = one.fact
        if isinstance(fact, StatusPublished):
            before = lines[:place]
            told_from = [(each.line, each.fact) for each in before if each.index < fact.size]
            journey = replay(told_from, fact.as_at).journey(fact.journey)
            last = before[-1].line if before else 0
            told_to = told_from[-1][0] if told_from else 0
            answer = answer_of(journey, fact.as_at)
            yield Publication(one.index, one.line, fact, last, told_to, answer)


def disagreements(
    lines: Sequence[Placed], root_of: RootOf = lambda _size: None
) -> Iterator[Disagreement]:
    """Where a status published on a page is not what the page told then; nothing if all agree.

    Args:
        lines: Every line of one page, in order; personal fields do not matter.
        root_of: The root, in base64, of the log's first so many leaves; None where it is not
            known, and then it is not compared.
    """
    for one in publications(lines):
        yield from disagreements_of(one, root_of(one.fact.size))


def disagreements_of(one: Publication, root: str | None) -> Iterator[Disagreement]:
    """Where this status is not what the page told then; `root` is as `disagreements` says."""
    for point, said, found in _points(one, root):
        if said != found:
            yield Disagreement(one.index, one.line, point, said, found)


def _points(one: Publication, root: str | None) -> Iterator[tuple[Point, str, str]]:
    fact = one.fact
    yield Point.SIZE, str(fact.size), str(min(fact.size, one.index))
    yield Point.ROOT, fact.root, root or fact.root
    yield Point.PAGE, _line(one.told_to), _line(one.last)
    yield Point.JOURNEY, str(fact.journey), str(fact.journey) if one.answer else ""
    if one.answer is not None:
        cited = f"{fact.edition.name} {fact.edition.digest}"
        yield Point.STATION, fact.station, one.answer.station
        yield Point.RECORD, fact.record.value, one.answer.record
        yield Point.EDITION, cited, one.answer.edition


def _line(number: int) -> str:
    return str(number) if number else ""
