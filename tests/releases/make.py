"""Makes the fixture of a release anew with that release's own code: `python -m tests.releases.make 0.1.0`, or `make release-fixture`.

What is kept is what CI uses: the database, compressed, and `live.json`, the list of everything in it that waits for somebody.
"""

import lzma
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import core  # noqa: F401 - chooses the SQLite before anything imports one

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATABASE, LIVE = "otklik.sqlite3", "live.json"


def make(release: str) -> None:
    """The release's tree is checked out beside this one, played, and taken away."""
    kept = HERE / release
    commit = (kept / "commit").read_text().strip()
    with tempfile.TemporaryDirectory() as name:
        tree, made = Path(name) / "tree", Path(name) / "made"
        made.mkdir()
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), commit], cwd=ROOT, check=True)
        try:
            played = {**os.environ, "PYTHONPATH": str(tree)}
            subprocess.run([sys.executable, kept / "script.py", made], cwd=tree, env=played, check=True, stdout=subprocess.DEVNULL)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
        settle(made / DATABASE)
        (kept / f"{DATABASE}.xz").write_bytes(lzma.compress((made / DATABASE).read_bytes(), preset=9 | lzma.PRESET_EXTREME))
        (made / LIVE).replace(kept / LIVE)


def settle(database: Path) -> None:
    """Everything in the one file, none of it in the log."""
    import sqlite3

    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")


if __name__ == "__main__":
    for one in sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/commit")):
        make(one)
