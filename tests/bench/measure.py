"""Time a thing beside the bare thing it is measured by, in one run, and say it in a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 5


@dataclass(frozen=True)
class Row:
    """`rate` of ours per second; `against` names the bare thing, whose own rate is `bare`."""

    what: str
    rate: float
    against: str = ""
    bare: float = 0.0
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a part of the bare rate; None where nothing is compared."""
        return self.rate / self.bare if self.bare else None


def rate(work: Callable[[], object], things: int) -> float:
    """Things done per second, the median of some rounds."""
    return median(_once(work, things) for _ in range(ROUNDS))


def side_by_side(
    ours: Callable[[], object], bare: Callable[[], object], things: int
) -> tuple[float, float]:
    """Things done per second by each: of some rounds, the one whose ratio is the median.

    Both are timed in every round, so that both see the same machine, however its speed jumps.
    """
    pairs = [(_once(ours, things), _once(bare, things)) for _ in range(ROUNDS)]
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]


def _once(work: Callable[[], object], things: int) -> float:
    begun = perf_counter()
    work()
    return things / (perf_counter() - begun)
