"""`audit`: whether what is stored is what was written, entry by entry, record by record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli_access import the_access_log
from api.cli_faults import REFUSED
from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json
from api.sealing import logs
from ledger.evidence.anchors import AnchorBroken, Shown, anchors_in, check, lines_of
from ledger.record.access import AccessLog
from ledger.record.audit import Finding
from ledger.record.book import Ledger

ADVICE = "Stop writing to it, keep a copy as it is, and restore it from a backup: docs/proof.md."


OfAccess = Annotated[
    bool, typer.Option("--access-log", help="Audit the access log, and not the ledger.")
]


@dataclass(frozen=True, slots=True)
class Audited:
    """What is audited: its name, how it is opened, and what it and what stands in it are called."""

    log: str
    opened: Callable[[Path | None], AbstractContextManager[Ledger | AccessLog]]
    called: str
    items: str


LEDGER = Audited(logs.LEDGER, the_ledger, "The ledger", "entries")
ACCESS_LOG = Audited(logs.ACCESS_LOG, the_access_log, "The access log", "records")


def audit(
    of_access: OfAccess = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare every entry with its leaf, its place and its neighbours; exit code 1 if one differs.

    Then compare it all with what the ledger and the access log saw of each other. Who changed both
    is found by a checkpoint that somebody remembers: see `verify`.
    """
    audited, other = (ACCESS_LOG, LEDGER) if of_access else (LEDGER, ACCESS_LOG)
    with audited.opened(data) as log, progress_bar(hidden=as_json) as bar:
        size = log.size
        task = bar.add_task(f"Looking at {audited.items}", total=size)
        finding = log.audit(lambda done: bar.update(task, completed=done))
        seen = 0
        if finding is None:
            seen, finding = _as_seen(audited, log, other, data)
    if as_json:
        tell_json({"size": size, "seen": seen, "finding": _as_data(finding)})
    elif finding is None:
        tell(f"All {size} {audited.items} are as they were written.")
        if seen:
            tell(f"The first {seen} are what was seen of them: {other.called.lower()} says so.")
    else:
        complain(f"{audited.called} is not as it was written: {finding}.", ADVICE)
    if finding is not None:
        raise typer.Exit(REFUSED)


def _as_seen(
    audited: Audited, log: Ledger | AccessLog, other: Audited, data: Path | None
) -> tuple[int, Finding | None]:
    """How many of the log's leaves the other one saw, and where they are not what it saw."""
    settings = settings_for(data)
    if not logs.stands(other.log, settings.data):
        return 0, None
    shown = Shown(logs.origin_of(audited.log, settings), lambda: lines_of(log))
    with other.opened(data) as witness:
        seen = [one for one in anchors_in(lines_of(witness)) if one.origin == shown.origin]
    try:
        check(shown, seen)
    except AnchorBroken as broken:
        return 0, Finding(broken.first, 0, "", 0, str(broken))
    return max((one.size for one in seen), default=0), None


def _as_data(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "index": finding.index,
        "position": finding.position,
        "page": finding.page,
        "line": finding.line,
        "what": finding.what,
    }
