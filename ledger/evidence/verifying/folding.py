"""What a walk comes to: what was published, what is claimed, and which policy governed.

It is the verifier's own fold, by the same pure rooms that decide: nobody's answer is taken over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ledger.decisions.agreement import Publication, disagreements_of
from ledger.evidence.bundles.claims import published, told
from ledger.evidence.verifying.days import UNRECKONED
from ledger.evidence.verifying.stream import Kept, Stream
from ledger.evidence.verifying.verdict import Refuted
from ledger.evidence.verifying.walk import Decided
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import struck_lines
from ledger.journey.parts import EditionRef
from ledger.record.streams import force_page, is_persons

RootOf = Callable[[int], str | None]


@dataclass(slots=True)
class Folded:
    """What came of folding: claims as lines, each with the leaf by which it is put in order."""

    published: list[tuple[int, bytes]] = field(default_factory=list)
    told: list[tuple[int, bytes]] = field(default_factory=list)
    fault: Refuted | None = None

    def refute(self, what: str, index: int) -> None:
        """Keep this fault, unless one of an earlier entry is known."""
        if self.fault is None or index < (self.fault.index or 0):
            self.fault = Refuted(what, index)

    def add(self, other: Folded) -> None:
        """Add what came of folding other pages."""
        self.published += other.published
        self.told += other.told
        if other.fault is not None:
            self.refute(other.fault.what, other.fault.index or 0)

    def without(self, indexes: Container[int]) -> Folded:
        """The same, but for the claims that are put in order by one of these leaves."""
        published = [one for one in self.published if one[0] not in indexes]
        told = [one for one in self.told if one[0] not in indexes]
        return Folded(published, told, self.fault)

    def claims(self) -> Iterator[tuple[int, bytes]]:
        """Every claim that a bundle of these entries makes, in its order."""
        yield from sorted(self.published)
        yield from sorted(self.told)


def folded(streams: dict[str, Stream], as_at: date, root_of: RootOf) -> Folded:
    """Every page that is a person's, folded, unless another process does.

    Args:
        streams: What stands on each page; they are told on that day.
        as_at: The civil day, inclusive, on which its journeys are told.
        root_of: The root, in base64, of the log's first so many leaves; None where nobody knows.
    """
    found = Folded()
    for page, stream in streams.items():
        if stream.is_told or not is_persons(page):
            continue
        try:
            known = stream.told(as_at)
            claims = b"".join(map(bytes, told(page, known.journeys, as_at)))
        except Refuted as fault:
            found.refute(fault.what, fault.index or 0)
        except UNRECKONED:
            what = "a page of which it cannot be told where it stands on that day"
            found.refute(what, stream.indexes[0])
        else:
            _check_published(page, known.publications, root_of, found)
            found.told.append((stream.indexes[0], claims))
    return found


def _check_published(
    page: str, published_of: Sequence[Publication], root_of: RootOf, found: Folded
) -> None:
    for one in published_of:
        claim = bytes(published(page, one.index, one.fact))
        found.published.append((one.index, claim))
        root = root_of(one.fact.size)
        if 0 < one.fact.size <= one.index and root is None:
            found.refute("a published status of a size that nothing here proves", one.index)
        for wrong in disagreements_of(one, root):
            what = f"a published status whose {wrong.point} is not what the entries tell"
            found.refute(what, wrong.index)


def check_claims(said: memoryview, folded: Folded) -> int:
    """The number of journeys claimed, if the lines are those of what was folded, byte for byte.

    Raises:
        Refuted: They are not; a claim is of the page that begins with the entry named.
    """
    place = number = 0
    for index, lines in folded.claims():
        if said[place : place + len(lines)] != lines:
            raise Refuted("a claim that the entries do not bear out", index)
        place, number = place + len(lines), number + lines.count(b"\n")
    if place != len(said):
        raise Refuted("more is claimed than the entries tell")
    return number - len(folded.published)


@dataclass
class Adoptions:
    """What a force had adopted, at any place in the log."""

    stream: Kept

    def in_force(self, index: int, scheme: str, on: date) -> EditionRef | None:
        """The edition of `scheme` on the civil day `on`, as the entries before leaf `index` say."""
        before = bisect_left(self.stream.indexes, index)
        known = [fact for fact in self._standing(before) if fact.edition.scheme == scheme]
        adopted = [fact for fact in known if fact.from_on <= on]
        return max(adopted, key=lambda fact: fact.from_on).edition if adopted else None

    def _standing(self, number: int) -> Sequence[PolicyAdopted]:
        """The adoptions among the first `number` lines that are not recorded in error by then."""
        if not self._corrected:
            return self._adoptions[: bisect_left(self._places, number)]
        written = self.stream.written[:number]
        struck = struck_lines(written)
        return [f for line, f in written if isinstance(f, PolicyAdopted) and line not in struck]

    @cached_property
    def _corrected(self) -> bool:
        return any(isinstance(fact, RecordedInError) for _, fact in self.stream.written)

    @cached_property
    def _places(self) -> list[int]:
        written = enumerate(self.stream.written)
        return [place for place, (_, fact) in written if isinstance(fact, PolicyAdopted)]

    @cached_property
    def _adoptions(self) -> list[PolicyAdopted]:
        return [fact for _, fact in self.stream.written if isinstance(fact, PolicyAdopted)]


def wrongly_decided(
    decided: Mapping[Decided, Sequence[int]], streams: Mapping[str, Kept]
) -> Refuted | None:
    """The first decision under an edition that the force had not adopted, or not for that day."""
    adoptions = {
        force: Adoptions(streams[page])
        for force in {one.force for one in decided}
        if (page := force_page(force)) in streams
    }
    wrong = [
        leaf
        for one, leaves in decided.items()
        for leaf in leaves
        if one.force not in adoptions
        or adoptions[one.force].in_force(leaf, one.edition.scheme, one.on) != one.edition
    ]
    what = "a decision under an edition that the force had not adopted for that day"
    return Refuted(what, min(wrong)) if wrong else None
