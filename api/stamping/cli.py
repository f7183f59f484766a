"""`stamp request`, `take`, `ask` and `check`: an authority's word for when a checkpoint was there.

A request can be carried to the authority by hand and its answer back; nothing is kept that is not
verified against the certificates given.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli_options import AsJson, Data, settings_for
from api.cli_output import tell, tell_json
from ledger.evidence.asking_authorities import ask_authority
from ledger.evidence.durable import replace
from ledger.evidence.stamp_files import keep_stamp, note_to_stamp, stamp_file, stamps
from ledger.evidence.stamps import authorities, stamp_request

LOG = "log"

LogFolder = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FOLDER",
        help="The files of the log; log in the ledger's folder if not given.",
        file_okay=False,
    ),
]
Size = Annotated[
    int | None,
    typer.Option("--size", metavar="N", min=0, help="Which checkpoint; the last if not given."),
]
Roots = Annotated[
    Path,
    typer.Option(
        "--roots",
        metavar="FILE",
        help="The certificates of the authorities that you trust, in PEM.",
        exists=True,
        dir_okay=False,
    ),
]
Response = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="What the authority answered.", exists=True),
]
Request = Annotated[
    Path | None,
    typer.Option("--request", metavar="FILE", help="What it was asked, if kept.", exists=True),
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the request is written.")]
Authority = Annotated[
    str,
    typer.Option(
        "--authority",
        metavar="URL",
        envvar="DIVERSION_LEDGER_STAMP_AUTHORITY",
        help="Where the authority answers requests.",
    ),
]

stamp = typer.Typer(
    help="Have a checkpoint time-stamped. With --json a command answers with one JSON object.",
    no_args_is_help=True,
)


@stamp.command()
def request(
    out: Out, log: LogFolder = None, size: Size = None, data: Data = None, as_json: AsJson = False
) -> None:
    """Write the request for a stamp of a checkpoint, to be sent to an authority."""
    of, note = note_to_stamp(_folder(log, data), size)
    replace(out, stamp_request(note))
    if as_json:
        tell_json({"size": of, "request": str(out)})
    else:
        tell(f"Wrote {out}, which asks for a stamp of the checkpoint at {of}.")


@stamp.command()
def take(
    response: Response,
    roots: Roots,
    request: Request = None,
    log: LogFolder = None,
    size: Size = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep what an authority answered beside the checkpoint that it stamped."""
    asked = request.read_bytes() if request else None
    folder = _folder(log, data)
    of, _ = note_to_stamp(folder, size)
    trusted = authorities(roots.read_bytes())
    _tell_of(
        folder, of, keep_stamp(folder, of, response.read_bytes(), trusted, asked), as_json=as_json
    )


@stamp.command()
def ask(
    authority: Authority,
    roots: Roots,
    log: LogFolder = None,
    size: Size = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Ask an authority over HTTP for a stamp, and keep it beside its checkpoint."""
    folder = _folder(log, data)
    of, note = note_to_stamp(folder, size)
    trusted, asked = authorities(roots.read_bytes()), stamp_request(note)
    answered = ask_authority(authority, asked)
    at = keep_stamp(folder, of, answered, trusted, asked)
    _tell_of(folder, of, at, as_json=as_json)


@stamp.command()
def check(roots: Roots, log: LogFolder = None, data: Data = None, as_json: AsJson = False) -> None:
    """Say when each checkpoint was stamped; exit code 1 if one is stamped falsely."""
    found = stamps(_folder(log, data), authorities(roots.read_bytes()))
    if as_json:
        told = [{"size": size, "stampedAt": at and at.isoformat()} for size, at in found.items()]
        tell_json({"stamps": told})
    else:
        for size, at in found.items():
            tell(f"{size:>12}  {at.isoformat() if at else 'a stamp that does not hold'}")
    raise typer.Exit(int(None in found.values()))


def _folder(log: Path | None, data: Path | None) -> Path:
    return log or settings_for(data).data / LOG


def _tell_of(folder: Path, size: int, at: datetime, *, as_json: bool) -> None:
    file = stamp_file(folder, size)
    if as_json:
        tell_json({"size": size, "stampedAt": at.isoformat(), "stamp": str(file)})
    else:
        tell(f"The checkpoint at {size} was there at {at.isoformat()}: {file}")
