"""How the command line speaks: tables for people, one JSON object for programs, faults aside."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, OverflowMethod, RenderableType
from rich.progress import Progress
from rich.table import Column, Table
from rich.text import Text

PIPED_WIDTH = 120
"""In characters, where nobody's terminal says how wide it is."""

BENT = 16
"""How narrow a column may become that gives way, in characters."""

BETWEEN = 3
"""What a table puts between two columns, in characters; at its edges it puts one more."""


def tell(text: str) -> None:
    """Say `text` as it is: nothing in it is read as markup, and no line is broken."""
    Console(soft_wrap=True).print(Text(text))


def tell_json(answer: Mapping[str, Any]) -> None:
    """Write one JSON object, in ASCII, which is itself in every encoding, for a program to read."""
    Console(soft_wrap=True).out(json.dumps(answer, indent=2), highlight=False)


def tell_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, bends: str
) -> None:
    """Show `rows` as they are; only the column `bends` gives way where the terminal is narrow.

    Too narrow for that, each row is told as lines of its own. A pipe is as wide as rows need.
    """
    texts = [[str(cell) for cell in row] for row in rows]
    needed = _needed(columns, texts, bends)
    width = Console().width if sys.stdout.isatty() else max(PIPED_WIDTH, needed)
    Console(width=width).print(laid_out(title, columns, texts, bends=bends, width=width))


def laid_out(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, bends: str, width: int
) -> RenderableType:
    """`rows` as a table; or where `width` is too little for one, a line for every value of each."""
    if _needed(columns, rows, bends) > width:
        return Group(Text(title, style="table.title"), "", _apart(columns, rows))
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for name, least in _least(columns, rows, bends).items():
        overflow: OverflowMethod = "fold" if name == bends else "ellipsis"
        table.add_column(name, overflow=overflow, no_wrap=name != bends, min_width=least)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _needed(columns: Sequence[str], rows: Sequence[Sequence[str]], bends: str) -> int:
    return sum(_least(columns, rows, bends).values()) + BETWEEN * len(columns) + 1


def _least(columns: Sequence[str], rows: Sequence[Sequence[str]], bends: str) -> Mapping[str, int]:
    """How narrow each column may be."""
    widest = {
        name: max(map(cell_len, (name, *(row[place] for row in rows))))
        for place, name in enumerate(columns)
    }
    return {**widest, bends: min(widest[bends], BENT)}


def _apart(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    apart = Table.grid(Column(style="bold"), Column(overflow="fold"), padding=(0, 2), pad_edge=True)
    for row in rows:
        for name, text in zip(columns, row, strict=True):
            apart.add_row(name, Text(text))
        apart.add_row()
    return apart


def progress_bar(*, hidden: bool) -> Progress:
    """A bar on the standard error that goes when it is done; only ever on a terminal."""
    unseen = hidden or not sys.stderr.isatty()
    return Progress(console=Console(stderr=True), transient=True, disable=unseen)


def complain(what: str, advice: str) -> None:
    """Say on the standard error what went wrong, and what to do."""
    console = Console(stderr=True, soft_wrap=True)
    console.print(Text(what, style="bold red"))
    console.print(Text(advice))
