"""How a verification is asked for from a command line, whichever it is."""

from __future__ import annotations

import os
from pathlib import Path

from ledger.evidence.remembered import Memory
from ledger.evidence.verifying.looking import Asked
from ledger.evidence.verifying.splitting import Progress
from ledger.proof.policy_file import MOST_BYTES, parse_policy

WORTH_SPLITTING_BYTES = 64_000_000
"""A smaller bundle is verified before further processes would have started."""


def asked(
    file: Path, policy: Path | None, remember: Path | None, jobs: int | None, progress: Progress
) -> Asked:
    """What is asked, by the verifier's own files.

    Args:
        file: The bundle.
        policy: Whose signatures count.
        remember: What is remembered; made if all is verified and it is not there.
        jobs: By how many processes; where None, by one for a small bundle, else one a processor.
        progress: Told of what is read.

    Raises:
        NotProved: The policy breaks the rules of its format.
        OSError: It cannot be read.
    """
    if jobs is None:
        large = file.stat().st_size >= WORTH_SPLITTING_BYTES
        jobs = _processors() if large else 1
    return Asked(
        policy=None if policy is None else parse_policy(_read(policy)),
        memory=None if remember is None else Memory(remember),
        jobs=jobs,
        progress=progress,
    )


def _processors() -> int:
    """How many this process may use; of all, where the system does not say which."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read(policy: Path) -> bytes:
    with policy.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
