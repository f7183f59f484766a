"""`diversion-ledger import`, against a service."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from typer.testing import Result

from tests.imported import arrest, entries_in, facts_by_key, ndjson, screening
from tests.service import Caller, at_work
from tests.terminal import quiet_terminal, refusal, run

PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, integrator: Caller) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    monkeypatch.delenv("DIVERSION_LEDGER_TOKEN", raising=False)
    (tmp_path / "token").write_text(token_of(integrator) + "\n")
    return tmp_path


def token_of(caller: Caller) -> str:
    return caller.client.headers["Authorization"].removeprefix("Bearer ")


def file_with(folder: Path, *lines: Any) -> Path:
    file = folder / "lines.ndjson"
    file.write_bytes(ndjson(lines))
    return file


def imported(caller: Caller, *said: object) -> Result:
    token = ("--token-file", "token")
    return run("import", *said, "--url", str(caller.client.base_url), *token)


def as_json(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_it_says_that_every_line_was_recorded(integrator: Caller, folder: Path) -> None:
    first = arrest()
    file = file_with(folder, first, screening(first["key"]))
    result = imported(integrator, file)
    assert result.exit_code == 0, result.output
    assert "is done: 2 recorded of 2." in result.stdout


def test_it_shows_the_lines_that_came_to_nothing_and_writes_them_all(
    integrator: Caller, folder: Path
) -> None:
    file = file_with(folder, arrest(), *(b"Zebedee" for _ in range(12)), arrest(on="2999-01-01"))
    result = imported(integrator, file, "--results", "results.ndjson")
    assert result.exit_code == 1
    assert "1 recorded, 13 malformed of 14." in result.stdout
    assert result.stdout.count("json-malformed") == 10
    assert "Zebedee" not in result.output
    written = folder / "results.ndjson"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in written.read_text().splitlines()]
    assert [line["line"] for line in lines] == list(range(1, 15))
    assert lines[-1]["errors"] == [{"pointer": "/body/on", "code": "year-out-of-range"}]


def test_a_dry_run_writes_nothing_and_is_not_the_import(
    integrator: Caller, folder: Path, data: Path
) -> None:
    file, before = file_with(folder, arrest()), entries_in(data)
    result = imported(integrator, file, "--dry-run", "--json")
    assert (result.exit_code, as_json(result)["counts"]["acceptable"]) == (0, 1)
    assert entries_in(data) == before
    assert as_json(imported(integrator, file, "--json"))["counts"]["recorded"] == 1


def test_the_same_file_is_found_again_and_can_be_sent_anew(
    integrator: Caller, folder: Path
) -> None:
    file = file_with(folder, arrest(), b"x")
    first, second = (as_json(imported(integrator, file, "--json")) for _ in range(2))
    assert (first["resumed"], second["resumed"]) == (False, True)
    assert first["importId"] == second["importId"]
    anew = as_json(imported(integrator, file, "--json", "--again"))
    assert anew["importId"] != first["importId"]
    assert (anew["counts"]["replayed"], anew["counts"]["malformed"]) == (1, 1)


def test_killed_and_started_again_it_goes_on_watching(
    integrator: Caller, folder: Path, data: Path
) -> None:
    lines = [arrest() for _ in range(300)]
    file = file_with(folder, *lines)
    words = ["import", str(file), "--url", str(integrator.client.base_url), "--json"]
    with subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-m", "api.cli", *words, "--token-file", str(folder / "token")],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.DEVNULL,
    ) as client:
        deadline = monotonic() + PATIENCE_SECONDS
        while not [one for one in facts_by_key(data) if one[0] == lines[0]["key"]]:
            assert monotonic() < deadline
            sleep(0.1)
        client.send_signal(signal.SIGKILL)
    told = as_json(imported(integrator, file, "--json"))
    assert (told["resumed"], told["counts"]["recorded"]) == (True, 300)
    written = facts_by_key(data)
    assert {written[line["key"], "arrest.recorded"] for line in lines} == {1}


def test_the_token_may_come_from_the_environment(integrator: Caller, folder: Path) -> None:
    file, url = file_with(folder, arrest()), str(integrator.client.base_url)
    token = token_of(integrator)
    result = run("import", file, "--url", url, "--json", DIVERSION_LEDGER_TOKEN=token)
    assert as_json(result)["counts"]["recorded"] == 1


@pytest.mark.parametrize(
    "said",
    [
        ("no-such-file",),
        ("lines.ndjson",),
        ("lines.ndjson", "--token-file", "token", "--url", "ftp://127.0.0.1"),
        ("lines.ndjson", "--token-file", "token", "--url", "http://ledger.example"),
        ("lines.ndjson", "--token-file", "token", "--purpose", "curiosity"),
    ],
    ids=["no-file", "no-token", "no-web", "no-secrecy", "no-purpose"],
)
def test_wrong_usage_is_told_before_anything_is_sent(folder: Path, said: tuple[str, ...]) -> None:
    file_with(folder, arrest())
    refusal(run("import", *said), code=2)


def test_a_token_that_is_refused_is_told(integrator: Caller, folder: Path) -> None:
    (folder / "token").write_text("x.y.z")
    told = refusal(imported(integrator, file_with(folder, arrest())))
    assert "token-invalid" in told
    assert "x.y.z" not in told
