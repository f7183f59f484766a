"""What every request is answered from: the ledger, its views and the thread that draws them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine

from api.feed.feed import Feed
from api.jobs.engine import open_jobs
from api.keys import key_in, page_keys
from api.metrics import Counters
from api.problems import Problem
from api.running import Running
from api.settings import Settings
from api.trust.development import DevelopmentIssuer
from api.trust.settling import login_for, trust_for
from api.trust.trust import Trust
from ledger.policy.load import load_rulebook
from ledger.policy.rulebook import Rulebook
from ledger.record.access import AccessLog, open_access_log
from ledger.record.book import Ledger, open_ledger
from projections.engine import open_views
from projections.lookup import check_key
from projections.migrate import migrate
from projections.read import wait_for
from projections.runner import Runner
from projections.views import all_views

PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything an endpoint works with, opened at the start and closed at the end."""

    settings: Settings
    rulebook: Rulebook
    ledger: Ledger
    access: AccessLog
    views: Engine
    jobs: Engine
    runner: Runner
    trust: Trust
    login: DevelopmentIssuer | None
    lookup_key: bytes
    webhook_key: bytes
    counters: Counters
    running: Running
    feed: Feed

    @contextmanager
    def reading(self, view: str, position: int = 0) -> Iterator[Connection]:
        """A connection on which `view` has read to `position` at least.

        Raises:
            Problem: It has not come so far in time.
        """
        if position:
            self.runner.hurry()
        if position and not wait_for(self.views, [view], position, PATIENCE_SECONDS):
            raise Problem("views-behind")
        with self.views.connect() as connection:
            yield connection


@contextmanager
def open_desk(settings: Settings, counters: Counters) -> Iterator[Desk]:
    """Open the ledger in `settings.data`, and its views; close both in the end.

    Raises:
        KeyMissing, KeyTooShort: A secret key is not there, or could be guessed.
        TrustUnsettled: The settings do not say whose tokens count.
        OtherKey: The lookup was drawn with another key: draw the views again.
        KeystoreUnavailable: The keystore cannot be used.
        OSError, Unavailable: The ledger cannot be opened; see `open_ledger`.
        EditionChanged, PolicyFileError: Policy is not as it was when cited, or cannot be read.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lookup_key = key_in(settings.lookup_key_file, settings)
    webhook_key = key_in(settings.webhook_key_file, settings)
    login = login_for(settings)
    trust = trust_for(settings, login)
    rulebook = load_rulebook()
    keys = page_keys(settings)
    ledger = open_ledger(settings.data, rulebook, keys)
    access = open_access_log(settings.data, lambda: keys)
    views = open_views(settings.data)
    jobs = open_jobs(settings.data)
    try:
        migrate(views)
        with views.connect() as connection:
            check_key(connection, lookup_key)
        feed = Feed.of(ledger)
        nudge = feed.head.nudge
        with Runner(ledger, views, all_views(lookup_key), when_nudged=nudge) as runner:
            yield Desk(
                settings=settings,
                rulebook=rulebook,
                ledger=ledger,
                access=access,
                views=views,
                jobs=jobs,
                runner=runner,
                trust=trust,
                login=login,
                lookup_key=lookup_key,
                webhook_key=webhook_key,
                counters=counters,
                running=Running(),
                feed=feed,
            )
    finally:
        jobs.dispose()
        views.dispose()
        access.close()
        ledger.close()


def desk_of(request: Request) -> Desk:
    """The desk of the application that was asked."""
    desk: Desk = request.app.state.desk
    return desk


async def the_desk(request: Request) -> Desk:
    """The desk, for endpoints: async, so that it costs no thread."""
    return desk_of(request)


TheDesk = Annotated[Desk, Depends(the_desk)]
