"""A report in words, for a terminal, and as data, for a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.evidence.verifying.verdict import Found, Report, State

VERDICTS = {
    State.VERIFIED: "Verified.",
    State.FAILED: "NOT verified: it failed.",
    State.UNDECIDED: "Cannot be decided.",
    State.UNUSABLE: "Unusable.",
}
STATES = {
    State.VERIFIED: "verified",
    State.FAILED: "FAILED",
    State.UNDECIDED: "cannot decide",
    State.UNUSABLE: "unusable",
    State.NOT_REACHED: "not reached",
    State.NOT_ASKED: "nothing to do",
}
COLUMNS = ("step", "", "what was found")
MOST_SHOWN = 20


def verdict(report: Report) -> str:
    """What it comes to, and by which step."""
    first = report.first
    if report.state == State.VERIFIED or first is None:
        return VERDICTS[report.state]
    return f"{VERDICTS[report.state]} Step {first.step}: {found(first)}."


def rows(report: Report) -> Sequence[tuple[str, str, str]]:
    """The ten steps, as a table's rows."""
    return [(step.step.value, STATES[step.state], found(step)) for step in report.steps]


def late(report: Report) -> Sequence[str]:
    """The first of the entries that came late, a line each."""
    told = [
        f"retroactive: leaf {one.index} ({_shown(one.page)}:{one.line}) of {one.on},"
        f" recorded {one.recorded_at}; its reason is {one.reason}"
        for one in report.retroactive[:MOST_SHOWN]
    ]
    left = len(report.retroactive) - len(told)
    return [*told, f"and {left} more: see --json"] if left else told


def found(step: Found) -> str:
    """What a step found, and at which entry; nothing in it moves a terminal."""
    what = _shown(step.what)
    return what if step.index is None else f"{what} (leaf {step.index})"


def as_data(report: Report) -> dict[str, Any]:
    """All of it, for JSON."""
    first = report.first if report.state != State.VERIFIED else None
    return {
        "verdict": report.state.value,
        "exitCode": report.exit_code,
        "step": first.step.value if first else None,
        "index": first.index if first else None,
        "what": first.what if first else None,
        "bundle": {_camel(name): said for name, said in report.about.items()} or None,
        "steps": [
            {
                "step": step.step.value,
                "state": step.state.value,
                "found": step.what,
                "index": step.index,
            }
            for step in report.steps
        ],
        "retroactive": [
            {
                "index": one.index,
                "page": one.page,
                "line": one.line,
                "on": one.on,
                "recordedAt": one.recorded_at,
                "reason": one.reason,
            }
            for one in report.retroactive
        ],
    }


def _shown(text: str) -> str:
    """The text as a terminal may show it: what is not printable as Python would write it."""
    letters = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return text if text.isprintable() else "".join(letters)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
