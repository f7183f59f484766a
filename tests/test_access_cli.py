"""The access log handed over from the command line, and put down there."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.record.access import AccessKind, open_access_log
from tests.accessed import access, logged
from tests.terminal import answer, quiet_terminal, refusal, run

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_the_log_is_handed_over_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    days = ("2020-03-28", "2020-03-29", "2020-03-30")
    with open_access_log(tmp_path) as log:
        for day in days:
            log.append(access("p-1", at=datetime.fromisoformat(f"{day}T23:30:00+00:00")))
        log.append(access("p-1", at=LONG_AGO, force="gwent"))
    asked = ("--force", "north-wales", "--from", days[0], "--to", days[1], "--data", tmp_path)
    why = ("--recipient", "ICO", "--reason", "IC-4471", "--out", "log.jsonl")
    assert answer(run("access-log", "export", *asked, *why, "--json")) == {
        "file": "log.jsonl",
        "force": "north-wales",
        "records": 1,
        "recipient": "ICO",
    }
    line, end = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["at"] == "2020-03-28T23:30:00Z"
    assert json.loads(end)["untilAt"] == "2020-03-29T23:00:00Z", "midnight in London, in summer"
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o777 == 0o600
    handed = logged(tmp_path)[-1]
    assert (handed.by, handed.role, handed.system) == (
        getpass.getuser(),
        "operator",
        "command-line",
    )
    assert (handed.kind, handed.recipients) == (AccessKind.DISCLOSURE, ("ICO",))
    assert (handed.justification, handed.count) == ("IC-4471", 1)
    again = run("access-log", "export", *asked, *why)
    assert "there is a file log.jsonl already" in refusal(again, code=2)
    told = run("access-log", "export", *asked, *why[:-1], "other.jsonl")
    assert told.stdout == "Wrote 1 records to other.jsonl, for ICO.\n"
    assert len(logged(tmp_path)) == 6
    elsewhere = run("access-log", "export", *asked[:-1], tmp_path / "no", *why[:-1], "none.jsonl")
    assert "there is no access log in" in refusal(elsewhere, code=2)
