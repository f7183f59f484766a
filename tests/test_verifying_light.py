"""Whoever verifies installs three packages, and imports nothing of the service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.bundled import Sealed, policy_text, whole, write_ledger

ROOT = Path(__file__).parents[1]
LIGHT = {"cryptography", "msgspec", "tzdata"}
NEEDED = {*LIGHT, "cffi", "pycparser"}
"""With what these need themselves."""

MAY_BE_THERE = {"typing_extensions", "_distutils_hack"}
"""What `msgspec`, or the environment's own start, imports where it happens to be installed."""

IMPORTED = """
import sys
import ledger.evidence.verifying.command
held = {name.partition(".")[0]: getattr(it, "__file__", None) for name, it in sys.modules.items()}
own = {name for name in ("api", "ledger", "projections") if name in held}
print(*own, *{name for name, file in held.items() if file and "site-packages" in file})
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    place = Sealed(tmp_path_factory.mktemp("sealed"))
    write_ledger(place)
    (place.folder / "policy.txt").write_bytes(policy_text())
    (place.folder / "bundle.zip").write_bytes(whole(place))
    return place


def ran(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 -- our own program
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_project_needs_no_more_than_these() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {need.partition(">=")[0] for need in project["dependencies"]} == LIGHT
    assert not LIGHT & {
        need.partition(">=")[0] for need in project["optional-dependencies"]["server"]
    }


def test_the_verifier_imports_nothing_else() -> None:
    imported = set(ran(sys.executable, "-c", IMPORTED, PYTHONPATH=str(ROOT)).split())
    assert imported - MAY_BE_THERE <= {"_cffi_backend", "ledger", *LIGHT}
    assert {"cryptography", "ledger", "msgspec"} <= imported


def test_a_wheel_with_these_three_alone_verifies_a_bundle(place: Sealed, tmp_path: Path) -> None:
    """Installed where nothing else is; the three are lent by the environment that tests run in."""
    build = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    ran(sys.executable, *build, "--disable-pip-version-check", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    there = Path(
        ran(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    ran(sys.executable, "-m", "zipfile", "-e", wheel, there)
    for name in NEEDED:
        lend(name, there)
    bare = {"PYTHONPATH": "", "PYTHONNOUSERSITE": "1"}
    verify = (python, "-m", "ledger.evidence.verifying.command", "bundle.zip", "--json")
    told = json.loads(ran(*verify, "--policy", "policy.txt", cwd=place.folder, **bare))
    assert (told["verdict"], told["bundle"]["size"]) == ("verified", 10)
    absent = "import importlib.util as u; print(u.find_spec('typer'), u.find_spec('sqlalchemy'))"
    assert ran(python, "-c", absent, cwd=tmp_path, **bare) == "None None\n"
    service = "import api.start; api.start.main()"
    done = subprocess.run(  # noqa: S603 -- our own program
        [str(python), "-c", service], cwd=tmp_path, env={**os.environ, **bare}, capture_output=True
    )
    assert done.returncode == 1
    assert b"pip install 'diversion-ledger[server]'" in done.stderr


def lend(name: str, there: Path) -> None:
    """Link the files of a package, as it is installed here, into another environment."""
    own = distribution(name)
    tops = {path.parts[0] for path in own.files or () if path.parts[0] not in {"..", "__pycache__"}}
    for top in tops:
        (there / top).symlink_to(Path(str(own.locate_file(top))).resolve())
