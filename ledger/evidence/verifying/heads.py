"""Whose signature stands under the log, and what the log was at every size that matters here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledger.evidence.bundles import names
from ledger.evidence.bundles.manifest import Kind, Manifest
from ledger.evidence.keys import ed25519
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.cosignature import CosignatureVerifier, cosigned_at_posix_seconds
from ledger.proof.merkle import folded, parents, verify_consistency
from ledger.proof.note import NoteVerifier, Verifier, parse_note, verified
from ledger.proof.paths import subtrees
from ledger.proof.policy import NO_QUORUM, Policy, vouched
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, hash_from_base64, to_base64
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import TILE_WIDTH, Tile, new_tiles

_TILE_HEIGHT = 8
_MOST_TILES = 1 << 10


@dataclass(frozen=True, slots=True)
class Signed:
    """A head, and who of the policy signed it.

    Attributes:
        keys: Those of the log.
        cosigned_at: By name in the policy, when each witness cosigned, in POSIX seconds.
    """

    checkpoint: Checkpoint
    keys: Sequence[str]
    cosigned_at: Mapping[bytes, int]


class Tiles(Mapping[Tile, bytes]):
    """The tiles of a log of `size` leaves, read from the bundle each time they are asked for."""

    def __init__(self, bundle: Bundle, size: int) -> None:
        self._bundle = bundle
        self._size = size

    def __getitem__(self, tile: Tile) -> bytes:
        return self._bundle.read(names.tile(tile))

    def __iter__(self) -> Iterator[Tile]:
        return new_tiles(0, self._size)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass
class History:
    """What the log was at earlier sizes: told by its tiles, or by proofs where there are none."""

    checkpoint: Checkpoint
    tiles: Mapping[Tile, bytes] | None = None
    proofs: Mapping[int, Sequence[bytes]] = field(default_factory=dict)
    roots: dict[int, bytes] = field(default_factory=dict)
    _tile_rows: dict[tuple[int, int], list[bytes]] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        return self.checkpoint.size

    def root_at(self, size: int) -> bytes | None:
        """The root over the first `size` leaves; None where nothing here tells it."""
        if size == self.size:
            return self.checkpoint.root
        if self.tiles is not None and 0 < size < self.size:
            return folded([self._node(level, index) for level, index in subtrees(0, size)])
        return self.roots.get(size)

    def made_root(self) -> bytes:
        """The root that the tiles lead to, whatever the checkpoint says."""
        return TiledLog(self.size, self._read).compact_range().root

    def root_text(self, size: int) -> str | None:
        """The same, in base64."""
        found = self.root_at(size)
        return None if found is None else to_base64(found)

    def proof_from(self, size: int) -> Sequence[bytes] | None:
        """The proof that the log goes on from its first `size` leaves; None where none is here."""
        if self.tiles is not None:
            return TiledLog(self.size, self._read).consistency_proof(size)
        return () if size == self.size else self.proofs.get(size)

    def all_tiles(self) -> Mapping[Tile, bytes]:
        """Every tile with its content; none of a page's bundle."""
        return self.tiles if self.tiles is not None else {}

    def leaves(self) -> bytes:
        """The leaves' hashes one after the other, as the tiles have them."""
        tiles = self.all_tiles()
        return b"".join(content for tile, content in tiles.items() if not tile.level)

    def _node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree, which is the same at every size that has it."""
        tile_level, height = divmod(level, _TILE_HEIGHT)
        tile_index, place = divmod(index << height, TILE_WIDTH)
        start = (place >> height) * HASH_BYTES
        return self._rows(tile_level, tile_index)[height][start : start + HASH_BYTES]

    def _rows(self, level: int, index: int) -> list[bytes]:
        """The rows of complete subtrees in a tile, the lowest first."""
        found = self._tile_rows.get((level, index))
        if found is None:
            found = [self._read(Tile(level, index))]
            while len(found[-1]) > HASH_BYTES:
                found.append(parents(found[-1]))
            if len(self._tile_rows) == _MOST_TILES:
                self._tile_rows.clear()
            self._tile_rows[level, index] = found
        return found

    def _read(self, tile: Tile) -> bytes:
        held = (self.size >> _TILE_HEIGHT * tile.level) - tile.index * TILE_WIDTH
        content = self.all_tiles()[replace(tile, width=min(held, TILE_WIDTH))]
        return content[: tile.width * HASH_BYTES]


def history(bundle: Bundle, manifest: Manifest) -> History:
    """What the log was, all of it proved from the root of the checkpoint.

    Raises:
        Refuted: The checkpoint is not the manifest's, or tiles, earlier heads or proofs do not
            lead to its root.
    """
    head = checkpoint_in(bundle.read(names.CHECKPOINT))
    if (head.origin, head.size) != (manifest.origin, manifest.size):
        raise Refuted("a checkpoint of another log, or of another size, than the manifest's")
    found = History(head)
    try:
        if manifest.kind == Kind.LEDGER:
            found.tiles = Tiles(bundle, head.size)
            _check_tiles(found.tiles, head)
        else:
            found.proofs = _proofs(bundle, found)
    except NotProved as refusal:
        raise Refuted(refusal.what) from None
    for size in bundle.numbers(names.OLDER):
        older = checkpoint_in(bundle.read(names.older(size)))
        is_earlier = older.origin == head.origin and older.size == size < head.size
        if not is_earlier or older.root != found.root_at(size):
            raise Refuted(f"a head of {size} leaves that the log does not go on from")
    return found


def told_history(bundle: Bundle) -> History:
    """What the tiles of a whole ledger's bundle tell, which `history` has proved before."""
    head = checkpoint_in(bundle.read(names.CHECKPOINT))
    return History(head, Tiles(bundle, head.size))


