"""The keystore of files: one key for ever, shared by processes, gone for all of them at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.privacy.key_files import DESTROYED, PAGES, FileKeystore
from ledger.privacy.keystore import (
    Destroyed,
    Keystore,
    KeystoreUnavailable,
    MemoryKeystore,
    PageKeyDestroyed,
    PageKeyMissing,
)

WRAPPING = b"w" * 32
LEFT = Destroyed("ab" * 32, "told")
PROCESSES = 6

MAKE_KEYS = """
import sys
from pathlib import Path
from ledger.privacy.key_files import FileKeystore
keys = FileKeystore(Path(sys.argv[1]), b"w" * 32)
sys.stdin.readline()
print(*(keys.for_writing(f"p-{n}").commitment for n in range(40)))
"""


@pytest.fixture
def keys(tmp_path: Path) -> FileKeystore:
    return FileKeystore(tmp_path / "keys", WRAPPING)


def again(tmp_path: Path) -> FileKeystore:
    return FileKeystore(tmp_path / "keys", WRAPPING)


def key_files(tmp_path: Path) -> set[Path]:
    return set((tmp_path / "keys" / PAGES).iterdir())


def file_of(tmp_path: Path, page: str) -> Path:
    """The file of a page's key, found by what making it adds."""
    before = key_files(tmp_path)
    again(tmp_path).for_writing(page)
    (file,) = key_files(tmp_path) - before
    return file


def in_memory(_folder: Path) -> Keystore:
    return MemoryKeystore()


def in_files(folder: Path) -> Keystore:
    return FileKeystore(folder, WRAPPING)


@pytest.mark.parametrize("make", [in_memory, in_files])
def test_a_page_has_one_key_until_it_is_destroyed(
    make: Callable[[Path], Keystore], tmp_path: Path
) -> None:
    keys = make(tmp_path)
    with pytest.raises(PageKeyMissing):
        keys.for_reading("p-1")
    made = keys.for_writing("p-1")
    read = keys.for_reading("p-1")
    assert read is not None
    assert made.commitment == keys.for_writing("p-1").commitment == read.commitment
    assert made.commitment != keys.for_writing("p-2").commitment
    assert keys.holds("p-1")
    assert keys.destroyed() == {}
    for _ in range(2):
        keys.destroy("p-1", LEFT)
        assert not keys.holds("p-1")
        assert keys.for_reading("p-1") is None
        assert keys.destroyed() == {"p-1": LEFT}
        with pytest.raises(PageKeyDestroyed):
            keys.for_writing("p-1")
    assert keys.for_reading("p-2") is not None


def test_a_key_is_read_by_another_process_and_after_a_restart(
    keys: FileKeystore, tmp_path: Path
) -> None:
    made = keys.for_writing("p-1")
    read = again(tmp_path).for_reading("p-1")
    assert read is not None
    assert read.open(made.seal(b"Robin", b""), b"", made.commitment) == b"Robin"


def test_processes_that_make_one_pages_key_at_once_get_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE_KEYS, str(tmp_path / "keys")]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(PROCESSES)
    ]
    told = {process.communicate("go\n")[0] for process in started}
    assert len(told) == 1
    assert len(told.pop().split()) == 40
    assert len(key_files(tmp_path)) == 41  # and nobody's


def test_what_one_process_destroyed_no_other_opens_any_more(
    keys: FileKeystore, tmp_path: Path
) -> None:
    other = again(tmp_path)
    keys.for_writing("p-1")
    assert other.for_reading("p-1") is not None
    keys.destroy("p-1", LEFT)
    assert other.for_reading("p-1") is None
    with pytest.raises(PageKeyDestroyed):
        other.for_writing("p-1")
    assert other.destroyed() == {"p-1": LEFT}


def test_no_key_stands_in_a_file_as_it_is_and_files_are_the_owners(
    keys: FileKeystore, tmp_path: Path
) -> None:
    secret = keys.for_writing("p-1").secret
    keys.destroy("p-2", LEFT)
    files = [path for path in (tmp_path / "keys").rglob("*") if path.is_file()]
    assert len(files) == 3
    for path in files:
        assert secret not in path.read_bytes()
        assert path.stat().st_mode & 0o77 == 0


