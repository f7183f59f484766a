"""`audit`: whether what is stored is what was written, entry by entry, record by record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli_faults import REFUSED
from api.cli_options import AsJson, Data, settings_for
from api.cli_output import complain, progress_bar, tell, tell_json
from api.sealing import logs
from api.settings import Settings
from ledger.evidence.anchors import AnchorBroken, Shown, anchors_in, check, lines_of
from ledger.evidence.refusals import NotProved
from ledger.record.as_stored import AsStored, access_log_as_stored, ledger_as_stored
from ledger.record.audit import Finding
from ledger.record.entry import CorruptEntry
from ledger.record.store import Unavailable

ADVICE = "Stop writing to it, keep a copy as it is, and restore it from a backup: docs/proof.md."


OfAccess = Annotated[
    bool, typer.Option("--access-log", help="Audit the access log, and not the ledger.")
]


@dataclass(frozen=True, slots=True)
class Audited:
    """What is audited: its name, how it is read, what it is called, and what stands in it.

    `command` is the one that audits it.
    """

    log: str
    as_stored: Callable[[Path], AsStored]
    called: str
    items: str
    command: str


LEDGER = Audited(logs.LEDGER, ledger_as_stored, "the ledger", "entries", "diversion-ledger audit")
ACCESS_LOG = Audited(
    logs.ACCESS_LOG,
    access_log_as_stored,
    "the access log",
    "records",
    "diversion-ledger audit --access-log",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What an audit came to.

    Attributes:
        size: How many leaves the log has; 0 where its file is not made as it should be.
        seen: How many of them the other log saw.
        finding: The first place that does not fit, if there is one.
        unread: Why the other log could not be asked; empty where it was.
    """

    size: int
    seen: int = 0
    finding: Finding | None = None
    unread: str = ""


def audit(
    of_access: OfAccess = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare every entry with its leaf, its place and its neighbours; exit code 1 if one differs.

    Then compare it all with what the ledger and the access log saw of each other. Who changed both
    is found by a checkpoint that somebody remembers: see `verify`. Nothing is written or mended.
    """
    audited, other = (ACCESS_LOG, LEDGER) if of_access else (LEDGER, ACCESS_LOG)
    settings = settings_for(data)
    if not logs.stands(audited.log, settings.data):
        where = f"there is no {audited.called.removeprefix('the ')} in {settings.data}"
        raise typer.BadParameter(f"{where}.", param_hint="--data")
    with audited.as_stored(settings.data) as log, progress_bar(hidden=as_json) as bar:
        told = Told(_size(log))
        task = bar.add_task(f"Looking at {audited.items}", total=told.size)
        finding = log.audit(lambda done: bar.update(task, completed=done))
        told = replace(told, finding=finding)
        if finding is None:
            told = _as_seen(told, audited, log, other, settings)
    if as_json:
        tell_json(_as_data(told))
    else:
        _tell(told, audited, other)
    if told.finding or told.unread:
        raise typer.Exit(REFUSED)


def _size(log: AsStored) -> int:
    try:
        return log.size
    except Unavailable:
        return 0  # the audit says why


def _as_seen(
    told: Told, audited: Audited, log: AsStored, other: Audited, settings: Settings
) -> Told:
    """The same with how many of the log's leaves the other one saw, and whether they are those."""
    if not logs.stands(other.log, settings.data):
        return told
    shown = Shown(logs.origin_of(audited.log, settings), lambda: lines_of(log))
    try:
        with other.as_stored(settings.data) as witness:
            seen = [one for one in anchors_in(lines_of(witness)) if one.origin == shown.origin]
    except (CorruptEntry, NotProved, Unavailable) as error:
        return replace(told, unread=f"{other.called} cannot be read: {_why(error)}")
    try:
        check(shown, seen)
    except AnchorBroken as broken:
        return replace(told, finding=Finding(broken.first, 0, "", 0, str(broken)))
    return replace(told, seen=max((one.size for one in seen), default=0))


def _why(error: CorruptEntry | NotProved | Unavailable) -> str:
    match error:
        case CorruptEntry(position=position):
            return f"what stood at position {position} is gone"
        case NotProved(what=what):
            return f"it has {what}"
        case _:
            return str(error)


def _tell(told: Told, audited: Audited, other: Audited) -> None:
    if told.finding:
        what = f"{audited.called} is not as it was written: {told.finding}."
        return complain(f"{what[0].upper()}{what[1:]}", ADVICE)
    tell(f"All {told.size} {audited.items} are as they were written.")
    if told.seen:
        tell(f"The first {told.seen} are what was seen of them: {other.called} says so.")
    if told.unread:
        what = f"What was seen of them is not known: {told.unread}."
        complain(what, f"Find out where: {other.command}.")
    return None


def _as_data(told: Told) -> dict[str, Any]:
    finding = told.finding and _place(told.finding)
    answer = {"size": told.size, "seen": told.seen, "finding": finding}
    return {**answer, "unread": told.unread} if told.unread else answer


def _place(finding: Finding) -> dict[str, Any]:
    return {
        "index": finding.index,
        "position": finding.position,
        "page": finding.page,
        "line": finding.line,
        "what": finding.what,
    }
