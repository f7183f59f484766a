"""The command line as tests use it: run in this process, on a folder of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.demo import SEED
from api.demo_people import Invented, people
from api.folders import furnish
from ledger.record.keys import beside

TODAY = date(2026, 11, 22)
HEROIN = 1
"""The place in the demo of the person whose contract of 10 December 2019 was kept."""


def quiet_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in `folder`, where no ledger is found that is not named, and no colours are shown."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TERM", "dumb")
    for name in ("FORCE_COLOR", "DIVERSION_LEDGER_DATA"):
        monkeypatch.delenv(name, raising=False)


def furnished_in(folder: Path) -> Path:
    """A demo's ledger in `folder`."""
    furnish(folder, TODAY, lambda _done, _of_all: None)
    return folder


def copied(furnished: Path, folder: Path) -> Path:
    """A copy of a furnished folder, with its keys."""
    copytree(beside(furnished), beside(folder))
    return Path(copytree(furnished, folder))


def invented(place: int) -> Invented:
    return people(SEED, place + 1)[place]


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], env=environment)


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def refusal(result: Result, code: int = 1) -> str:
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.replace("│", " ").split())
