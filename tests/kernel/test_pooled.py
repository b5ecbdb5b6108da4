"""Behind a pooler that gives each transaction any of its sessions nothing is left in a session, and notices are listened to directly."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from core.kernel.database.session import Database, open_database
from core.kernel.queue import inbox
from tests.conftest import NOW

POOLER = os.environ.get("OTKLIK_PGBOUNCER") or shutil.which("pgbouncer") or ""
OFTEN = 12
"""More often than a driver does anything without preparing it."""
LEFT = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%asked often%'"


pytestmark = pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)


@pytest.fixture
def server(database_url: str) -> str:
    return database_url


def asked(session: Session) -> int:
    """How many statements the session keeps once it was asked the same many times."""
    for number in range(OFTEN):
        session.execute(text("SELECT 'asked often', CAST(:number AS integer)"), {"number": number})
    return int(session.execute(text(LEFT)).scalar_one())


async def left(url: str, direct: str = "") -> int:
    database = await open_database(url, direct)
    try:
        return await database.write(asked)
    finally:
        await database.close()


async def test_nothing_is_prepared_behind_a_pooler(server: str) -> None:
    assert await left(server, server) == 0


async def test_control_what_is_reached_directly_is_asked_by_prepared_statements(server: str) -> None:
    assert await left(server) == 1


async def hears(database: Database, other: Database) -> set[str]:
    """What a process hears of what another one commits."""
    listener = database.hints.listen("inbox")
    listening = asyncio.create_task(database.listen())  # noqa: TID251 - ends below
    try:
        for number in range(40):
            await other.write(partial(inbox.put, source="test", key=f"{number}", lane="chat:1", body="{}", now=NOW))
            if heard := await listener.wait(0.25):
                return heard
        return set()
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


def told(folder: Path, server: str, port: int) -> list[str]:
    """How it is started: not as root, for it will not, and as whoever may enter the server's folder."""
    real = make_url(server)
    where = Path(str(real.query.get("host") or real.host))
    for above in (folder, folder.parent, folder.parent.parent):
        above.chmod(0o755)
    (folder / "users").write_text(f'"{real.username}" ""\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={where} port={real.port or 5432} user={real.username}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nauth_type = trust\nauth_file = {folder / 'users'}\npool_mode = transaction\ndefault_pool_size = 2\n"
        f"unix_socket_dir =\n",
    )
    owner = where.stat().st_uid if where.exists() else os.getuid()
    way = ["setpriv", f"--reuid={owner}", "--clear-groups"] if os.getuid() == 0 else []
    return [*way, POOLER, str(folder / "pgbouncer.ini")]


@pytest.fixture
async def pooled(server: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a PgBouncer in transaction mode with two sessions before the server."""
    if not POOLER:
        pytest.skip("no PgBouncer: apt-get install pgbouncer, or name it in OTKLIK_PGBOUNCER")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = await asyncio.create_subprocess_exec(*told(tmp_path, server, port), stderr=asyncio.subprocess.DEVNULL)
    await asyncio.sleep(0.5)
    yield f"postgresql://{make_url(server).username}@127.0.0.1:{port}/{make_url(server).database}"
    running.terminate()
    await running.wait()


async def test_work_goes_on_through_a_pooler_and_others_are_heard(server: str, pooled: str) -> None:
    one, other = await open_database(pooled, server), await open_database(pooled, server)
    try:
        assert await asyncio.gather(*(database.write(asked) for database in (one, other) * 6)) == [0] * 12
        assert await hears(one, other)
    finally:
        await one.close()
        await other.close()
