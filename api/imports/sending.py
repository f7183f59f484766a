"""A service met over HTTP by whoever imports: one who asks again when it does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

import httpx2

from api.imports.taking import MEDIA_TYPE

AGAIN = frozenset({429, 503})
BAD = ("malformed", "refused", "failed")
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 2.0
PATIENCE_SECONDS = 120.0
TIMEOUT = httpx2.Timeout(60.0, connect=5.0)
PIECE_BYTES = 256 * 1024

Told = Mapping[str, Any]


class ServiceRefused(Exception):
    """The service answered with a problem: its HTTP status, code and sentence."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence


class ServiceAway(Exception):
    """The service did not answer for as long as it was asked."""


class Service:
    """The imports of the service at `url`, for the client whose `token` it is.

    Every request may be sent twice, so one that is not answered is sent again, for
    `patience_seconds` in all.
    """

    def __init__(
        self, url: str, token: str, purpose: str, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._patience_seconds = patience_seconds
        self._client = httpx2.Client(
            base_url=f"{url.rstrip('/')}/v1",
            headers={"Authorization": f"Bearer {token}", "Purpose": purpose},
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def post(self, file: Path, key: str, *, dry_run: bool) -> tuple[Told, bool]:
        """The import that the file is, and whether it had been sent before.

        Raises:
            ServiceRefused, ServiceAway: See there.
            OSError: The file cannot be read.
        """

        def send() -> httpx2.Response:
            with file.open("rb") as lines:
                return self._client.post(
                    "/imports",
                    params={"dryRun": str(dry_run).lower()},
                    content=iter(lambda: lines.read(PIECE_BYTES), b""),
                    headers={
                        "Content-Type": MEDIA_TYPE,
                        "Content-Length": str(file.stat().st_size),
                        "Idempotency-Key": key,
                    },
                )

        answer = self._answered(send)
        return answer.json(), answer.headers.get("Idempotency-Replayed") == "true"

    def progress(self, import_id: str) -> Told:
        """How far the import has come. Raises as `post`."""
        told: Told = self._answered(lambda: self._client.get(f"/imports/{import_id}")).json()
        return told

    def watched(self, import_id: str) -> Iterator[Told]:
        """How far it has come, again and again, until it has ended. Raises as `post`."""
        pause = FIRST_PAUSE_SECONDS
        while not (told := self.progress(import_id))["endedAt"]:
            yield told
            sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        yield told

    def first_bad(self, import_id: str, limit: int) -> Sequence[Told]:
        """The first lines that came to nothing. Raises as `post`."""
        found: list[Told] = []
        for status in BAD:
            query = {"status": status, "limit": str(limit)}
            path = f"/imports/{import_id}/results"
            found += self._asked(path, query).json()["items"]
        return sorted(found, key=lambda line: int(line["line"]))[:limit]

    def results(self, import_id: str) -> Iterator[bytes]:
        """Every result, one to a line, in pieces. Raises as `post`, but does not ask again."""
        path, accept = f"/imports/{import_id}/results", {"Accept": MEDIA_TYPE}
        try:
            with self._client.stream("GET", path, headers=accept) as answer:
                if answer.status_code != 200:
                    answer.read()
                    raise _refused(answer)
                yield from answer.iter_bytes()
        except httpx2.TransportError:
            raise ServiceAway from None

    def _asked(self, path: str, query: Mapping[str, str]) -> httpx2.Response:
        return self._answered(lambda: self._client.get(path, params=query))

    def _answered(self, ask: Callable[[], httpx2.Response]) -> httpx2.Response:
        deadline, pause = monotonic() + self._patience_seconds, FIRST_PAUSE_SECONDS
        while True:
            try:
                answer = ask()
                if answer.is_success:
                    return answer
                if answer.status_code not in AGAIN or monotonic() > deadline:
                    raise _refused(answer)
            except httpx2.TransportError:
                if monotonic() > deadline:
                    raise ServiceAway from None
            sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def _refused(answer: httpx2.Response) -> ServiceRefused:
    try:
        told = answer.json()
        return ServiceRefused(answer.status_code, str(told["code"]), str(told["detail"]))
    except (ValueError, KeyError, TypeError):
        return ServiceRefused(answer.status_code, "unknown", "That is not the ledger's answer.")
