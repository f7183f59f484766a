"""`make bench`: print what things cost, a table or `--json`; nothing is asserted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console
from rich.progress import track

from api.cli_output import tell_table
from tests.bench import bundles, codec, core, http, leaves, proof, views
from tests.bench.measure import Row

COLUMNS = ("what", "a second", "against", "bare, a second", "ratio", "")
PARTS = (core, codec, proof, leaves, bundles, views, http)


def measured(console: Console) -> Iterator[Row]:
    for part in track(PARTS, "Measuring", console=console, transient=True):
        yield from part.rows()


def shown(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.3f}" if row.ratio else ""
    bare = f"{row.bare:,.0f}" if row.bare else ""
    return row.what, f"{row.rate:,.0f}", row.against, bare, ratio, row.note


def main() -> None:
    rows = list(measured(Console(stderr=True)))
    if "--json" in sys.argv:
        print(json.dumps([{**asdict(row), "ratio": row.ratio} for row in rows], indent=2))
        return
    tell_table("What things cost", COLUMNS, map(shown, rows), bends="what")


if __name__ == "__main__":
    main()
