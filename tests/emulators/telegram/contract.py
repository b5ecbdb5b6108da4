"""The published description of the Bot API as a judge of what clients ask and of what the emulator answers.

The file's known conversion faults are repaired after loading; nothing of it is kept in the repository.
"""

import functools
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contracts_folder import contract
from tests.emulators.telegram.wire import Arguments, Json, decoded

FILE = "telegram-bot-api-10.3.json"
_INTEGERS = re.compile(r"(_id|_count|_date|_size|_connections)$|^(date|offset|limit|timeout|length|width|height|duration)$")
_SCALARS: dict[str, tuple[type, ...]] = {"String": (str,), "Boolean": (bool,), "Number": (int, float)}


class Contract:
    """Checks values against types; every answer is a list of complaints, empty when all is well."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.methods: dict[str, Any] = document["methods"]
        self.types: dict[str, Any] = document["types"]
        self.update_kinds = [field["name"] for field in self.types["Update"]["fields"] if field["name"] != "update_id"]
        self._names = {name.lower(): name for name in self.methods}
        for owner in (*self.methods.values(), *self.types.values()):
            for field in owner.get("fields") or ():
                self._repair(owner["name"], field)

    def _repair(self, owner: str, field: dict[str, Any]) -> None:
        if field["name"] == "allowed_updates":
            field["types"] = ["Array of String"]
            field["enum"] = None
        elif field["name"] == "reply_markup":
            field["types"] = [name for name in field["types"] if name != "String"]
        elif (owner, field["name"]) == ("sendMediaGroup", "media"):
            field["types"] = ["Array of InputMedia"]
        else:
            field["types"] = ["Number" if self._undeclared(name) else name for name in field["types"]]

    def _undeclared(self, name: str) -> bool:
        plain = name.removeprefix("Array of ").removeprefix("Array of ")
        return plain not in self.types and plain not in _SCALARS and "<" not in name

    def method(self, spelled: str) -> str | None:
        """The proper spelling of a method's name."""
        return self._names.get(spelled.lower())

    def check_call(self, method: str, arguments: Arguments) -> list[str]:
        fields = {field["name"]: field for field in self.methods[method]["fields"]}
        given = {*arguments.values, *arguments.uploads} - arguments.attached()
        unknown = [f"unknown parameter {name}" for name in sorted(given - fields.keys())]
        missing = [f"missing parameter {name}" for name, field in fields.items() if field["required"] and name not in given]
        wrong = [
            complaint
            for name, value in arguments.values.items()
            if name in fields
            for complaint in self._check_field(fields[name], decoded(value, fields[name]["types"]), name)
        ]
        return unknown + missing + wrong

    def check_result(self, method: str, result: Json) -> list[str]:
        return self._check_any(self.methods[method]["returns"], result, method)

    def check_type(self, name: str, value: Json) -> list[str]:
        return self._check(name, value, name)

    def _check_field(self, field: Mapping[str, Any], value: Json, where: str) -> list[str]:
        if field.get("enum") and isinstance(value, str) and value not in field["enum"]:
            return [f"{where}: {value!r} is none of {field['enum']}"]
        if _INTEGERS.search(field["name"]) and isinstance(value, float):
            return [f"{where}: {value!r} is not an integer"]
        return self._check_any(field["types"], value, where)

    def _check_any(self, names: Iterable[str], value: Json, where: str) -> list[str]:
        """The complaints of the alternative that fits best."""
        tries = [self._check(name, value, where) for name in names]
        return min(tries, key=len) if tries else []

    def _check(self, name: str, value: Json, where: str) -> list[str]:
        if name.startswith("Array of "):
            return self._check_list(name.removeprefix("Array of "), value, where)
        if name in _SCALARS:
            fits = isinstance(value, _SCALARS[name]) and (name == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{where}: {type(value).__name__} is not {name}"]
        kind = self.types.get(name)
        if name == "InputFile" or kind is None:
            return [] if isinstance(value, str) else [f"{where}: not a file"]
        if kind.get("subtypes"):
            return self._check_union(kind["subtypes"], value, where)
        return self._check_object(kind, value, where)

    def _check_list(self, name: str, value: Json, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: {type(value).__name__} is not a list"]
        return [complaint for index, item in enumerate(value) for complaint in self._check(name, item, f"{where}[{index}]")]

    def _check_union(self, names: list[str], value: Json, where: str) -> list[str]:
        """A message with date 0 is the inaccessible one; other unions are told apart by what fits."""
        if "InaccessibleMessage" in names and isinstance(value, dict):
            names = ["InaccessibleMessage" if value.get("date") == 0 else "Message"]
        return self._check_any(names, value, where)

    def _check_object(self, kind: Mapping[str, Any], value: Json, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: {type(value).__name__} is not {kind['name']}"]
        fields = {field["name"]: field for field in kind.get("fields") or ()}
        complaints = [f"{where}: unknown field {name}" for name in value if name not in fields]
        complaints += [f"{where}: no field {name}" for name, field in fields.items() if field["required"] and name not in value]
        for name, item in value.items():
            if name in fields:
                complaints += self._check_field(fields[name], item, f"{where}.{name}")
        if kind["name"] == "Update" and len(value.keys() - {"update_id"}) > 1:
            complaints.append(f"{where}: two kinds of update in one")
        return complaints


@functools.cache
def load(path: Path) -> Contract:
    """Read once; it is never changed afterwards."""
    return Contract(json.loads(path.read_text("utf-8")))


def load_if_there() -> Contract | None:
    """None where the contract file cannot be had: the emulator then works unchecked and says so."""
    try:
        return load(contract(FILE))
    except pytest.skip.Exception:
        return None
