"""`docs/witness.md` does what it says, block by block."""

from __future__ import annotations

import re
import subprocess
import sys
from os import environ
from pathlib import Path

import pytest

from tests.stamping import Authority, openssl_is_here
from tests.witnessing import LOG, ROOT, note, published

GUIDE = (ROOT / "docs" / "witness.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```sh\n(.*?)^```$(?:\n```text\n(.*?)^```$)?", GUIDE, re.MULTILINE | re.DOTALL)
ANSWERED = "stamp take"

pytestmark = openssl_is_here


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader stands: a log beside them, and the program on their path."""
    folder = tmp_path_factory.mktemp("reader")
    published(folder / "data" / "log", 200)
    (folder / "data" / "log" / "checkpoints").mkdir()
    (folder / "data" / "log" / "checkpoints" / "200").write_bytes(note(200))
    (folder / "data-sealer").mkdir()
    (folder / "data-sealer" / "log.vkey").write_text(f"{LOG.verifier_key}\n")
    program = folder / "bin" / "diversion-ledger"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m api.cli "$@"\n')
    program.chmod(0o700)
    return folder


def test_every_block_of_shell_prints_what_is_shown(folder: Path) -> None:
    authority = Authority(folder / "authority")
    (folder / "authorities.pem").write_bytes(authority.pem)
    assert len(SHOWN) == 6
    for script, expected in SHOWN:
        if ANSWERED in script:
            asked = (folder / "asked.tsq").read_bytes()
            (folder / "answer.tsr").write_bytes(authority.answer(asked))
        pattern = ".*".join(re.escape(part) for part in expected.split("..."))
        printed = shell(folder, script)
        assert re.fullmatch(pattern, printed), printed


def shell(folder: Path, script: str) -> str:
    path = f"{folder / 'bin'}:{environ['PATH']}"
    ran = subprocess.run(  # noqa: S603 - our own page
        ["/bin/sh", "-euc", script],
        cwd=folder,
        env=environ | {"PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
