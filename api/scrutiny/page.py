"""A pack as one page to print: a table for each decision, and room for what the panel thinks.

It needs nothing else: no script, no picture, no font. What it says comes from the pack alone, but
for the words of the clauses that are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from api import words
from api.scrutiny.writing import RATIONALE, decided, edition_of, last, summary
from ledger.evidence.scrutiny.pack import Judged, Known, Pack
from ledger.journey.words import DecisionKind, Verdict
from ledger.policy.table import CLAUSES

STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, sans-serif; color: #1b1b1b; max-width: 62rem;
  margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
h3 { font-size: .95rem; margin: 1.1rem 0 .35rem; }
p.about { margin: .2rem 0; max-width: 48rem; }
section { border-top: 2px solid #1b1b1b; margin-top: 2rem; padding-top: .9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid #d5d5d5; overflow-wrap: anywhere; }
thead th { font-weight: 600; border-bottom: 1px solid #1b1b1b; white-space: nowrap; }
.facts th { width: 11rem; font-weight: 600; }
.known td:nth-child(-n+3) { white-space: nowrap; }
.known tr.judged td { background: #eef3f8; font-weight: 600; }
.known tr.error td { color: #5a5a5a; text-decoration: line-through; }
.details { font-weight: 400; }
.verdict { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; padding: 0; margin: 0;
  list-style: none; }
.verdict li::before { content: "\\2610\\00a0"; font-size: 1.15em; }
.room { height: 4.5rem; border: 1px solid #8a8a8a; margin-top: .5rem; }
small { color: #4a4a4a; overflow-wrap: anywhere; }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
  section { break-before: page; border-top: 0; margin-top: 0; }
  tr, .room { break-inside: avoid; }
}
"""

KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.ELIGIBILITY: "whether to divert",
    DecisionKind.OUTCOME: "on the outcome",
}


def html_of(pack: Pack) -> bytes:
    """The pack as an HTML document in UTF-8."""
    body = "".join(("<header>", *_head(pack), "</header>", *map(_section, pack.decisions)))
    named = _clauses(pack)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Pack for the scrutiny panel, {escape(pack.force)}</title>"
        f"<style>{STYLE}</style></head><body>{body}{named}</body></html>\n"
    ).encode()


def _head(pack: Pack) -> Iterator[str]:
    count, of = len(pack.decisions), KINDS[pack.decision]
    days = f"between {words.written(pack.from_on)} and {words.written(pack.last_on)}"
    yield f"<h1>Pack for the scrutiny panel: {escape(pack.force)}</h1>"
    drawn = f"{count} decision" if count == 1 else f"{count} decisions"
    yield _about(f"{drawn} {of}, drawn at random from the {pack.population:,} made {days}.")
    yield _about(
        "Each is shown with what was known when it was made, and nothing later. Nobody is named:"
        " officials go by a number, which is the same throughout this pack and means nothing in"
        " another."
    )
    if pack.with_rationale:
        yield _about(
            "This pack holds rationales in the words of those who decided. They can name people:"
            " read them before it is handed on."
        )
    yield (
        f"<p><small>Sample {escape(pack.sample)}, drawn on {words.written(pack.drawn_on)} with the"
        f" seed {escape(pack.seed)}, from {pack.known:,} entries with the root"
        f" {escape(pack.root)}.</small></p>"
    )


def _section(judged: Judged) -> str:
    shown = "".join(_fact(label, text) for label, text in _facts(judged) if text)
    rows = "".join(_row(judged, known) for known in judged.known)
    ticks = "".join(f"<li>{escape(_words(verdict))}</li>" for verdict in Verdict)
    return (
        f"<section><h2>Decision {judged.number}</h2>"
        f'<table class="facts"><tbody>{shown}</tbody></table>'
        "<h3>What was known, in the order in which it was written</h3>"
        '<table class="known"><thead><tr><th>Line</th><th>Day</th><th>Written</th>'
        f"<th>What</th></tr></thead><tbody>{rows}</tbody></table>"
        f'<h3>The panel\'s view</h3><ul class="verdict">{ticks}</ul><div class="room"></div>'
        "</section>"
    )