def test_a_destroyed_key_is_overwritten_before_its_name_goes(
    keys: FileKeystore, tmp_path: Path
) -> None:
    file = file_of(tmp_path, "p-1")
    before = file.read_bytes()
    (tmp_path / "held").hardlink_to(file)
    keys.destroy("p-1", LEFT)
    assert not file.exists()
    after = (tmp_path / "held").read_bytes()
    assert len(after) == len(before)
    assert before not in after
    assert before[12:28] not in after


def test_a_fence_without_the_rest_keeps_everybody_out(keys: FileKeystore, tmp_path: Path) -> None:
    keys.for_writing("p-1")
    with (tmp_path / "keys" / DESTROYED).open("ab") as fence:
        fence.write(b'["p-1", "", ""]\n')
    assert keys.for_reading("p-1") is None
    assert keys.holds("p-1")
    keys.destroy("p-1", LEFT)
    assert not keys.holds("p-1")
    assert keys.destroyed() == {"p-1": Destroyed("", "")}


def test_a_line_that_a_crash_cut_short_is_no_fence(keys: FileKeystore, tmp_path: Path) -> None:
    keys.for_writing("p-1")
    keys.destroy("p-0", LEFT)
    fence = tmp_path / "keys" / DESTROYED
    whole = fence.read_bytes()
    fence.write_bytes(whole + b'["p-1", "')
    assert keys.for_reading("p-1") is not None
    assert again(tmp_path).for_reading("p-1") is not None
    keys.destroy("p-2", LEFT)
    assert fence.read_bytes().startswith(whole + b'["p-2"')
    assert set(again(tmp_path).destroyed()) == {"p-0", "p-2"}


def test_an_older_list_put_in_place_of_this_one_is_noticed(
    keys: FileKeystore, tmp_path: Path
) -> None:
    fence = tmp_path / "keys" / DESTROYED
    keys.for_writing("p-2")
    keys.destroy("p-0", LEFT)
    older = fence.read_bytes()
    keys.destroy("p-1", LEFT)
    fence.write_bytes(older)
    for use in (keys.for_reading, keys.for_writing):
        with pytest.raises(KeystoreUnavailable, match="shorter"):
            use("p-2")


@pytest.mark.parametrize("line", [b"nothing\n", b"[1]\n", b'{"page": 1}\n', b"\xff\n"])
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, line: bytes) -> None:
    again(tmp_path)
    (tmp_path / "keys" / DESTROYED).write_bytes(line)
    with pytest.raises(KeystoreUnavailable, match="cannot be read"):
        again(tmp_path)


def test_another_wrapping_key_is_refused_at_once(keys: FileKeystore, tmp_path: Path) -> None:
    with pytest.raises(KeystoreUnavailable, match="unwrapped"):
        FileKeystore(tmp_path / "keys", b"v" * 32)
    with pytest.raises(ValueError, match="16 bytes"):
        FileKeystore(tmp_path / "keys", b"short")


def test_a_key_that_was_changed_or_put_in_anothers_place_is_not_used(
    keys: FileKeystore, tmp_path: Path
) -> None:
    one, other = file_of(tmp_path, "p-1"), file_of(tmp_path, "p-2")
    one.write_bytes(other.read_bytes())
    other.write_bytes(b"")
    for page in ("p-1", "p-2"):
        with pytest.raises(KeystoreUnavailable, match="unwrapped"):
            keys.for_reading(page)


def test_a_keystore_that_fails_is_named(keys: FileKeystore, tmp_path: Path) -> None:
    (tmp_path / "keys" / PAGES).rename(tmp_path / "gone")
    for use in (keys.for_writing, lambda page: keys.destroy(page, LEFT)):
        (tmp_path / "keys" / PAGES).touch()
        with pytest.raises(KeystoreUnavailable, match="keystore failed"):
            use("p-9")
    with pytest.raises(KeystoreUnavailable, match="keystore failed"):
        FileKeystore(tmp_path / "keys" / PAGES, WRAPPING)


def test_no_more_keys_are_held_than_fit(
    keys: FileKeystore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.privacy.key_files.MOST_OPENED", 2)
    made = {page: keys.for_writing(page).commitment for page in ("p-1", "p-2", "p-3", "p-4")}
    for page, commitment in made.items():
        read = keys.for_reading(page)
        assert read is not None
        assert read.commitment == commitment
    assert len(keys._opened) <= 2
