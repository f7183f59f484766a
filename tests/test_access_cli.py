"""The access log handed over from the command line, and audited there."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.record.access import AccessKind, open_access_log
from tests.access_audited import RECORDS, tampered_log, write_access_log
from tests.accessed import access, access_file, logged
from tests.terminal import answer, quiet_terminal, refusal, run

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def test_the_log_is_handed_over_from_the_command_line(tmp_path: Path) -> None:
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


def test_the_audit_says_that_all_is_well(tmp_path: Path) -> None:
    write_access_log(tmp_path)
    said = run("audit", "--access-log", "--data", tmp_path).stdout
    assert f"All {RECORDS} records are as they were written." in said
    told = answer(run("audit", "--access-log", "--data", tmp_path, "--json"))
    assert told == {"size": RECORDS, "seen": 0, "finding": None}


def test_the_audit_names_the_first_place_and_ends_with_1(tmp_path: Path) -> None:
    write_access_log(tmp_path)
    tampered_log(tmp_path, "UPDATE stored_events SET topic = 'erasure' WHERE rowid = 3")
    said = refusal(run("audit", "--access-log", "--data", tmp_path))
    assert "The access log is not as it was written: leaf 2 (position 3): a record" in said
    told = run("audit", "--access-log", "--data", tmp_path, "--json")
    assert told.exit_code == 1
    assert '"position": 3' in told.stdout


def test_the_audit_makes_no_log_where_there_is_none(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    said = refusal(run("audit", "--access-log", "--data", nowhere), code=2)
    assert "there is no access log" in said
    assert not nowhere.exists()


def test_migrate_gives_an_older_log_its_leaves(tmp_path: Path) -> None:
    write_access_log(tmp_path)
    with access_file(tmp_path) as file:
        file.execute("DROP TABLE access_leaf")
    assert run("migrate", "--data", tmp_path).exit_code == 0
    with access_file(tmp_path) as file:
        assert file.execute("SELECT count(*) FROM access_leaf").fetchone() == (RECORDS,)
