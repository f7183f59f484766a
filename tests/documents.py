"""The documents that a running service publishes, in development and in production."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
from jsonschema import FormatChecker

from api.settings import Mode
from tests.service import serving

AT = "https://ledger.police.example"
IN_PRODUCTION: dict[str, Any] = {
    "mode": Mode.PRODUCTION,
    "public_url": AT,
    "contact_email": "integrations@ledger.police.example",
    "issuer": "https://issuer.police.example",
    "audience": "urn:diversion-ledger",
    "jwks_url": "https://issuer.police.example/jwks.json",
    "token_url": "https://issuer.police.example/token",
}
FORMATS = FormatChecker()
FORMATS.checks("date-time", ValueError)(lambda text: bool(datetime.fromisoformat(str(text))))
"""What `jsonschema` knows of formats, and instants, for which it wants another package."""

KEYS = ("lookup.key", "webhook.key", "wrapping.key")


@contextmanager
def published(data: Path, **settings: Any) -> Iterator[httpx2.Client]:
    """A client of a service on the ledger in `data`; nobody is logged in."""
    data.mkdir(parents=True)
    for key in KEYS:
        (data / key).write_bytes(bytes(range(32)))
        (data / key).chmod(0o600)
    with (
        serving(data, wrapping_key=data / "wrapping.key", **settings) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        yield client
