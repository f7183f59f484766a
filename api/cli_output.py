"""How the command line speaks: tables for people, one JSON object for programs, faults aside."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

PIPED_WIDTH = 120
"""In characters, where nobody's terminal says how wide it is."""


def tell(text: str) -> None:
    """Say `text` as it is: nothing in it is read as markup, and no line is broken."""
    Console(soft_wrap=True).print(Text(text))


def tell_json(answer: Mapping[str, Any]) -> None:
    """Write one JSON object, in UTF-8, for a program to read."""
    Console(soft_wrap=True).out(json.dumps(answer, ensure_ascii=False, indent=2), highlight=False)


def tell_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, bends: str
) -> None:
    """Show `rows` as they are; only the column `bends` gives way where the terminal is narrow."""
    texts = [[str(cell) for cell in row] for row in rows]
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for place, name in enumerate(columns):
        whole = max((len(row[place]) for row in texts), default=0)
        if name == bends:
            table.add_column(name, overflow="fold")
        else:
            table.add_column(name, no_wrap=True, min_width=whole)
    for row in texts:
        table.add_row(*map(Text, row))
    Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)


def progress_bar(*, hidden: bool) -> Progress:
    """A bar on the standard error that goes when it is done; only ever on a terminal."""
    unseen = hidden or not sys.stderr.isatty()
    return Progress(console=Console(stderr=True), transient=True, disable=unseen)


def complain(what: str, advice: str) -> None:
    """Say on the standard error what went wrong, and what to do."""
    console = Console(stderr=True, soft_wrap=True)
    console.print(Text(what, style="bold red"))
    console.print(Text(advice))
