"""Every command of the program, by whether it shows persons, and how it is asked in tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from api.cli import app

OUT = "written.out"
"""The file that a command which writes one is told to write."""

PERSONAL: Mapping[str, Sequence[str]] = {
    "show": ("{page}",),
    "explain": ("{page}",),
    "compare": ("{page}", "--from-as-at", "2019-12-10"),
    "publish": ("{page}", "--by", "Ann Example"),
    "what-if": ("--edition", "checkpoint-cymru/2019-12"),
    "scrutiny decisions": ("{sample}", "--force", "{force}"),
    "scrutiny pack": ("{sample}", "--force", "{force}", "--out", OUT, "--recipient", "Panel A"),
    "scrutiny verdicts": ("{sample}", "--force", "{force}", "--csv", OUT),
    "bundle": (
        *("--page", "{page}", "--out", OUT),
        *("--recipient", "ICO", "--reason", "IC-4471"),
    ),
    "access-log export": (
        *("--force", "{force}", "--from", "2026-01-01", "--to", "2030-12-31", "--out", OUT),
        *("--recipient", "ICO", "--reason", "IC-4471"),
    ),
}
"""Commands that show persons, or who looked at them; what each is asked beside its folder."""

WITHOUT_A_PAGE = frozenset({"access-log export"})
"""Commands whose answer is about those who looked."""

IMPERSONAL: Mapping[str, tuple[str, Sequence[str]]] = {
    "audit": ("at which place something was altered", ()),
    "seal": ("heads and keys", ("--once",)),
    "migrate": ("how far the ledger goes", ()),
    "replay": ("digests", ()),
    "refold": ("which rows of the views were altered", ()),
    "scrutiny sample": (
        "a seed, and from how many decisions it draws",
        *(("--force", "{force}", "--from", "2019-01-01", "--to", "2020-12-31", "--by", "Ann"),),
    ),
    "scrutiny samples": ("seeds, and from how many decisions they draw", ("--force", "{force}")),
}
"""Commands that read a ledger and show nobody, what they show instead, and what each is asked."""

ELSEWHERE: Mapping[str, str] = {
    "demo": "makes people up and serves them: its routes put down who looks at them",
    "serve": "its routes put down who looks at whom",
    "erase": "its entry says who decided it, who agreed, and by which law",
    "import": "its entries say who, when and why; the service puts down who is shown the results",
    "policies adopt": "writes which edition a force follows",
    "scrutiny verdict": "writes what a panel thinks, in an entry that says who; shows its number",
    "verify": "reads a bundle, which was put down when it was made, and no ledger",
    "version": "which version this is",
    "witness check": "heads of a log",
    "witness key": "a public key",
    "witness serve": "heads of logs",
    "stamp request": "a hash",
    "stamp take": "a time-stamp",
    "stamp ask": "a time-stamp",
    "stamp check": "a time-stamp",
}
"""Commands that open no page of a ledger to show it, and why not."""


def commands() -> list[str]:
    """Every command, as it is typed."""
    return [" ".join(path) for path in _paths(typer.main.get_command(app))]


def asked(arguments: Sequence[str], places: Mapping[str, str], data: Path) -> list[str]:
    """What is typed after the command's name."""
    return [*(one.format_map(places) for one in arguments), "--data", str(data)]


def _paths(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    within = getattr(command, "commands", None)
    if within is None:
        yield path
        return
    for name, one in within.items():
        yield from _paths(one, *path, name)
