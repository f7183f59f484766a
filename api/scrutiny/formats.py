"""In which format an answer goes out: the one of ours that the caller would rather have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from fastapi import Request

from api.scrutiny.page import html_of
from api.scrutiny.writing import csv_of, json_of
from ledger.evidence.scrutiny.pack import Pack


class Format(StrEnum):
    """A format by its media type; the first is meant where none is asked for."""

    JSON = "application/json"
    CSV = "text/csv"
    HTML = "text/html"


WRITERS: Mapping[Format, Callable[[Pack], bytes]] = {
    Format.JSON: json_of,
    Format.CSV: csv_of,
    Format.HTML: html_of,
}
HEADERS: Mapping[Format, Mapping[str, str]] = {
    Format.JSON: {},
    Format.CSV: {"Content-Disposition": 'attachment; filename="scrutiny.csv"'},
    Format.HTML: {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
}
QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
"""A weight as RFC 9110 section 12.4.2 writes it; whatever is written otherwise weighs nothing."""


def wanted(request: Request, known: Sequence[Format] = tuple(Format)) -> Format:
    """The format of `known` that `Accept` gives most weight to (RFC 9110 section 12.5.1).

    Whoever would have none of them gets the first: it may still be of use.
    """
    accepted = ",".join(request.headers.getlist("accept")) or "*/*"
    weights = dict(_weighed(part) for part in accepted.split(","))
    weighed = [(_weight(weights, one), one) for one in known]
    most = max(weight for weight, _ in weighed)
    return next(one for weight, one in weighed if weight == most)


def _weighed(part: str) -> tuple[str, float]:
    media, *parameters = (step.strip().lower() for step in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    return media, float(quality) if QUALITY.fullmatch(quality) else 0.0


def _weight(weights: Mapping[str, float], one: Format) -> float:
    whole, _, _ = one.value.partition("/")
    return next((weights[m] for m in (one.value, f"{whole}/*", "*/*") if m in weights), 0.0)
