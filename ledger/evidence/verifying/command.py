"""`diversion-ledger-verify`: verifies a bundle, where nothing of the service is installed."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from ledger.evidence.verifying.asking import asked
from ledger.evidence.verifying.telling import COLUMNS, as_data, late, rows, verdict
from ledger.evidence.verifying.verdict import EXIT_CODES, Report, State
from ledger.evidence.verifying.verify import verify
from ledger.proof.refusal import NotProved

CODES = "Exit codes: 0 verified, 1 failed, 2 cannot be decided, 3 no bundle, or damaged."


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify as the arguments say, and give the exit code."""
    given = _parser().parse_args(arguments)
    for file, code in ((given.bundle, State.UNUSABLE), (given.policy, State.UNDECIDED)):
        if file is not None and not file.is_file():
            return _complain(f"there is no file {file}", code)
    try:
        wanted = (given.policy, given.remember, given.jobs, _progress)
        report = verify(given.bundle, asked(given.bundle, *wanted))
    except NotProved as refusal:
        return _complain(f"the policy file: {refusal.what}", State.UNDECIDED)
    except OSError as error:
        return _complain(error.strerror or type(error).__name__, State.UNUSABLE)
    _tell(report, as_json=given.json)
    return report.exit_code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="diversion-ledger-verify",
        description="Verify a bundle of a diversion ledger; no ledger and no network are needed.",
        epilog=CODES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", type=Path, help="the file to verify")
    parser.add_argument(
        "--policy",
        metavar="FILE",
        type=Path,
        help="whose signatures count (C2SP tlog-policy); not from whoever gave you the bundle",
    )
    parser.add_argument(
        "--remember",
        metavar="FILE",
        type=Path,
        help="what is remembered of the log from one run to the next; made if need be",
    )
    parser.add_argument("--jobs", metavar="N", type=_number, help="by how many processes")
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")
    return parser


def _number(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _progress(done: int, of_all: int) -> None:
    """Tell on a terminal how far it is; nothing stays of it."""
    if sys.stderr.isatty():
        told = f"\r{done * 100 // max(of_all, 1):3} % of the entries read"
        sys.stderr.write(told if done < of_all else "\r" + " " * len(told) + "\r")
        sys.stderr.flush()


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        told = [json.dumps(as_data(report), indent=2)]
    else:
        table = [COLUMNS, *rows(report)]
        wide = [max(len(row[column]) for row in table) for column in (0, 1)]
        told = [f"{a:<{wide[0]}}  {b:<{wide[1]}}  {c}".rstrip() for a, b, c in table]
        told += [*late(report), verdict(report)]
    encoding = sys.stdout.encoding
    for line in told:
        sys.stdout.write(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding))


def _complain(what: str, state: State) -> int:
    sys.stderr.write(f"{what}.\n")
    return EXIT_CODES[state]


def run() -> None:
    """The entry of the `diversion-ledger-verify` script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
