"""Every button leads somewhere: a route has a handler, the handler takes what the route carries, and no route is made of unread words."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.app import make_book
from bot.conversation.router import Entry
from bot.recruiter.home import DAY, HOUSE, WORK

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = tuple(make_book().entries.values())


def strayed(entry: Entry) -> list[str]:
    """Where a handler takes a field otherwise than its route carries it: another type, or another value where none is given."""
    assert entry.route is not None
    hints, taken = get_type_hints(inspect.unwrap(entry.call)), inspect.signature(entry.call).parameters
    carried, usual = entry.route.takes(), entry.route.defaults
    found = [f"{name}: {hints[name]}" for name, kind in carried.items() if hints[name] != kind]
    has_usual = {name: one.default for name, one in taken.items() if one.default is not one.empty}
    return found + [f"{name} = {value!r}" for name, value in has_usual.items() if usual.get(name, inspect.Parameter.empty) != value]


def test_every_handler_takes_what_its_route_carries() -> None:
    assert len(ENTRIES) > 150
    assert {entry.name: odd for entry in ENTRIES if (odd := strayed(entry))} == {}


def test_control_a_handler_of_another_type_is_seen() -> None:
    entry = make_book().entries["meeting.days"]

    def days(turn: object, application: str, kind: str, page: int = 1) -> None: ...

    assert strayed(Entry(entry.name, days, route=entry.route)) == ["application: <class 'str'>", "page = 1"]


def made_of_unread_words(source: str) -> Iterator[str]:
    """Routes whose fields are not named where they are made: the types could not be checked there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value).endswith("routes"):
            yield from (ast.unparse(node) for keyword in node.keywords if keyword.arg is None)


@pytest.mark.parametrize("persona", ["candidate", "recruiter", "admin", "cards"])
def test_every_field_is_named_where_a_button_is_made(persona: str) -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "bot" / persona).rglob("*.py"))
    assert [found for source in sources for found in made_of_unread_words(source)] == []


def test_control_a_field_that_is_not_named_is_seen() -> None:
    assert list(made_of_unread_words("to(text, routes.MeetingDays(**where))")) == ["routes.MeetingDays(**where)"]


def test_every_door_of_the_first_screen_opens_to_whom_it_is_shown() -> None:
    doors = (*DAY, *WORK, *HOUSE)
    assert {door.name for door in doors if door.route.right is not door.right and door.name != "responses"} == set()
