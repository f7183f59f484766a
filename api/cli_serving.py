"""`demo` and `serve`: the API over HTTP, until it is interrupted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from api import clock
from api.cli_options import AsJson, Data, settings_for
from api.cli_output import progress_bar, tell, tell_json
from api.demo_curls import arrest_curl, refused_curl
from api.demo_forces import NORTH_WALES
from api.folders import DEMO, furnish, has_ledger
from api.keys import page_keys
from api.logs import CONFIGURATION
from api.roles import Caller, CallerRole
from api.routes.login import VALID_FOR
from api.sealing.beside import sealing_beside, set_aside
from api.sealing.logs import published_ledger
from api.serving import serve_until_interrupted
from api.settings import Mode, Settings
from api.trust.settling import login_for
from ledger.evidence.on_demand import NotSealed, sealed_up_to
from ledger.record.keys import beside

FIRST_SEAL_WITHIN_SECONDS = 15.0

QUIET: Mapping[str, Any] = {
    **CONFIGURATION,
    "loggers": {
        name: {**one, "level": "WARNING"} for name, one in CONFIGURATION["loggers"].items()
    },
}

Host = Annotated[str | None, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[
    int | None, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")
]
DemoData = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", help="Populated first, if new.", file_okay=False)
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Use a temporary folder, gone at the end.")]
OfWorkers = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes that answer; 1 if not given."),
]
InMode = Annotated[Mode | None, typer.Option("--mode", help="production has no login of its own.")]


def demo(
    data: DemoData = DEMO, fresh: Fresh = False, port: Port = None, as_json: AsJson = False
) -> None:
    """Serve a ledger of invented participants, with a token and commands to try."""
    with _folder(data, fresh=fresh) as folder:
        keys = beside(folder) if fresh else None
        settings = settings_for(
            folder, mode=Mode.DEVELOPMENT, host="127.0.0.1", port=port, page_keys=keys
        )
        if not has_ledger(folder):
            set_aside(folder)
        with progress_bar(hidden=as_json) as bar:
            task = bar.add_task("Inventing participants")
            version = furnish(
                folder,
                clock.today(),
                lambda done, of_all: bar.update(task, completed=done, total=of_all),
                page_keys(settings),
            )
        with sealing_beside(settings):
            serve_until_interrupted(
                settings,
                QUIET,
                lambda address: _welcome(address, settings, version, as_json=as_json),
            )
    if not as_json:
        tell("\nStopped.")


def serve(
    data: Data = None,
    mode: InMode = None,
    host: Host = None,
    port: Port = None,
    workers: OfWorkers = None,
    as_json: AsJson = False,
) -> None:
    """Serve the ledger in a folder; settings come from the environment where not given here."""
    settings = settings_for(data, mode=mode, host=host, port=port, workers=workers)
    serve_until_interrupted(
        settings,
        CONFIGURATION,
        lambda address: tell_json({"address": address}) if as_json else tell(f"Serving {address}"),
    )


@contextmanager
def _folder(data: Path, *, fresh: bool) -> Iterator[Path]:
    if not fresh:
        yield data
        return
    with TemporaryDirectory(prefix="diversion-ledger-") as folder:
        yield Path(folder) / "data"


def _welcome(address: str, settings: Settings, version: int, *, as_json: bool) -> None:
    with suppress(NotSealed):  # whatever keeps it from sealing is told by the sealer
        sealed_up_to(published_ledger(settings.data), 1, FIRST_SEAL_WITHIN_SECONDS)
    now = clock.now()
    caller = Caller("demo", CallerRole.CUSTODY, NORTH_WALES.code)
    token = _token(caller, now, settings)
    recorded = arrest_curl(address, token, now)
    refused = refused_curl(address, token, now, version)
    if as_json:
        told = {"address": address, "token": token, "data": str(settings.data)}
        tell_json({**told, "recorded": recorded, "refused": refused})
        return
    tell(WELCOME.format(address=address, data=settings.data, token=token))
    tell(f"An arrest for a wrap of heroin; sent again, it is recorded once:\n\n{recorded}\n")
    tell(f"A decision that the policy refuses, with every reason:\n\n{refused}\n")
    tell("Paste them into another terminal. Ctrl-C stops the demo.")


def _token(caller: Caller, now: datetime, settings: Settings) -> str:
    login = login_for(settings)
    return login.token(caller, now, now + VALID_FOR) if login else ""


WELCOME = """\
The diversion ledger, with invented participants, from {data}

Address  {address}
Fields   {address}/docs
Proof    {address}/v1/ledger/checkpoint
Token    {token}
"""
