"""What is said of a person in the access log goes with that person's key, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.privacy.keystore import Destroyed, Keystore, KeystoreUnavailable, MemoryKeystore
from ledger.proof.canonical import parse
from ledger.record.access import AccessLog, CorruptAccess, Sought, open_access_log
from ledger.record.unavailable import Unavailable
from tests.access_audited import tampered_log
from tests.accessed import FORCE, access, access_file, records
from tests.terminal import HEROIN, furnished_in, invented, quiet_terminal, run

WHY = "Robin Example's mother rang, of 4 Heol Fictional."


@pytest.fixture
def keys() -> MemoryKeystore:
    """The keys of two pages that something is written on."""
    keys = MemoryKeystore()
    for page in ("p-1", "p-2"):
        keys.for_writing(page)
    return keys


@pytest.fixture
def log(tmp_path: Path, keys: MemoryKeystore) -> Iterator[AccessLog]:
    with open_access_log(tmp_path, lambda: keys) as log:
        yield log


def destroy(keys: Keystore, page: str) -> None:
    keys.destroy(page, Destroyed(keys.for_writing(page).commitment, "erased"))


def said(log: AccessLog) -> list[str]:
    return [one.justification for one in records(log)]


def key_names(data: Path) -> list[str]:
    with access_file(data) as file:
        rows = file.execute("SELECT state FROM stored_events ORDER BY rowid").fetchall()
    return [parse(state)["sealed"].get("key", "") for (state,) in rows]


def test_an_access_to_one_page_is_sealed_with_its_key_and_others_with_the_forces(
    log: AccessLog, keys: MemoryKeystore, tmp_path: Path
) -> None:
    log.append(access("p-1", justification=WHY))
    log.append(access("p-1", "p-2", justification=WHY))
    log.append(access(justification=WHY))
    log.append(access("p-1"))
    page, force = (keys.for_writing(n).commitment for n in ("p-1", f"access-{FORCE}"))
    assert key_names(tmp_path) == [page, force, force, ""]
    assert said(log) == [WHY, WHY, WHY, ""]


def test_nothing_that_was_said_stands_on_the_disk(log: AccessLog, tmp_path: Path) -> None:
    log.append(access("p-1", justification=WHY))
    log.append(access("p-1", "p-2", justification=WHY))
    for file in tmp_path.rglob("*"):
        assert b"Robin" not in file.read_bytes()
        assert b"Fictional" not in file.read_bytes()


def test_what_was_said_of_a_page_goes_with_its_key_and_the_access_stays(
    log: AccessLog, keys: MemoryKeystore
) -> None:
    log.append(access("p-1", justification=WHY))
    log.append(access("p-2", justification=WHY))
    lines, leaves = log.lines(0, 9), log.leaves(0, 9)
    destroy(keys, "p-1")
    assert said(log) == ["", WHY]
    assert [one.pages for one in records(log)] == [("p-1",), ("p-2",)]
    assert (log.lines(0, 9), log.leaves(0, 9), log.audit()) == (lines, leaves, None)


def test_why_a_person_was_looked_at_goes_when_they_are_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    data, page = furnished_in(tmp_path / "data"), invented(HEROIN).page
    with open_access_log(data) as log:
        log.append(access(page, justification=WHY))
        log.append(access(invented(HEROIN + 1).page, justification=WHY))
        assert said(log) == [WHY, WHY]
        decided = ("--by", "Ann Example", "--agreed-by", "Ben Example", "--basis", "s.47(1)")
        assert run("erase", page, *decided, "--data", data).exit_code == 0
        assert said(log) == ["", WHY]
        assert log.audit() is None


def test_an_access_to_an_erased_page_is_put_down_and_says_why(
    log: AccessLog, keys: MemoryKeystore, tmp_path: Path
) -> None:
    destroy(keys, "p-1")
    log.append(access("p-1", justification=WHY))
    assert key_names(tmp_path) == [keys.for_writing(f"access-{FORCE}").commitment]
    assert said(log) == [WHY]


def test_an_access_makes_no_key_for_a_page_that_has_none(
    log: AccessLog, keys: MemoryKeystore, tmp_path: Path
) -> None:
    log.append(access("p-lost", justification=WHY))
    assert not keys.holds("p-lost"), "it would stand in the place of the one that was lost"
    assert key_names(tmp_path) == [keys.for_writing(f"access-{FORCE}").commitment]
    assert said(log) == [WHY]


def test_a_log_whose_own_key_was_destroyed_says_no_more_why(
    log: AccessLog, keys: MemoryKeystore
) -> None:
    log.append(access("p-1", "p-2", justification=WHY))
    destroy(keys, f"access-{FORCE}")
    assert said(log) == [""]
    with pytest.raises(Unavailable):
        log.append(access("p-1", "p-2", justification=WHY))
    assert log.size == 1


@pytest.mark.parametrize("pages", [("p-1",), ("p-1", "p-2")])
def test_a_record_whose_key_is_lost_is_named_and_hides_no_other(
    log: AccessLog, tmp_path: Path, pages: tuple[str, ...]
) -> None:
    log.append(access(*pages, justification=WHY))
    log.append(access("p-1"))
    with open_access_log(tmp_path, MemoryKeystore) as other:
        told = [one.told for one in other.find(Sought(force=FORCE), 9)]
        assert isinstance(told[0], CorruptAccess)
        assert not isinstance(told[1], CorruptAccess)
        assert other.audit() is None, "the log is as it was written: it is the keys that are not"


def test_a_box_that_was_moved_is_found_by_whoever_has_the_key(
    log: AccessLog, tmp_path: Path
) -> None:
    for number in range(2):
        log.append(access("p-1", justification=f"{WHY} {number}"))
    with access_file(tmp_path) as file:
        lines = [row[0] for row in file.execute("SELECT state FROM stored_events").fetchall()]
        first, second = (parse(line)["sealed"]["box"].encode() for line in lines)
        moved = lines[0].replace(first, second)
        file.execute("UPDATE stored_events SET state = ? WHERE rowid = 1", (moved,))
    told = [one for _, one in log.since(0, 9)]
    assert [isinstance(one, CorruptAccess) for one in told] == [True, False]


def test_a_keystore_that_fails_stops_what_needs_it_and_nothing_else(tmp_path: Path) -> None:
    def no_keys() -> Keystore:
        raise KeystoreUnavailable("the keystore failed")

    with open_access_log(tmp_path) as log:
        log.append(access("p-1", justification=WHY))
    with open_access_log(tmp_path, no_keys) as log:
        with pytest.raises(Unavailable):
            log.append(access("p-1", justification=WHY))
        with pytest.raises(Unavailable):
            log.since(0, 9)
        assert log.append(access("p-1")) == 2
        assert (log.size, log.audit()) == (2, None)


def test_a_key_that_a_line_names_is_part_of_what_is_audited(log: AccessLog, tmp_path: Path) -> None:
    log.append(access("p-1", justification=WHY))
    (name,) = key_names(tmp_path)
    tampered_log(
        tmp_path,
        "UPDATE stored_events SET state = "  # noqa: S608
        f"CAST(replace(CAST(state AS TEXT), '{name}', '{'0' * 64}') AS BLOB)",
    )
    finding = log.audit()
    assert finding is not None
    assert finding.index == 0
