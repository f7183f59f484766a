"""The entry of the `diversion-ledger` script, which says what to install where it is missing."""

from __future__ import annotations

import sys

NOT_INSTALLED = """\
The service is not installed here: pip install 'diversion-ledger[server]'.
To verify a bundle nothing more is needed: diversion-ledger-verify --help.
"""


def main() -> None:
    """Run the command line."""
    try:
        from api.cli import main as run
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in {"api", "ledger", "projections"}:
            raise
        sys.stderr.write(NOT_INSTALLED)
        sys.exit(1)
    run()
