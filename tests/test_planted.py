"""What somebody plants in a file, or takes out of it, is told: triggers, views, tables, columns.

A trigger can swallow what is written, so nothing is acknowledged that was not; and an audit looks
at what the file is made of before anything mends it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ledger.record.access import FILE as ACCESS_FILE
from ledger.record.access import MOST_PAGES, open_access_log
from ledger.record.as_stored import access_log_as_stored, ledger_as_stored
from ledger.record.audit import NO_LEAF
from ledger.record.book import open_ledger
from ledger.record.sqlite_schema import Planted
from ledger.record.store import WriteUncertain
from tests.access_audited import RECORDS, record, write_access_log
from tests.accessed import access
from tests.audited import ENTRIES, FILE, file_behind_its_back, write_arrests, write_ledger
from tests.recorded import ARREST, AT, ME
from tests.terminal import answer, copied, quiet_terminal, refusal, run

IGNORE = "BEGIN SELECT RAISE(IGNORE); END"
OF_A_PAGE = f"CREATE TRIGGER t1 BEFORE INSERT ON stored_events {IGNORE}"
NOBODY = 65534


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger and an access log; tests leave them as they were."""
    return write_access_log(write_ledger(tmp_path_factory.mktemp("both") / "data"))


@pytest.fixture
def own(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both for one test alone."""
    quiet_terminal(tmp_path, monkeypatch)
    return copied(data, tmp_path / "own")


def planted(folder: Path, *statements: str, file: str = FILE) -> None:
    with file_behind_its_back(folder / file) as opened:
        for statement in statements:
            opened.execute(statement)


def found(folder: Path, file: str = FILE) -> str:
    opened = ledger_as_stored if file == FILE else access_log_as_stored
    with opened(folder) as log:
        return str(log.audit() or "")


class TestWhatIsSwallowed:
    """By a trigger that is planted while the file is open."""

    @pytest.mark.parametrize("table", ["stored_events", "ledger_leaf"])
    def test_is_not_acknowledged_by_the_ledger(self, own: Path, table: str) -> None:
        with open_ledger(own) as ledger:
            planted(own, f"CREATE TRIGGER t1 BEFORE INSERT ON {table} {IGNORE}")
            with pytest.raises(WriteUncertain):
                ledger.record("p-0003", ARREST, ME, AT)
            with pytest.raises(WriteUncertain):
                write_arrests(ledger, 1, 900)
            assert ledger.size == ledger.position == ENTRIES

    @pytest.mark.parametrize(
        "table", ["stored_events", "access_leaf", "access_index", "access_pages"]
    )
    def test_is_not_acknowledged_by_the_access_log(self, own: Path, table: str) -> None:
        with open_access_log(own) as log:
            planted(own, f"CREATE TRIGGER t1 BEFORE INSERT ON {table} {IGNORE}", file=ACCESS_FILE)
            with pytest.raises(WriteUncertain):
                log.append(record(500))
            assert log.size == log.position == RECORDS

    def test_is_not_acknowledged_where_one_of_several_is(self, own: Path) -> None:
        with open_access_log(own) as log:
            swallowed = "WHEN NEW.originator_version = 2"
            planted(
                own,
                f"CREATE TRIGGER t1 BEFORE INSERT ON stored_events {swallowed} {IGNORE}",
                file=ACCESS_FILE,
            )
            with pytest.raises(WriteUncertain):
                log.append(access(*(f"p-{n}" for n in range(MOST_PAGES + 1))))
            assert log.size == log.position == RECORDS


ACTS: tuple[tuple[str, str], ...] = (
    (OF_A_PAGE, "a trigger 't1'"),
    ("CREATE VIEW seen AS SELECT * FROM stored_events", "a view 'seen'"),
    ("CREATE TABLE more (a)", "a table 'more'"),
    ("CREATE UNIQUE INDEX i ON stored_events (topic, state)", "an index 'i'"),
    ("ALTER TABLE stored_events ADD COLUMN more", "a table 'stored_events'"),
    ("ALTER TABLE stored_events RENAME TO other", "a table 'other'"),
)
LEDGER_ACTS = (
    ("DROP TABLE ledger_leaf", "no table 'ledger_leaf'"),
    ("DROP TABLE answers", "no table 'answers'"),
    ("ALTER TABLE ledger_leaf ADD COLUMN more", "a table 'ledger_leaf'"),
    ("ALTER TABLE answers DROP COLUMN checked", "a table 'answers'"),
)
ACCESS_ACTS = (
    ("DROP TABLE access_leaf", "no table 'access_leaf'"),
    ("DROP TABLE access_index", "no table 'access_index'"),
    ("ALTER TABLE access_pages ADD COLUMN more", "a table 'access_pages'"),
)


class TestWhatAFileIsMadeOf:
    @pytest.mark.parametrize(("statement", "what"), [*ACTS, *LEDGER_ACTS])
    def test_is_looked_at_by_the_audit_of_the_ledger(
        self, own: Path, statement: str, what: str
    ) -> None:
        planted(own, statement)
        assert what in found(own)
        before = (own / FILE).read_bytes()
        said = refusal(run("audit", "--data", own))
        assert f"The ledger is not as it was written: the file has {what}" in said
        assert (own / FILE).read_bytes() == before

    @pytest.mark.parametrize(("statement", "what"), [*ACTS, *ACCESS_ACTS])
    def test_is_looked_at_by_the_audit_of_the_access_log(
        self, own: Path, statement: str, what: str
    ) -> None:
        planted(own, statement, file=ACCESS_FILE)
        assert what in found(own, ACCESS_FILE)
        told = run("audit", "--access-log", "--json", "--data", own)
        assert told.exit_code == 1
        assert json.loads(told.stdout)["finding"]["index"] == NO_LEAF

    def test_is_no_finding_where_it_is_as_it_was_made(self, own: Path) -> None:
        planted(own, "ANALYZE", "DROP INDEX erasures")
        assert found(own) == found(own, ACCESS_FILE) == ""

    def test_is_no_finding_where_an_older_version_made_it(self, own: Path) -> None:
        planted(
            own,
            "ALTER TABLE answers RENAME TO moved",
            "CREATE TABLE answers (\n    client TEXT, key TEXT, digest BLOB, answer BLOB,"
            " position INTEGER, PRIMARY KEY (client, key)\n)",
            "INSERT INTO answers SELECT client, key, digest, answer, position FROM moved",
            "DROP TABLE moved",
        )
        assert "a table 'answers'" in found(own)
        open_ledger(own).close()
        assert found(own) == ""

    @pytest.mark.parametrize("file", [FILE, ACCESS_FILE])
    @pytest.mark.parametrize("statement", [OF_A_PAGE, ACTS[1][0]])
    def test_is_not_written_to_where_something_is_planted(
        self, own: Path, file: str, statement: str
    ) -> None:
        planted(own, statement, file=file)
        with pytest.raises(Planted):
            open_ledger(own) if file == FILE else open_access_log(own)
        said = refusal(run("seal", "--once", "--full", "--data", own))
        assert "which is none of this program's" in said


class TestAnAudit:
    def test_mends_nothing_that_it_is_to_find(self, own: Path) -> None:
        """A line changed, and all leaves away: whoever opens it to write makes them anew."""
        changed = "UPDATE stored_events SET topic = 'arrest.recorder' WHERE rowid = 3"
        planted(own, changed, "DROP TABLE ledger_leaf")
        assert "no table 'ledger_leaf'" in found(own)
        assert "no table 'ledger_leaf'" in refusal(run("audit", "--data", own))

    @pytest.mark.parametrize("position", ["NULL", "-9223372036854775808", "9e30", "'a'"])
    def test_finds_an_answer_more_wherever_it_says_it_stands(
        self, own: Path, position: str
    ) -> None:
        values = f"('a', 'b', x'00', x'00', {position}, x'00')"
        planted(own, f"INSERT INTO answers VALUES {values}")  # noqa: S608
        assert "answer" in found(own)
        with open_ledger(own) as ledger:
            assert ledger.audit() is not None

    def test_finds_a_second_answer_at_every_position(self, own: Path) -> None:
        with file_behind_its_back(own / FILE) as file:
            for (position,) in file.execute("SELECT position FROM answers").fetchall():
                file.execute("INSERT INTO answers VALUES ('a', 'b', '', '', ?, '')", (position,))
                assert "answer" in found(own), position
                file.execute("DELETE FROM answers WHERE client = 'a'")
        assert found(own) == ""

    def test_can_be_made_of_a_copy_that_nobody_can_write_to(self, data: Path) -> None:
        with TemporaryDirectory() as folder:
            copy = copied(data, Path(folder) / "copy")
            planted(copy, "PRAGMA wal_checkpoint(TRUNCATE)")
            there = sorted(copy.iterdir())
            for file in there:
                file.chmod(0o444 if file.is_file() else 0o555)
            copy.chmod(0o555)
            Path(folder).chmod(0o755)
            told = as_nobody(copy)
            assert told.stdout == f"{ENTRIES} None {RECORDS} None\n", told.stderr
            assert sorted(copy.iterdir()) == there
            copy.chmod(0o755)

    @pytest.mark.parametrize("spoil", ["overwrite", "cut off"])
    def test_says_that_a_file_is_damaged(self, own: Path, spoil: str) -> None:
        content = (own / FILE).read_bytes()
        spoilt = b"x" * 5000 if spoil == "overwrite" else content[: len(content) // 2]
        (own / FILE).write_bytes(spoilt)
        assert "its file is damaged: " in refusal(run("audit", "--data", own))
        told = run("audit", "--json", "--data", own)
        assert "its file is damaged: " in json.loads(told.stdout)["finding"]["what"]
        assert "its file is damaged" in refusal(run("show", "p-0001", "--data", own))

    def test_says_of_a_file_that_is_empty_what_it_has_not(self, own: Path) -> None:
        (own / FILE).write_bytes(b"")
        assert "the file has no table" in refusal(run("audit", "--data", own))


def as_nobody(folder: Path) -> subprocess.CompletedProcess[str]:
    """Both audits by a user who may read and no more, as a program of its own."""
    read = (
        "import os, sys; from pathlib import Path;"
        " from ledger.record.as_stored import access_log_as_stored, ledger_as_stored;"
        f" os.getuid() or os.setuid({NOBODY});"
        " both = [open(Path(sys.argv[1])) for open in (ledger_as_stored, access_log_as_stored)];"
        " print(*(told for log in both for told in (log.size, log.audit())))"
    )
    command = [sys.executable, "-c", read, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


class TestWhereTheOtherLogCannotBeRead:
    """The audit of the one that can be says so, and where to look."""

    def test_a_record_that_is_gone_is_told_of_the_access_log(self, own: Path) -> None:
        planted(own, "DELETE FROM stored_events WHERE rowid = 1", file=ACCESS_FILE)
        told = run("audit", "--data", own)
        assert told.exit_code == 1
        assert f"All {ENTRIES} entries are as they were written." in told.stdout
        assert "the access log cannot be read: what stood at position 1 is gone" in told.stderr
        assert "diversion-ledger audit --access-log" in told.stderr

    def test_so_is_a_table_and_in_json(self, own: Path) -> None:
        planted(own, "DROP TABLE ledger_leaf")
        told = run("audit", "--access-log", "--json", "--data", own)
        assert told.exit_code == 1
        answered = json.loads(told.stdout)
        assert answered["finding"] is None
        assert "the ledger cannot be read: the event store has no table" in answered["unread"]

    def test_so_is_an_anchor(self, own: Path) -> None:
        assert answer(run("seal", "--anchor", "--json", "--data", own))
        spoilt = """UPDATE stored_events SET state =
            CAST(replace(CAST(state AS TEXT), '"format":', '"formal":') AS BLOB)"""
        planted(own, spoilt, file=ACCESS_FILE)
        told = run("audit", "--data", own)
        assert told.exit_code == 1
        assert "the access log cannot be read: it has an anchor that cannot be read" in told.stderr
