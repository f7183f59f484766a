"""The files that the lines of imports stand in until their job has ended; nobody else reads them.

A file is locked for as long as it is being written. One that is not, and that no unfinished job is
in need of, was left behind, and is removed.
"""

from __future__ import annotations

import fcntl
import hmac
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from api.limits import MOST_BYTES
from api.problems import Problem

FOLDER = "imports"
ENDING = ".ndjson"
OWNER_ONLY = 0o600
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_LINES = 100_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SKIPPED_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its number from 1, and where the next one begins.

    `content` is without its end; None where it is longer than a body may be.
    """

    number: int
    next_at: int
    content: bytes | None


def file_of(data: Path, job_id: str) -> Path:
    """Where the lines of a job stand."""
    return data / FOLDER / f"{job_id}{ENDING}"


class Draft:
    """A file that is being written; closing it removes it, unless it was kept."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Begin the file at `path`; `key` keys the digest, which will outlive what it is of."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self._kept = False
        self._bytes = self._ends = 0
        self._digest = hmac.new(key, b"import\0", "sha256")
        self._file = _locked(path)

    @property
    def digest(self) -> str:
        """HMAC-SHA-256 of all that was added, in hex: a plain hash of it could be guessed from."""
        return self._digest.hexdigest()

    def add(self, piece: bytes) -> None:
        """Write a piece of the file.

        Raises:
            Problem: It has become too large, or has too many lines.
        """
        self._bytes += len(piece)
        self._ends += piece.count(b"\n")
        if self._bytes > MOST_FILE_BYTES:
            raise Problem("body-too-large", headers={"Connection": "close"})
        if self._ends > MOST_LINES:
            raise Problem("too-many-lines", headers={"Connection": "close"})
        self._digest.update(piece)
        self._file.write(piece)

    def make_durable(self) -> int:
        """See that what was added survives a loss of power; how many lines it has, but empty ones.

        Raises:
            Problem: It has too many lines, or none.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        _sync_folder(self.path.parent)
        self._file.seek(0)
        lines = [line.number for line in lines_in(self._file)]
        if not lines:
            raise Problem("import-empty")
        if lines[-1] > MOST_LINES:
            raise Problem("too-many-lines")
        return len(lines)

    def keep(self) -> None:
        """Leave it where it is: a job is in need of it from now on."""
        self._kept = True

    def close(self) -> None:
        """Let go of it, and remove it unless it was kept."""
        with suppress(OSError):
            self._file.close()
        if not self._kept:
            remove(self.path)


def remove(path: Path) -> None:
    """Remove a file, if it is still there."""
    path.unlink(missing_ok=True)


def remove_left_behind(data: Path, needed: Callable[[], Collection[str]]) -> None:
    """Remove each file that no job is in need of, and that nobody is writing."""
    for path in sorted((data / FOLDER).glob(f"*{ENDING}")):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.stem not in needed():
                remove(path)


def lines_in(file: BinaryIO, number: int = 0, at: int = 0) -> Iterator[Line]:
    """The lines that are not empty from byte `at` on, which is where line `number` ended."""
    file.seek(at)
    while content := file.readline(MOST_BYTES + 2):
        number, at = number + 1, at + len(content)
        if len(content.rstrip(b"\r\n")) > MOST_BYTES:
            at += _rest(file, content)
            yield Line(number, at, None)
            continue
        if number == 1:
            content = content.removeprefix(BYTE_ORDER_MARK)
        if content.strip():
            yield Line(number, at, content.rstrip(b"\r\n"))


def _locked(path: Path) -> BinaryIO:
    """A new file, locked; made again if somebody took it for one left behind before it was."""
    while True:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW
        file = os.fdopen(os.open(path, flags, OWNER_ONLY), "w+b")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()


def _rest(file: BinaryIO, read: bytes) -> int:
    """How many bytes of the line there are beyond those that were `read`, and now are passed."""
    passed = 0
    while read and not read.endswith(b"\n"):
        read = file.readline(SKIPPED_BYTES)
        passed += len(read)
    return passed


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
