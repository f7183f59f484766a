"""A log as it is shown to anybody: its checkpoint and its tiles, from a folder or over HTTP.

C2SP tlog-tiles v1. Nothing of it is believed: its lengths are limited, its content is proved by
whoever reads it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Protocol

import httpx2

from ledger.proof.note import MOST_BYTES as MOST_NOTE_BYTES
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiles import TILE_WIDTH, Tile

CHECKPOINT = "checkpoint"
WITHIN_SECONDS = 20.0
IN_ALL_SECONDS = 120.0
TILE_BYTES = TILE_WIDTH * HASH_BYTES
GONE = frozenset({404, 410})
OK = 200


class NotShown(Exception):
    """The log cannot be read: there is no such file, or nobody answers. It proves nothing."""


class Shown(Protocol):
    """Gives files of a log by their paths in it."""

    def file(self, path: str, most_bytes: int) -> bytes | None:
        """The file at `path`, or as much of it as already is too much; `None` if there is none.

        Raises:
            NotShown: It cannot be read.
        """


class InFolder:
    """A log in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, path: str, most_bytes: int) -> bytes | None:
        try:
            with (self._folder / path).open("rb") as opened:
                return opened.read(most_bytes + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotShown(f"{path} cannot be read: {error.strerror}") from None

    def close(self) -> None:
        """Nothing is open."""


class AtUrl:
    """A log at a URL, without a slash at its end; redirections are not followed.

    Each file has its time limit, and all of them together have one, however slowly they arrive:
    whoever reads them may keep others waiting. Not for threads that run an event loop.
    """

    def __init__(
        self,
        url: str,
        within_seconds: float = WITHIN_SECONDS,
        in_all_seconds: float = IN_ALL_SECONDS,
    ) -> None:
        self._url = url.rstrip("/")
        self._within_seconds = within_seconds
        self._until = monotonic() + in_all_seconds
        self._client = httpx2.AsyncClient(timeout=None, headers={"Accept-Encoding": "identity"})
        self._runner = asyncio.Runner()

    def file(self, path: str, most_bytes: int) -> bytes | None:
        try:
            return self._runner.run(self._file(path, most_bytes))
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
            raise NotShown(f"{path} was not answered: {type(error).__name__}") from None

    async def _file(self, path: str, most_bytes: int) -> bytes | None:
        body = bytearray()
        async with (
            asyncio.timeout(min(self._within_seconds, self._until - monotonic())),
            self._client.stream("GET", f"{self._url}/{path}") as answer,
        ):
            if answer.status_code in GONE:
                return None
            if answer.status_code != OK:
                raise NotShown(f"{path} was answered with {answer.status_code}")
            async for part in answer.aiter_raw():
                body += part
                if len(body) > most_bytes:
                    break
        return bytes(body)

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()


def shown_at(place: str) -> InFolder | AtUrl:
    """The log at `place`, a URL of HTTP or the path of a folder."""
    return AtUrl(place) if place.startswith(("http://", "https://")) else InFolder(Path(place))


def checkpoint_of(shown: Shown) -> bytes:
    """The signed note of the log's last head; whose it is is not verified.

    Raises:
        NotShown: There is none, or it cannot be read.
    """
    note = shown.file(CHECKPOINT, MOST_NOTE_BYTES)
    if note is None:
        raise NotShown("there is no checkpoint")
    return note


def tile_of(shown: Shown, tile: Tile) -> bytes:
    """The content of a tile; of a partial one that is gone, the part of the full one.

    Raises:
        NotShown: There is neither, or it cannot be read.
    """
    content = shown.file(tile.path, TILE_BYTES)
    if content is None and tile.width < TILE_WIDTH:
        whole = shown.file(Tile(tile.level, tile.index).path, TILE_BYTES)
        content = whole and whole[: tile.width * HASH_BYTES]
    if content is None:
        raise NotShown(f"there is no {tile.path}")
    return content
