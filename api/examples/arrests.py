"""Arrested on 28 November 2019 with a wrap of heroin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples.officials import OFFICER, SERGEANT
from ledger.journey.commands import RecordArrest
from ledger.journey.facts import arrest as a

DAY = "2019-11-28"

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    RecordArrest: {
        "on": DAY,
        "at": f"{DAY}T21:40:00Z",
        "station": "Caernarfon",
        "offences": [
            {
                "code": "possession-class-a",
                "drug": "heroin",
                "firstOn": DAY,
                "lastOn": DAY,
                "gravity": 2,
            }
        ],
        "admission": "admitted",
        "sufficientEvidence": True,
        "livesInArea": True,
        "occurredInArea": True,
        "person": {"familyName": "Example", "givenNames": "Robin", "bornOn": "1990-01-01"},
        "identifiers": [{"kind": "pnc-id", "value": "2003/0062845E"}],
        "papers": {"custodyRecord": "NW/4471/19"},
    },
    a.SafeguardingScreened: {"on": DAY, "result": "negative", "screenedBy": SERGEANT},
    a.VictimViewsSought: {"on": DAY, "views": "no-victim"},
    a.VictimNotified: {"on": "2019-12-02", "method": "letter"},
    a.OffenceReclassified: {
        "on": "2019-12-02",
        "offence": 1,
        "code": "possession-class-b",
        "drug": "ketamine",
        "decidedBy": OFFICER,
        "reason": "The laboratory found ketamine, and no heroin.",
    },
    a.AdmissionWithdrawn: {"on": "2019-12-02", "reportedBy": OFFICER},
}