def _facts(judged: Judged) -> Iterator[tuple[str, str]]:
    row, decision = summary(judged), judged.known[-1]
    arrest, eligibility = last(judged, "arrest.recorded"), last(judged, "eligibility.decided")
    what = "outcome " * ("code" in decision.data) + decided(decision)
    yield "Decided", f"{_words(what)}, on {words.written(judged.on)}"
    yield "By", _official(row)
    yield "Edition", edition_of(eligibility) or ""
    yield "Against it stood", ", ".join(row["refused_for"]) or "no clause"
    yield "Overridden", ", ".join(row["overridden"])
    if arrest:
        yield "Arrested", f"{words.written(arrest.on)}, aged {arrest.data['age']}"
        yield "For", "; ".join(map(_offence, judged.offences))
        yield "Admission", _words(row["admission"])
    yield "Victim's views", _words(row["victim_views"] or "not sought")
    yield "Safeguarding screen", _words(row["screening"] or "none")
    if eligibility:
        yield "Earlier use", f"{row['uses']} used, {row['refusals']} refused"
    yield "Rationale", row[RATIONALE] or ""


def _row(judged: Judged, known: Known) -> str:
    details = "; ".join(_details(known.data))
    elsewhere = known.journey not in {None, judged.journey}
    what = _words(known.name) + (f", journey {known.journey}" if elsewhere else "")
    marks = {"judged": known is judged.known[-1], "error": not known.counts}
    classes = " ".join(name for name, is_so in marks.items() if is_so)
    error = "" if known.counts else " (recorded in error: does not count)"
    return (
        f'<tr class="{classes}"><td>{known.line}</td><td>{known.on}</td>'
        f"<td>{known.written_on}</td><td>{escape(what + error)}"
        f'<div class="details">{escape(details)}</div></td></tr>'
    )


def _details(told: Mapping[str, Any]) -> Iterator[str]:
    for name, value in told.items():
        if value not in (None, []):
            yield f"{name.replace('_', ' ')}: {_told(value)}"


def _told(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case {"official": _}:
            return _official(value)
        case {"scheme": scheme, "edition": edition}:
            return f"{scheme}/{edition}"
        case {"code": _, "title": _}:
            return _offence(value)
        case dict():
            return ", ".join(_details(value))
        case list():
            return ", ".join(_told(one) for one in value)
        case _:
            return str(value).replace("-", " ") if _is_a_word(value) else str(value)


def _official(told: Mapping[str, Any]) -> str:
    office = f"{told['role']}".replace("-", " ")
    rank = f"{told['rank']}".replace("-", " ")
    said = office if rank == "none" or rank in office else f"{office}, {rank}"
    return f"official {told['official']} ({said})"


def _offence(offence: Mapping[str, Any]) -> str:
    days = " to ".join(dict.fromkeys((offence["first_on"], offence["last_on"])))
    mode = offence["mode"].replace("-", " ")
    gravity = "" if offence["gravity"] is None else f", gravity {offence['gravity']}"
    features = "".join(f", {feature.replace('-', ' ')}" for feature in offence["features"])
    return f"{offence['title']}, {days} ({mode}{gravity}{features})"


def _clauses(pack: Pack) -> str:
    """The words of every clause that the pack names."""
    named = sorted({code for judged in pack.decisions for code in _named(judged)})
    rows = "".join(_fact(code, CLAUSES[code].words) for code in named if code in CLAUSES)
    if not rows:
        return ""
    return (
        "<section><h2>Clauses that are named</h2>"
        f'<table class="facts"><tbody>{rows}</tbody></table></section>'
    )


def _named(judged: Judged) -> Iterable[str]:
    for known in judged.known:
        yield from known.data.get("refused_for", ())
        yield from (known.data.get("override") or {}).get("clauses", ())


def _fact(label: str, text: str) -> str:
    return f"<tr><th scope='row'>{escape(label)}</th><td>{escape(text)}</td></tr>"


def _about(text: str) -> str:
    return f'<p class="about">{escape(text)}</p>'


def _is_a_word(value: Any) -> bool:
    return isinstance(value, str) and not value[:1].isdigit()


def _words(code: str) -> str:
    return words.label(code.replace(".", " "))
