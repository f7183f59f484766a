"""`witness key`, `serve` and `check`: those who remember what a log was, apart from its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api import clock
from api.cli_options import AsJson
from api.cli_output import tell, tell_json
from api.folders import has_ledger
from api.identities import new_key
from api.logs import CONFIGURATION
from api.server import serve_application
from api.serving import address_of, listening
from api.witnessing.app import witness_app
from api.witnessing.checking import check
from ledger.evidence.key_files import key_in, make_key
from ledger.evidence.keys import SigningKey
from ledger.evidence.refusals import NotProved
from ledger.evidence.witness import Witness, log_keys, logs_of

KEY = "witness.key"
PORT = 8010

State = Annotated[
    Path,
    typer.Option(
        "--state",
        metavar="FOLDER",
        help="The witness's own folder: its key and what it remembers. Never a ledger's.",
        file_okay=False,
    ),
]
Name = Annotated[
    str, typer.Option("--name", help="What the witness is called, as in witness.example/mair.")
]
Logs = Annotated[
    list[str] | None,
    typer.Option("--log", metavar="VKEY", help="The verifier key of a log to cosign; repeatable."),
]
Policies = Annotated[
    list[Path] | None,
    typer.Option(
        "--policy", metavar="FILE", help="A tlog-policy file: cosign its logs.", exists=True
    ),
]
Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")]

witness = typer.Typer(
    help="Remember what a log was. With --json a command answers with one JSON object.",
    no_args_is_help=True,
)
witness.command()(check)


@witness.command()
def key(name: Name, state: State, as_json: AsJson = False) -> None:
    """Make the witness's folder and key; its verifier key is for the policies of others."""
    _see_that_it_is_no_ledgers(state)
    made = SigningKey(name, new_key())
    try:
        public = str(made.cosignature_key)
    except NotProved as refusal:
        raise typer.BadParameter(f"{refusal.what}.", param_hint="--name") from None
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        make_key(state / KEY, made)
    except FileExistsError:
        raise typer.BadParameter(f"{state} has a key already.", param_hint="--state") from None
    if as_json:
        tell_json({"state": str(state), "name": name, "verifierKey": public})
    else:
        tell(f"Made {state / KEY}. Whoever trusts it has in their policy the line\n")
        tell(f"witness {name} {public}")


@witness.command()
def serve(
    state: State,
    log: Logs = None,
    policy: Policies = None,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    as_json: AsJson = False,
) -> None:
    """Cosign the checkpoints of logs that it knows, each as it goes on from the last."""
    _see_that_it_is_no_ledgers(state)
    if not (state / KEY).is_file():
        raise typer.BadParameter(
            f"there is no {KEY} in {state}: make one with witness key.", param_hint="--state"
        )
    own = key_in(state / KEY)
    try:
        logs = logs_of(log_keys(log or (), [file.read_bytes() for file in policy or ()]))
    except NotProved as refusal:
        raise typer.BadParameter(f"{refusal.what}.", param_hint="--log, --policy") from None
    if not logs:
        raise typer.BadParameter("no log is named.", param_hint="--log, --policy")
    told = {"witness": str(own.cosignature_key), "logs": sorted(logs)}
    application = witness_app(Witness(own, logs, state), clock.now)
    with listening(host, port) as listener:
        serve_application(
            application,
            CONFIGURATION,
            listener,
            lambda: _tell_of({**told, "address": address_of(listener)}, as_json=as_json),
        )


def _tell_of(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        tell_json(told)
        return
    tell(f"Witness  {told['witness']}")
    for origin in told["logs"]:
        tell(f"Log      {origin}")
    tell(f"Serving  {told['address']}")


def _see_that_it_is_no_ledgers(state: Path) -> None:
    place = state.absolute()
    if any(has_ledger(folder) for folder in (place, *place.parents)):
        raise typer.BadParameter(
            "whoever can write the ledger must not write what its witness remembers.",
            param_hint="--state",
        )
