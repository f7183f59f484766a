"""What each of those who check would find, measured: `python -m tests.ladder` writes the document.

The ledger is real, and so are the sealer, the witnesses, and the check that `witness check` makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory

from ledger.evidence.checking import checked
from ledger.evidence.keys import SigningKey
from ledger.evidence.published import Published
from ledger.evidence.publishing import amend
from ledger.evidence.remembered import Contradiction, Memory
from ledger.evidence.shown import InFolder
from ledger.evidence.witness import NotCosigned, Witness, logs_of
from ledger.evidence.witness_request import Asked
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import Signature, parse_note, signed
from ledger.proof.policy_file import parse_policy
from ledger.proof.refusal import NotProved
from ledger.proof.tiled import TiledLog
from ledger.record.book import open_ledger
from tests.audited import write_arrests, write_ledger
from tests.forging import Edit, deleted, forged, inserted, rewritten, sealed, truncated
from tests.ladder_words import NOT_CAUGHT, Found, document
from tests.proving import GWEN, MAIR, OWAIN
from tests.sealing import ORIGIN, SEED

FILE = Path(__file__).parents[1] / "docs" / "ladder.md"
LOG = SigningKey(ORIGIN, SEED)
WITNESSES = {"mair": MAIR, "gwen": GWEN, "owain": OWAIN}
ACCOMPLICE = "owain"
SIGNED = parse_policy(f"log {LOG.verifier_key}\nquorum none\n".encode())
WITNESSED = parse_policy(
    f"log {LOG.verifier_key}\n".encode()
    + b"".join(b"witness %b %b\n" % (name.encode(), str(key.cosignature_key).encode())
               for name, key in WITNESSES.items())
    + b"group most 2 mair gwen owain\nquorum most\n"
)  # fmt: skip
NOW = 1_764_318_600
A_MINUTE, AN_HOUR, A_DAY = 60, 3_600, 86_400


@dataclass(frozen=True)
class Scene:
    """A real ledger, sealed and cosigned twice, then written on; and an auditor who looked then.

    Attributes:
        earlier: The size of the first head, cosigned a day ago.
        held: That of the second, cosigned a minute ago, which the auditor remembers.
        written: That of the ledger: what follows the second head is not sealed yet.
    """

    folder: Path
    earlier: int
    held: int
    written: int

    @property
    def data(self) -> Path:
        return self.folder / "data"


def set_scene(folder: Path) -> Scene:
    """What was there before the act; a new witness, auditor and ledger in `folder`."""
    for name in WITNESSES:
        (folder / "witnesses" / name).mkdir(parents=True)
    write_ledger(folder / "data", 100)
    earlier = sealed_and_seen(folder, NOW - A_DAY)
    written_on(folder, 60)
    held = sealed_and_seen(folder, NOW - A_MINUTE)
    return Scene(folder, earlier, held, written_on(folder, 30))


def written_on(folder: Path, arrests: int) -> int:
    with open_ledger(folder / "data") as ledger:
        write_arrests(ledger, arrests, ledger.size)
        return ledger.size


def sealed_and_seen(folder: Path, at: int) -> int:
    published = sealed(folder / "data", folder / "sealer")
    cosign(published, folder / "witnesses", at, accomplices=())
    seen = checked(InFolder(published.folder), WITNESSED, Memory(folder / "remembered"))
    return seen.size


def cosign(published: Published, place: Path, at: int, accomplices: Sequence[str]) -> None:
    """Add every cosignature to the last head that its witnesses give; accomplices give any."""
    note = published.latest() or b""
    parsed = parse_note(note)
    size = parse_checkpoint(parsed.text).size
    log = TiledLog(size, published.read)
    given = [
        given_by(Witness(key, logs_of([LOG.verifier_key]), place / name), note, log, at)
        for name, key in WITNESSES.items()
        if name not in accomplices
    ]
    kept = (*parsed.signatures, *(each for each in given if each))
    helping = [WITNESSES[name].cosigner(at) for name in accomplices]
    amend(published, size, signed(parsed.text, helping, kept))


def given_by(witness: Witness, note: bytes, log: TiledLog, at: int) -> Signature | None:
    """The cosignature of an honest witness, asked from whatever size it says it remembers."""
    old = 0
    while old <= log.size:
        proof = tuple(log.consistency_proof(old)) if 0 < old < log.size else ()
        try:
            line = witness.cosignature(bytes(Asked(old, proof, note)), lambda: at)
        except NotCosigned as refusal:
            if refusal.size in {None, old}:
                return None
            old = refusal.size or 0
        else:
            return parse_note(note + line).signatures[-1]
    return None


@dataclass(frozen=True)
class Act:
    """What is done to the ledger, and how many arrests are invented after it."""

    edit: Edit
    invented: int = 0


def acts(first: int, end: int) -> Mapping[str, Act]:
    """The five acts upon entries from `first` up to `end`, exclusive."""
    middle = (first + end) // 2
    return {
        "truncate: the last entries are gone": Act(truncated(middle)),
        "delete: one in the middle is gone": Act(deleted(middle)),
        "insert: one more is in the middle": Act(inserted(middle)),
        "rewrite: one in the middle says otherwise": Act(rewritten(middle)),
        "replace and grow: others stand in place of the last, and more": Act(
            truncated(middle), 150
        ),
    }


def measured(scene: Scene, done: Mapping[str, Act]) -> Found:
    """What each level finds of each act, done to a copy of the ledger and sealed anew."""
    return {name: levels(scene, partial(after, scene, act)) for name, act in done.items()}


def after(scene: Scene, act: Act, place: Path) -> Published:
    data = forged(scene.data, place / "data", act.edit, act.invented)
    published = sealed(data, place / "sealer")
    cosign(published, place / "witnesses", NOW, accomplices=(ACCOMPLICE,))
    return published


def rolled_back(scene: Scene) -> Found:
    """The ledger as it was at its first head, shown with that very head and its cosignatures."""

    def shown(place: Path) -> Published:
        published = after(scene, Act(truncated(scene.earlier)), place)
        genuine = Published(scene.data / "log").note(scene.earlier) or b""
        amend(published, scene.earlier, genuine)
        return published

    return {"roll back: an old head is shown with its old cosignatures": levels(scene, shown)}


def levels(scene: Scene, do: Callable[[Path], Published]) -> Mapping[str, str]:
    """What each level finds; what witnesses and auditor remember is copied for each act."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        copytree(scene.folder / "witnesses", place / "witnesses")
        copyfile(scene.folder / "remembered", place / "remembered")
        shown = InFolder(do(place).folder)
        seen, new = Memory(place / "remembered"), [Memory(place / f"new-{n}") for n in range(3)]
        return {
            "signature": outcome(lambda: checked(shown, SIGNED, new[0])),
            "remembered": outcome(lambda: checked(shown, SIGNED, seen)),
            "quorum": outcome(lambda: checked(shown, WITNESSED, new[1])),
            "lately": outcome(lambda: checked(shown, WITNESSED, new[2], NOW - AN_HOUR)),
        }


def outcome(check: Callable[[], object]) -> str:
    try:
        check()
    except (NotProved, Contradiction) as refusal:
        return str(refusal)
    return NOT_CAUGHT


@dataclass(frozen=True)
class Climbed:
    """All that was measured: of acts before the held head, since it, and of none."""

    before: Found
    since: Found
    honest: Found
    document: str


def climbed(folder: Path) -> Climbed:
    """Everything, measured on a ledger of its own in `folder`."""
    scene = set_scene(folder)
    before = measured(scene, acts(0, scene.earlier)) | rolled_back(scene)
    since = measured(scene, acts(scene.held, scene.written))
    honest = measured(scene, {"nothing: the ledger only goes on": Act(truncated(scene.written))})
    sizes = scene.earlier, scene.held, scene.written - scene.held
    return Climbed(before, since, honest, document(before, since, honest, *sizes))


if __name__ == "__main__":
    with TemporaryDirectory() as own:
        FILE.write_text(climbed(Path(own)).document, encoding="utf-8")
