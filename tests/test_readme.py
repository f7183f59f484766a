"""The README does what it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

from tests.serving import ledger_server

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
DEMO = "http://127.0.0.1:8000"


def test_the_two_commands_are_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:24])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_it_is_short() -> None:
    assert 70 <= len(README.splitlines()) <= 150


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_what_it_says_to_make_can_be_made(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_journey_in_it_ends_with_a_record_avoided(tmp_path: Path) -> None:
    adopt = "policies adopt north-wales checkpoint-cymru/2019-10 --from 2019-10-07 --by Eirlys"
    for command in ("migrate", adopt):
        ledger(*command.split(), "--data", str(tmp_path))
    (walk,) = (block for block in BLOCKS if "post arrests" in block)
    server = ledger_server(tmp_path)
    try:
        answers = shell(walk.replace(DEMO, server.address))
    finally:
        server.stop()
    *recorded, explained = [json.loads(line) for line in answers.splitlines() if line]
    assert recorded[-1]["status"]["code"] == "closed"
    assert explained["record"]["code"] == "avoided"
    assert explained["edition"]["edition"] == "2019-10"
    assert len(explained["limits"]) == 3
    assert all(reason["reference"] for reason in explained["reasons"])


def test_an_edition_is_adopted_as_it_says(tmp_path: Path) -> None:
    said = re.search(r"`diversion-ledger (policies adopt [^`]+)`", README)
    assert said
    command = said[1].replace("demo-data", str(tmp_path))
    ledger("migrate", "--data", str(tmp_path))
    ledger(*split(command))


def shell(script: str) -> str:
    """What the script prints, as a new user's shell would run it."""
    run = subprocess.run(  # noqa: S603 - our own README
        ["/bin/sh", "-euc", script], capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout


def ledger(*said: str) -> None:
    """The command line, as installed."""
    command = [sys.executable, "-m", "api.cli", *said]
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own program
