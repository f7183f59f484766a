"""The threats to the access log, each done to a real one: it is altered, or a read is not put down.

A rogue with the disk alters lines; one who knows the tree makes leaves and index anew as well; one
who has the key signs what comes of it. Each is found by the next detector, and told where.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from ledger.proof.merkle import leaf_hash
from ledger.record.access import FILE, open_access_log
from ledger.record.book import open_ledger
from tests.accessed import logged
from tests.audited import a_byte_changed
from tests.terminal import HEROIN, furnished_in, invented, quiet_terminal, refusal, run

LOOKS = 12
SEALED = LOOKS + 1
"""The looks at a page, and what was put down of the ledger when both were sealed."""

PLACE = 5
Act = Callable[[sqlite3.Connection, int], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's ledger, which somebody looked at, sealed once."""
    data = furnished_in(tmp_path_factory.mktemp("demo") / "data")
    for number in range(LOOKS):
        purpose = "audit" if number % 2 else "subject-rights"
        asked = ("explain", invented(number % 3).page, "--purpose", purpose, "--data", data)
        assert run(*asked).exit_code == 0
    assert run("seal", "--once", "--data", data).exit_code == 0
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for one test alone, with its sealer's home and its keys."""
    quiet_terminal(tmp_path, monkeypatch)
    for folder in original.parent.iterdir():
        copytree(folder, tmp_path / folder.name)
    return tmp_path / "data"


def behind_its_back(data: Path, act: Act, position: int) -> None:
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as file:
        act(file, position)


def audited(data: Path) -> str:
    return refusal(run("audit", "--access-log", "--data", data))


class TestTheLogAltered:
    """By whoever has the disk: the audit tells the place."""

    def test_in_any_byte_of_a_record(self, data: Path) -> None:
        with open_access_log(data) as log:
            (line,) = log.lines(PLACE, 1)
            with closing(sqlite3.connect(data / FILE, isolation_level=None)) as file:
                for place in range(len(line)):
                    put(file, PLACE + 1, a_byte_changed(line, place))
                    finding = log.audit()
                    assert finding is not None
                    assert finding.index == PLACE
                put(file, PLACE + 1, line)
            assert log.audit() is None

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("DELETE FROM stored_events WHERE rowid = ?", "a leaf of an entry at another position"),
            ("UPDATE stored_events SET rowid = rowid + 100 WHERE rowid = ?", "another position"),
            ("UPDATE access_index SET by = 'nobody' WHERE position = ?", "by other things"),
            ("DELETE FROM access_index WHERE position = ?", "by other things"),
            ("UPDATE access_pages SET page = 'p-other' WHERE position = ?", "by other pages"),
            ("DELETE FROM access_pages WHERE position = ?", "by other pages"),
            ("INSERT INTO access_pages VALUES ('p-other', '2026', ?)", "by other pages"),
            ("DELETE FROM access_leaf WHERE notification_id = ?", f"leaf {PLACE} is missing"),
        ],
    )
    def test_in_its_rows_or_its_index(self, data: Path, statement: str, said: str) -> None:
        behind_its_back(
            data, lambda file, at: check_done(file.execute(statement, (at,))), PLACE + 1
        )
        told = audited(data)
        assert f"leaf {PLACE} (position" in told
        assert said in told

    def test_by_a_record_that_nobody_wrote(self, data: Path) -> None:
        behind_its_back(data, inserted_at_the_end, 0)
        assert f"leaf {SEALED} (position {SEALED + 1}): an entry without a leaf" in audited(data)


class TestTheLogAlteredLeavesAndAll:
    """By one who makes leaf and index anew: the audit alone is content, what was signed is not."""

    @pytest.mark.parametrize("act", ["rewritten", "dropped from the end"])
    def test_is_not_sealed_again(self, data: Path, act: str) -> None:
        behind_its_back(data, ACTS[act], PLACE + 1)
        with open_access_log(data) as log:
            assert log.audit() is None
        told = run("seal", "--once", "--full", "--log", "access-log", "--data", data)
        assert told.exit_code == 1
        assert "Not sealed, and frozen" in told.stderr

    @pytest.mark.parametrize("act", ["rewritten", "dropped from the end"])
    def test_is_found_by_what_the_ledger_saw_whoever_has_the_key(
        self, data: Path, act: str
    ) -> None:
        """The sealer's key and memory are of no use to the rogue: the ledger was never asked."""
        behind_its_back(data, ACTS[act], PLACE + 1)
        told = audited(data)
        assert "of the other log saw it at 13 leaves" in told

    def test_so_is_the_ledger_by_what_the_access_log_saw(self, data: Path) -> None:
        with open_ledger(data) as ledger:
            last = ledger.size - 3
        with closing(sqlite3.connect(data / "ledger.sqlite", isolation_level=None)) as file:
            file.execute("DELETE FROM stored_events WHERE rowid > ?", (last,))
            file.execute("DELETE FROM ledger_leaf WHERE leaf_index >= ?", (last,))
        assert "of the other log saw it at" in refusal(run("audit", "--data", data))


class TestAReadThatIsNotPutDown:
    """By the program there is none (tests/test_access_routes.py, tests/test_access_commands.py)."""

    def test_leaves_a_record_that_cannot_be_taken_back(self, data: Path) -> None:
        page = invented(HEROIN).page
        assert run("show", page, "--data", data).exit_code == 0
        assert logged(data)[-1].pages == (page,)
        assert run("seal", "--once", "--data", data).exit_code == 0
        behind_its_back(data, ACTS["dropped from the end"], SEALED + 1)
        told = run("seal", "--once", "--log", "access-log", "--data", data)
        assert told.exit_code == 1
        assert "the log is smaller than remembered" in " ".join(told.stderr.split())

    def test_is_not_shown(self, data: Path) -> None:
        with closing(sqlite3.connect(data / FILE, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            told = run("show", invented(HEROIN).page, "--data", data)
        assert told.exit_code == 1
        assert told.stdout == ""


def put(file: sqlite3.Connection, position: int, line: bytes) -> None:
    file.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", (line, position))


def check_done(cursor: sqlite3.Cursor) -> None:
    assert cursor.rowcount == 1


def inserted_at_the_end(file: sqlite3.Connection, _position: int) -> None:
    file.execute(
        "INSERT INTO stored_events SELECT 'a-forged', 1, topic, state FROM stored_events LIMIT 1"
    )


def rewritten(file: sqlite3.Connection, position: int) -> None:
    """Somebody else looked: so say line, leaf and index."""
    (line,) = file.execute(
        "SELECT state FROM stored_events WHERE rowid = ?", (position,)
    ).fetchone()
    (by,) = file.execute("SELECT by FROM access_index WHERE position = ?", (position,)).fetchone()
    line = line.replace(f'"by":"{by}"'.encode(), b'"by":"somebody.else"')
    put(file, position, line)
    file.execute(
        "UPDATE access_leaf SET leaf_hash = ? WHERE notification_id = ?",
        (leaf_hash(line), position),
    )
    file.execute("UPDATE access_index SET by = 'somebody.else' WHERE position = ?", (position,))


def dropped_from_the_end(file: sqlite3.Connection, position: int) -> None:
    for table, column in (
        ("stored_events", "rowid"),
        ("access_leaf", "notification_id"),
        ("access_index", "position"),
        ("access_pages", "position"),
    ):
        file.execute(f"DELETE FROM {table} WHERE {column} >= ?", (position,))  # noqa: S608


ACTS: dict[str, Act] = {"rewritten": rewritten, "dropped from the end": dropped_from_the_end}
