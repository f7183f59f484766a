"""Any fact at all, for properties that have to hold whatever was written.

Days lie close together and numbers are small, so that facts meet; every instant has an offset, as
the codec sees to.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from ledger.journey.facts import FACTS, Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Line

FIRST = date(2019, 12, 1)
DAYS = st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))
INSTANTS = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + minutes,
    DAYS,
    st.integers(0, 24 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes)),
)
NUMBERS = st.integers(0, 3)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    date: DAYS,
    datetime: INSTANTS,
    int: NUMBERS,
    bool: st.booleans(),
    str: st.sampled_from(["", "22", "5", "no-offence"]),
    type(None): st.none(),
}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation."""
    origin, within = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in (Union, types.UnionType):
        return st.one_of(*map(any_of, within))
    if origin is tuple:
        return st.lists(any_of(within[0]), max_size=2).map(tuple)
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return any_instance(kind)


@cache
def any_instance(kind: Any) -> st.SearchStrategy[Any]:
    """Any instance of a dataclass, with no field left at its default."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})


def any_fact(without: Iterable[type[Fact]] = ()) -> st.SearchStrategy[Fact]:
    """Any fact but those of the kinds named."""
    left_out = set(without)
    kinds: list[Any] = [kind for kind in FACTS.values() if kind not in left_out]
    return st.one_of(*map(any_instance, kinds))


def numbered(facts: list[Fact]) -> tuple[Line, ...]:
    """The facts as lines; what was recorded in error is a line before the correction."""
    return tuple(
        (line, _of_an_earlier_line(line, fact) if isinstance(fact, RecordedInError) else fact)
        for line, fact in enumerate(facts, 1)
    )


def _of_an_earlier_line(line: int, fact: RecordedInError) -> RecordedInError:
    return RecordedInError(on=fact.on, line=min(fact.line, line - 1), decided_by=fact.decided_by)


ARRESTS: st.SearchStrategy[Fact] = any_instance(ArrestRecorded)
ANY_LINES = st.builds(
    lambda arrest, facts: numbered([arrest, *facts]), ARRESTS, st.lists(any_fact(), max_size=20)
)
"""Any lines of a page that begin with an arrest."""
