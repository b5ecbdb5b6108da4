"""The stairway of migrations is climbed with luggage: a filled database goes up and down every step and loses nothing."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click import ClickException

import main
from core.kernel.database import copies, migrate
from core.kernel.database.sqlite import writing_engine
from core.kernel.problems import Problem
from core.kernel.text.i18n import texts
from core.operations.commands.common import readable_errors
from tests.kernel import luggage
from tests.kernel.luggage import Rows

MOVES = """
def upgrade():
    with op.batch_alter_table("applications") as table:
        table.add_column(sa.Column("toy", sa.String(8), server_default="x", nullable=False))
        table.alter_column("status", type_=sa.String(64), existing_type=sa.String(48), existing_nullable=False)

def downgrade():
    with op.batch_alter_table("applications") as table:
        table.drop_column("toy")
"""
"""On SQLite this moves all rows into a new table and drops the old one, at which events, bookings and callbacks point."""
FAILS = """
def upgrade():
    op.add_column("applications", sa.Column("toy", sa.String(8)))
    op.execute("DELETE FROM timers")
    op.execute("UPDATE applications SET status = NULL")

def downgrade():
    pass
"""
TEARS = """
def upgrade():
    op.execute("DELETE FROM applications")

def downgrade():
    pass
"""


def loose(url: str) -> dict[str, int]:
    engine = migrate.engine_of(url)
    with engine.connect() as connection:
        found = migrate.loose_rows(connection)
    engine.dispose()
    return dict(found)


def file_of(url: str) -> Path:
    found = migrate.file_of(url)
    assert found is not None
    return found


GIVEN_UP = frozenset({"response_signs"})
"""What a step down gives up, which nobody misses: earlier responses are recognised by fewer signs."""


def same(before: Rows, after: Rows) -> None:
    kept = [{name: found for name, found in rows.items() if name not in GIVEN_UP} for rows in (before, after)]
    assert luggage.lost(*kept) == {}
    assert luggage.lost(*reversed(kept)) == {}


def test_every_step_is_climbed_with_data(filled: str) -> None:
    there = luggage.rows(filled)
    assert sum(map(len, there.values())) > 200
    steps = migrate.revisions()
    for step in steps[-2::-1]:
        migrate.downgrade(filled, step)
        same(there, luggage.rows(filled))
    for step in steps[1:]:
        migrate.upgrade(filled, step)
        same(there, luggage.rows(filled))
        assert loose(filled) == {}
    assert luggage.rows(filled).keys() == there.keys()
    assert migrate.is_current(filled)


def test_a_table_that_others_point_at_is_changed_with_its_rows(filled: str, tmp_path: Path) -> None:
    there, folder = luggage.rows(filled), luggage.stairs(tmp_path, MOVES)
    for _ in range(2):
        migrate.upgrade(filled, folder=folder)
        same(there, luggage.rows(filled))
        assert {row["toy"] for row in luggage.rows(filled)["applications"]} == {"'x'"}
        assert loose(filled) == {}
        migrate.downgrade(filled, migrate.head(), folder=folder)
        assert luggage.rows(filled) == there


def test_control_with_foreign_keys_on_the_same_step_fails(embedded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "migrating_engine", writing_engine)
    with pytest.raises(Problem) as told:
        migrate.upgrade(embedded, folder=luggage.stairs(tmp_path, MOVES))
    assert "FOREIGN KEY constraint failed" in str(told.value.arguments["why"])


@pytest.mark.parametrize("body", [FAILS, FAILS.replace("UPDATE applications SET status = NULL", "SELECT nothing FROM nowhere")])
def test_a_step_that_fails_in_the_middle_leaves_all_as_it_was(filled: str, tmp_path: Path, body: str) -> None:
    there, folder = luggage.rows(filled), luggage.stairs(tmp_path, body)
    path = migrate.file_of(filled)
    bytes_before = path.read_bytes() if path else b""
    with pytest.raises(ClickException) as told, readable_errors():
        migrate.upgrade(filled, folder=folder)
    assert f"could not be brought from {migrate.head()} to 9001 (" in told.value.message
    assert "Nothing has changed" in told.value.message
    assert "\n" not in told.value.message
    assert luggage.rows(filled) == there
    assert migrate.current(filled) == migrate.head()
    if path:
        assert path.read_bytes() == bytes_before
        copy = re.search(r"copy made before that: (\S+)\. ", told.value.message)
        assert copy is not None
        assert luggage.rows(f"sqlite:///{copy[1]}") == there


@pytest.mark.postgres
def test_what_people_wrote_is_not_quoted(shared: str, tmp_path: Path) -> None:
    body = FAILS.replace("UPDATE applications SET status = NULL", "SELECT CAST(full_name AS integer) FROM candidates")
    with pytest.raises(Problem) as told:
        migrate.upgrade(shared, folder=luggage.stairs(tmp_path, body))
    assert told.value.arguments["why"] == "InvalidTextRepresentation"


def test_rows_that_would_point_at_nothing_are_no_success(filled: str, tmp_path: Path) -> None:
    there, folder = luggage.rows(filled), luggage.stairs(tmp_path, TEARS)
    with pytest.raises(Problem) as told:
        migrate.upgrade(filled, folder=folder)
    assert re.search("point at nothing|foreign key constraint", str(told.value.arguments["why"]))
    assert luggage.rows(filled) == there


def test_the_same_words_are_said_in_russian() -> None:
    words = texts(main.LOCALES)
    said = words("ru", "schema-stays", before="0001", after="0002", why="OperationalError", copied=True, copy="data/copy")
    assert said == (
        "Схему базы не удалось перевести с 0001 на 0002 (OperationalError). Ничего не изменилось, все данные на месте. "
        "Копия, снятая перед этим: data/copy. Работайте пока на прежнем выпуске и пришлите эту строку тому, кто ведёт программу."
    )
    assert "Копия" not in words("ru", "schema-stays", before="0001", after="0002", why="x", copied=False, copy="")


# The copy


def test_the_copy_is_told_and_is_whole_and_its_owner_s_only(embedded: str, tmp_path: Path) -> None:
    there = luggage.rows(embedded)
    move = migrate.upgrade(embedded, folder=luggage.stairs(tmp_path, MOVES))
    assert move.copy == Path(f"{file_of(embedded)}.at-{migrate.head()}")
    assert str(move) == f"the schema went from {migrate.head()} to 9001; a copy from before is {move.copy}\n"
    assert move.copy.stat().st_mode & 0o077 == 0
    assert luggage.rows(f"sqlite:///{move.copy}") == there
    assert migrate.is_current(f"sqlite:///{move.copy}")


def test_what_only_the_log_holds_is_in_the_copy(embedded: str, tmp_path: Path) -> None:
    path = file_of(embedded)
    with closing(sqlite3.connect(path)) as held:
        held.execute("UPDATE candidates SET city = 'Тверь'")
        held.commit()
        assert Path(f"{path}-wal").stat().st_size
        copy = copies.keep(path, "0001")
    assert {row["city"] for row in luggage.rows(f"sqlite:///{copy}")["candidates"]} == {"'Тверь'"}


def test_few_copies_are_kept_and_the_newest(embedded: str) -> None:
    path = file_of(embedded)
    made = [copies.keep(path, f"{number:04}") for number in (1, 2, 3, 1)]
    assert copies.copies(path) == [made[3], made[2]]
    assert not made[1].exists()


def test_nothing_changes_where_nothing_can_be_copied(embedded: str, tmp_path: Path) -> None:
    path, folder = file_of(embedded), luggage.stairs(tmp_path, MOVES)
    there = luggage.rows(embedded)
    Path(f"{path}.at-{migrate.head()}.part").mkdir()
    with pytest.raises(Problem) as told:
        migrate.upgrade(embedded, folder=folder)
    assert told.value.key == "schema-no-copy"
    assert luggage.rows(embedded) == there


def test_a_fresh_database_and_one_up_to_date_are_not_copied(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'otklik.sqlite3'}"
    for _ in range(2):
        move = migrate.upgrade(url)
        assert (move.after, move.copy, str(move)) == (migrate.head(), None, "")
    assert copies.copies(file_of(url)) == []


# A newer release's database


def test_a_newer_release_s_database_is_told_and_left_alone(filled: str, tmp_path: Path) -> None:
    migrate.upgrade(filled, folder=luggage.stairs(tmp_path, MOVES))
    there = luggage.rows(filled)
    for change in (migrate.upgrade, migrate.downgrade):
        with pytest.raises(ClickException, match="comes from a newer release: its schema is 9001"), readable_errors():
            change(filled)
    assert luggage.rows(filled) == there
