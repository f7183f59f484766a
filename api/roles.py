"""Who may call, and what each role permits; what is not listed is not permitted."""

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


class Permission(StrEnum):
    """What a role may do, within its own force."""

    READ = "read"
    READ_RESTRICTED = "read-restricted"
    WRITE = "write"
    COUNT = "count"
    ADOPT = "adopt"
    FOLLOW = "follow"
    SUBSCRIBE = "subscribe"
    IMPORT = "import"
    READ_ACCESS_LOG = "read-access-log"


_AT_WORK = frozenset({Permission.READ, Permission.WRITE, Permission.COUNT})

PERMISSIONS: Mapping[CallerRole, frozenset[Permission]] = {
    CallerRole.CUSTODY: _AT_WORK,
    CallerRole.NAVIGATOR: _AT_WORK,
    CallerRole.INTEGRATOR: _AT_WORK | {Permission.FOLLOW, Permission.SUBSCRIBE, Permission.IMPORT},
    CallerRole.AUDITOR: frozenset(
        {
            Permission.READ,
            Permission.READ_RESTRICTED,
            Permission.COUNT,
            Permission.FOLLOW,
            Permission.READ_ACCESS_LOG,
        }
    ),
    CallerRole.POLICY: frozenset({Permission.COUNT, Permission.ADOPT}),
    CallerRole.ADMIN: frozenset({Permission.SUBSCRIBE}),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as what, for which force."""

    name: str
    role: CallerRole
    force: str

    def may(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[self.role]
