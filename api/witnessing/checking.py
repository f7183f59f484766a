"""`witness check`: whether a log, as it is shown, is still what it was; exit codes like `verify`.

0, it is; 1, it is not; 2, it cannot be told; 3, what it is checked by is of no use.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from api import clock
from api.cli_options import AsJson
from api.cli_output import complain, tell, tell_json
from ledger.evidence.checking import ALWAYS, Checked, checked, policy_in
from ledger.evidence.durable import StillLocked, replace
from ledger.evidence.refusals import NotProved
from ledger.evidence.remembered import Contradiction, Memory, MemoryUnusable
from ledger.evidence.shown import NotShown, shown_at

CONSISTENT, INCONSISTENT, UNDECIDED, UNUSABLE = 0, 1, 2, 3
VERDICTS = ("consistent", "inconsistent", "undecided", "unusable")
ADVICE = (
    "",
    "Keep what you remember, and beside it what you were shown; ask others what they remember.",
    "Nothing is proved either way. Try again.",
    "Put it right: it is your own. Nothing was checked.",
)
A_MINUTE = 60

Place = Annotated[
    str, typer.Argument(metavar="LOG", help="The folder of a log, or its URL, as in .../v1/ledger.")
]
PolicyFile = Annotated[
    Path, typer.Option("--policy", metavar="FILE", help="Your own tlog-policy file.")
]
Remember = Annotated[
    Path, typer.Option("--remember", metavar="FILE", help="What you remember, from run to run.")
]
Fresh = Annotated[
    int | None,
    typer.Option(
        "--fresh", metavar="MINUTES", min=1, help="Within how long the quorum must have cosigned."
    ),
]


def check(
    log: Place,
    policy: PolicyFile,
    remember: Remember,
    fresh: Fresh = None,
    as_json: AsJson = False,
) -> None:
    """Prove that a log goes on from what you remember of it, and remember its head."""
    since = int(clock.now().timestamp()) - fresh * A_MINUTE if fresh else ALWAYS
    code, told = _checked(log, policy, remember, since)
    answer = {"verdict": VERDICTS[code], **told}
    if as_json:
        tell_json(answer)
    elif code == CONSISTENT:
        tell(told["what"])
    else:
        complain(f"{told['what'][:1].upper()}{told['what'][1:]}.", ADVICE[code])
    raise typer.Exit(code)


def _checked(place: str, policy: Path, remember: Path, since: int) -> tuple[int, dict[str, Any]]:
    try:
        trusted = policy_in(policy.read_bytes(), since)
    except NotProved as refusal:
        return UNUSABLE, {"what": refusal.what}
    except OSError as error:
        return UNUSABLE, {"what": f"{policy} cannot be read: {error.strerror}"}
    try:
        with closing(shown_at(place)) as shown:
            return CONSISTENT, _told(checked(shown, trusted, Memory(remember), since))
    except Contradiction as refusal:
        return INCONSISTENT, _evidence(refusal, remember)
    except NotProved as refusal:
        return INCONSISTENT, {"what": refusal.what}
    except (NotShown, StillLocked) as refusal:
        return UNDECIDED, {"what": str(refusal)}
    except MemoryUnusable as refusal:
        return UNUSABLE, {"what": str(refusal)}
    except OSError as error:
        return UNUSABLE, {"what": f"{remember} cannot be used: {error.strerror}"}
    except Exception as error:  # noqa: BLE001  a fault of ours must accuse nobody
        return UNDECIDED, {"what": f"a fault of ours: {type(error).__name__}"}


def _evidence(refusal: Contradiction, remember: Path) -> dict[str, Any]:
    """Both notes; the shown one is kept beside the remembered one, under a name that is its own."""
    told = {
        "what": str(refusal),
        "remembered": refusal.remembered.decode(),
        "shown": refusal.shown.decode(),
    }
    digest = sha256(refusal.shown).hexdigest()
    kept = remember.with_name(f"{remember.name}.{digest[:16]}.shown")
    with suppress(OSError):
        replace(kept, refusal.shown)
        told["kept"] = str(kept)
    return told


def _told(found: Checked) -> dict[str, Any]:
    if found.before is None:
        what = f"{found.origin} is new to you; its {found.size} leaves are remembered from now on."
    elif found.before == found.size:
        what = f"{found.origin} is what it was, at {found.size} leaves."
    else:
        what = f"{found.origin} goes on from {found.before} to {found.size} leaves, as is proved."
    return {
        "what": what,
        "origin": found.origin,
        "size": found.size,
        "root": b64encode(found.root).decode(),
        "before": found.before,
        "cosignedAt": dict(found.cosigned_at),
    }
