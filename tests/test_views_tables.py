from __future__ import annotations

from datetime import date
from multiprocessing import get_context
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text, update

from projections.catch_up import catch_up
from projections.due import due
from projections.engine import open_views
from projections.migrate import migrate
from projections.redraw import digest
from projections.tables import metadata
from tests.drawn_views import VIEWS, drawn, views_in
from tests.listed_ledger import ListedLedger
from tests.told_facts import TO_CONTRACT


def test_the_migrations_come_to_the_tables_that_are_drawn_on(tmp_path: Path) -> None:
    with views_in(tmp_path) as engine, engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_pages_are_kept_without_a_second_index_as_declared(tmp_path: Path) -> None:
    listed = text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name")
    with views_in(tmp_path) as engine, engine.connect() as connection:
        for table in metadata.tables.values():
            sql: str = connection.execute(listed, {"name": table.name}).scalar_one()
            declared = table.dialect_options["sqlite"]["with_rowid"] is False
            assert sql.rstrip().endswith("WITHOUT ROWID") is declared


def test_every_table_belongs_to_one_view_or_holds_their_positions() -> None:
    of_views = [table.name for view in VIEWS for table in view.tables]
    assert sorted([*of_views, "positions"]) == sorted(metadata.tables)


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    with views_in(tmp_path) as engine:
        before = inspect(engine).get_table_names()
        migrate(engine)
        assert inspect(engine).get_table_names() == before


def test_what_is_due_is_drawn_anew_where_its_rule_is_another(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with drawn(ledger, tmp_path) as engine:
        before = digest(engine, VIEWS)
        with engine.begin() as connection:
            connection.execute(update(due).values(due_on=date(2021, 6, 1)))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        assert digest(engine, VIEWS) != before
        migrate(engine)
        catch_up(ledger, engine, VIEWS)
        assert digest(engine, VIEWS) == before


def test_two_that_migrate_at_once_both_find_the_tables(tmp_path: Path) -> None:
    workers = [
        get_context("spawn").Process(target=_migrated, args=(str(tmp_path),)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]


def test_views_in_memory_are_drawn_on_alike() -> None:
    engine = open_views(None)
    migrate(engine)
    assert set(inspect(engine).get_table_names()) > set(metadata.tables)
    engine.dispose()


def test_the_file_is_read_while_it_is_written(tmp_path: Path) -> None:
    with views_in(tmp_path) as engine, engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() == 10_000


def _migrated(data: str) -> None:
    with views_in(Path(data)):
        pass
