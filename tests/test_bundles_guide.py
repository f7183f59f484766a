"""`docs/bundles.md` does what it says: its blocks are run in order, beside a sealed ledger."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from ledger.evidence.verifying.verdict import EXIT_CODES, Step
from tests.bundled import Sealed, write_ledger

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "bundles.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```\n```text\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = {
    "diversion-ledger": "api.start",
    "diversion-ledger-verify": "ledger.evidence.verifying.command",
}


def programs(folder: Path) -> Path:
    """A folder of the two programs, as an installation makes them, of this tree."""
    folder.mkdir()
    for name, module in COMMANDS.items():
        entry = "main" if name == "diversion-ledger" else "run"
        code = f"import sys; from {module} import {entry}; {entry}()"
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
        script.chmod(0o755)
    return folder


def test_its_blocks_say_what_they_say(tmp_path: Path) -> None:
    write_ledger(Sealed(tmp_path))
    path = f"{programs(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}"
    (tmp_path / "data-sealer" / "log.vkey").chmod(0o644)
    assert len(BLOCKS) == 2
    for command, said in BLOCKS:
        done = subprocess.run(  # noqa: S603 -- our own page
            ["/bin/sh", "-ec", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "TERM": "dumb"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for line in said.splitlines():
            assert line.removesuffix("...") in done.stdout


def test_its_tables_name_every_step_and_every_code() -> None:
    assert [step for step in Step if f"| {step} | " not in GUIDE] == []
    assert [code for code in EXIT_CODES.values() if f"\n| {code} | " not in GUIDE] == []