def signed_heads(bundle: Bundle, policy: Policy | None) -> Sequence[Signed]:
    """Every head with those of the policy who signed it, the last head first.

    Raises:
        Refuted: A signature is false, or the log of that name did not sign the last head.
        Undecided: There is no policy, it has no such log or not the key of an earlier head, or its
            quorum is not met.
    """
    note = bundle.read(names.CHECKPOINT)
    origin = checkpoint_in(note).origin
    if policy is None:
        raise Undecided("without a policy nobody says whose signature counts")
    if all(key.name != origin for key in policy.logs):
        raise Undecided(f"the policy has no log {origin}")
    _check_vouched(note, policy)
    older = bundle.numbers(names.OLDER)
    notes = [note, *(bundle.read(names.older(size)) for size in reversed(older))]
    return [_signed(each, origin, policy) for each in notes]


def checkpoint_in(note: bytes) -> Checkpoint:
    """The checkpoint that a note says, whoever signed it.

    Raises:
        Refuted: It is none.
    """
    try:
        return parse_checkpoint(parse_note(note).text)
    except NotProved as refusal:
        raise Refuted(refusal.what) from None


def _check_vouched(note: bytes, policy: Policy) -> None:
    try:
        vouched(note, policy, ed25519)
    except NotProved as refusal:
        without = replace(policy, quorum=NO_QUORUM)
        try:
            vouched(note, without, ed25519)
        except NotProved:
            raise Refuted(refusal.what) from None
        raise Undecided(refusal.what) from None


def _signed(data: bytes, origin: str, policy: Policy) -> Signed:
    note = parse_note(data)
    logs = {(key.name, key.key_hash): key for key in policy.logs if key.name == origin}
    witnesses = {(key.name, key.key_hash): name for name, key in policy.witnesses.items()}
    there = {(one.name, one.key_hash) for one in note.signatures}
    checkpoint = parse_checkpoint(note.text)
    if not there & logs.keys():
        what = f"a head of {checkpoint.size} leaves that no key of the policy signed"
        raise Undecided(f"{what}: does the policy lack an older key?")
    known: list[Verifier] = [
        *(NoteVerifier(key, ed25519) for key in logs.values()),
        *(CosignatureVerifier(key, ed25519) for key in policy.witnesses.values()),
    ]
    try:
        valid = verified(note, known)
    except NotProved as refusal:
        raise Refuted(refusal.what) from None
    named = {(one.name, one.key_hash): one.value for one in valid}
    keys = [str(logs[who]) for who in named if who in logs]
    theirs = {witnesses[who]: value for who, value in named.items() if who in witnesses}
    at = {name: cosigned_at_posix_seconds(value) for name, value in theirs.items()}
    return Signed(checkpoint, keys, at)


def _check_tiles(tiles: Tiles, head: Checkpoint) -> None:
    if any(len(content) != tile.width * HASH_BYTES for tile, content in tiles.items()):
        raise Refuted("a tile of another length than its width")
    leaves = (content for tile, content in tiles.items() if not tile.level)
    for tile, content in growth(0, leaves, tiles.__getitem__):
        if tiles[tile] != content:
            raise Refuted("a tile that is not made of those below it")
    if History(head, tiles).made_root() != head.root:
        raise Refuted("tiles that do not lead to the root of the checkpoint")


def _proofs(bundle: Bundle, known: History) -> dict[int, Sequence[bytes]]:
    found: dict[int, Sequence[bytes]] = {}
    for size in bundle.numbers(names.CONSISTENCY):
        text = bundle.read(names.consistency(size)).decode("ascii", errors="replace")
        *lines, end = text.split("\n")
        if end or not lines:
            raise Refuted("a proof of an earlier size in another form")
        root, *hashes = map(hash_from_base64, lines)
        verify_consistency(size, known.size, root, known.checkpoint.root, hashes)
        known.roots[size], found[size] = root, hashes
    return found
