"""Views drawn in tests: on SQLite on disk, migrated, disposed of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from projections.catch_up import catch_up
from projections.engine import open_views
from projections.migrate import migrate
from projections.source import Source
from projections.views import all_views

KEY = b"sixteen bytes and some more"
VIEWS = all_views(KEY)
NAMES = tuple(view.name for view in VIEWS)


@contextmanager
def views_in(data: Path) -> Iterator[Engine]:
    engine = open_views(data)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def drawn(source: Source, data: Path) -> Iterator[Engine]:
    with views_in(data) as engine:
        catch_up(source, engine, VIEWS)
        yield engine
