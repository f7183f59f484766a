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
from api.cli_options import AsJson, Data, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json
from ledger.record.access import AccessLog
from ledger.record.audit import Finding
from ledger.record.book import Ledger

ADVICE = "Stop writing to it, keep a copy as it is, and restore it from a backup: docs/proof.md."


OfAccess = Annotated[
    bool, typer.Option("--access-log", help="Audit the access log, and not the ledger.")
]


@dataclass(frozen=True, slots=True)
class Audited:
    """What is audited: how it is opened, and what it and what stands in it are called."""

    opened: Callable[[Path | None], AbstractContextManager[Ledger | AccessLog]]
    name: str
    items: str


LEDGER = Audited(the_ledger, "The ledger", "entries")
ACCESS_LOG = Audited(the_access_log, "The access log", "records")


def audit(
    of_access: OfAccess = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare every entry with its leaf, its place and its neighbours; exit code 1 if one differs.

    Who changed entry and leaf alike is found by a checkpoint that somebody remembers: see `verify`.
    """
    audited = ACCESS_LOG if of_access else LEDGER
    with audited.opened(data) as log, progress_bar(hidden=as_json) as bar:
        size = log.size
        task = bar.add_task(f"Looking at {audited.items}", total=size)
        finding = log.audit(lambda done: bar.update(task, completed=done))
    if as_json:
        tell_json({"size": size, "finding": _as_data(finding)})
    elif finding is None:
        tell(f"All {size} {audited.items} are as they were written.")
    else:
        complain(f"{audited.name} is not as it was written: {finding}.", ADVICE)
    if finding is not None:
        raise typer.Exit(REFUSED)


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
