"""What was packed while the service ran comes back whole; what is not whole is refused before anything is touched."""

import gzip
import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from core.kernel import backup, migrate
from core.kernel.backup import DATABASE, MANIFEST, Unfit
from core.kernel.files import Files
from tests.main.processes import Installation

CONTENT = "Резюме".encode()


def folder_with_data(place: Path) -> tuple[Path, Path]:
    data = place / "data"
    database = data / DATABASE
    migrate.upgrade(f"sqlite:///{database}")
    Files(data / "files").keep(CONTENT)
    (data / "secret.key").write_text("ключ")
    return data, database


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    data, database = folder_with_data(tmp_path / "from")
    backup.pack(tmp_path / "otklik.tar.gz", data, database, "0.1.0")
    return tmp_path / "otklik.tar.gz"


def changed(source: Path, **members: bytes | None) -> Path:
    """The archive with other members; None leaves one out."""
    target = source.with_name("changed.tar.gz")
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            key = member.name.replace(".", "_").replace("/", "_")[:7]
            content = members.get(key, old.extractfile(member).read())  # type: ignore[union-attr]
            if content is not None:
                member.size = len(content)
                new.addfile(member, BytesIO(content))
    return target


def test_everything_comes_back(packed: Path, tmp_path: Path) -> None:
    data = tmp_path / "to"
    found = backup.unpack(packed, data, data / DATABASE)
    assert found.files == 1
    assert found.schema == migrate.head()
    assert migrate.is_current(f"sqlite:///{data / DATABASE}")
    files = Files(data / "files")
    assert files.read(files.keep(CONTENT)) == CONTENT
    assert (data / "secret.key").read_text() == "ключ"
    assert sorted(path.name for path in data.iterdir()) == ["files", DATABASE, "secret.key"]


def test_the_archive_is_its_owner_s_only(packed: Path) -> None:
    assert packed.stat().st_mode & 0o077 == 0


def test_data_that_are_there_are_not_overwritten_unawares(packed: Path, tmp_path: Path) -> None:
    data, database = folder_with_data(tmp_path / "other")
    before = database.read_bytes()
    with pytest.raises(Unfit, match="--force"):
        backup.unpack(packed, data, database)
    assert database.read_bytes() == before
    backup.unpack(packed, data, database, force=True)
    assert migrate.is_current(f"sqlite:///{database}")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"otklik_": b"SQLite format 3\0 but not ours"}, "not the one that was packed"),
        ({"otklik_": None}, "not the one that was packed"),
        ({"files_": None}, "1 are missing"),
        ({"manifes": b"{}"}, "no whole archive"),
        ({"manifes": None}, "no whole archive"),
    ],
)
def test_a_damaged_archive_is_refused_and_nothing_is_touched(
    packed: Path, tmp_path: Path, members: dict[str, bytes | None], said: str
) -> None:
    key = next(iter(members))
    torn = changed(packed, **({f"files_{x}"[:7]: None for x in "0123456789abcdef"} if key == "files_" else members))
    data = tmp_path / "to"
    with pytest.raises(Unfit, match=said):
        backup.unpack(torn, data, data / DATABASE)
    assert list(data.iterdir()) == []


def test_half_an_archive_is_refused(packed: Path, tmp_path: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(Unfit, match="no whole archive"):
        backup.unpack(packed, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_an_archive_of_a_newer_release_is_refused(packed: Path, tmp_path: Path) -> None:
    with tarfile.open(packed) as archive:
        manifest = json.loads(archive.extractfile(MANIFEST).read())  # type: ignore[union-attr]
    newer = changed(packed, manifes=json.dumps({**manifest, "schema": "9999", "otklik": "9.0.0"}).encode())
    with pytest.raises(Unfit, match=r"newer release \(9\.0\.0\)"):
        backup.unpack(newer, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_no_path_leads_out_of_the_folder(packed: Path, tmp_path: Path) -> None:
    sly = tmp_path / "sly.tar.gz"
    with gzip.open(sly, "wb") as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
        member = tarfile.TarInfo("../escaped")
        archive.addfile(member, BytesIO())
    with pytest.raises(Unfit):
        backup.unpack(sly, tmp_path / "to", tmp_path / "to" / DATABASE)
    assert not (tmp_path / "escaped").exists()


def test_the_commands_pack_a_running_house_and_bring_it_back(house: Installation) -> None:
    archive = house.folder / "otklik.tar.gz"
    with house.serving():
        house.otklik("staff", "add", "Анна", "--role", "admin")
        assert "keep it safe" in house.otklik("backup", str(archive)).stdout
        assert house.otklik("backup", str(archive)).stderr == f"Error: {archive} is there already\n"
        assert "another process serves" in house.otklik("restore", str(archive), "--force").stderr
    assert "--force" in house.otklik("restore", str(archive)).stderr
    house.settings["OTKLIK_DATA_DIR"] = str(house.folder / "elsewhere")
    restored = house.otklik("restore", str(archive))
    assert restored.stdout == f"restored: schema {migrate.head()}, 0 files, all verified\n"
    with house.serving() as process:
        assert process.end() == 0
