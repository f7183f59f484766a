"""`access-log export`: the access log of a force, handed over for a period, and put into it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from api import clock
from api.accounting import lines
from api.cli_options import AsJson, Data, a_day, settings_for
from api.cli_output import progress_bar, tell, tell_json
from api.headers import Purpose
from api.identities import new_access_id
from api.keys import accesses
from api.settings import Settings
from ledger.journey.calendar import end_of
from ledger.record.access import FILE, Access, AccessKind, AccessLog, Sought

OPERATION = "exportAccessLog"
SYSTEM = "command-line"
OWNER_ONLY = 0o600

Force = Annotated[str, typer.Option("--force", metavar="CODE", help="Whose log: the force's code.")]
FirstOn = Annotated[
    date, typer.Option("--from", metavar="DAY", parser=a_day, help="The first civil day.")
]
LastOn = Annotated[
    date, typer.Option("--to", metavar="DAY", parser=a_day, help="The last civil day, inclusive.")
]
Recipient = Annotated[str, typer.Option("--recipient", help="To whom it is handed over.")]
Reason = Annotated[str, typer.Option("--reason", help="Why. It is kept with the record.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="A new file, a JSON object on each line.")
]

access_log = typer.Typer(
    help="Who saw what of whom, when and why. With --json a command answers with one JSON object.",
    no_args_is_help=True,
)


@access_log.callback()
def about() -> None:
    """Keep `export` a command by its name, though it is the only one."""


@access_log.command()
def export(
    force: Force,
    first_on: FirstOn,
    last_on: LastOn,
    recipient: Recipient,
    reason: Reason,
    out: Out,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the records of a period to a file; that it was handed over is put into the log."""
    if out.exists():
        raise typer.BadParameter(f"there is a file {out} already.", param_hint="--out")
    now = clock.now()
    period = Sought(
        force=force,
        first_at=end_of(first_on - timedelta(days=1)),
        until_at=min(end_of(last_on), now),
    )
    with the_access_log(data) as log:
        total = log.count(period)
        log.append(_disclosure(period, recipient, reason, total, now))
        written = _write(log, period, total, out, quiet=as_json)
    if as_json:
        tell_json({"file": str(out), "force": force, "records": written, "recipient": recipient})
    else:
        tell(f"Wrote {written} records to {out}, for {recipient}.")


@contextmanager
def the_access_log(data: Path | None) -> Iterator[AccessLog]:
    """The access log that stands in the folder; none is made where there is none.

    Raises:
        BadParameter: There is no access log there.
    """
    settings = settings_for(data)
    folder = settings.data
    if not (folder / FILE).is_file():
        raise typer.BadParameter(f"there is no access log in {folder}.", param_hint="--data")
    with accesses(settings) as log:
        yield log


def put_down(
    settings: Settings, operation: str, force: str, page_id: str, purpose: Purpose
) -> None:
    """Write, before it is shown, that the page is consulted from the command line.

    Raises:
        Unavailable: It cannot be written: nothing of the page may be shown.
    """
    put_down_pages(settings, operation, force, (page_id,), purpose)


def put_down_pages(
    settings: Settings, operation: str, force: str, pages: tuple[str, ...], purpose: Purpose
) -> None:
    """Write, before it is shown, that pages of a force are consulted from the command line.

    Raises:
        Unavailable: It cannot be written: nothing of the page may be shown.
    """
    with accesses(settings) as log:
        log.append(
            Access(
                id=new_access_id(),
                at=clock.now(),
                kind=AccessKind.CONSULTATION,
                by=operator(),
                role="operator",
                force=force,
                operation=operation,
                purpose=purpose,
                system=SYSTEM,
                pages=pages,
            )
        )


def _disclosure(period: Sought, recipient: str, reason: str, count: int, now: datetime) -> Access:
    return Access(
        id=new_access_id(),
        at=now,
        kind=AccessKind.DISCLOSURE,
        by=operator(),
        role="operator",
        force=period.force,
        operation=OPERATION,
        purpose=Purpose.AUDIT,
        system=SYSTEM,
        recipients=(recipient,),
        count=count,
        first_at=period.first_at,
        until_at=period.until_at,
        justification=reason,
    )


def operator() -> str:
    """Whoever runs the program, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _write(log: AccessLog, period: Sought, total: int, out: Path, *, quiet: bool) -> int:
    written = 0
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file, progress_bar(hidden=quiet) as bar:
        task = bar.add_task("Writing records", total=total)
        for records, part in lines(log, period):
            file.write(part)
            written += records
            bar.update(task, completed=written)
    return written
