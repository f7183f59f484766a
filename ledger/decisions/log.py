"""Deciding on what the log says of itself: its keys, and other logs that were seen."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.decisions.refusals import OutOfTurn
from ledger.journey.facts import Fact
from ledger.journey.facts.log import LogAnchored, LogFact, LogKeyAdded, LogKeyRetired
from ledger.journey.page import Page


def log_fact(page: Page, command: LogFact) -> tuple[Fact, ...]:
    """The fact, if it goes on from what the page says.

    Raises:
        OutOfTurn: The key counts already, or was retired; the key to retire does not count, or not
            at that size; or the other log was smaller than it is known to have been.
    """
    told = [fact for _, fact in page.written]
    match command:
        case LogKeyAdded(key=key) if any(f.key == key for f in told if isinstance(f, LogKeyAdded)):
            raise OutOfTurn("The key was added already; a retired one does not come back.")
        case LogKeyRetired() if not any(_counts(f, command) for f in told):
            raise OutOfTurn("No such key of that log counts at that size.")
        case LogKeyRetired(key=key) if any(
            f.key == key for f in told if isinstance(f, LogKeyRetired)
        ):
            raise OutOfTurn("The key was retired already.")
        case LogAnchored(origin=origin, size=size) if size < max(_sizes(told, origin), default=0):
            raise OutOfTurn("The other log was larger before.")
        case _:
            return (command,)


def _counts(fact: Fact, retired: LogKeyRetired) -> bool:
    return (
        isinstance(fact, LogKeyAdded)
        and (fact.key, fact.origin) == (retired.key, retired.origin)
        and fact.from_size <= retired.until_size
    )


def _sizes(told: list[Fact], origin: str) -> Iterator[int]:
    for fact in told:
        if isinstance(fact, LogAnchored) and fact.origin == origin:
            yield fact.size
