from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from shutil import which

import pytest
from typer.testing import CliRunner

from api.cli import app
from ledger.record.book import OF_THE_LOG, open_ledger

ROOT = Path(__file__).parent.parent
BASH = which("bash") or "bash"
DIRECT = os.environ | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
CURL = re.compile(r"^curl .*?^}'$", re.DOTALL | re.MULTILINE)


class Served:
    """A server of ours in a process of its own, and what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said = ""

    def until(self, ending: str) -> str:
        """All that is said until it ends with `ending`."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if self.said.rstrip().endswith(ending):
                return self.said
        pytest.fail(f"it ended before it said {ending!r}")

    def stopped_by(self, sent: signal.Signals) -> tuple[int, str]:
        """The exit code, and the last words."""
        self.process.send_signal(sent)
        rest, _ = self.process.communicate(timeout=30)
        return self.process.returncode, rest


@contextmanager
def served(*arguments: object, log: Path, **environment: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "api.cli", *(str(one) for one in arguments)]
    with (
        log.open("w") as errors,
        subprocess.Popen(  # noqa: S603  our own command
            command,
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Served(process)
        finally:
            process.kill()


def pasted(command: str) -> tuple[int, Mapping[str, object]]:
    """The status and body that a printed command leads to when it is pasted into a shell."""
    with_status = command.replace("curl -sS", r"curl -sS -w '\n%{http_code}'", 1)
    ran = subprocess.run(  # noqa: S603  what our own demo printed
        [BASH, "-c", with_status], env=DIRECT, capture_output=True, text=True, check=True
    )
    body, _, status = ran.stdout.rpartition("\n")
    told: Mapping[str, object] = json.loads(body)
    return int(status), told


def test_the_demo_prints_commands_that_work_and_stops_when_interrupted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served("demo", "--data", data, "--port", 0, log=tmp_path / "log") as demo:
        told = demo.until("Ctrl-C stops the demo.")
        assert re.search(r"^Address  http://127\.0\.0\.1:\d+$", told, re.MULTILINE)
        recorded, refused = CURL.findall(told)
        written = written_in(data)

        status, problem = pasted(refused)
        assert (status, problem["code"]) == (422, "refused-by-policy")
        clauses = problem["clauses"]
        assert isinstance(clauses, list)
        assert [clause["code"] for clause in clauses] == ["E4", "E11"]
        assert written_in(data) == written

        first, again = pasted(recorded), pasted(recorded)
        assert (first[0], again[0]) == (201, 201)
        assert first[1]["participantId"] == again[1]["participantId"]
        assert first[1] == again[1]

        page = first[1]["participantId"]
        shown = CliRunner().invoke(app, ["show", str(page), "--data", str(data), "--json"])
        assert [journey["journey"] for journey in json.loads(shown.stdout)["journeys"]] == [1]
        assert demo.stopped_by(signal.SIGINT) == (0, "\nStopped.\n")
    assert (tmp_path / "log").read_text() == ""


def written_in(data: Path) -> int:
    """How many entries there are, but for those that the demo's sealer writes of the log itself."""
    with open_ledger(data) as ledger:
        return sum(entry.page != OF_THE_LOG for _, entry in ledger.since(0, 10_000))


def test_a_fresh_demo_tells_a_program_and_leaves_nothing_behind(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    options = ("--fresh", "--port", 0, "--json")
    with served("demo", *options, log=tmp_path / "log", TMPDIR=str(temporary)) as demo:
        told = json.loads(demo.until("\n}"))
        assert set(told) == {"address", "token", "data", "recorded", "refused"}
        assert list(temporary.iterdir()) == [Path(told["data"]).parent]
        assert demo.stopped_by(signal.SIGTERM) == (0, "")
    assert not list(temporary.iterdir())


def test_serve_answers_at_the_address_that_it_says(tmp_path: Path) -> None:
    settings = {"DIVERSION_LEDGER_DATA": str(tmp_path / "data"), "DIVERSION_LEDGER_PORT": "0"}
    with served("serve", "--json", log=tmp_path / "log", **settings) as service:
        address = json.loads(service.until("\n}"))["address"]
        with closing(HTTPConnection(address.removeprefix("http://"))) as connection:
            connection.request("GET", "/health")
            answer = connection.getresponse()
            assert (answer.status, json.load(answer)["status"]) == (200, "UP")
        assert service.stopped_by(signal.SIGINT) == (0, "")
    logged = (tmp_path / "log").read_text().splitlines()
    assert all(json.loads(line)["level"] == "info" for line in logged)


def refused(*arguments: object) -> str:
    result = CliRunner(env={"TERM": "dumb"}).invoke(app, [str(one) for one in arguments])
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_a_port_that_is_taken_is_told_before_anything_is_served(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("serve", "--data", tmp_path, "--port", port)
    assert said.startswith(f"127.0.0.1:{port} is taken")
    assert "--port 0" in said


def test_production_is_not_served_without_its_keys(tmp_path: Path) -> None:
    said = refused("serve", "--data", tmp_path, "--mode", "production", "--port", 0)
    assert said.startswith("lookup.key is missing")


def test_a_ledger_that_is_no_demo_is_not_opened_to_everybody(tmp_path: Path) -> None:
    open_ledger(tmp_path).close()
    said = refused("demo", "--data", tmp_path, "--port", 0)
    assert "is not a demo's" in said
    assert not (tmp_path / "login.key").exists()
