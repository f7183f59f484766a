"""What is different of a journey at two moments, and which entries made the difference.

A moment has two axes: the civil day that is told of, and the last line that is known by then. Each
entry that counts at one moment only lies between the two. From the one to the other the day passes
first, then what no longer counts goes, then what has come is added; where the answer turns on that
way is the entry that turned it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Line, counted_lines, counts_from, struck_lines

Answers = Mapping[str, object]
Answering = Callable[[frozenset[int], "Moment"], Answers]
"""The answers by name, from the lines that count and a moment's day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A page as at the civil day `as_at`, inclusive, as known by its line `version`, inclusive.

    `size` is that of the ledger then, for what is known from elsewhere than the page.
    """

    as_at: date
    version: int
    size: int = 0


@dataclass(frozen=True, slots=True)
class Between:
    """An entry that counts at one moment only: it `came`, or else it went.

    At the other moment it was not `known`, or had not `happened` yet; or it was `struck_by` the
    entry on that line, which is 0 where none struck it.
    """

    line: int
    came: bool
    known: bool
    happened: bool
    struck_by: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was answered under `name` at the first moment and at the second, None where nothing was.

    `lines` are the entries that made the difference; `by_the_day`: the day that passed made it.
    """

    name: str
    was: object
    now: object
    lines: tuple[int, ...]
    by_the_day: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different, by name, and every entry that lies between, by line."""

    changes: tuple[Change, ...]
    between: tuple[Between, ...]


def compared(written: Sequence[Line], was: Moment, now: Moment, answering: Answering) -> Comparison:
    """What `answering` says at the two moments of a page, where that is different.

    Args:
        written: Every line of the page.
        was: The first moment, which may be after the second on either axis.
        now: The second moment.
        answering: What is asked, of each moment and of the way between.
    """
    way = _Way(written, was, now, answering)
    first, last = way.answers(0), way.answers(way.length)
    names = [*first, *(name for name in last if name not in first)]
    changes = (
        _change(way, name, first.get(name), last.get(name))
        for name in names
        if first.get(name) != last.get(name)
    )
    return Comparison(tuple(changes), way.between)


def _change(way: _Way, name: str, was: object, now: object) -> Change:
    turns = list(way.turns(name, 0, way.length))
    lines = sorted({line for turn in turns if turn for line in way.made_by(turn)})
    return Change(name, was, now, tuple(lines), 0 in turns)


class _Way:
    """From the first moment to the second, step by step: the day, then one entry at a time."""

    def __init__(
        self, written: Sequence[Line], was: Moment, now: Moment, answering: Answering
    ) -> None:
        self._written = written
        self._was, self._now = was, now
        self._answering = answering
        self._counted = {moment: self._counts_at(moment) for moment in (was, now)}
        gone = sorted(self._counted[was] - self._counted[now], reverse=True)
        come = sorted(self._counted[now] - self._counted[was])
        self._steps = (*gone, *come)
        self.between = tuple(self._between(line) for line in sorted(self._steps))
        self.length = 1 + len(self._steps)
        self.answers = cache(self._answers)

    def turns(self, name: str, low: int, high: int) -> Iterator[int]:
        """The steps, each by where it starts, at which the answer turns on the way between."""
        if self.answers(low).get(name) == self.answers(high).get(name):
            return
        if high - low == 1:
            yield low
            return
        middle = (low + high) // 2
        yield from self.turns(name, low, middle)
        yield from self.turns(name, middle, high)

    def made_by(self, step: int) -> Iterator[int]:
        """The entry of a step, and the one that struck it."""
        line = self._steps[step - 1]
        yield line
        struck_by = next(one.struck_by for one in self.between if one.line == line)
        if struck_by:
            yield struck_by

    def _answers(self, place: int) -> Answers:
        if not place:
            return self._answering(self._counted[self._was], self._was)
        passed = frozenset(self._steps[: place - 1])
        return self._answering(self._counted[self._was] ^ passed, self._now)

    def _known(self, moment: Moment) -> list[Line]:
        return [line for line in self._written if line[0] <= moment.version]

    def _counts_at(self, moment: Moment) -> frozenset[int]:
        return counted_lines(self._known(moment), moment.as_at)

    def _between(self, line: int) -> Between:
        came = line in self._counted[self._now]
        other = self._was if came else self._now
        facts = dict(self._written)
        return Between(
            line=line,
            came=came,
            known=line <= other.version,
            happened=counts_from(facts[line]) <= other.as_at,
            struck_by=self._striking(line, other),
        )

    def _striking(self, line: int, moment: Moment) -> int:
        known = self._known(moment)
        struck = struck_lines(known)
        return next(
            (
                at
                for at, fact in known
                if isinstance(fact, RecordedInError) and fact.line == line and at not in struck
            ),
            0,
        )
