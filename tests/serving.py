"""The server as people start it, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

STOPS_WITHIN_SECONDS = 10


class Server:
    """A program of ours that prints its `address`, and serves; `kill` is without warning."""

    def __init__(self, *program: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            [sys.executable, "-m", *program],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        self.address = self._process.stdout.readline().split()[-1]

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.communicate(timeout=STOPS_WITHIN_SECONDS)


def ledger_server(data: Path) -> Server:
    """The ledger in `data`, served on a port that was free."""
    return Server("api.cli", "serve", "--data", str(data), "--port", "0")
