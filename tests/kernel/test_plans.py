"""What anybody may ask, and what is asked all the time, reads the few rows it is about and never the whole past."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from bot.channels.telegram import account
from core.kernel.database.compiled import Plan
from core.kernel.database.sqlite import writing_engine
from core.kernel.queue import dead_letters
from core.kernel.queue.outbox import _CLAIM, outbox
from core.kernel.queue.ticks import bring_back, bring_strays
from tests.conftest import NOW
from webhooks.api.health import queues

WHOLE = re.compile(r"SCAN (inbox|outbox|timers)(?! USING (COVERING )?INDEX ix_)")


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    path = tmp_path / "plans.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    engine = writing_engine(path)
    yield engine
    engine.dispose()


def plans(engine: Engine, ask: Callable[[Session], Any]) -> list[str]:
    """How SQLite finds what is asked."""
    asked: list[tuple[str, Any]] = []
    with Session(engine) as session:
        event.listen(engine, "before_cursor_execute", lambda *about: asked.append((about[2], about[3])))
        ask(session)
        connection = session.connection()
        return [row[3] for sql, given in list(asked) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]


HOUSEKEEPING = [partial(bring_strays, now=NOW, step=timedelta(0)), partial(bring_back, now=NOW, step=timedelta(hours=1))]


@pytest.mark.parametrize("ask", [queues, dead_letters.count, partial(dead_letters.page, limit=5), account.sent, *HOUSEKEEPING])
def test_the_past_is_not_read(engine: Engine, ask: Callable[[Session], Any]) -> None:
    found = plans(engine, ask)
    assert found
    assert not [line for line in found if WHOLE.search(line)], found


def test_the_menus_have_an_index_of_their_own(engine: Engine) -> None:
    assert "ix_outbox_menus" in " ".join(plans(engine, account.sent))


def test_what_may_go_out_is_found_among_what_has_not_left(engine: Engine) -> None:
    """First of its lane, and not overtaken: both are asked of open rows, however much was sent before."""
    plan = Plan(_CLAIM.statement, engine.dialect)
    with engine.connect() as connection:
        found = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plan.sql}", (None,) * len(plan.binds))]
    assert not [line for line in found if "autoindex" in line], found
    assert sum("ix_outbox_open (target=? AND lane=?" in line for line in found) == 2


def test_control_a_question_without_an_index_is_noticed(engine: Engine) -> None:
    found = plans(engine, lambda session: session.execute(select(func.count()).where(outbox.c.state == "sent")).all())
    assert [line for line in found if WHOLE.search(line)]
