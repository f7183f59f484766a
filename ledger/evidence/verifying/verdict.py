"""What verifying a bundle comes to: ten steps in their order, and what each of them found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ledger.proof.refusal import NotProved


class Step(StrEnum):
    """What is looked at, in this order."""

    CONTAINER = "container"
    MANIFEST = "manifest"
    HEADS = "heads"
    MEMORY = "memory"
    ENTRIES = "entries"
    TIME = "time"
    PAGES = "pages"
    POLICY = "policy"
    OUTCOME = "outcome"
    DISCLOSURE = "disclosure"


class State(StrEnum):
    """What a step, or all of them, came to."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNDECIDED = "undecided"
    UNUSABLE = "unusable"
    NOT_REACHED = "not-reached"
    NOT_ASKED = "not-asked"


EXIT_CODES: Mapping[State, int] = {
    State.VERIFIED: 0,
    State.FAILED: 1,
    State.UNDECIDED: 2,
    State.UNUSABLE: 3,
}


class Refuted(NotProved):
    """The bundle is not what it should be.

    Attributes:
        index: The leaf of the first entry at fault, from 0; None where it is no one entry's.
    """

    state = State.FAILED

    def __init__(self, what: str, index: int | None = None) -> None:
        super().__init__(what)
        self.index = index


class Undecided(NotProved):
    """It may be so or not: something is missing, or from a later version than this program.

    Attributes:
        index: The leaf of the first entry that it is about, from 0; None if about none.
    """

    state = State.UNDECIDED

    def __init__(self, what: str, index: int | None = None) -> None:
        super().__init__(what)
        self.index = index


class Unusable(NotProved):
    """It is no bundle, not one of a format that this program knows, or damaged on the way."""

    state = State.UNUSABLE
    index = None


@dataclass(frozen=True, slots=True)
class Found:
    """What one step came to; `what` says it in words that quote nothing of an entry."""

    step: Step
    state: State
    what: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Retroactive:
    """An entry whose day is before a day already written on its page.

    `reason` is whether the reason for it can be read here, which an entry's sealed fields hold; an
    erasure has none, for after it nothing is sealed.
    """

    index: int
    page: str
    line: int
    on: str
    recorded_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All ten steps; `about` is what the bundle says of itself, empty where it is none."""

    steps: tuple[Found, ...]
    about: Mapping[str, str | int]
    retroactive: tuple[Retroactive, ...] = ()

    @property
    def state(self) -> State:
        """The first failure's; else undecided if any step is; else verified."""
        told = [found.state for found in self.steps]
        for state in (State.UNUSABLE, State.FAILED, State.UNDECIDED):
            if state in told:
                return state
        return State.VERIFIED

    def with_step(self, found: Found) -> Report:
        """The same, but for what one step found."""
        steps = tuple(found if one.step == found.step else one for one in self.steps)
        return replace(self, steps=steps)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.state]

    @property
    def first(self) -> Found | None:
        """The step that decides, unless all is verified."""
        return next((found for found in self.steps if found.state == self.state), None)
