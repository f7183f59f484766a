"""`docs/proof.md` does what it says, block by block, and names what there is."""

from __future__ import annotations

import re
import subprocess
import sys
from os import environ
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from ledger.record.book import open_ledger
from tests.sealing import grow
from tests.walked_routes import ROUTES

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```sh\n(.*?)^```\n```text\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader stands: a ledger beside them, and the program on their path."""
    folder = tmp_path_factory.mktemp("reader")
    with open_ledger(folder / "data") as ledger:
        grow(ledger, 5)
    program = folder / "bin" / "diversion-ledger"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m api.cli "$@"\n')
    program.chmod(0o700)
    return folder


def test_every_block_of_shell_prints_what_is_shown(folder: Path) -> None:
    assert len(SHOWN) == GUIDE.count("```sh\n") == 2
    for script, expected in SHOWN:
        pattern = ".*".join(re.escape(part) for part in expected.split("..."))
        assert re.fullmatch(pattern, shell(folder, script))


def shell(folder: Path, script: str) -> str:
    path = f"{folder / 'bin'}:{environ['PATH']}"
    ran = subprocess.run(  # noqa: S603 - our own page
        ["/bin/sh", "-euc", script],
        cwd=folder,
        env=environ | {"PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_option_that_it_names_is_one() -> None:
    told = CliRunner().invoke(app, ["seal", "--help"], env={"COLUMNS": "200"}).stdout
    for option in set(re.findall(r"--[a-z]+", GUIDE)):
        assert option in told, option


def test_every_route_that_it_names_is_one() -> None:
    paths = {route.path for route in ROUTES}
    assert paths >= {
        "/v1/ledger/checkpoint",
        "/v1/ledger/checkpoint/{size}",
        "/v1/ledger/heads",
        "/v1/ledger/tile/{path:path}",
        "/v1/ledger/keys",
    }
    named = set(re.findall(r"/v1/ledger/[a-z]+", GUIDE))
    assert named == {f"/v1/ledger/{name}" for name in ("checkpoint", "heads", "tile", "keys")}
