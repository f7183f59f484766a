"""What the service is told at its start; nothing is read from the environment later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

PREFIX = "DIVERSION_LEDGER_"


class Mode(StrEnum):
    """`production` has no login of its own, no documentation, and no key by default."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class NotASetting(ValueError):
    """A variable of the environment has a value that the setting of its name cannot have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the ledger is, and how it is served.

    `login_key` signs the tokens of the development login, `lookup_key` hides identifiers in the
    lookup: files of at least 16 bytes, `login.key` and `lookup.key` in `data` if not given, and
    made there in development. `body_within_seconds` is how long a body may take to arrive.
    """

    data: Path
    mode: Mode = Mode.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = 8000
    login_key: Path | None = None
    lookup_key: Path | None = None
    body_within_seconds: float = 10.0

    @property
    def is_production(self) -> bool:
        return self.mode == Mode.PRODUCTION

    @property
    def login_key_file(self) -> Path:
        return self.login_key or self.data / "login.key"

    @property
    def lookup_key_file(self) -> Path:
        return self.lookup_key or self.data / "lookup.key"

    @classmethod
    def of(cls, environment: Mapping[str, str], **given: Any) -> Self:
        """Settings from `DIVERSION_LEDGER_DATA`, `_MODE`, `_HOST`, `_PORT` and the two keys' files.

        Args:
            environment: As `os.environ`; names without the prefix are none of ours.
            given: What the command line says; it goes before the environment unless it is None.

        Raises:
            NotASetting: A value cannot be read as its setting; the value is not repeated.
        """
        read = {
            name: _read(name, environment[PREFIX + name.upper()], kind)
            for name, kind in _KINDS.items()
            if PREFIX + name.upper() in environment
        }
        chosen = {name: value for name, value in given.items() if value is not None}
        return cls(**{"data": Path("data"), **read, **chosen})


_KINDS: dict[str, Any] = {
    "data": Path,
    "mode": Mode,
    "host": str,
    "port": int,
    "login_key": Path,
    "lookup_key": Path,
    "body_within_seconds": float,
}


def _read(name: str, text: str, kind: Any) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise NotASetting(f"{PREFIX}{name.upper()} cannot be read") from None
