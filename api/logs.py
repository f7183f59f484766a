"""Log lines: one JSON object each, of fields that are allowed by name, with nothing personal.

No body, no text of an exception, no address and no name: a route by its template, a caller by role
and force.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

REQUESTS = logging.getLogger("api.requests")
FIELDS = (
    "method",
    "route",
    "status",
    "milliseconds",
    "traceId",
    "role",
    "force",
    "code",
    "fault",
    "where",
)
OWN_WORDS = ("api.", "projections.", "ledger.")


class OneLine(logging.Formatter):
    """A record as one line of JSON; only of our own loggers with its message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.startswith(OWN_WORDS) or record.exc_info is None:
            line["message"] = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
        given = {name: getattr(record, name, None) for name in FIELDS}
        return json.dumps(
            line | {name: value for name, value in given.items() if value is not None}
        )


CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one-line": {"()": "api.logs.OneLine"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "one-line",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "": {"handlers": ["lines"], "level": "INFO"},
        "uvicorn": {"level": "INFO"},
        "uvicorn.access": {"level": "WARNING"},
        "alembic": {"level": "WARNING"},
    },
}
