"""The editions that entries cite, and whose signature counted at which size of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from ledger.evidence.bundles import names
from ledger.evidence.verifying.gathering import Gathered
from ledger.evidence.verifying.heads import Signed
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.stream import Kept
from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.journey.facts.log import LogKeyAdded, LogKeyRetired
from ledger.journey.parts import EditionRef
from ledger.policy.load import edition_in
from ledger.policy.reading import PolicyFileError
from ledger.record.streams import OF_THE_LOG


def check_editions(bundle: Bundle, cited: Mapping[EditionRef, int]) -> None:
    """Nothing, if the bundle holds every edition that is cited, as it was when cited, and no other.

    Raises:
        Refuted: It holds another one, or one edition is cited as two.
        Undecided: It lacks one, or this program cannot read one.
    """
    here = {name for name in bundle.members if name.startswith(names.POLICIES)}
    left = here - {names.edition(ref.name) for ref in cited}
    if left:
        raise Refuted("an edition that no entry cites")
    for ref, index in sorted(cited.items(), key=lambda each: each[1]):
        name = names.edition(ref.name)
        if name not in here:
            raise Undecided(f"{ref.name} is cited and is not here", index)
        raw = bundle.read(name)
        if sha256(raw).hexdigest() != ref.digest:
            raise Refuted(f"{ref.name} is not what it was when it was cited", index)
        try:
            edition_in(raw, ref.name)
        except PolicyFileError:
            raise Undecided(f"{ref.name} cannot be read by this program", index) from None


def check_keys(heads: Iterable[Signed], said: Gathered) -> None:
    """Nothing, if every head that the log signed is signed with a key that counted at its size.

    A key of which the entries say nothing counts as the policy says.

    Raises:
        Refuted: A head is signed only with keys that were added later, or retired before.
    """
    counts = _spans(said.others.get(OF_THE_LOG))
    for head in heads:
        size = head.checkpoint.size
        spans = [counts.get((head.checkpoint.origin, key), (0, size)) for key in head.keys]
        if spans and not any(first <= size <= last for first, last in spans):
            raise Refuted(f"a head of {size} leaves, signed with a key that did not count then")


def _spans(stream: Kept | None) -> Mapping[tuple[str, str], tuple[int, float]]:
    """From which size to which, both inclusive, each key of a log counts."""
    spans: dict[tuple[str, str], tuple[int, float]] = {}
    for _, fact in stream.written if stream else ():
        match fact:
            case LogKeyAdded(origin=origin, key=key, from_size=size):
                spans[origin, key] = (size, float("inf"))
            case LogKeyRetired(origin=origin, key=key, until_size=size):
                first, _ = spans.get((origin, key), (0, size))
                spans[origin, key] = (first, size)
            case _:
                pass
    return spans
