"""Editions out of their files, read strictly, and never other than they were when cited.

A file `<scheme>/<edition>.toml` holds one edition. Whatever in it is unknown, missing, blank or of
another kind than `ledger/policy/edition.py` annotates is refused: an edition says what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition, Parameter
from ledger.policy.reading import Lists, PolicyFile, PolicyFileError, hints, open_file, parsed_file
from ledger.policy.reference import load_offences, load_outcomes
from ledger.policy.rulebook import Rulebook
from ledger.policy.terms import OFFENCE_CODE, OUTCOME_CODE

EDITIONS = Path(__file__).parent / "editions"

_NAMING = ("scheme", "edition")
_TEXTS = tuple(name for name, kind in hints(Edition).items() if kind is str)
_SECTIONS: dict[str, Any] = {
    name: kind for name, kind in hints(Edition).items() if is_dataclass(kind) and name != "ref"
}
_TOP = {*_NAMING, *_TEXTS, *_SECTIONS, "route"}
_ASPECTS = ("is", "unit", "source")


class EditionError(PolicyFileError):
    """An edition's file cannot be taken at its word."""


class EditionChanged(ValueError):
    """Entries cite editions that are not here, or not as they were when cited."""


def load_rulebook() -> Rulebook:
    """All policy that comes with the package, before any force has adopted it.

    Raises:
        EditionError: An edition's file is refused.
        ReferenceListError: A reference list is refused.
    """
    return Rulebook(editions=load_editions(), offences=load_offences(), outcomes=load_outcomes())


def load_editions(folder: Path = EDITIONS) -> dict[str, Edition]:
    """Every edition in `folder` by its name, as in `checkpoint-cymru/2019-10`.

    Raises:
        EditionError: A file is not TOML, is not named after its scheme and edition, or has a key,
            value, unit or source that is unknown, missing, blank or of another kind.
    """
    lists = _lists()
    paths = sorted(folder.rglob("*.toml"))
    files = [open_file(path, path.relative_to(folder).as_posix(), EditionError) for path in paths]
    return {edition.ref.name: edition for edition in (_edition(file, lists) for file in files)}


def edition_in(raw: bytes, name: str) -> Edition:
    """The edition that a file of the bytes `raw` holds; `name` as in `checkpoint-cymru/2019-10`.

    Raises:
        EditionError: As `load_editions` says.
    """
    return _edition(parsed_file(raw, f"{name}.toml", EditionError), _lists())


def check_cited(editions: Mapping[str, Edition], cited: Iterable[EditionRef]) -> None:
    """See that every edition that an entry cites is here as it was when cited.

    Raises:
        EditionChanged: Some are missing, or have another digest; names them all.
    """
    here = {edition.ref for edition in editions.values()}
    changed = sorted({ref.name for ref in cited if ref not in here})
    if changed:
        raise EditionChanged(f"cited, but missing or changed since: {', '.join(changed)}")


def _lists() -> Lists:
    return {OFFENCE_CODE: load_offences(), OUTCOME_CODE: load_outcomes()}


def _edition(file: PolicyFile, lists: Lists) -> Edition:
    file.known(file.table, _TOP)
    scheme, edition = (file.text(file.table, part, part) for part in _NAMING)
    if file.name != f"{scheme}/{edition}.toml":
        file.refuse("scheme", f"and edition are {scheme}/{edition}, which the file is not named")
    reader = _Reader(file, lists)
    parts: dict[str, Any] = {part: file.text(file.table, part, part) for part in _TEXTS}
    parts["route"] = reader.value("route", hints(Edition)["route"], file.table.get("route"))
    parts |= {part: reader.section(part) for part in _SECTIONS}
    ref = EditionRef(scheme=scheme, edition=edition, digest=sha256(file.raw).hexdigest())
    return Edition(ref=ref, parameters=reader.parameters, **parts)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values, and notes the unit and source of each."""

    file: PolicyFile
    lists: Lists
    parameters: dict[str, Parameter] = field(default_factory=dict)

    def section(self, part: str) -> Any:
        kinds, table = hints(_SECTIONS[part]), self.file.table.get(part, {})
        if not isinstance(table, dict):
            self.file.refuse(part, "should be a table")
        self.file.known(table, kinds, f"{part}.")
        named = ((name, f"{part}.{name}", raw) for name, raw in table.items())
        return _SECTIONS[part](**{n: self.value(key, kinds[n], raw) for n, key, raw in named})

    def value(self, key: str, kind: Any, table: object) -> Any:
        if not isinstance(table, dict) or "is" not in table:
            self.file.refuse(key, "needs a value, a unit and a source")
        if key not in self.file.lines:
            self.file.refuse(key, "should stand on one line, under its table")
        for aspect in table:
            if aspect not in _ASPECTS:
                self.file.refuse(key, f"has {aspect}, which is not known")
        self.parameters[key] = Parameter(
            text=_written(table["is"]),
            unit=self.file.text(table, "unit", key),
            source=self.file.text(table, "source", key),
        )
        return self.file.value(kind, table["is"], key, self.lists)


def _written(raw: object) -> str:
    match raw:
        case bool():
            return str(raw).lower()
        case list():
            return ", ".join(map(str, raw))
        case _:
            return str(raw)
