"""What the service is called, and which version of it runs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

NAME = "Diversion ledger"


def _version() -> str:
    try:
        return version("diversion-ledger")
    except PackageNotFoundError:
        return "0.0.0"


VERSION = _version()
