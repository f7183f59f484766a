"""Log lines: one JSON object each, of fields that are allowed by name, with nothing personal.

No body, no text of an exception, no address and no name: a route by its template, a caller by
client, role and force. Of other people's loggers only what stands in their source is repeated.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

REQUESTS = logging.getLogger("api.requests")
FAULTS = logging.getLogger("api.faults")
FIELDS = (
    "method",
    "route",
    "status",
    "milliseconds",
    "traceId",
    "client",
    "role",
    "force",
    "code",
    "worker",
    "fault",
    "where",
)
OWN_WORDS = ("api.", "projections.", "ledger.")
PLAIN_WORDS = ("uvicorn.",)


class OneLine(logging.Formatter):
    """A record as one line of JSON; only of our own loggers with all that its message says."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        message = _message(record)
        if message:
            line["message"] = message
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
        given = {name: getattr(record, name, None) for name in FIELDS}
        return json.dumps(
            line | {name: value for name, value in given.items() if value is not None}
        )


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(OWN_WORDS):
        return record.getMessage()
    if record.exc_info or not record.name.startswith(PLAIN_WORDS):
        return ""
    words = record.msg.strip() if isinstance(record.msg, str) else ""
    if "\n" in words:  # a traceback that is told as a message
        return ""
    numbers = isinstance(record.args, tuple) and all(isinstance(one, int) for one in record.args)
    return record.getMessage().strip() if numbers else words


def where(error: BaseException) -> str:
    """The file and line that an exception came from."""
    frames = traceback.extract_tb(error.__traceback__)
    named = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return named[-1] if named else ""


def told(error: BaseException) -> dict[str, str]:
    """What a line says of an exception: its class, and the line that it came from."""
    return {"fault": type(error).__name__, "where": where(error)}


@contextmanager
def telling_of_faults(what: str) -> Iterator[None]:
    """Log an exception by its class, and let it go on: whoever meets it may say nothing of it."""
    try:
        yield
    except Exception as error:
        FAULTS.error(what, extra=told(error))
        raise


def keep_quiet() -> None:
    """See that what nobody catches goes to the log by its class, and not to a terminal in words."""
    logging.raiseExceptions = False
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _fault(told.exc_value, "a thread ended")
    sys.unraisablehook = lambda told: _fault(told.exc_value, "it could not be raised")


def _uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    _fault(error, "the process ended")


def _fault(error: BaseException | None, what: str) -> None:
    if error is not None and not isinstance(error, SystemExit):
        FAULTS.error(what, extra=told(error))


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
        "httpx2": {"level": "WARNING"},
        "httpcore2": {"level": "WARNING"},
    },
}
