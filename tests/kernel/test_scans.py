"""Whatever a main screen asks of a filled database is found by an index: no statement looks at every row of a table that grows."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Connection, text

from core.kernel.database import migrate
from core.kernel.database.columns import load_models
from tests.conftest import NOW
from tests.filled.acts import ACTS, Act, Desk, desk
from tests.filled.base import fill
from tests.filled.plans import Plans

PEOPLE, MOST = 400, 25
"""How many fill it; how many statements a screen may need."""
GONE = {
    "ix_slots_start_at": "home of a lead",
    "ix_responses_open": "card of the response queue",
    "ix_responses_announced_at": "intake of a response",
    "ix_responses_application_id": "card of an application",
}


@pytest.fixture
async def company(database_url: str) -> AsyncIterator[Desk]:
    engine = migrate.engine_of(database_url)
    made = fill(engine, PEOPLE, NOW)
    engine.dispose()
    async with desk(database_url, made) as house:
        yield house


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = migrate.engine_of(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def plans(connection: Connection) -> Plans:
    return Plans(connection, load_models("core", "bot"))


async def scans(house: Desk, connection: Connection, act: Act) -> list[str]:
    await act.do(house)
    known = plans(connection)
    found = [f"{act.name}: {line} IN {' '.join(sql.split())}" for sql, given in house.asked for line in known.scans(sql, given)]
    connection.rollback()
    return found


async def test_no_screen_reads_the_whole_past_or_asks_for_one_thing_at_a_time(company: Desk, connection: Connection) -> None:
    found, asked = [], {}
    for act in ACTS:
        found += await scans(company, connection, act)
        asked[act.name] = len(company.asked) if act.is_screen else 0
    assert not found, "\n".join(found)
    assert not {name: count for name, count in asked.items() if count > MOST}


async def test_control_an_index_that_is_gone_is_noticed(company: Desk, connection: Connection) -> None:
    acts = {act.name: act for act in ACTS}
    for index, name in GONE.items():
        connection.execute(text(f"DROP INDEX {index}"))
        connection.commit()
        assert await scans(company, connection, acts[name]), index
