"""What concerns the page as a whole, and the force's policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples.officials import INSPECTOR, OFFICER, POLICY
from ledger.journey.commands import AdoptPolicy, PublishStatus
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t

OTHER_PAGE = "p-0s1mp1e0ther0page0example0"

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    p.IdentifierAdded: {"on": "2019-12-03", "kind": "cro", "value": "265416/21G"},
    p.IdentifierCorrected: {
        "on": "2019-12-04",
        "kind": "pnc-id",
        "oldValue": "2003/0062845E",
        "value": "2003/0123456L",
    },
    p.DetailsCorrected: {
        "on": "2019-12-04",
        "language": "cy",
        "person": {"familyName": "Example", "givenNames": "Robyn", "bornOn": "1990-01-01"},
    },
    p.PagesLinked: {
        "on": "2020-01-08",
        "other": OTHER_PAGE,
        "decidedBy": INSPECTOR,
        "rationale": "The same fingerprints.",
    },
    p.PagesUnlinked: {
        "on": "2020-01-15",
        "other": OTHER_PAGE,
        "decidedBy": INSPECTOR,
        "rationale": "The fingerprints had been mixed up.",
    },
    p.ParticipantDied: {"on": "2020-08-09", "reportedBy": OFFICER},
    t.RecordedInError: {
        "on": "2019-11-29",
        "line": 3,
        "decidedBy": INSPECTOR,
        "reason": "Entered for the wrong person.",
    },
    t.AccuracyContested: {
        "on": "2020-01-20",
        "line": 2,
        "statement": "I was not at that address on the day.",
    },
    t.RestrictionApplied: {
        "on": "2020-01-21",
        "ground": "accuracy-contested",
        "decidedBy": INSPECTOR,
    },
    t.RestrictionLifted: {"on": "2020-02-21", "decidedBy": INSPECTOR},
    t.DisclosureMade: {
        "on": "2020-02-24",
        "recipient": "Youth and family court",
        "legalBasis": "Data Protection Act 2018 s.36(4)",
        "decidedBy": INSPECTOR,
        "what": "That a contract was signed, and nothing of its content.",
    },
    t.PersonalDataErased: {
        "on": "2026-01-12",
        "legalBasis": "Data Protection Act 2018 s.47(1)",
        "decidedBy": POLICY,
        "agreedBy": INSPECTOR,
    },
    PublishStatus: {"on": "2020-12-14", "asAt": "2020-12-14"},
    AdoptPolicy: {
        "on": "2019-10-01",
        "scheme": "checkpoint-cymru",
        "edition": "2019-10",
        "fromOn": "2019-10-07",
        "decidedBy": POLICY,
    },
}
