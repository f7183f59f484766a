"""What went wrong, and what to do: in two sentences, never a traceback.

Exit code 2 is for wrong usage, 1 for whatever is refused or fails. The text of an exception that is
none of ours is not repeated, for it can hold what is personal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from sqlalchemy.exc import SQLAlchemyError
from typer.core import TyperGroup

from api.cli_output import complain
from api.folders import NotOurDemo
from api.keys import KeyMissing, KeyTooShort
from api.problems import Problem
from api.scrutiny.samples import NoSuchSample
from api.sealing.keys import NothingSignedByBoth
from api.serving import NotStarted, PortTaken
from api.settings import NotASetting
from api.trust.settling import TrustUnsettled
from ledger.decisions.refusals import NoSuchJourney, Refused, RefusedByPolicy
from ledger.evidence.asking_authorities import NotStamped
from ledger.evidence.bundles.container import TooLarge
from ledger.evidence.bundles.exporting import NotExported, NotSealedThere
from ledger.evidence.bundles.one_page import NothingKnown, NothingToOpen
from ledger.evidence.durable import StillLocked
from ledger.evidence.key_files import KeyUnusable
from ledger.evidence.refusals import NotProved
from ledger.evidence.scrutiny.drawing import NotAsDrawn
from ledger.evidence.sealer_keys import OneKeyOnly, TwoKeysAlready
from ledger.evidence.sealer_refusals import Frozen, HomeUnusable, Inconsistent, SealerRuns
from ledger.evidence.stamp_files import NothingToStamp, StampInTheWay
from ledger.evidence.stamps import StampReaderMissing
from ledger.policy.load import EditionChanged
from ledger.policy.reading import PolicyFileError
from ledger.policy.rulebook import EditionUnknown
from ledger.record.book import NoSuchPage, VersionConflict
from ledger.record.entry import CorruptEntry
from ledger.record.erasure import KeysRestored
from ledger.record.keys import KeystoreUnavailable
from ledger.record.sqlite import NotDurable
from ledger.record.sqlite_schema import Planted
from ledger.record.store import Unavailable, WriteUncertain
from ledger.record.unavailable import Damaged
from projections.catch_up import AheadOfLedger
from projections.lookup import OtherKey
from projections.refold import NeverAtRest

USAGE, REFUSED = 2, 1
PASSED_ON = (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError)


def _refused(refused: Refused) -> str:
    clauses = refused.clauses if isinstance(refused, RefusedByPolicy) else ()
    reasons = "".join(f"\n  {clause.code}: {clause.words}" for clause in clauses)
    return f"{refused.sentence} [{refused.code}]{reasons}"


OTHER_VERSION = "Install the version of this program that the ledger was used with."
VIEWS_ANEW = "Delete views.sqlite, and draw them again: diversion-ledger replay."
MAKE_A_KEY = "Make one of 32 random bytes, readable by its owner only."
THE_KEYSTORE = "Check DIVERSION_LEDGER_PAGE_KEYS and _WRAPPING_KEY: docs/privacy.md."

SEAL = "Check the page's id; or seal it first: diversion-ledger seal --once."
AUDIT_IT = "Keep a copy of everything as it is, and find where: diversion-ledger audit."

LOOK_FIRST = (
    "Keep a copy of everything as it is. What to do is in docs/proof.md; then:"
    " diversion-ledger seal --unfreeze --because REASON."
)

FAULTS: tuple[tuple[type[Exception], Callable[[Any], str], str], ...] = (
    (NoSuchJourney, _refused, "Check --journey and --as-at."),
    (Refused, _refused, "Nothing was written."),
    (NoSuchPage, lambda _: "Nothing is written on that page.", "Check the page's id and --data."),
    (NoSuchSample, lambda _: "There is no such sample.", "Check its id, --force and --data."),
    (
        NotAsDrawn,
        lambda _: "The ledger is not the one that the sample was drawn from.",
        "Find out what was changed: diversion-ledger audit. Nothing was drawn.",
    ),
    (VersionConflict, lambda _: "Somebody else wrote on the page first.", "Run it again."),
    (CorruptEntry, str, "Restore the ledger from a backup; other pages can still be read."),
    (EditionChanged, str, OTHER_VERSION),
    (EditionUnknown, str, OTHER_VERSION),
    (PolicyFileError, str, "Install the program again: a file of its policy was changed."),
    (NotDurable, str, "Keep the ledger on a local disk: name its folder with --data."),
    (WriteUncertain, lambda _: "Whether it was written is not known.", "Look, then repeat it."),
    (
        Damaged,
        lambda error: f"The ledger cannot be used: {error}.",
        "Keep a copy of the folder as it is, and restore it from a backup.",
    ),
    (Planted, lambda error: f"T{str(error)[1:]}.", AUDIT_IT),
    (Unavailable, lambda _: "The ledger cannot be used now.", "Try again; nothing was written."),
    (SQLAlchemyError, lambda _: "The views cannot be used.", VIEWS_ANEW),
    (AheadOfLedger, str, "Draw the views again: diversion-ledger replay."),
    (NeverAtRest, lambda _: "The views never stood still together.", "Stop the service first."),
    (NotASetting, str, "Put the variable right, or give the option of that name."),
    (KeyMissing, str, MAKE_A_KEY),
    (KeyTooShort, str, MAKE_A_KEY),
    (KeysRestored, lambda error: f"{error}.".capitalize(), "Run: diversion-ledger erase --again."),
    (KeystoreUnavailable, lambda error: f"{error}.".capitalize(), THE_KEYSTORE),
    (TrustUnsettled, str, "Set DIVERSION_LEDGER_ISSUER, _AUDIENCE and _JWKS_URL: docs/trust.md."),
    (Problem, lambda problem: problem.detail, "Nothing was written."),
    (OtherKey, str, "Put the key back, or draw the views anew: diversion-ledger replay."),
    (PortTaken, str, "Name another port: --port 8001, or --port 0 for any that is free."),
    (NotStarted, str, "The log above says which fault it was."),
    (NotOurDemo, str, "Name another folder with --data, or take a temporary one: --fresh."),
    (Inconsistent, lambda e: f"Not sealed, and frozen: {e}.", LOOK_FIRST),
    (Frozen, lambda e: f"Not sealed: {e}.", LOOK_FIRST),
    (HomeUnusable, str, "Restore the sealer's folder from its own backup: docs/proof.md."),
    (SealerRuns, str, "Leave it running. To seal now beside it: diversion-ledger seal --once."),
    (OneKeyOnly, lambda _: "The log has one key only.", "Make the next one first: --rotate."),
    (TwoKeysAlready, lambda _: "One key follows another already.", "Retire the older: --retire."),
    (
        NothingSignedByBoth,
        lambda _: "No head is signed by both keys yet.",
        "Seal one first: --once.",
    ),
    (KeyUnusable, str, "Let it be read by its owner alone, or make a new one in another folder."),
    (NotProved, lambda refused: f"Refused: {refused.what}.", "Nothing was kept of it."),
    (NothingToStamp, str, "Seal the ledger first: diversion-ledger seal."),
    (StampInTheWay, lambda told: f"{told}.", "Name its authority as well, or move it away."),
    (NotStamped, str, "Ask it again, or another one; nothing was kept."),
    (StampReaderMissing, str, "Install it: pip install 'diversion-ledger[stamps]'."),
    (
        NotSealedThere,
        lambda _: "The log was not sealed at that size, or not at all.",
        "Seal it first: diversion-ledger seal --once; or leave out --known.",
    ),
    (NothingKnown, lambda _: "Nothing is written on that page, so far as it is sealed.", SEAL),
    (NotExported, lambda error: f"Not exported: {error}.", AUDIT_IT),
    (
        NothingToOpen,
        lambda _: "The page's key was destroyed: nothing sealed on it can be opened.",
        "Export it without --disclose.",
    ),
    (TooLarge, lambda error: f"Not exported: {error}.", "Export pages instead: --page."),
    (StillLocked, str, "Wait for the other program that uses it, and run it again."),
    (
        OSError,
        lambda error: f"{error.strerror or type(error).__name__}.",
        "Check the folder, host and port.",
    ),
    (Exception, lambda error: f"A fault of ours: {type(error).__name__}.", "Please report it."),
)
"""What happened, and what to do about it; the first kind that fits counts."""


def told_of(error: Exception) -> tuple[str, str]:
    """What happened, and what to do about it."""
    _, what, advice = next(fault for fault in FAULTS if isinstance(error, fault[0]))
    return what(error), advice


class Explaining(TyperGroup):
    """Runs a command; whatever it raises becomes two sentences and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PASSED_ON:
            raise
        except Exception as error:  # noqa: BLE001  an operator gets an answer, whatever it was
            complain(*told_of(error))
            code = USAGE if isinstance(error, NotASetting) else REFUSED
        raise typer.Exit(code)
