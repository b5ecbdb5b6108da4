"""What was packed while the service ran comes back whole; what is not whole is refused before anything is touched."""

import gzip
import json
import os
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from core.kernel.database import migrate
from core.kernel.operations import archive, backup
from core.kernel.operations.archive import DATABASE, KEY, MANIFEST, BadArchive
from core.kernel.storage.files import Files
from core.kernel.storage.owner_only import loose
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
    with pytest.raises(BadArchive, match="--force"):
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
        ({"secret_": b"another key"}, "the secret key in the archive is not the one that was packed"),
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
    with pytest.raises(BadArchive, match=said):
        backup.unpack(torn, data, data / DATABASE)
    assert list(data.iterdir()) == []


Manifest = dict[str, Any]


def manifest_in(source: Path) -> Manifest:
    with tarfile.open(source) as archive:
        found: Manifest = json.loads(archive.extractfile(MANIFEST).read())  # type: ignore[union-attr]
    return found


def old(manifest: Manifest) -> Manifest:
    """As the first release wrote it."""
    return {name: value for name, value in manifest.items() if name != "members"}


def test_an_archive_of_the_first_release_comes_back(packed: Path, tmp_path: Path) -> None:
    first = changed(packed, manifes=json.dumps(old(manifest_in(packed))).encode())
    data = tmp_path / "to"
    assert backup.unpack(first, data, data / DATABASE).files == 1
    assert migrate.is_current(f"sqlite:///{data / DATABASE}")


def without(manifest: Manifest, name: str) -> Manifest:
    return manifest | {"members": {key: value for key, value in manifest["members"].items() if key != name}}


@pytest.mark.parametrize(
    "lie",
    [
        lambda told: old(told) | {"database": ""},
        lambda told: without(told, DATABASE) | {"database": ""},
        lambda told: without(told, KEY),
        lambda told: without(told, DATABASE),
        lambda told: told | {"files": 7},
        lambda told: told | {"more": 1},
        lambda told: told | {"files": "1"},
        lambda told: told | {"members": told["members"] | {"../escaped": told["members"][KEY]}},
        lambda told: told | {"members": told["members"] | {KEY: told["members"][KEY] | {"size": 3}}},
    ],
)
def test_what_is_not_listed_as_it_is_comes_nowhere(packed: Path, tmp_path: Path, lie: Callable[[Manifest], Manifest]) -> None:
    sly = changed(packed, manifes=json.dumps(lie(manifest_in(packed))).encode())
    with pytest.raises(BadArchive):
        backup.unpack(sly, tmp_path / "to", tmp_path / "to" / DATABASE)
    assert list((tmp_path / "to").iterdir()) == []


@pytest.mark.parametrize("manifest", [b"[" * 200_000, b'{"members":' * 100_000, b"\xff", b"1e999", b" " * (65 * 1024 * 1024)])
def test_a_manifest_that_is_none_is_said_in_words(packed: Path, tmp_path: Path, manifest: bytes) -> None:
    with pytest.raises(BadArchive, match="no whole archive"):
        backup.unpack(changed(packed, manifes=manifest), tmp_path / "to", tmp_path / "to" / DATABASE)


def bomb(place: Path, size: int, head: bytes = b"") -> Path:
    """Zeros that a gzip of a thousandth unpacks to, under the database's name and listed; `head` goes before."""
    listed = {DATABASE: {"size": size, "sha256": "0" * 64}}
    told = json.dumps({"otklik": "1", "schema": None, "database": "0" * 64, "files": 0, "members": listed}).encode()
    with gzip.open(place, "wb", 1) as zipped:
        first, zeros = tarfile.TarInfo(MANIFEST), tarfile.TarInfo(DATABASE)
        first.size, zeros.size = len(told), size
        zipped.write(first.tobuf() + told + bytes(-len(told) % 512) + head + zeros.tobuf())
        for _ in range(size // 2**20):
            zipped.write(bytes(2**20))
    return place


def test_what_unpacks_to_more_than_ours_ever_do_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "SMALL", 2**20)
    source, data = bomb(tmp_path / "bomb.tar.gz", 128 * 2**20), tmp_path / "to"
    with pytest.raises(BadArchive, match="more room"):
        backup.unpack(source, data, data / DATABASE)
    monkeypatch.setattr(archive, "DENSE", 10**6)
    with pytest.raises(BadArchive, match="the database in the archive is not the one"):
        backup.unpack(source, data, data / DATABASE)
    monkeypatch.setattr(archive, "SPARE", 2**60)
    with pytest.raises(BadArchive, match="more room"):
        backup.unpack(source, data, data / DATABASE)


@pytest.mark.parametrize(
    "kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE]
)
def test_a_header_that_claims_gigabytes_fills_no_memory(tmp_path: Path, kind: bytes) -> None:
    large = tarfile.TarInfo(DATABASE)
    large.type, large.size, large.linkname = kind, 2**32, "/etc/passwd"
    source = bomb(tmp_path / "bomb.tar.gz", 2**20, head=large.tobuf())
    with pytest.raises(BadArchive, match="no whole archive"):
        backup.unpack(source, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_a_member_comes_once(packed: Path, tmp_path: Path) -> None:
    twice = tmp_path / "twice.tar.gz"
    with tarfile.open(packed) as source, tarfile.open(twice, "w:gz") as new:
        for member in (*source.getmembers(), source.getmember(KEY)):
            new.addfile(member, source.extractfile(member))
    with pytest.raises(BadArchive, match="no whole archive"):
        backup.unpack(twice, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_what_is_restored_is_its_owner_s_only(packed: Path, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        backup.unpack(packed, tmp_path / "to", tmp_path / "to" / DATABASE)
    finally:
        os.umask(before)
    assert loose([tmp_path / "to", *(tmp_path / "to").rglob("*")]) == []


def test_half_an_archive_is_refused(packed: Path, tmp_path: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(BadArchive, match="no whole archive"):
        backup.unpack(packed, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_an_archive_of_a_newer_release_is_refused(packed: Path, tmp_path: Path) -> None:
    manifest = manifest_in(packed)
    newer = changed(packed, manifes=json.dumps({**manifest, "schema": "9999", "otklik": "9.0.0"}).encode())
    with pytest.raises(BadArchive, match=r"newer release \(9\.0\.0\)"):
        backup.unpack(newer, tmp_path / "to", tmp_path / "to" / DATABASE)


def test_no_path_leads_out_of_the_folder(packed: Path, tmp_path: Path) -> None:
    sly = tmp_path / "sly.tar.gz"
    with gzip.open(sly, "wb") as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
        member = tarfile.TarInfo("../escaped")
        archive.addfile(member, BytesIO())
    with pytest.raises(BadArchive):
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
