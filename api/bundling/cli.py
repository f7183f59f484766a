"""`bundle` and `verify`: a file that leaves the building, and what it proves to whoever has it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn

import typer

from api.bundling.putting_down import put_down_disclosed
from api.cli_access import Reason, Recipient
from api.cli_options import AsAt, AsJson, Data, settings_for, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json, tell_table
from api.cli_reading import For
from api.headers import Purpose
from api.sealing.logs import published_ledger
from api.version import VERSION
from ledger.evidence.bundles.exporting import Source, head_of
from ledger.evidence.bundles.manifest import Kind, Manifest
from ledger.evidence.bundles.one_page import Page, disclosed_page, export_page
from ledger.evidence.bundles.whole import export_ledger
from ledger.evidence.refusals import NotProved
from ledger.evidence.verifying.asking import asked
from ledger.evidence.verifying.telling import COLUMNS, as_data, late, rows, verdict
from ledger.evidence.verifying.verdict import EXIT_CODES, State
from ledger.evidence.verifying.verify import verify

OWNER_ONLY = 0o600

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="A new file: a ZIP archive.")]
OnePage = Annotated[
    str | None,
    typer.Option("--page", metavar="PAGE", help="One person's page; the whole ledger if not."),
]
Size = Annotated[
    int | None,
    typer.Option(
        "--known",
        metavar="SIZE",
        min=1,
        help="As of this size of the log, at which it was sealed; its last seal if not given.",
    ),
]
Disclose = Annotated[
    bool,
    typer.Option(
        "--disclose",
        help="Open the page: its key goes into the file, and opens all that is sealed on it.",
    ),
]
Bundle = Annotated[Path, typer.Argument(metavar="BUNDLE", help="The file to verify.")]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help="Whose signatures count: your own tlog-policy."),
]
Remember = Annotated[
    Path | None,
    typer.Option("--remember", metavar="FILE", help="What is remembered from one run to the next."),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help="By how many processes.")
]


def bundle(
    out: Out,
    recipient: Recipient,
    reason: Reason,
    page: OnePage = None,
    known: Size = None,
    as_at: AsAt = None,
    disclose: Disclose = False,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a bundle, which verifies without us; that it was made is put into the access log."""
    if out.exists():
        raise typer.BadParameter(f"there is a file {out} already.", param_hint="--out")
    if disclose and page is None:
        raise typer.BadParameter("only one page can be disclosed.", param_hint="--disclose")
    settings = settings_for(data)
    with the_ledger(data) as ledger:
        source = Source(ledger, published_ledger(settings.data), VERSION)
        size = head_of(source.published, known).checkpoint.size
        asking = page and (disclosed_page(page, ledger.keys) if disclose else Page(page))
        put_down_disclosed(settings, ledger, size, page, purpose, recipient, reason)
        with _new_file(out) as file, progress_bar(hidden=as_json) as bar:
            task = bar.add_task("Writing entries", total=size)
            if not asking:
                made = export_ledger(
                    file, source, size, as_at, lambda done, _all: bar.update(task, completed=done)
                )
            else:
                made = export_page(file, source, asking, size, as_at)
    _tell_made(made, out, as_json=as_json)


def verify_bundle(
    bundle: Bundle,
    policy: PolicyFile = None,
    remember: Remember = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Verify a bundle: no ledger and no network are needed, nor is anything of it believed.

    Exit codes: 0 verified, 1 failed, 2 cannot be decided, 3 no bundle, or damaged.
    """
    for file, state in ((bundle, State.UNUSABLE), (policy, State.UNDECIDED)):
        if file is not None and not file.is_file():
            _give_up(f"There is no file {file}.", "Check its name.", state)
    try:
        with closing(Bar(hidden=as_json)) as bar:
            report = verify(bundle, asked(*(bundle, policy, remember, jobs), progress=bar.show))
    except NotProved as refusal:
        _give_up(f"The policy file: {refusal.what}.", "See docs/bundles.md.", State.UNDECIDED)
    if as_json:
        tell_json(as_data(report))
    else:
        tell_table(str(bundle), COLUMNS, rows(report), bends=COLUMNS[-1])
        for line in late(report):
            tell(line)
        tell(verdict(report))
    raise typer.Exit(report.exit_code)


def _give_up(what: str, advice: str, state: State) -> NoReturn:
    complain(what, advice)
    raise typer.Exit(EXIT_CODES[state])


class Bar:
    """A bar that begins with the first that is read.

    It shows itself by a thread, and of a process that has one no copy is made to read beside it.
    """

    def __init__(self, *, hidden: bool) -> None:
        self._bar = progress_bar(hidden=hidden)
        self._task = self._bar.add_task("Reading entries", total=None)

    def show(self, done: int, of_all: int) -> None:
        self._bar.start()
        self._bar.update(self._task, completed=done, total=of_all)

    def close(self) -> None:
        self._bar.stop()


@contextmanager
def _new_file(out: Path) -> Iterator[BinaryIO]:
    """A file that is there under its name once it is whole; for its owner only."""
    draft = out.with_name(f"{out.name}.unfinished")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        os.link(draft, out)
    finally:
        draft.unlink()


def _tell_made(made: Manifest, out: Path, *, as_json: bool) -> None:
    with out.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if as_json:
        tell_json(
            {
                "file": str(out),
                "kind": made.kind.value,
                "origin": made.origin,
                "size": made.size,
                "asAt": made.as_at.isoformat(),
                "sha256": digest,
            }
        )
        return
    what = "the whole ledger" if made.kind == Kind.LEDGER else "one page"
    tell(f"Wrote {what}, as of {made.size:,} entries, to {out}.\nIts SHA-256 is {digest}.")
