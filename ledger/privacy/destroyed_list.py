"""The list of destroyed keys: a file that only grows, a JSON array on each line.

It is the fence: a page stands on it, durably, before anything of its key is destroyed. A line that
a crash cut short says nothing, and is cut off before the next one is written.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

from ledger.privacy.durable import OWNER_ONLY, sync_folder
from ledger.privacy.keystore import Destroyed, KeystoreUnavailable


class DestroyedList:
    """The list in `file`; `forget` is told each page that is found on it.

    Only `is_behind` is for several threads at once. Each method raises `OSError` besides its own.
    """

    def __init__(self, file: Path, forget: Callable[[str], object]) -> None:
        self._file = str(file)
        self._folder = file.parent
        self._forget = forget
        self._read_bytes = 0
        self.pages: dict[str, Destroyed] = {}

    def is_behind(self) -> bool:
        """Whether the file is longer, or shorter, than what was read of it."""
        return self._size() != self._read_bytes

    def read_on(self) -> None:
        """Read what was added.

        Raises:
            KeystoreUnavailable: The list is shorter than it was, or cannot be read.
        """
        size = self._size()
        if size < self._read_bytes:
            raise KeystoreUnavailable("the list of destroyed keys is shorter than it was")
        if size > self._read_bytes:
            self._read(size)

    def add(self, page: str, left: Destroyed) -> None:
        """Add the page, durably, unless it stands there.

        Raises:
            KeystoreUnavailable: It does not stand there whole; or as `read_on` says.
        """
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
        with os.fdopen(descriptor, "r+b", buffering=0) as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            self.read_on()
            if page not in self.pages:
                os.ftruncate(descriptor, self._read_bytes)
                os.write(descriptor, _line(page, left))
            os.fsync(descriptor)
            sync_folder(self._folder)
            self.read_on()
            if page not in self.pages:
                raise KeystoreUnavailable("the list of destroyed keys took no more: is there room?")

    def _read(self, size: int) -> None:
        with open(self._file, "rb") as opened:
            opened.seek(self._read_bytes)
            added = opened.read(size - self._read_bytes)
        whole = added[: added.rfind(b"\n") + 1]
        for page, left in [_parsed(line) for line in whole.splitlines()]:
            self.pages[page] = left
            self._forget(page)
        self._read_bytes += len(whole)

    def _size(self) -> int:
        try:
            return os.stat(self._file).st_size
        except FileNotFoundError:
            return 0


def _line(page: str, left: Destroyed) -> bytes:
    return json.dumps([page, left.commitment, left.told]).encode() + b"\n"


def _parsed(line: bytes) -> tuple[str, Destroyed]:
    try:
        page, commitment, told = json.loads(line)
    except ValueError:
        raise KeystoreUnavailable("the list of destroyed keys cannot be read") from None
    return page, Destroyed(commitment, told)
