"""Commands to paste into a terminal: one that is recorded, one that is refused with reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from api.demo import BARRED
from api.demo_forces import NORTH_WALES
from api.identities import new_idempotency_key
from ledger.journey.calendar import london_day
from ledger.journey.identifiers import pnc_check_letter

ROBIN_BORN_ON = "1990-01-01"
ROBIN_MET_IN, ROBIN_SERIAL = 2008, 9_999_999
NO_MORE: Mapping[str, str] = {}


def arrest_curl(address: str, token: str, at: datetime) -> str:
    """Records an arrest for a wrap of heroin, made at the instant `at`; once, if sent again."""
    today = london_day(at).isoformat()
    pnc_id = f"{ROBIN_MET_IN}/{ROBIN_SERIAL}{pnc_check_letter(ROBIN_MET_IN, ROBIN_SERIAL)}"
    heroin = {"code": "possession-class-a", "drug": "heroin", "firstOn": today, "lastOn": today}
    told = {
        "on": today,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "station": NORTH_WALES.stations[0],
        "offences": [heroin],
        "admission": "admitted",
        "sufficientEvidence": True,
        "livesInArea": True,
        "occurredInArea": True,
        "person": {"familyName": "Example", "givenNames": "Robin", "bornOn": ROBIN_BORN_ON},
        "identifiers": [{"kind": "pnc-id", "value": pnc_id}],
    }
    return _curl(f"{address}/v1/arrests", token, told)


def refused_curl(address: str, token: str, at: datetime, version: int) -> str:
    """Decides that somebody is eligible whom two clauses bar, whose page is at `version`."""
    decider = NORTH_WALES.decider
    told = {
        "on": london_day(at).isoformat(),
        "scheme": NORTH_WALES.scheme,
        "eligible": True,
        "decidedBy": {"name": decider.name, "role": decider.role, "rank": decider.rank},
        "rationale": "Willing to take part.",
    }
    journey = f"{address}/v1/participants/{BARRED}/journeys/1"
    seen = {"If-Match": f'"{version}"'}
    return _curl(f"{journey}/eligibility-decision", token, told, seen)


def _curl(url: str, token: str, told: Mapping[str, Any], more: Mapping[str, str] = NO_MORE) -> str:
    body = json.dumps(told, indent=2)
    headers = {
        "Authorization": f"Bearer {token}",
        "Purpose": "prosecution",
        "Idempotency-Key": new_idempotency_key(),
        "Content-Type": "application/json",
        **more,
    }
    return "\n".join(
        (
            f"curl -sS {url} \\",
            *(f"  -H '{name}: {value}' \\" for name, value in headers.items()),
            f"  -d '{body}'",
        )
    )
