"""A bundle opened: its files by their names, and the manifest that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data, Member, check_sum, content, members
from ledger.evidence.bundles.manifest import NAME, Kind, Manifest, parse_manifest
from ledger.evidence.bundles.texts import texts
from ledger.evidence.verifying.verdict import Refuted, Unusable
from ledger.proof.refusal import NotProved
from ledger.proof.strict import number
from ledger.proof.tiles import new_tiles


class Bundle:
    """The archive in `file`, which is mapped and never read whole."""

    def __init__(self, file: Path) -> None:
        """Open it; whether its bytes are right is not seen yet.

        Raises:
            Unusable: It is no archive of the form that bundles have.
            OSError: It cannot be read.
        """
        self.file = file
        self._data = _mapped(file)
        try:
            self.members: Mapping[str, Member] = members(self._data)
        except NotProved as refusal:
            raise Unusable(refusal.what) from None

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def view(self, name: str) -> Data:
        """The bytes of a file.

        Raises:
            Refuted: There is none of that name.
        """
        if name not in self.members:
            raise Refuted(f"there is no {name}")
        return content(self._data, self.members[name])

    def read(self, name: str) -> bytes:
        """A copy of them; raises what `view` raises."""
        return bytes(self.view(name))

    def numbers(self, prefix: str, suffix: str = "") -> list[int]:
        """The numbers in the names between `prefix` and `suffix`, ascending.

        Raises:
            Refuted: Something else than a number stands there.
        """
        inside = [
            name.removeprefix(prefix).removesuffix(suffix)
            for name in self.members
            if name.startswith(prefix) and name.endswith(suffix)
        ]
        try:
            return sorted(map(number, inside))
        except NotProved as refusal:
            raise Refuted(refusal.what) from None

    def check_sums(self) -> None:
        """Nothing, if no file was damaged.

        Raises:
            Unusable: One was.
        """
        try:
            for member in self.members.values():
                check_sum(self._data, member)
        except NotProved as refusal:
            raise Unusable(refusal.what) from None

    def manifest(self) -> Manifest:
        """What the bundle says of itself.

        Raises:
            Unusable: It does not, in no known format.
        """
        if NAME not in self.members:
            raise Unusable("an archive without a manifest")
        try:
            return parse_manifest(self.view(NAME))
        except NotProved as refusal:
            raise Unusable(refusal.what) from None


def check_manifest(bundle: Bundle, manifest: Manifest) -> None:
    """Nothing, if the bundle's files are those of the manifest and its kind, in their order.

    Raises:
        Refuted: They are not.
    """
    if (manifest.kind == Kind.PAGE) != bool(manifest.page):
        raise Refuted("a manifest that names a page of a whole ledger, or none of a page")
    listed = [file.name for file in manifest.files]
    if [*listed, NAME] != list(bundle.members):
        raise Refuted("files that are not those of the manifest")
    if listed != list(islice(_expected(bundle, manifest), len(listed) + 1)):
        raise Refuted("files that a bundle of its kind has not, or not in that order")
    for file in manifest.files:
        view = bundle.view(file.name)
        if len(view) != file.bytes or sha256(view).hexdigest() != file.sha256:
            raise Refuted(f"a file that is not the manifest's: {file.name}")
    for name, text in texts(manifest.kind).items():
        if bundle.view(name) != text:
            raise Refuted(f"{name} says something else than in every bundle of its kind")


def _expected(bundle: Bundle, manifest: Manifest) -> Iterator[str]:
    """The names that the bundle should have, in their order, as far as that can be told yet.

    They are as many as the manifest's size makes them, which nobody has proved yet.
    """
    is_page = manifest.kind == Kind.PAGE
    middle = _proofs(bundle) if is_page else map(names.tile, new_tiles(0, manifest.size))
    disclosed = [name for name in (names.PAGE_KEY, names.DISCLOSED) if name in bundle]
    return chain(
        texts(manifest.kind),
        (names.ENTRIES, names.CHECKPOINT),
        map(names.older, bundle.numbers(names.OLDER)),
        middle,
        sorted(name for name in bundle.members if name.startswith(names.POLICIES)),
        (names.CLAIMS,),
        disclosed if is_page and len(disclosed) == 2 else (),
    )


def _proofs(bundle: Bundle) -> Iterator[str]:
    yield from map(names.consistency, bundle.numbers(names.CONSISTENCY))
    yield from map(names.proof, proved(bundle))


def proved(bundle: Bundle) -> Sequence[int]:
    """The leaves that a bundle of one page has proofs of, ascending. Raises what `numbers` does."""
    return bundle.numbers(names.PROOFS, names.PROOF)


def _mapped(file: Path) -> Data:
    with file.open("rb") as opened:
        if not opened.seek(0, 2):
            raise Unusable("an empty file")
        return memoryview(mmap(opened.fileno(), 0, access=ACCESS_READ))
