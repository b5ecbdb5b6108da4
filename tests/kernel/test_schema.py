"""A database whose number says one thing and whose tables another is told apart: at the start, by the doctor, at a restore."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click import ClickException

import main
from core.kernel.config.settings import Settings
from core.kernel.database import migrate
from core.kernel.operations import backup, doctor
from core.kernel.operations.archive import DATABASE, BadArchive
from core.kernel.problems import Problem
from core.operations.commands.common import bring_up_to_date, readable_errors, speak

RELEASED = {"0001": "5a6598b1fb1600b1ee183a52846427f82faf1b0803de1128691d2ef8ed4885d9"}
"""The SHA-256 of every revision that a release has had, imports left out: it is never edited again, whatever is changed is a new one."""
EARLIER = (
    ("ALTER TABLE applications DROP COLUMN letter", "missing", "applications.letter"),
    ("ALTER TABLE events ADD COLUMN weight INTEGER NOT NULL DEFAULT 0", "", ""),
    ("DROP TABLE login_links", "missing", "login_links"),
    ("DROP INDEX ix_outbox_doubt", "", ""),
)
"""What earlier drafts of revision 0001 had otherwise, and how it is told; harmless differences are not."""


def run(url: str, *statements: str) -> None:
    engine = migrate.engine_of(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def settings_of(url: str, folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, database_url=url)


def test_a_database_as_the_models_say_is_ready(filled: str) -> None:
    assert migrate.is_ready(filled)
    assert not migrate.difference(filled)


@pytest.mark.parametrize(("statement", "kind", "name"), EARLIER)
def test_what_differs_is_named(filled: str, tmp_path: Path, statement: str, kind: str, name: str) -> None:
    run(filled, statement)
    finding = doctor.database(settings_of(filled, tmp_path))
    if not kind:
        assert migrate.is_ready(filled)
        assert finding.state == "ok"
        return
    with pytest.raises(Problem) as told:
        migrate.is_ready(filled)
    assert told.value.arguments[kind] == name
    assert finding.state == "fail"
    assert f"{kind}: {name}" in finding.said
    assert "restore a copy" in finding.said


def test_the_start_says_so_and_serves_nobody(embedded: str, tmp_path: Path) -> None:
    run(embedded, "ALTER TABLE applications DROP COLUMN letter")
    speak(main.in_english)
    with pytest.raises(ClickException) as told, readable_errors():
        bring_up_to_date(settings_of(embedded, tmp_path))
    assert "Missing: applications.letter." in told.value.message
    assert "\n" not in told.value.message


@pytest.mark.postgres
def test_keys_emptiness_and_lengths_are_compared_too(shared: str) -> None:
    run(
        shared,
        "ALTER TABLE inbox DROP CONSTRAINT uq_inbox_source_key",
        "ALTER TABLE applications ALTER COLUMN letter DROP NOT NULL",
        "ALTER TABLE vacancies ALTER COLUMN state TYPE VARCHAR(9)",
        "ALTER TABLE events ADD COLUMN weight INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE events ALTER COLUMN weight DROP DEFAULT",
    )
    found = migrate.difference(shared)
    assert set(found.other) == {"inbox(key, source)", "applications.letter", "vacancies.state"}
    assert found.extra == ("events.weight",)
    assert found.missing == ()


def test_a_migration_that_ends_otherwise_than_the_models_is_undone(empty_url: str, tmp_path: Path) -> None:
    """An earlier draft of revision 0001, on its way to the newest."""
    folder = tmp_path / "drafts"
    shutil.copytree(migrate.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    [first] = (folder / "versions").glob("0001_*.py")
    first.write_text(re.sub(r'\n +sa.Column\("letter", sa.Text\(\), nullable=False\),', "", first.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(Problem) as told:
        migrate.upgrade(empty_url, folder=folder)
    assert "Differs: missing: applications.letter" in str(told.value.arguments["why"])
    assert migrate.current(empty_url) is None


def test_a_restore_refuses_what_could_not_be_served(embedded: str, tmp_path: Path) -> None:
    path = migrate.file_of(embedded)
    assert path is not None
    run(embedded, "ALTER TABLE applications DROP COLUMN letter")
    backup.pack(tmp_path / "otklik.tar.gz", tmp_path, path, "0.1.0")
    target = tmp_path / "to"
    with pytest.raises(BadArchive, match=re.escape("cannot be served by this release (missing applications.letter)")):
        backup.unpack(tmp_path / "otklik.tar.gz", target, target / DATABASE)
    assert list(target.iterdir()) == []


def test_a_restore_takes_what_the_next_start_can_bring_up_to_date(embedded: str, tmp_path: Path) -> None:
    path = migrate.file_of(embedded)
    assert path is not None
    if len(migrate.revisions()) > 1:
        migrate.downgrade(embedded, "0001")
    revision = migrate.current(embedded)
    backup.pack(tmp_path / "otklik.tar.gz", tmp_path, path, "0.1.0")
    target = tmp_path / "to"
    assert backup.unpack(tmp_path / "otklik.tar.gz", target, target / DATABASE).schema == revision
    assert migrate.current(f"sqlite:///{target / DATABASE}") == revision


def test_a_released_revision_is_never_edited_again() -> None:
    found = {number: digest(number) for number in RELEASED}
    assert found == RELEASED, "a change of the schema is a new revision; what a release has had stays as it is"


def digest(number: str) -> str:
    [path] = (migrate.FOLDER / "versions").glob(f"{number}_*.py")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return hashlib.sha256("".join(line for line in lines if not line.startswith("from core.")).encode()).hexdigest()
