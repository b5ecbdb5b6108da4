"""Responses from a file go the way of those from the web: checked line by line, kept once."""

import json

from tests.main.processes import Installation

GOOD = {"id": "f-1", "source": "form", "name": "Тест Тестов", "phone": "+79000000201"}


def line(**more: object) -> str:
    return json.dumps({**GOOD, **more}, ensure_ascii=False)


def test_what_is_taken_and_what_is_refused_is_said_by_line(house: Installation) -> None:
    file = house.folder / "responses.jsonl"
    file.write_text("\n".join([line(), "", line(id="f-2"), "{", line(id="f-3", source="hh"), line(id="f-4", name="", phone="")]))
    first = house.otklik("import", str(file))
    assert first.stdout == "2 taken, 0 known already, 3 refused\n"
    assert [said.split(":")[0] for said in first.stderr.splitlines()] == ["line 4 refused", "line 5 refused", "line 6 refused"]
    assert first.returncode == 1
    assert house.otklik("import", str(file)).stdout == "0 taken, 2 known already, 3 refused\n"


def test_a_file_without_faults_ends_well(house: Installation) -> None:
    file = house.folder / "responses.jsonl"
    file.write_text("\n".join(line(id=f"f-{number}") for number in range(450)))
    taken = house.otklik("import", str(file))
    assert (taken.returncode, taken.stdout, taken.stderr) == (0, "450 taken, 0 known already, 0 refused\n", "")
