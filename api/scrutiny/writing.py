"""A pack as bytes: canonical JSON (RFC 8785) and CSV (RFC 4180), the same for ever."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.naming import camel
from api.telling import as_json
from ledger.evidence.scrutiny.pack import Judged, Known, Pack

COLUMNS = (
    "decision",
    "journey",
    "decided_on",
    "decided",
    "edition",
    "refused_for",
    "overridden",
    "official",
    "role",
    "rank",
    "arrested_on",
    "age",
    "offences",
    "admission",
    "victim_views",
    "screening",
    "uses",
    "refusals",
    "disengagements",
    "entries_known",
)
RATIONALE = "rationale"
FORMULA = re.compile(r"[\t\r\n]|\s*[=+@-]")
"""How a cell begins that a spreadsheet takes for one, or may once it has cut off white space."""

Row = Mapping[str, Any]


def json_of(pack: Pack) -> bytes:
    """The pack as one JSON object: keys in order, no white space, UTF-8, no end of line."""
    told = _camelled(as_json(pack))
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def csv_of(pack: Pack) -> bytes:
    """A row for each decision of the pack, by what was known of its journey."""
    columns = (*COLUMNS, RATIONALE) if pack.with_rationale else COLUMNS
    return table(columns, map(summary, pack.decisions))


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV of the `columns` of `rows`; lists stand in a cell with spaces between."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return written.getvalue().encode()


def summary(judged: Judged) -> dict[str, Any]:
    """One decision in a row: what was decided, and what was known of the journey."""
    decision, arrest = judged.known[-1], last(judged, "arrest.recorded")
    eligibility = last(judged, "eligibility.decided")
    override = decision.data.get("override")
    official = decision.data.get("decided_by") or decision.data["recorded_for"]
    findings = eligibility.data["findings"] if eligibility else {}
    return {
        "decision": judged.number,
        "journey": judged.journey,
        "decided_on": judged.on,
        "decided": decided(decision),
        "edition": edition_of(eligibility),
        "refused_for": decision.data["refused_for"],
        "overridden": override["clauses"] if override else [],
        **official,
        "arrested_on": arrest.on if arrest else None,
        "age": arrest.data["age"] if arrest else None,
        "offences": [offence["code"] for offence in judged.offences],
        "admission": judged.admission,
        "victim_views": _of(last(judged, "victim-views.sought"), "views"),
        "screening": _of(last(judged, "safeguarding.screened"), "result"),
        **{name: findings.get(name) for name in ("uses", "refusals", "disengagements")},
        "entries_known": len(judged.known),
        RATIONALE: judged.rationale,
    }


def decided(decision: Known) -> str:
    """What was decided, as a code: `eligible`, `not-eligible`, or that of the outcome."""
    if "eligible" in decision.data:
        return "eligible" if decision.data["eligible"] else "not-eligible"
    return str(decision.data["code"])


def edition_of(eligibility: Known | None) -> str | None:
    """The edition that was decided by, as in `checkpoint-cymru/2019-10`."""
    if eligibility is None:
        return None
    edition = eligibility.data["edition"]
    return f"{edition['scheme']}/{edition['edition']}"


def last(judged: Judged, name: str) -> Known | None:
    """The last entry of that name on the journey that still counted."""
    told = [
        known
        for known in judged.known
        if known.name == name and known.counts and known.journey == judged.journey
    ]
    return told[-1] if told else None


def _of(known: Known | None, field: str) -> Any:
    return known.data[field] if known else None


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list() | tuple():
            text = " ".join(str(one) for one in value)
        case _:
            text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _camelled(told: Any) -> Any:
    match told:
        case dict():
            return {camel(key): _camelled(value) for key, value in told.items()}
        case list() | tuple():
            return [_camelled(one) for one in told]
        case _:
            return told
