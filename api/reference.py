"""The reference lists: every code that the API takes or gives, with its label and its days.

A code once used is never given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import EnumMeta, StrEnum
from inspect import getmembers, isclass

from api import words
from api.headers import Purpose
from api.replies.basics import Words
from api.replies.policy import ReferenceCode
from api.roles import CallerRole
from ledger.decisions.standing import DeadlineKind, Hold, Limit
from ledger.journey import words as field_words
from ledger.policy.rulebook import Rulebook
from ledger.policy.table import CLAUSES

SAID: Mapping[str, Mapping[str, str]] = {
    "stations": words.STATIONS,
    "records": words.RECORDS,
    "limits": words.LIMITS,
    "holds": words.HOLDS,
    "facts": words.FACTS,
}
"""Lists of which each code is said in a sentence."""

ABOUT: Mapping[str, str] = {
    "offences": "Kinds of offence, with how they are tried.",
    "outcomes": "Home Office outcome codes, with the days between which they are in use.",
    "clauses": "The clauses of policy, each a rule with a code of its own.",
    "stations": "Where a journey can stand.",
    "records": "Whether a conviction or caution for the offence is avoided.",
    "limits": "What `avoided` does not mean.",
    "holds": "What keeps a journey where it is.",
    "facts": "What can have happened: the names of entries.",
}


def _name(kind: EnumMeta) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in kind.__name__).strip("-")


def _is_of_codes(kind: object) -> bool:
    return isclass(kind) and issubclass(kind, StrEnum) and kind is not StrEnum


ENUMS: Mapping[str, type[StrEnum]] = {
    _name(kind): kind
    for kind in (
        *(kind for _, kind in getmembers(field_words, _is_of_codes)),
        Purpose,
        CallerRole,
        DeadlineKind,
    )
    if kind not in (Limit, Hold, field_words.Record)
}

NAMES = (*ABOUT, *sorted(ENUMS))


def about(name: str) -> str:
    """What the codes of the list are of."""
    if name in ABOUT:
        return ABOUT[name]
    return (ENUMS[name].__doc__ or "").split("\n\n")[0].replace("\n", " ")


def codes(name: str, rulebook: Rulebook) -> tuple[ReferenceCode, ...]:
    """The codes of a list that is among `NAMES`, in their order."""
    return tuple(_codes(name, rulebook))


def _codes(name: str, rulebook: Rulebook) -> Iterable[ReferenceCode]:
    match name:
        case "offences":
            for offence in rulebook.offences.values():
                label = Words(en=offence.title, cy=offence.title_cy)
                yield ReferenceCode(code=offence.code, label=label, source=offence.source)
        case "outcomes":
            for outcome in rulebook.outcomes.values():
                yield ReferenceCode(
                    code=outcome.code,
                    label=Words(en=outcome.label, cy=outcome.label_cy),
                    from_on=outcome.from_on,
                    until_on=outcome.until_on,
                    source=outcome.source,
                )
        case "clauses":
            for clause in CLAUSES.values():
                label = Words(en=clause.words, cy=clause.words_cy)
                yield ReferenceCode(code=clause.code, label=label, source=clause.source)
        case _ if name in SAID:
            for code, said in SAID[name].items():
                yield ReferenceCode(code=code, label=Words(en=said))
        case _:
            for one in ENUMS[name]:
                yield ReferenceCode(code=one.value, label=Words(en=words.label(one.value)))
