"""What the commands of `scrutiny` are told, and what several of them do."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api import clock
from api.cli_access import SYSTEM as DOOR
from api.cli_access import operator
from api.cli_options import a_day_past
from api.cli_output import progress_bar
from api.cli_policies import a_force, a_name
from api.headers import Purpose
from api.identities import new_access_id
from api.keys import accesses
from api.scrutiny.asking import OUTCOMES
from api.scrutiny.samples import MOST_WANTED, SEED, sample_of
from api.settings import Settings
from ledger.evidence.scrutiny.drawing import Draw, redrawn
from ledger.journey.words import DecisionKind, Verdict
from ledger.record.access import Access, AccessKind
from ledger.record.book import Ledger

SYSTEM = "diversion-ledger scrutiny"
OWNER_ONLY = 0o600
FORMATS = ("json", "csv", "html")


def an_outcome(text: str) -> str:
    """A Home Office code, or an answer on the record."""
    if text not in OUTCOMES:
        raise typer.BadParameter(f"one of {', '.join(OUTCOMES)}.")
    return text


def a_seed(text: str) -> str:
    """What decides a draw."""
    if not re.fullmatch(SEED, text):
        raise typer.BadParameter("8 to 128 letters, digits, dots, dashes and underscores.")
    return text


def a_format(text: str) -> str:
    """How a pack is written."""
    if text not in FORMATS:
        raise typer.BadParameter(f"one of {', '.join(FORMATS)}.")
    return text


def a_new_file(path: Path | str | None) -> Path | None:
    """A file that is not there yet."""
    if path is not None and Path(path).exists():
        raise typer.BadParameter(f"there is a file {path} already.")
    return None if path is None else Path(path)


Force = Annotated[
    str, typer.Option("--force", metavar="FORCE", parser=a_force, help="Whose: as in north-wales.")
]
Sample = Annotated[str, typer.Argument(metavar="SAMPLE", help="A sample's id, as in s-...")]
By = Annotated[str, typer.Option("--by", metavar="NAME", parser=a_name, help="Who asks, by name.")]
FirstOn = Annotated[
    date,
    typer.Option("--from", metavar="DAY", parser=a_day_past, help="The first day of a decision."),
]
LastOn = Annotated[
    date, typer.Option("--to", metavar="DAY", parser=a_day_past, help="The last day, inclusive.")
]
Kind = Annotated[DecisionKind, typer.Option("--decision", help="Which kind of decision.")]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="CODE", parser=an_outcome, help="22, avoided...; repeat it."),
]
Officers = Annotated[
    list[str] | None,
    typer.Option("--officer", metavar="NAME", parser=a_name, help="Or number; repeat it."),
]
Size = Annotated[int, typer.Option("--size", min=1, max=MOST_WANTED, help="How many to draw.")]
Seed = Annotated[
    str | None,
    typer.Option(
        "--seed", metavar="TEXT", parser=a_seed, help="What decides the draw; made if not given."
    ),
]
Number = Annotated[int, typer.Argument(metavar="N", min=1, help="The decision's number.")]
Given = Annotated[Verdict, typer.Argument(metavar="VERDICT", help="What the panel thinks of it.")]
Panel = Annotated[str, typer.Option("--panel", metavar="NAME", parser=a_name, help="Which panel.")]
On = Annotated[date, typer.Option("--on", metavar="DAY", parser=a_day_past, help="When it met.")]
Observations = Annotated[
    str, typer.Option("--observations", metavar="TEXT", help="In its words. Sealed.")
]
Recipient = Annotated[
    str, typer.Option("--recipient", parser=a_name, help="To whom it is given. The log says it.")
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", parser=a_new_file, help="A new file.")]
CsvOut = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", parser=a_new_file, help="A new file.")
]
InFormat = Annotated[
    str,
    typer.Option("--format", metavar="json|csv|html", parser=a_format, help="How it is written."),
]
WithRationale = Annotated[
    bool, typer.Option("--with-rationale", help="With rationales, which can name people.")
]


def redrawn_from(ledger: Ledger, force: str, sample_id: str, *, hidden: bool) -> Draw:
    """The force's sample of that id, drawn again.

    Raises:
        NoSuchSample: There is none of that id.
        NotAsDrawn: It cannot be drawn again.
        CorruptEntry, Unavailable: As `redrawn` says.
    """
    sample = sample_of(ledger, force, sample_id).sample
    with progress_bar(hidden=hidden) as bar:
        task = bar.add_task("Drawing again", total=sample.known)
        return redrawn(ledger, sample, lambda done, _: bar.update(task, completed=done))


def put_down(
    settings: Settings, draw: Draw, operation: str, kind: AccessKind, recipient: str = ""
) -> None:
    """Write, before it is shown, whose decisions are, and to whom they are given.

    Raises:
        Unavailable: It cannot be written: nothing may be shown.
    """
    with accesses(settings) as log:
        log.append(
            Access(
                id=new_access_id(),
                at=clock.now(),
                kind=kind,
                by=operator(),
                role="operator",
                force=draw.sample.force,
                operation=operation,
                purpose=Purpose.AUDIT,
                system=DOOR,
                pages=tuple(dict.fromkeys(place.page for place in draw.places)),
                recipients=(recipient,) if recipient else (),
                count=len(draw.places),
            )
        )


def write_new(out: Path, content: bytes) -> None:
    """Write a file that is not there yet, and that nobody else may read."""
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
