"""What the service is told at its start; nothing is read from the environment later."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Self

from ledger.record.keys import WRAPPING_KEY, beside

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
    `public_url` is where the service is reached from outside, without a slash at the end: events
    name it as their source. `keep_alive_seconds` is how often a stream with no event says so.
    `contact_email` is whom the documents name for integrators.

    `issuer`, `audience` and `jwks_url` are production's, and needed there: whose tokens count, for
    whom they have to be, and where the keys to check them are. `token_url`, which the documents
    say, is where it gives tokens. Its keys are fetched again after
    `jwks_fresh_seconds`, never more often than every `jwks_attempt_seconds`, and count for
    `jwks_kept_seconds` where the issuer cannot be reached. `trusted_proxies` are the networks from
    which the header `Client-Cert` is believed; nowhere else, and no other forwarded header.

    `build` says what it was built from, a commit perhaps. `workers` is how many processes answer.
    `otlp` sends spans and measurements to where the standard variables `OTEL_EXPORTER_OTLP_*` say.
    What may be asked in a minute is for each client; for each address in the case of logins and of
    strangers, which is whoever brings no valid token.

    The keys that seal what is personal, one for each page, are in the folder `page_keys`, beside
    `data` if not given; they are wrapped under what follows from `wrapping_key`, a file like the
    others, `wrapping.key` in that folder if not given.

    The secrets that webhooks are signed with follow from `webhook_key`, a file like the other two.
    Webhooks go to public addresses, and to those of `webhook_networks`; receivers are known by the
    system's certificates, and those in the file `webhook_authorities`. An attempt may take
    `webhook_timeout_seconds` in all. `webhook_pace`, for tests, multiplies every wait between them.

    `what_if_entries` is in how large a ledger a what-if is told over HTTP.

    `seal_patience_seconds` is how long a publication waits for the sealer.

    `sealer` is the folder of the log's sealer, with its key and its memory: beside `data` if not
    given, never in it. `log_origin` is what the log is called in its checkpoints. `witnesses` is a
    tlog-policy file that says, with their URLs, which witnesses cosign them.
    """

    data: Path
    mode: Mode = Mode.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = 8000
    login_key: Path | None = None
    lookup_key: Path | None = None
    body_within_seconds: float = 10.0
    public_url: str = ""
    keep_alive_seconds: float = 15.0
    issuer: str = ""
    audience: str = ""
    jwks_url: str = ""
    token_url: str = ""
    contact_email: str = ""
    jwks_fresh_seconds: float = 300.0
    jwks_attempt_seconds: float = 15.0
    jwks_kept_seconds: float = 3_600.0
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    build: str = ""
    workers: int = 1
    otlp: bool = False
    reads_per_minute: int = 30_000
    writes_per_minute: int = 12_000
    searches_per_minute: int = 6_000
    logins_per_minute: int = 3_000
    strangers_per_minute: int = 3_000
    page_keys: Path | None = None
    wrapping_key: Path | None = None
    webhook_key: Path | None = None
    webhook_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    webhook_authorities: Path | None = None
    webhook_timeout_seconds: float = 15.0
    webhook_pace: float = 1.0
    what_if_entries: int = 50_000
    seal_patience_seconds: float = 5.0
    sealer: Path | None = None
    log_origin: str = "diversion-ledger.invalid/ledger"
    witnesses: Path | None = None

    @property
    def is_production(self) -> bool:
        return self.mode == Mode.PRODUCTION

    @property
    def login_key_file(self) -> Path:
        return self.login_key or self.data / "login.key"

    @property
    def lookup_key_file(self) -> Path:
        return self.lookup_key or self.data / "lookup.key"

    @property
    def page_keys_folder(self) -> Path:
        return self.page_keys or beside(self.data)

    @property
    def wrapping_key_file(self) -> Path:
        return self.wrapping_key or self.page_keys_folder / WRAPPING_KEY

    @property
    def webhook_key_file(self) -> Path:
        return self.webhook_key or self.data / "webhook.key"

    @property
    def sealer_folder(self) -> Path:
        return self.sealer or home_beside(self.data)

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


def home_beside(data: Path) -> Path:
    """The folder of the sealer beside the folder `data`."""
    folder = data.absolute()
    return folder.with_name(f"{folder.name}-sealer")


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise ValueError
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise ValueError
    return text


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _positive(text: str) -> int:
    if not int(text) > 0:
        raise ValueError
    return int(text)


def _seconds(text: str) -> float:
    if not 0 <= float(text) < math.inf:
        raise ValueError
    return float(text)


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


_URL = re.compile(r"https?://[\x21-\x7e]*[^/\s]")
_ORIGIN = re.compile(r"[\x21-\x2a\x2c-\x7e]{1,200}")
_KINDS: dict[str, Any] = {
    "data": Path,
    "mode": Mode,
    "host": str,
    "port": int,
    "login_key": Path,
    "lookup_key": Path,
    "body_within_seconds": float,
    "public_url": _url,
    "keep_alive_seconds": float,
    "issuer": str,
    "audience": str,
    "jwks_url": str,
    "token_url": _url,
    "contact_email": str,
    "jwks_fresh_seconds": _seconds,
    "jwks_attempt_seconds": _seconds,
    "jwks_kept_seconds": _seconds,
    "trusted_proxies": _networks,
    "build": str,
    "workers": _positive,
    "otlp": _truth,
    "reads_per_minute": _positive,
    "writes_per_minute": _positive,
    "searches_per_minute": _positive,
    "what_if_entries": _positive,
    "logins_per_minute": _positive,
    "strangers_per_minute": _positive,
    "page_keys": Path,
    "wrapping_key": Path,
    "webhook_key": Path,
    "webhook_networks": _networks,
    "webhook_authorities": Path,
    "webhook_timeout_seconds": _seconds,
    "webhook_pace": _seconds,
    "seal_patience_seconds": _seconds,
    "sealer": Path,
    "log_origin": _origin,
    "witnesses": Path,
}


def _read(name: str, text: str, kind: Any) -> Any:
    try:
        return kind(text)
    except (ValueError, KeyError):
        raise NotASetting(f"{PREFIX}{name.upper()} cannot be read") from None
