"""A ledger and an access log that saw each other, and whoever forges them with both keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.sealing.anchoring import Anchoring
from ledger.evidence.anchors import Shown, check, lines_of
from ledger.evidence.keys import SigningKey, verifier
from ledger.evidence.published import Head
from ledger.evidence.remembered import Memory
from ledger.journey.facts.log import LogAnchored
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import consistency_proof, leaf_hash
from ledger.proof.note import signed
from ledger.proof.strict import to_base64
from ledger.record.access import FILE, Access, AccessLog, open_access_log
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Attribution, Entry
from tests.access_audited import record
from tests.audited import FILE as LEDGER_FILE
from tests.golden_facts import EXAMPLES

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
LEDGER, ACCESS = "ledger", "access"
ORIGIN = {LEDGER: "ledger.example/ledger", ACCESS: "ledger.example/ledger/access"}
KEYS = {name: SigningKey(origin, bytes([7]) * 32) for name, origin in ORIGIN.items()}
FILES = {LEDGER: LEDGER_FILE, ACCESS: FILE}
OPEN: dict[str, Callable[[Path], Ledger | AccessLog]] = {
    LEDGER: open_ledger,
    ACCESS: open_access_log,
}

Items = list[Any]
"""The entries of a ledger or the records of an access log, in order."""


def other_than(name: str) -> str:
    return ACCESS if name == LEDGER else LEDGER


def opened_page(number: int, at: datetime = AT) -> Entry:
    """An entry that stands for itself, on a page of its own."""
    fact = EXAMPLES["page.opened"].fact
    return Entry(f"p-{number:026}", 1, at, Attribution(by="mair.pugh"), fact)


def consultation(number: int) -> Access:
    """A record of which nothing is sealed, so that whoever forges it knows its line."""
    return replace(record(number), justification="")


def grow(data: Path, number: int, first: int = 0, at: datetime = AT) -> None:
    """So many entries and records more."""
    with open_ledger(data) as ledger, open_access_log(data) as access:
        for n in range(first, first + number):
            ledger.append([opened_page(n, at)])
            access.append(consultation(n))


def anchor(data: Path, now: datetime = AT, *, at_once: bool = False) -> tuple[bool, bool]:
    """Put down in each log what the other is; whether that was done, of the ledger first."""
    with open_ledger(data) as ledger, open_access_log(data) as access:
        both = Anchoring(ledger, ORIGIN[LEDGER], access, ORIGIN[ACCESS])
        heads = [_head(shown(data, name), now) for name in (LEDGER, ACCESS)]
        return (
            both.put_down_ledger(heads[0], now, at_once=at_once),
            both.put_down_access(heads[1], now, at_once=at_once),
        )


def shown(data: Path, name: str) -> Shown:
    """One of the logs in `data`, as it is shown to whoever checks."""

    def lines() -> Sequence[bytes]:
        with closing(OPEN[name](data)) as log:
            return list(lines_of(log))

    return Shown(ORIGIN[name], lines)


def remember(memory: Memory, data: Path, name: str) -> None:
    """Look at the log with its own key's signature, and remember it if it goes on from before."""
    hashes = [leaf_hash(line) for line in shown(data, name).lines()]
    checkpoint = check(shown(data, name), ())
    note = signed(checkpoint.text, [KEYS[name]])
    known = [verifier(str(KEYS[name].verifier_key))]
    memory.advance(note, known, lambda old, new: consistency_proof(old, hashes[:new]))


def items_of(data: Path, name: str) -> Items:
    with closing(OPEN[name](data)) as log:
        return [item for _, item in log.since(0, 10_000)]


def is_anchor(item: Any) -> bool:
    """Whether the entry or record says what was seen of the other log."""
    return isinstance(getattr(item, "fact", None), LogAnchored) or bool(
        isinstance(item, Access) and item.anchor
    )


def forge(data: Path, name: str, items: Items) -> None:
    """Put a log of these items in the place of the one there: its audit finds nothing."""
    for file in data.glob(f"{FILES[name]}*"):
        file.unlink()
    with closing(OPEN[name](data)) as log:
        for item in items:
            log.append([item] if isinstance(item, Entry) else item)  # type: ignore[arg-type]
        assert log.audit() is None


def forge_anchors(data: Path, name: str, forged: Checkpoint) -> None:
    """Make the log say that it never saw the other as anything but what is `forged`."""
    items = items_of(data, name)
    forge(data, name, [_as_if_seen(item, forged) for item in items])


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does to a log; `place` is that of an item before the first anchor."""

    name: str
    on: Callable[[Items, int], Items]

    def __str__(self) -> str:
        return self.name


def another(item: Any) -> Any:
    """An item that says something else in the same place."""
    if isinstance(item, Entry):
        return replace(item, attribution=Attribution(by="dewi.bowen"))
    return replace(item, by="dewi.bowen")


def _inserted(items: Items, place: int) -> Items:
    item = items[place]
    if isinstance(item, Entry):
        return [*items[:place], replace(item, originator_id="p-inserted"), *items[place:]]
    return [*items[:place], replace(item, id="a-inserted"), *items[place:]]


def _replaced_and_grown(items: Items, _place: int) -> Items:
    last = items[-1]
    more = [opened_page(n) if isinstance(last, Entry) else consultation(n) for n in range(900, 920)]
    more = [_after(one, last) for one in more]
    return [item if is_anchor(item) else another(item) for item in items] + more


ACTS = (
    Act("truncated", lambda items, place: items[:place]),
    Act("one deleted", lambda items, place: items[:place] + items[place + 1 :]),
    Act("one inserted", _inserted),
    Act("one rewritten", lambda i, place: [*i[:place], another(i[place]), *i[place + 1 :]]),
    Act("replaced and grown", _replaced_and_grown),
)


def _after(item: Any, last: Any) -> Any:
    return replace(item, recorded_at=last.recorded_at) if isinstance(item, Entry) else item


def _as_if_seen(item: Any, forged: Checkpoint) -> Any:
    if not is_anchor(item):
        return item
    told = {"size": forged.size, "root": to_base64(forged.root)}
    if isinstance(item, Entry):
        return replace(item, fact=replace(item.fact, **told))
    return replace(item, anchor=replace(item.anchor, **told))


def _head(shown: Shown, at: datetime) -> Head:
    found = check(shown, ())
    return Head(found.size, found.root, at)
