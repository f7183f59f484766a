"""Every clause by its code, in the order they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.policy.clause import Clause
from ledger.policy.clauses import (
    authority,
    breach,
    completion,
    contract,
    course,
    eligibility,
    offer,
)

CLAUSES: Mapping[str, Clause[Any]] = {
    clause.code: clause
    for clauses in (
        authority.CLAUSES,
        eligibility.CLAUSES,
        offer.CLAUSES,
        course.BOOKING,
        course.FINISHING,
        course.MEETING,
        course.ASSESSING,
        contract.TERMS,
        contract.SIGNING,
        contract.VARYING,
        breach.CONFIRMING,
        breach.EXCUSING,
        breach.CHARGING,
        breach.CAUTIONING,
        breach.RESCINDING,
        completion.COMPLETING,
        completion.CLOSING,
        completion.TAKING_BACK,
    )
    for clause in clauses
}
