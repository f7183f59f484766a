"""Facts about the drug education course; sessions are numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import Sealed
from ledger.journey.words import Absence


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseBooked:
    """A place was booked for the civil day `held_on`."""

    NAME: ClassVar = "course.booked"

    journey: int
    on: date
    held_on: date
    provider: str
    session: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAttended:
    """The person attended a session."""

    NAME: ClassVar = "course.attended"

    journey: int
    on: date
    session: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMissed:
    """The person was not at a session, or it was not held."""

    NAME: ClassVar = "course.missed"

    journey: int
    on: date
    absence: Absence
    session: int = 1
    excuse: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCompleted:
    """The person completed the course."""

    NAME: ClassVar = "course.completed"

    journey: int
    on: date
    provider: str


CourseFact = CourseBooked | CourseAttended | CourseMissed | CourseCompleted
