"""A small sealed ledger, and bundles of it: two pages, one of which a status is published of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec.structs import replace as changed

from ledger.evidence.bundles.container import Archive, content, members
from ledger.evidence.bundles.exporting import Source
from ledger.evidence.bundles.manifest import NAME, File, Manifest, parse_manifest
from ledger.evidence.bundles.one_page import Page, export_page
from ledger.evidence.bundles.whole import export_ledger
from ledger.evidence.keys import SigningKey
from ledger.evidence.verifying.looking import Asked, untold
from ledger.evidence.verifying.verdict import Found, Report, State, Step
from ledger.evidence.verifying.verify import CANNOT_GO_ON, verify
from ledger.journey.commands import PublishStatus
from ledger.privacy.page_key import PageKey
from ledger.proof.canonical import canonical
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.note import Signer, signed
from ledger.proof.policy import Policy
from ledger.proof.policy_file import parse_policy
from ledger.proof.strict import to_base64
from ledger.proof.tiled import growth
from ledger.record.book import Ledger, force_page, open_ledger
from ledger.record.keys import keystore_beside
from tests.recorded import ADOPTION, AT, FORCE, ME, TO_AN_OFFER, arrest_on
from tests.sealing import ORIGIN, SEED, Place

PERSON, OTHER = "p-0000000000000000000000001", "p-0000000000000000000000002"
ON = date(2019, 12, 10)
KEYS = "8e03978e-40d5-43e8-bc93-{:012}"
LOG = SigningKey(ORIGIN, SEED)
ENGINE = "0.1.0"


def policy_text(*lines: str, quorum: str = "none") -> bytes:
    """A policy file of the log's key, and these lines more."""
    return "".join(
        f"{line}\n" for line in (f"log {LOG.verifier_key}", *lines, f"quorum {quorum}")
    ).encode()


POLICY = parse_policy(policy_text())


class Sealed(Place):
    """A ledger in a folder, each of whose pages has a key of its own."""

    def ledger(self) -> Ledger:
        return open_ledger(self.data, keys=keystore_beside(self.data))


def write(ledger: Ledger, page: str, *commands: object, first: int) -> None:
    """Each command by a request of its own, a second after the other."""
    for number, command in enumerate(commands, first):
        me = replace(ME, system="niche", idempotency_key=KEYS.format(number))
        ledger.record(page, command, me, AT + timedelta(seconds=number))  # type: ignore[arg-type]


def publish(place: Place, ledger: Ledger, page: str, at_second: int) -> None:
    """Seal, and publish the page's first journey as the seal has it."""
    place.sealer(ledger).seal()
    checkpoint = place.checkpoint()
    command = PublishStatus(
        journey=1,
        on=ON,
        as_at=ON,
        version=ledger.page(page).version,
        size=checkpoint.size,
        root=to_base64(checkpoint.root),
        engine=ENGINE,
    )
    ledger.record(page, command, ME, AT + timedelta(seconds=at_second))


def write_ledger(place: Place) -> None:
    """Thirteen entries: an adoption, two pages, a status; sealed twice."""
    with place.ledger() as ledger:
        write(ledger, force_page(FORCE), ADOPTION, first=0)
        write(ledger, PERSON, arrest_on(ON), *TO_AN_OFFER, first=1)
        publish(place, ledger, PERSON, 20)
        write(ledger, OTHER, arrest_on(ON), first=30)
        place.sealer(ledger).seal()


def written(folder: Path) -> Sealed:
    """That ledger, in an empty folder."""
    place = Sealed(folder)
    write_ledger(place)
    return place


def source(place: Place, ledger: Ledger) -> Source:
    return Source(ledger, place.published, ENGINE)


def whole(place: Place, size: int | None = None, as_at: date | None = None) -> bytes:
    out = BytesIO()
    with place.ledger() as ledger:
        export_ledger(out, source(place, ledger), size, as_at, untold)
    return out.getvalue()


