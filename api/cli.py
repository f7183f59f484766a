"""`diversion-ledger`: the ledger from a terminal, by the same decisions as from anywhere else."""

from __future__ import annotations

import typer

from api import (
    cli_access,
    cli_audit,
    cli_import,
    cli_policies,
    cli_reading,
    cli_serving,
    cli_upkeep,
)
from api.bundling.cli import bundle, verify_bundle
from api.cli_faults import Explaining
from api.erasing.cli import erase
from api.replaying import cli_compare, cli_publish, cli_refold
from api.scrutiny.cli import scrutiny
from api.sealing.cli import seal
from api.stamping.cli import stamp
from api.what_if.cli import tell_what_if
from api.witnessing.cli import witness

app = typer.Typer(
    name="diversion-ledger",
    help="From an arrest to no conviction or caution: a ledger of police diversion.",
    cls=Explaining,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(cli_serving.demo)
app.command()(cli_serving.serve)
app.command()(cli_reading.show)
app.command()(cli_reading.explain)
app.command()(cli_compare.compare)
app.command()(cli_publish.publish)
app.add_typer(cli_policies.policies, name="policies")
app.add_typer(cli_access.access_log, name="access-log")
app.command(name="import")(cli_import.import_file)
app.command(name="what-if")(tell_what_if)
app.command()(cli_audit.audit)
app.command()(erase)
app.command()(seal)
app.command()(bundle)
app.command(name="verify")(verify_bundle)
app.add_typer(witness, name="witness")
app.add_typer(stamp, name="stamp")
app.add_typer(scrutiny, name="scrutiny")
app.command()(cli_upkeep.migrate)
app.command()(cli_upkeep.replay)
app.command(name="refold")(cli_refold.refold_views)
app.command()(cli_upkeep.version)


def main() -> None:
    """The entry of the `diversion-ledger` script: exit code 2 for wrong usage, 1 for a refusal."""
    app()


if __name__ == "__main__":
    main()
