"""Who may call, and what each role permits; what is not listed is not permitted.

Three things limit a caller: the role's permissions (what), the force (whose pages), and
`api.redactions` (which fields). A token's scopes can only take away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CallerRole(StrEnum):
    """The part of whoever calls, a person or a system."""

    CUSTODY = "custody"
    NAVIGATOR = "navigator"
    INTEGRATOR = "integrator"
    AUDITOR = "auditor"
    POLICY = "policy"
    ADMIN = "admin"
    SCRUTINY = "scrutiny"


class Scope(StrEnum):
    """What a token is for (RFC 6749 section 3.3); whoever needs less asks for less."""

    READ = "ledger:read"
    WRITE = "ledger:write"
    MANAGE = "ledger:manage"


ALL_SCOPES = frozenset(Scope)


class Permission(StrEnum):
    """What a role may do, within its own force.

    `WRITE` is to put forward some command or other; which ones, the `WRITE_*` say.
    """

    READ = "read"
    READ_RESTRICTED = "read-restricted"
    WRITE = "write"
    WRITE_ARREST = "write-arrest"
    WRITE_SAFEGUARDING = "write-safeguarding"
    WRITE_DECISION = "write-decision"
    WRITE_ANSWER = "write-answer"
    WRITE_WORK = "write-work"
    WRITE_BREACH = "write-breach"
    WRITE_REOFFENCE = "write-reoffence"
    WRITE_COMPLETION = "write-completion"
    WRITE_DISPOSAL = "write-disposal"
    WRITE_IDENTITY = "write-identity"
    WRITE_PERSON = "write-person"
    WRITE_CORRECTION = "write-correction"
    WRITE_RESTRICTION = "write-restriction"
    WRITE_PUBLICATION = "write-publication"
    COUNT = "count"
    ADOPT = "adopt"
    ERASE = "erase"
    FOLLOW = "follow"
    SUBSCRIBE = "subscribe"
    IMPORT = "import"
    READ_ACCESS_LOG = "read-access-log"
    WHAT_IF = "what-if"
    DRAW_SAMPLE = "draw-sample"
    READ_PACK = "read-pack"
    WRITE_VERDICT = "write-verdict"


_P, _R = Permission, CallerRole
_POLICE, _WORKERS, _SYSTEMS = _R.CUSTODY, _R.NAVIGATOR, _R.INTEGRATOR

ROLES: Mapping[Permission, frozenset[CallerRole]] = {
    _P.READ: frozenset({_POLICE, _WORKERS, _SYSTEMS, _R.AUDITOR}),
    _P.READ_RESTRICTED: frozenset({_R.AUDITOR}),
    _P.WRITE: frozenset({_POLICE, _WORKERS, _SYSTEMS}),
    _P.WRITE_ARREST: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_SAFEGUARDING: frozenset({_POLICE, _WORKERS, _SYSTEMS}),
    _P.WRITE_DECISION: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_ANSWER: frozenset({_POLICE, _WORKERS, _SYSTEMS}),
    _P.WRITE_WORK: frozenset({_WORKERS, _SYSTEMS}),
    _P.WRITE_BREACH: frozenset({_WORKERS, _SYSTEMS}),
    _P.WRITE_REOFFENCE: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_COMPLETION: frozenset({_WORKERS, _SYSTEMS}),
    _P.WRITE_DISPOSAL: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_IDENTITY: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_PERSON: frozenset({_POLICE, _WORKERS, _SYSTEMS}),
    _P.WRITE_CORRECTION: frozenset({_POLICE, _WORKERS, _SYSTEMS}),
    _P.WRITE_RESTRICTION: frozenset({_POLICE, _SYSTEMS}),
    _P.WRITE_PUBLICATION: frozenset({_POLICE, _SYSTEMS}),
    _P.COUNT: frozenset({_POLICE, _WORKERS, _SYSTEMS, _R.AUDITOR, _R.POLICY}),
    _P.ADOPT: frozenset({_R.POLICY}),
    _P.ERASE: frozenset({_R.ADMIN}),
    _P.FOLLOW: frozenset({_SYSTEMS, _R.AUDITOR}),
    _P.SUBSCRIBE: frozenset({_SYSTEMS, _R.ADMIN}),
    _P.IMPORT: frozenset({_SYSTEMS}),
    _P.READ_ACCESS_LOG: frozenset({_R.AUDITOR}),
    _P.WHAT_IF: frozenset({_R.AUDITOR, _R.POLICY}),
    # Whoever serves a panel sees packs and no page; the verdict is the panel's, not an auditor's.
    _P.DRAW_SAMPLE: frozenset({_R.AUDITOR, _R.SCRUTINY}),
    _P.READ_PACK: frozenset({_R.AUDITOR, _R.SCRUTINY}),
    _P.WRITE_VERDICT: frozenset({_R.SCRUTINY}),
}
"""Who may do what: one line to a permission."""

SCOPES: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset(
        {
            _P.READ,
            _P.READ_RESTRICTED,
            _P.COUNT,
            _P.FOLLOW,
            _P.READ_ACCESS_LOG,
            _P.READ_PACK,
            _P.WHAT_IF,
        }
    ),
    Scope.WRITE: frozenset(one for one in _P if one.value.startswith("write"))
    | {_P.IMPORT, _P.DRAW_SAMPLE},
    Scope.MANAGE: frozenset({_P.ADOPT, _P.ERASE, _P.SUBSCRIBE}),
}


class NobodyMay(LookupError):
    """It stands nowhere in the tables, so nobody is permitted it."""


def scope_of(permission: Permission) -> Scope:
    """The scope that opens the permission.

    Raises:
        NobodyMay: None does.
    """
    for scope, opened in SCOPES.items():
        if permission in opened:
            return scope
    raise NobodyMay(permission.value)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as what, for which force, through which client, with what their token is for."""

    name: str
    role: CallerRole
    force: str
    client: str = ""
    scopes: frozenset[Scope] = ALL_SCOPES

    def may(self, permission: Permission) -> bool:
        """Whether both the role and the scopes permit it."""
        return self.would(permission) and any(permission in SCOPES[one] for one in self.scopes)

    def would(self, permission: Permission) -> bool:
        """Whether the role permits it, whatever the token is for."""
        return self.role in ROLES.get(permission, ())