def of_page(
    place: Place, page: str = PERSON, size: int | None = None, key: PageKey | None = None
) -> bytes:
    out = BytesIO()
    with place.ledger() as ledger:
        export_page(out, source(place, ledger), Page(page, key), size, None)
    return out.getvalue()


def verified(
    bundle: bytes, folder: Path, policy: Policy | None = POLICY, **asked: object
) -> Report:
    file = folder / "bundle.zip"
    file.write_bytes(bundle)
    report = verify(file, Asked(policy=policy, **asked))  # type: ignore[arg-type]
    assert not any(found.what.startswith(CANNOT_GO_ON) for found in report.steps), report.steps
    return report


def files(bundle: bytes) -> dict[str, bytes]:
    """Every file of a bundle, by its name, in order."""
    data = memoryview(bundle)
    return {name: bytes(content(data, member)) for name, member in members(data).items()}


def packed(
    held: Mapping[str, bytes], manifest: Callable[[Manifest], Manifest] = lambda m: m
) -> bytes:
    """An archive of these files, its sums and its manifest made anew."""
    out = BytesIO()
    archive = Archive(out)
    listed = [archive.add(name, [held[name]]) for name in held if name != NAME]
    about = parse_manifest(memoryview(held[NAME]))
    rows = [File(bytes=one.length, name=one.name, sha256=one.digest) for one in listed]
    archive.add(NAME, [bytes(manifest(changed(about, files=rows)))])
    archive.close()
    return out.getvalue()


def forged(bundle: bytes, **changes: bytes | None) -> bytes:
    """The bundle with other content in some files, named by their stems; all sums fit.

    What is None is left out; what has no such file is an error.
    """
    held = files(bundle)
    for stem, text in changes.items():
        (name,) = [name for name in held if Path(name).name.split(".")[0] == stem]
        if text is None:
            del held[name]
        else:
            held[name] = text
    return packed(held)


def stolen(bundle: bytes, lines: Sequence[bytes], *signers: Signer) -> bytes:
    """A whole bundle of other lines, tree and head made anew by whoever has the log's key."""
    held = files(bundle)
    hashes = [leaf_hash(line) for line in lines]
    checkpoint = Checkpoint(ORIGIN, len(lines), root(hashes))
    tiles = dict(growth(0, hashes, lambda _tile: b""))
    first = {name: text for name, text in held.items() if name.startswith(("README", "schema"))}
    last = {name: text for name, text in held.items() if name.startswith(("policies", "claims"))}
    again = {
        **first,
        "entries.jsonl": b"".join(line + b"\n" for line in lines),
        "log/checkpoint": signed(checkpoint.text, [LOG, *signers]),
        **{f"log/{tile.path}": content for tile, content in tiles.items()},
        **last,
        NAME: held[NAME],
    }
    return packed(again, lambda manifest: changed(manifest, size=len(lines)))


def raw(held: Mapping[str, bytes]) -> bytes:
    """An archive of these files as they are."""
    out = BytesIO()
    archive = Archive(out)
    for name, text in held.items():
        archive.add(name, [text])
    archive.close()
    return out.getvalue()


def lines_of(bundle: bytes) -> list[bytes]:
    return files(bundle)["entries.jsonl"].splitlines()


def line_changed(line: bytes, /, **changes: Any) -> bytes:
    return canonical({**json.loads(line), **changes})


def fact_changed(line: bytes, /, **changes: Any) -> bytes:
    return line_changed(line, fact={**json.loads(line)["fact"], **changes})


def decider(report: Report, step: Step, state: State = State.FAILED) -> Found:
    """The step that decides, which should be `step`; what follows on a failure is not reached."""
    assert report.first is not None
    assert (report.first.step, report.first.state) == (step, state), report.first
    assert report.state == state
    if state != State.UNDECIDED:
        after = report.steps[report.steps.index(report.first) + 1 :]
        assert {found.state for found in after} <= {State.NOT_REACHED}
    return report.first
