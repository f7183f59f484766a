"""`seal`: sign the log's heads with a key that the ledger does not have, and publish them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from unicodedata import normalize

import typer

from api import clock
from api.cli_faults import REFUSED, told_of
from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json
from api.keys import accesses
from api.sealing.anchoring import Anchoring
from api.sealing.keys import retire as retire_key
from api.sealing.keys import rotate as rotate_keys
from api.sealing.logs import ACCESS_LOG, SealedLog, logs_in, origin_of
from api.sealing.loop import Turn, seal_until_interrupted
from api.sealing.rounds import Rounds
from api.sealing.telling import Telling, answers_as_data, as_data, sealed_words
from api.settings import NotASetting, Settings
from ledger.evidence.asking_witnesses import WitnessAt, witnesses_in
from ledger.evidence.refusals import NotProved
from ledger.record.book import Ledger

Act: TypeAlias = Callable[[Rounds], dict[str, Any]]
ChangeOfKeys: TypeAlias = Callable[[SealedLog, Ledger], str]

A_MINUTE = 60.0

Once = Annotated[bool, typer.Option("--once", help="Seal what there is, and end.")]
Full = Annotated[
    bool, typer.Option("--full", help="Hash every line first, and compare every file and head.")
]
AtOnce = Annotated[
    bool,
    typer.Option("--anchor", help="Seal once, and put each log's head into the other now."),
]
Rotate = Annotated[
    bool, typer.Option("--rotate", help="Make the next key; both sign until --retire.")
]
Retire = Annotated[bool, typer.Option("--retire", help="Destroy the older of two keys.")]
Freeze = Annotated[
    str | None, typer.Option("--freeze", metavar="REASON", help="Seal once more, then no more.")
]
Unfreeze = Annotated[bool, typer.Option("--unfreeze", help="Let sealing go on; say --because why.")]
Because = Annotated[str | None, typer.Option("--because", metavar="REASON")]
Every = Annotated[
    float,
    typer.Option("--every", metavar="SECONDS", min=0.1, help="How often to seal what has grown."),
]
Only = Annotated[
    str | None, typer.Option("--log", metavar="NAME", help="Only this log, as in ledger.")
]


def seal(
    data: Data = None,
    once: Once = False,
    full: Full = False,
    anchor: AtOnce = False,
    rotate: Rotate = False,
    retire: Retire = False,
    freeze: Freeze = None,
    unfreeze: Unfreeze = False,
    because: Because = None,
    every: Every = A_MINUTE,
    only: Only = None,
    as_json: AsJson = False,
) -> None:
    """Seal each log whenever it has grown, until interrupted; nothing that contradicts its past.

    The ledger and the access log keep heads of each other. One sealer goes on at a time; the other
    forms of this command may be run beside it.
    """
    acts = [rotate, retire, freeze is not None, unfreeze]
    if sum(acts) > 1:
        raise typer.BadParameter("one of --rotate, --retire, --freeze, --unfreeze at a time.")
    if unfreeze != (because is not None):
        raise typer.BadParameter("--unfreeze and --because go together.")
    with _every_log(data, only) as all_rounds:
        if unfreeze:
            _at_each(all_rounds, lambda rounds: _unfrozen(rounds, because or ""), as_json=as_json)
        elif freeze is not None:
            # the ledger last, so that its last seal covers what the other log's put into it
            last_first = all_rounds[::-1]
            _at_each(last_first, lambda rounds: _frozen(rounds, freeze, full), as_json=as_json)
        elif rotate or retire:
            act = rotate_keys if rotate else retire_key
            _at_each(all_rounds, lambda rounds: _changed(rounds, act, full), as_json=as_json)
        elif once or anchor:
            _at_each(all_rounds, lambda rounds: _sealed(rounds, full, anchor), as_json=as_json)
        else:
            _go_on(all_rounds, every, as_json=as_json, full=full)


@contextmanager
def _every_log(data: Path | None, only: str | None) -> Iterator[Sequence[Rounds]]:
    settings = settings_for(data)
    witnesses = _witnesses(settings)
    with the_ledger(data) as ledger, accesses(settings) as access:
        every = logs_in(settings, ledger, access)
        logs, home = [one for one in every if only in {None, one.name}], every[0].sealer.home
        if not logs:
            raise typer.BadParameter(f"there is no log called {only}.", param_hint="--log")
        access_origin = origin_of(ACCESS_LOG, settings)
        anchoring = Anchoring(ledger, settings.log_origin, access, access_origin)
        yield [Rounds(one, ledger, home, anchoring, witnesses) for one in logs]


def _witnesses(settings: Settings) -> Sequence[WitnessAt]:
    if settings.witnesses is None:
        return ()
    try:
        return witnesses_in(settings.witnesses.read_bytes())
    except NotProved as refusal:
        raise NotASetting(f"DIVERSION_LEDGER_WITNESSES names no policy: {refusal.what}") from None


def _at_each(all_rounds: Sequence[Rounds], act: Act, *, as_json: bool) -> None:
    """Do `act` at each log, of which none keeps another from its own; exit code 1 if one failed."""
    told, faults = [], []
    for rounds in all_rounds:
        name = rounds.one.name
        try:
            told.append(act(rounds))
        except Exception as error:  # noqa: BLE001  told in the end, whatever it was
            what, advice = told_of(error)
            told.append({"log": name, "refused": what})
            faults.append((f"{name}: {what}", advice))
    if as_json:
        tell_json({"logs": told})
    else:
        _tell(told)
    for fault in faults:
        complain(*fault)
    if faults:
        raise typer.Exit(REFUSED)


def _tell(told: Sequence[Mapping[str, Any]]) -> None:
    for each in told:
        if "what" in each:
            tell(f"{each['log']}: {each['what']}")
        for path in each.get("mended", ()):
            tell(f"{each['log']}: {path} was missing or changed; made again from the leaves.")
        head = each.get("head")
        if head:
            tell(f"{each['log']}: {sealed_words(head['size'])}, at {head['sealedAt']}.")
        for one in each.get("witnesses", ()):
            said = "cosigned" if one["cosigned"] else f"did not cosign: {one['why']}"
            tell(f"{each['log']}: {one['witness']} {said}.")


def _sealed(rounds: Rounds, full: bool, anchor_at_once: bool = False) -> dict[str, Any]:
    with progress_bar(hidden=False) as bar:
        task = bar.add_task("Looking at leaves")
        done = rounds.run(
            lambda done, of_all: bar.update(task, completed=done, total=of_all), every_line=full
        )
    told = as_data(rounds.one.name, done, rounds.one.sealer.remembered())
    rounds.anchor(at_once=anchor_at_once)
    return {**told, "witnesses": answers_as_data(rounds.cosign())}


def _changed(rounds: Rounds, act: ChangeOfKeys, full: bool) -> dict[str, Any]:
    """Keys are changed only of a log that has been looked at; then a head is signed with them."""
    rounds.run(every_line=full)
    key = act(rounds.one, rounds.ledger)
    return {"what": f"signs with {key} from now on.", "key": key, **_sealed(rounds, full=False)}


def _frozen(rounds: Rounds, reason: str, full: bool) -> dict[str, Any]:
    told = _sealed(rounds, full, anchor_at_once=True)
    home = rounds.one.sealer.home
    with home.alone():
        home.freeze(_plain(reason), clock.now())
    return {**told, "what": "frozen: nothing more is sealed."}


def _unfrozen(rounds: Rounds, because: str) -> dict[str, Any]:
    home = rounds.one.sealer.home
    with home.alone():
        if home.frozen_because() is None:
            return {"log": rounds.one.name, "what": "was not frozen."}
        home.unfreeze(_plain(because), clock.now())
    return {"log": rounds.one.name, "what": "goes on, if nothing stands in its way."}


def _plain(text: str) -> str:
    """The text on one line; what nobody can print or encode gives way to a mark for it."""
    line = normalize("NFC", " ".join(text.split()))
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)


def _go_on(all_rounds: Sequence[Rounds], every: float, *, as_json: bool, full: bool) -> None:
    telling = Telling(as_json=as_json)
    with ExitStack() as stack:
        for rounds in all_rounds:
            stack.enter_context(rounds.one.sealer.home.only_loop())
        turns = [Turn(rounds, every) for rounds in all_rounds]
        for turn in turns if full else ():
            turn.look_at = 0.0
        seal_until_interrupted(turns, telling.sealed, telling.refused, telling.answered)
    if not as_json:
        tell("Stopped.")
