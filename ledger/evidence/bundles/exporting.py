"""From what a bundle is made, and what is the same whatever is exported.

Nothing is exported that would not verify: the exporter reads every line as strictly as a verifier,
folds by the same code, and refuses a ledger that does not agree with its own sealed head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Archive, Packed
from ledger.evidence.bundles.manifest import NAME, File, Kind, Manifest
from ledger.evidence.bundles.texts import texts
from ledger.evidence.published import Published
from ledger.evidence.verifying.folding import Folded
from ledger.evidence.verifying.heads import checkpoint_in
from ledger.evidence.verifying.lines import read, recorded_at_in
from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.evidence.verifying.walk import Again, Walk
from ledger.journey.calendar import london_day
from ledger.journey.facts.person import PageOpened
from ledger.journey.parts import EditionRef
from ledger.policy.load import EDITIONS, EditionChanged
from ledger.proof.checkpoint import Checkpoint
from ledger.record.leaves import Leaf

AT_ONCE = 1_000
"""Lines that are read at a time."""

_OPENED = f'"name":"{PageOpened.NAME}"'.encode()

Progress = Callable[[int, int], None]
"""Told how many entries of how many are written."""


class Sealed(Protocol):
    """The ledger, as far as it is read here."""

    @property
    def size(self) -> int: ...

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]: ...

    def lines(self, start: int, limit: int) -> Sequence[bytes]: ...

    def leaf_of(self, page_id: str, line: int) -> Leaf | None: ...


class NotSealedThere(LookupError):
    """The log has no signed head of that size, or none at all: what is not sealed is not proved."""


class NotExported(Exception):
    """The ledger does not agree with its sealed head, or with itself: nothing was exported.

    Attributes:
        what: What does not agree; nothing that an entry says.
        index: The leaf of the first entry at fault, from 0; None where it is no one entry's.
    """

    def __init__(self, what: str, index: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.index = index

    def __str__(self) -> str:
        return self.what if self.index is None else f"leaf {self.index}: {self.what}"


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger, the files that its sealer publishes, and the version of the program that exports.

    `editions` is the folder of the editions that entries cite.
    """

    ledger: Sealed
    published: Published
    engine: str
    editions: Path = EDITIONS


@dataclass(frozen=True, slots=True)
class Head:
    """The signed note that a bundle rests on, and what it says."""

    note: bytes
    checkpoint: Checkpoint


def head_of(published: Published, size: int | None) -> Head:
    """The head of the log at `size` leaves; the last one if no size is named.

    Raises:
        NotSealedThere: There is none, or it is of an empty log.
        NotExported: It is none.
    """
    note = published.latest() if size is None else published.note(size)
    if note is None:
        raise NotSealedThere
    try:
        checkpoint = checkpoint_in(note)
    except Refuted as refusal:
        raise NotExported(refusal.what) from None
    if not checkpoint.size:
        raise NotSealedThere
    return Head(note, checkpoint)


def forces_in(ledger: Sealed, size: int) -> frozenset[str]:
    """The forces that have pages among the first `size` entries.

    Raises:
        NotExported: A page is opened by a line that is none.
        CorruptEntry, Unavailable: An entry is gone; the ledger cannot be read.
    """
    found = set()
    for start in range(0, size, AT_ONCE):
        for index, line in enumerate(ledger.lines(start, min(AT_ONCE, size - start)), start):
            if _OPENED in line:
                found.add(_force_in(line, index))
    return frozenset(found - {""})


def _force_in(line: bytes, index: int) -> str:
    try:
        return str(getattr(read(line, index).fact, "force", ""))
    except (Refuted, Undecided) as fault:
        raise NotExported(fault.what, index) from None


def civil_day_of(line: bytes) -> date:
    """The civil day on which a line was recorded."""
    return london_day(datetime.fromisoformat(recorded_at_in(line).decode()))


def block_of(lines: Iterable[bytes]) -> bytes:
    """The lines one after the other, each with its line feed."""
    return b"".join([line + b"\n" for line in lines])


def walk_on(walk: Walk, lines: Sequence[bytes], first: int) -> bytes:
    """Let these lines be taken, of leaf `first` and those after it; the block that they make.

    Raises:
        NotExported: One is no entry, or more than one.
    """
    block = block_of(lines)
    try:
        walk.through(block, first)
    except (Refuted, Undecided) as fault:
        raise NotExported(fault.what, fault.index) from None
    if walk.after != first + len(lines):
        raise NotExported("a line feed within an entry")
    return block


def check_walked(walk: Walk, as_at: date, again: Again) -> None:
    """Nothing, if no fault was met; its pages can then be told on the civil day `as_at`.

    Raises:
        NotExported: One was.
    """
    walk.look_back(as_at, again)
    walk.check_requests(again)
    if walk.faults:
        first = min(walk.faults.values(), key=lambda fault: fault.index or 0)
        raise NotExported(first.what, first.index)


def check_folded(found: Folded) -> None:
    """Nothing, if what was published is as the entries tell.

    Raises:
        NotExported: It is not.
    """
    if found.fault is not None:
        raise NotExported(found.fault.what, found.fault.index)


def begun(archive: Archive, kind: Kind, entries: Iterable[bytes]) -> list[Packed]:
    """The first files of every bundle: what it is, and the entries."""
    packed = [archive.add(name, [text]) for name, text in texts(kind).items()]
    return [*packed, archive.add(names.ENTRIES, entries)]


def ended(archive: Archive, packed: Sequence[Packed], about: Manifest) -> Manifest:
    """The manifest of what was packed, written as the last file."""
    files = [File(bytes=one.length, name=one.name, sha256=one.digest) for one in packed]
    manifest = replace(about, files=files)
    archive.add(NAME, [bytes(manifest)])
    archive.close()
    return manifest


def heads_before(
    published: Published, head: Checkpoint, sizes: Iterable[int]
) -> Mapping[int, bytes]:
    """The signed notes at those of the `sizes` that are earlier, where there are such notes."""
    wanted = sorted({size for size in sizes if 0 < size < head.size})
    notes = {size: published.note(size) for size in wanted}
    return {size: note for size, note in notes.items() if note is not None}


def editions(source: Source, cited: Iterable[EditionRef]) -> Mapping[str, bytes]:
    """The files of the editions that are cited, by their names in a bundle, in order.

    Raises:
        EditionChanged: One is not here, or not as it was when cited.
    """
    found = {}
    for ref in cited:
        file = source.editions / f"{ref.name}.toml"
        raw = file.read_bytes() if file.is_file() else b""
        if sha256(raw).hexdigest() != ref.digest:
            raise EditionChanged(f"cited, but missing or changed since: {ref.name}")
        found[names.edition(ref.name)] = raw
    return dict(sorted(found.items()))
