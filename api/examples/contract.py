"""Assessed, and under contract from 10 December 2019 for twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from api.examples.officials import NAVIGATOR
from ledger.journey.commands import VaryContract
from ledger.journey.facts import contract as c

TEXT = b"An invented assurance: kept to the end, this contract takes the place of a prosecution."

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    c.NavigatorAssigned: {
        "on": "2019-12-06",
        "navigator": NAVIGATOR,
        "appointmentOn": "2019-12-09",
        "station": "Caernarfon",
    },
    c.NeedsAssessed: {
        "on": "2019-12-09",
        "phase": "entry",
        "scale": "pathways",
        "scaleVersion": "1",
        "pathways": ["drugs", "housing"],
        "assessedBy": NAVIGATOR,
        "scores": [
            {"pathway": "drugs", "score": 4, "note": "Daily use for two years."},
            {"pathway": "housing", "score": 2},
        ],
    },
    c.ContractSigned: {
        "on": "2019-12-10",
        "signedAt": "2019-12-10T14:30:00Z",
        "length": "P12M",
        "conditions": [{"kind": "not-to-reoffend"}, {"kind": "treatment"}],
        "texts": ["I will not commit an offence.", "I will see the treatment service each week."],
        "assurance": {
            "version": "2019-10",
            "language": "en",
            "sha256": sha256(TEXT).hexdigest(),
            "allowsRescission": True,
        },
        "fitness": "fit",
        "understands": "en",
        "legalAdvice": "declined",
        "toldVoluntary": True,
        "navigator": NAVIGATOR,
    },
    VaryContract: {
        "on": "2020-02-03",
        "signedByParticipant": True,
        "conditions": [
            {"kind": "not-to-reoffend"},
            {"kind": "treatment"},
            {"kind": "navigator-appointments"},
        ],
        "texts": [
            "I will not commit an offence.",
            "I will see the treatment service each week.",
            "I will meet my navigator each month.",
        ],
        "rationale": "Asked for by the participant.",
    },
    c.ContractPaused: {"on": "2020-03-02", "reason": "illness"},
    c.ContractResumed: {"on": "2020-03-16"},
    c.TreatmentReferred: {"on": "2019-12-16", "service": "Community drug service"},
    c.SessionAttended: {"on": "2020-01-13", "hours": 1, "note": "On time, and candid."},
    c.SessionMissed: {"on": "2020-01-20", "absence": "excused", "excuse": "The bus did not come."},
    c.ConditionMet: {"on": "2020-11-30", "condition": 2},
    c.ConditionDischarged: {
        "on": "2020-11-30",
        "condition": 2,
        "reason": "The service closed for good.",
    },
    c.Withdrawn: {"on": "2020-04-01", "reason": "Has found work away from home."},
}
