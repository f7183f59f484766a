"""`audit`: whether what is stored is what was written, entry by entry."""

from __future__ import annotations

from typing import Any

import typer

from api.cli_faults import REFUSED
from api.cli_options import AsJson, Data, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json
from ledger.record.audit import Finding

ADVICE = "Stop writing to it, keep a copy as it is, and restore it from a backup: docs/proof.md."


def audit(data: Data = None, as_json: AsJson = False) -> None:
    """Compare every entry with its leaf, its place and its neighbours; exit code 1 if one differs.

    Who changed entry and leaf alike is found by a checkpoint that somebody remembers: see `verify`.
    """
    with the_ledger(data) as ledger, progress_bar(hidden=as_json) as bar:
        size = ledger.size
        task = bar.add_task("Looking at entries", total=size)
        finding = ledger.audit(lambda done: bar.update(task, completed=done))
    if as_json:
        tell_json({"size": size, "finding": _as_data(finding)})
    elif finding is None:
        tell(f"All {size} entries are as they were written.")
    else:
        complain(f"The ledger is not as it was written: {finding}.", ADVICE)
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
