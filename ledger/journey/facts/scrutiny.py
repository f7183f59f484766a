"""Facts of a force's scrutiny, on its stream `scrutiny-<force>`; they name no participant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.words import DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn:
    """Decisions of a force were drawn at random, so that whoever has the entries can redraw them.

    Drawn were `wanted` of the `population`: the decisions of the days `from_on` to `last_on`, both
    inclusive, as the first `known` leaves of the log tell them, whose tree has the `root` (in
    base64). `outcomes` are Home Office codes and answers on the record, `officers` names or
    numbers of those who decided; where empty, all are meant. `seed_given`: the seed was the
    caller's, not the service's.
    """

    NAME: ClassVar = "sample.drawn"

    on: date
    sample: str
    force: str
    decision: DecisionKind
    from_on: date
    last_on: date
    outcomes: tuple[str, ...]
    officers: tuple[str, ...]
    wanted: int
    seed: str
    seed_given: bool
    known: int
    root: str
    population: int


ScrutinyFact = SampleDrawn
