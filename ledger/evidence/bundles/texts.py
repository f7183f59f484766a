"""The files that say the same in every bundle of a kind: how to verify it, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ledger.evidence.bundles import names
from ledger.evidence.bundles.manifest import Kind

_FOLDER = Path(__file__).parent / "written"
_SCHEMAS = ("claim", "entry", "manifest")


@cache
def texts(kind: Kind) -> Mapping[str, bytes]:
    """Name and content of each, in their order."""
    readme = (_FOLDER / f"README-{kind}.txt").read_bytes()
    schemas = {f"schema/{name}.json": (_FOLDER / f"{name}.json").read_bytes() for name in _SCHEMAS}
    return {names.README: readme, **schemas}
