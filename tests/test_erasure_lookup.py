"""What an erased person was found by goes from the views' file, not from its tables alone."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from ledger.record.book import open_ledger
from projections.catch_up import catch_up
from projections.engine import open_views
from projections.lookup import lookup
from projections.migrate import migrate
from projections.views import all_views
from tests.erased import ERASURE, files_in, write_persons
from tests.recorded import AT, ME

PAGE, OTHER = "p-gone", "p-stays"
VIEWS = all_views(b"k" * 32)


def test_a_dropped_token_is_in_no_file_while_the_service_runs(tmp_path: Path) -> None:
    data = write_persons(tmp_path / "data", PAGE, OTHER)
    engine = open_views(data)
    migrate(engine)
    with open_ledger(data) as ledger:
        catch_up(ledger, engine, VIEWS)
        with engine.connect() as connection:
            tokens = {
                page: set(connection.execute(select(lookup.c.token).filter_by(page=page)).scalars())
                for page in (PAGE, OTHER)
            }
        assert len(tokens[PAGE]) == 3
        assert in_files(tokens[PAGE], data) == tokens[PAGE]
        ledger.record(PAGE, ERASURE, ME, AT)
        catch_up(ledger, engine, VIEWS)
        assert in_files(tokens[PAGE], data) == set()
        assert in_files(tokens[OTHER], data) == tokens[OTHER]
    engine.dispose()


def in_files(tokens: set[bytes], data: Path) -> set[bytes]:
    contents = [path.read_bytes() for path in files_in(data)]
    return {token for token in tokens if any(token in content for content in contents)}
