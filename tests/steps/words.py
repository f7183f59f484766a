"""The words of the features that name things: schemes, offences, persons, days.

A word here stands in feature files that policy people read; the code it stands for never does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pytest_bdd import parsers

from ledger.journey.words import Rank, Record, Role, VictimViews

T = TypeVar("T")

SCHEMES = {
    "Checkpoint Cymru as announced in October 2019": "checkpoint-cymru/2019-10",
    "Checkpoint Cymru as launched in December 2019": "checkpoint-cymru/2019-12",
    "Durham Checkpoint": "durham-checkpoint/2020-02",
    "Avon and Somerset Drugs Education Programme": "avon-somerset-dep/2019",
    "West Midlands DIVERT": "west-midlands-divert/2020-10",
    "Thames Valley Drugs Diversion Pilot": "thames-valley-ddp/2018-12",
    "Devon and Cornwall Pathfinder": "devon-cornwall-pathfinder/2018",
}


@dataclass(frozen=True)
class OffenceWord:
    """An offence as people say it: its code in the reference list, and the drug if there is one."""

    code: str
    drug: str = ""


OFFENCES = {
    "possession of heroin": OffenceWord("possession-class-a", "heroin"),
    "possession of cannabis": OffenceWord("possession-class-b", "cannabis"),
    "possession of diazepam": OffenceWord("possession-class-c", "diazepam"),
    "possession of heroin with intent to supply": OffenceWord("intent-to-supply-class-a", "heroin"),
    "possession of cannabis with intent to supply": OffenceWord(
        "intent-to-supply-class-b", "cannabis"
    ),
    "supply of heroin": OffenceWord("supply-class-a", "heroin"),
    "cultivation of cannabis": OffenceWord("cultivation-cannabis", "cannabis"),
    "theft": OffenceWord("theft"),
    "theft from a shop": OffenceWord("theft-from-shop"),
    "burglary of a dwelling": OffenceWord("burglary-residential"),
    "burglary of a shop": OffenceWord("burglary-commercial"),
    "criminal damage": OffenceWord("criminal-damage"),
    "fraud": OffenceWord("fraud"),
    "being drunk and disorderly": OffenceWord("drunk-and-disorderly"),
    "neglect of a child": OffenceWord("child-neglect"),
    "common assault": OffenceWord("common-assault"),
    "assault occasioning actual bodily harm": OffenceWord("actual-bodily-harm"),
    "assault on an emergency worker": OffenceWord("assault-emergency-worker"),
    "assault on a constable": OffenceWord("assault-constable"),
    "harassment": OffenceWord("harassment"),
    "dangerous driving": OffenceWord("dangerous-driving"),
    "drink-driving": OffenceWord("drink-driving"),
    "robbery": OffenceWord("robbery"),
    "rape": OffenceWord("rape"),
    "murder": OffenceWord("murder"),
    "no offence": OffenceWord("no-offence"),
}

RECORDS = {
    "pending": Record.PENDING,
    "avoided": Record.AVOIDED,
    "at risk": Record.AT_RISK,
    "not avoided": Record.NOT_AVOIDED,
    "none, for another reason": Record.NONE_OTHER,
    "void": Record.VOID,
}

STATIONS = {
    "arrested": "arrested",
    "ineligible": "ineligible",
    "eligible": "eligible",
    "offered diversion": "offered",
    "on the course": "course-booked",
    "done with the course": "course-completed",
    "going to take part": "accepted",
    "assessed": "assessed",
    "under contract": "under-contract",
    "held by an allegation": "allegation-pending",
    "held for their safety": "safeguard-hold",
    "paused": "paused",
    "awaiting completion": "awaiting-completion",
    "completed": "completed",
    "withdrawn": "withdrawn",
    "found in breach": "breach-confirmed",
    "found to have reoffended": "reoffence-confirmed",
    "back with the investigating officer": "returned",
    "with the prosecutor": "with-prosecutor",
    "charged": "charged",
    "closed": "closed",
    "transferred": "transferred",
    "void": "void",
}

OFFICES = {
    "an arresting officer": (Role.OFFICER, Rank.CONSTABLE),
    "an arresting officer who is a sergeant": (Role.OFFICER, Rank.SERGEANT),
    "an acting custody sergeant who is a constable": (Role.CUSTODY_SERGEANT, Rank.CONSTABLE),
    "a custody sergeant": (Role.CUSTODY_SERGEANT, Rank.SERGEANT),
    "a supervising sergeant": (Role.SUPERVISOR, Rank.SERGEANT),
    "an inspector": (Role.SUPERVISOR, Rank.INSPECTOR),
    "a custody inspector": (Role.CUSTODY_SERGEANT, Rank.INSPECTOR),
    "a chief inspector": (Role.SUPERVISOR, Rank.CHIEF_INSPECTOR),
    "a superintendent": (Role.SUPERVISOR, Rank.SUPERINTENDENT),
    "a navigator": (Role.NAVIGATOR, Rank.NONE),
}

VICTIMS = {
    "supports it": VictimViews.SUPPORTS,
    "objects": VictimViews.OBJECTS,
    "is neutral": VictimViews.NEUTRAL,
    "cannot be reached": VictimViews.NOT_CONTACTABLE,
    "does not exist": VictimViews.NO_VICTIM,
}


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of word in a step: the `pattern` it fits, and what it `means`."""

    pattern: str
    means: Callable[[str], T]

    def __call__(self, text: str) -> T:
        return self.means(text)


def one_of(meanings: Mapping[str, T]) -> Kind[T]:
    """One of the words, and nothing else."""
    longest_first = sorted(meanings, key=len, reverse=True)
    return Kind("|".join(map(re.escape, longest_first)), lambda text: meanings[text])


def day(text: str) -> date:
    """A civil day as people write it: 1 May 2025."""
    return datetime.strptime(text, "%d %B %Y").date()


def clause_codes(text: str) -> tuple[str, ...]:
    """The codes in `E1`, in `E1 and E5`, and in `E1, E5 and E10`."""
    return tuple(re.findall(r"[A-Z]\d+", text))


TEXT = Kind(r'"[^"]*"', lambda text: text[1:-1])
KINDS: dict[str, Kind[Any]] = {
    "Day": Kind(r"\d{1,2} [A-Z][a-z]+ \d{4}", day),
    "Name": Kind(r"[A-Z][a-z]+", str),
    "Number": Kind(r"\d+", int),
    "Codes": Kind(r"[A-Z]\d+(?:, [A-Z]\d+)*(?: and [A-Z]\d+)?", clause_codes),
    "Station": one_of(STATIONS),
    "Scheme": one_of(SCHEMES),
    "Offence": one_of(OFFENCES),
    "Record": one_of(RECORDS),
    "Office": one_of(OFFICES),
    "Victim": one_of(VICTIMS),
}


def words(text: str, **kinds: Kind[Any]) -> parsers.StepParser:
    """A step's text, with arguments such as `{on:Day}`; `kinds` are those of one room only.

    Every argument has a kind, so that no two steps fit the same words.
    """
    return parsers.parse(text, extra_types={**KINDS, **kinds}, case_sensitive=True)
