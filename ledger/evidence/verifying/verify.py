"""Verifies a bundle, step by step, believing nothing of it but what a key of the policy signed.

Whatever a bundle holds, verifying it raises nothing: a step finds it verified, failed, undecided or
unusable. What follows on a failed step is not looked at, nor on one that this program cannot get
over, which decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ledger.evidence.verifying.looking import Asked, Looking, NothingToDo
from ledger.evidence.verifying.verdict import (
    Found,
    Refuted,
    Report,
    State,
    Step,
    Undecided,
    Unusable,
)

CANNOT_GO_ON = "this program cannot go on"
"""What is found where this program broke. It is meant to break nowhere."""

_OVER = (State.FAILED, State.UNUSABLE)


def verify(file: Path, asked: Asked) -> Report:
    """What the bundle in `file` comes to. What is remembered moves on if all is verified.

    Raises:
        OSError: The file cannot be read.
    """
    looking = Looking(file, asked)
    looks: dict[Step, Callable[[], str]] = {
        Step.CONTAINER: looking.at_the_container,
        Step.MANIFEST: looking.at_the_manifest,
        Step.HEADS: looking.at_heads,
        Step.MEMORY: looking.at_the_memory,
        Step.ENTRIES: looking.at_entries,
        Step.TIME: looking.at_times,
        Step.PAGES: looking.at_pages,
        Step.POLICY: looking.at_policies,
        Step.OUTCOME: looking.at_outcomes,
        Step.DISCLOSURE: looking.at_disclosures,
    }
    try:
        steps = list(_steps(looks))
    finally:
        looking.close()
    report = Report(tuple(steps), looking.about(), looking.retroactive())
    if report.state != State.VERIFIED:
        return report
    try:
        looking.remember()
    except Undecided as fault:
        return report.with_step(Found(Step.MEMORY, fault.state, fault.what))
    return report


def _steps(looks: Mapping[Step, Callable[[], str]]) -> Iterator[Found]:
    """What each step finds; nothing stands on one at which this program broke."""
    over = False
    for step, look in looks.items():
        if over:
            yield Found(step, State.NOT_REACHED)
            continue
        try:
            found = _found(step, look)
            over = found.state in _OVER
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - whoever made the bundle may have meant it
            what = f"{CANNOT_GO_ON}: {type(error).__name__}"
            found, over = Found(step, State.UNDECIDED, what), True
        yield found


def _found(step: Step, look: Callable[[], str]) -> Found:
    try:
        return Found(step, State.VERIFIED, look())
    except NothingToDo as nothing:
        return Found(step, State.NOT_ASKED, nothing.what)
    except (Refuted, Undecided, Unusable) as fault:
        return Found(step, fault.state, fault.what, fault.index)
