"""What could have gone wrong in the term, and how it was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples.officials import INSPECTOR, OFFICER, SECOND_INSPECTOR
from ledger.journey.facts import breach as b

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    b.BreachAlleged: {
        "on": "2020-03-10",
        "condition": 2,
        "breachedOn": "2020-03-09",
        "cause": "participant",
        "detail": "Not seen at the treatment service for three weeks.",
    },
    b.BreachConfirmed: {
        "on": "2020-03-20",
        "allegation": 1,
        "decidedBy": INSPECTOR,
        "rationale": "No excuse was given, after two calls and a letter.",
    },
    b.BreachExcused: {
        "on": "2020-03-20",
        "allegation": 1,
        "decidedBy": INSPECTOR,
        "warned": True,
        "rationale": "In hospital for the first of the three weeks.",
    },
    b.BreachRescinded: {
        "on": "2020-03-27",
        "allegation": 1,
        "decidedBy": SECOND_INSPECTOR,
        "rationale": "The service had the dates wrong.",
    },
    b.ReoffenceAlleged: {
        "on": "2020-06-02",
        "offenceCode": "theft-from-shop",
        "offenceOn": "2020-06-01",
        "gravity": 1,
    },
    b.ReoffenceConfirmed: {
        "on": "2020-07-06",
        "allegation": 1,
        "reached": "charge",
        "decidedBy": INSPECTOR,
        "rationale": "Charged with a theft committed in the term.",
    },
    b.ReoffenceExcused: {
        "on": "2020-07-06",
        "allegation": 1,
        "decidedBy": INSPECTOR,
        "override": {"clauses": ["B6"], "authority": INSPECTOR},
        "rationale": "A first and minor theft, repaid at once.",
    },
    b.ReoffenceCleared: {
        "on": "2020-07-20",
        "allegation": 1,
        "because": "no-further-action",
    },
    b.ReturnedForDecision: {
        "on": "2020-07-21",
        "because": "reoffence",
        "returnedTo": OFFICER,
    },
}
