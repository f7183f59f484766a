"""`import`: a file of commands sent to a service, as any other system would, and watched.

Started again with the same file it finds the import that it sent before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5

import typer

from api.cli_faults import REFUSED
from api.cli_options import AsJson
from api.cli_output import complain, progress_bar, tell, tell_json, tell_table
from api.headers import Purpose
from api.identities import new_idempotency_key
from api.imports.sending import Service, ServiceAway, ServiceRefused
from api.settings import PREFIX

TOKEN = f"{PREFIX}TOKEN"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SHOWN = 10
OWNER_ONLY = 0o600
GOOD = ("recorded", "replayed", "acceptable")
COLUMNS = ("Line", "Status", "HTTP", "Code", "Where and why")

Told = Mapping[str, Any]

Lines = Annotated[
    Path,
    typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="NDJSON."),
]
Url = Annotated[str, typer.Option("--url", help="Where the service is, without /v1.")]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help=f"The access token; the environment's {TOKEN} if not given.",
    ),
]
For = Annotated[Purpose, typer.Option("--purpose", help="What the data is processed for.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would happen.")]
Again = Annotated[
    bool,
    typer.Option("--again", help="Send it anew: what was refused may not be now."),
]
Results = Annotated[
    Path | None,
    typer.Option(
        "--results", metavar="FILE", dir_okay=False, help="Write what became of each line there."
    ),
]


def import_file(
    file: Lines,
    url: Url = "http://127.0.0.1:8000",
    token_file: TokenFile = None,
    purpose: For = Purpose.PROSECUTION,
    dry_run: DryRun = False,
    again: Again = False,
    results: Results = None,
    as_json: AsJson = False,
) -> None:
    """Send commands in a file to a service, each line one, and watch what becomes of them.

    The exit code is 0 if every line was recorded, now or before, and 1 if any was not.
    """
    key = new_idempotency_key() if again else _key_of(file, dry_run=dry_run)
    try:
        with Service(_checked(url), _token(token_file), purpose.value) as service:
            job, resumed = service.post(file, key, dry_run=dry_run)
            if resumed and not as_json:
                tell("It was sent before. With --again it is sent anew.")
            ended = _watched(service, job, hidden=as_json)
            bad = service.first_bad(ended["importId"], SHOWN)
            if results is not None:
                _write(results, service, ended["importId"])
    except ServiceRefused as refused:
        complain(f"{refused.sentence} [{refused.code}]", f"HTTP status {refused.status}.")
        raise typer.Exit(REFUSED) from None
    except ServiceAway:
        complain("The service does not answer.", "Run it again: it goes on where it was.")
        raise typer.Exit(REFUSED) from None
    if as_json:
        tell_json({**ended, "resumed": resumed, "bad": bad})
    else:
        _tell(ended, bad, results)
    raise typer.Exit(0 if _is_good(ended) else REFUSED)


def _key_of(file: Path, *, dry_run: bool) -> str:
    """The same for the same lines, so that they are found again."""
    with file.open("rb") as lines:
        digest = hashlib.file_digest(lines, "sha256").hexdigest()
    return str(uuid5(NAMESPACE_OID, f"diversion-ledger import {digest} {dry_run}"))


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise typer.BadParameter("it is written as in https://host", param_hint="--url")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise typer.BadParameter("a token goes over https only.", param_hint="--url")
    return url


def _token(file: Path | None) -> str:
    token = (file.read_text("utf-8") if file else os.environ.get(TOKEN, "")).strip()
    if not token or not token.isascii() or not token.isprintable():
        raise typer.BadParameter(f"give a token: this, or {TOKEN}.", param_hint="--token-file")
    return token


def _watched(service: Service, job: Told, *, hidden: bool) -> Told:
    with progress_bar(hidden=hidden) as bar:
        task = bar.add_task("Rehearsing" if job["dryRun"] else "Importing", total=job["lines"])
        for told in service.watched(job["importId"]):
            job = told
            bar.update(task, completed=job["done"])
    return job


def _write(file: Path, service: Service, import_id: str) -> None:
    """Every result into a file that nobody else reads: they name participants."""
    flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
    with os.fdopen(os.open(file, flags, OWNER_ONLY), "wb") as written:
        for piece in service.results(import_id):
            written.write(piece)


def _is_good(job: Told) -> bool:
    good: int = sum(job["counts"][status] for status in GOOD)
    return job["status"] == "done" and good == int(job["lines"])


def _tell(job: Told, bad: Sequence[Told], results: Path | None) -> None:
    counts = ", ".join(f"{number:,} {name}" for name, number in job["counts"].items() if number)
    tell(f"Import {job['importId']} is {job['status']}: {counts or 'nothing'} of {job['lines']:,}.")
    if not bad:
        return
    tell_table("First of those that came to nothing", COLUMNS, map(_row, bad), bends=COLUMNS[-1])
    tell(f"All of them: {results}." if results else "All of them: --results FILE writes them.")


def _row(line: Told) -> tuple[object, ...]:
    faults = [f"{one['pointer']} {one['code']}".strip() for one in line["errors"]]
    why = "; ".join([*faults, *line["clauses"]]) or line["title"]
    return line["line"], line["status"], line["httpStatus"], line["code"], why
