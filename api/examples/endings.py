"""How it ended on 14 December 2020, and how else it could have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples.officials import INSPECTOR, OFFICER
from ledger.journey.facts import ending as e

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    e.TermEnded: {"on": "2020-12-11"},
    e.ContractCompleted: {
        "on": "2020-12-11",
        "decidedBy": INSPECTOR,
        "rationale": "Twelve months without a new matter; treatment kept up.",
    },
    e.CompletionRescinded: {
        "on": "2021-02-01",
        "allegation": 1,
        "decidedBy": INSPECTOR,
        "rationale": "A theft in the term, learnt of later and charged.",
    },
    e.Charged: {
        "on": "2020-08-03",
        "decidedBy": OFFICER,
        "rationale": "The contract was broken, and the evidence stands.",
    },
    e.ReferredToProsecutor: {"on": "2020-07-28", "referredBy": OFFICER},
    e.CautionGiven: {
        "on": "2020-08-03",
        "kind": "simple",
        "admitted": True,
        "givenBy": INSPECTOR,
        "rationale": "Admitted again in interview, and suited to a caution.",
    },
    e.Convicted: {"on": "2020-10-05", "court": "Caernarfon Magistrates' Court"},
    e.NotProsecuted: {
        "on": "2020-09-07",
        "decidedBy": OFFICER,
        "rationale": "Not in the public interest after so long.",
    },
    e.OutcomeRecorded: {"on": "2020-12-14", "code": "22", "recordedFor": INSPECTOR},
    e.JourneyVoided: {
        "on": "2020-01-08",
        "reason": "mistaken-identity",
        "decidedBy": INSPECTOR,
    },
    e.TransferredOut: {"on": "2020-05-04", "toForce": "west-midlands"},
    e.TransferAccepted: {"on": "2020-05-11", "byForce": "west-midlands"},
    e.ProceedingsNotified: {"on": "2020-05-04", "kind": "complaint"},
    e.ProceedingsConcluded: {"on": "2020-06-15", "kind": "complaint"},
}
