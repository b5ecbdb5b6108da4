"""What is stored by name outlives the code: a name once given is understood for ever, and means what it meant."""

import re
from collections.abc import Iterator

import pytest

from bot.app import make_book
from bot.conversation.router import Entry
from bot.conversation.routes import ROUTES, Route, route, stored
from core.kernel.problems import UnknownName
from tests.releases import names

FIELD = re.compile(r"(\w+)(?:: ([^=]+?))?(?: ?= ?(.*))?")


def unknown(kept: set[str]) -> set[str]:
    """Those that this code would not understand any more: gone, or asking for a field that old rows do not carry."""
    return {line for line in kept if not is_understood(line)}


def is_understood(line: str) -> bool:
    kind, _, rest = line.partition(" ")
    name, _, carried = rest.removesuffix(")").partition("(")
    if kind in {"button", "route"}:
        return not list(misread(name, carried))
    if kind == "alias":
        return knows(rest.partition(" ")[0])
    return line in names.now() or (kind == "notice" and tuple(rest.split(" ")) in make_book().retired_notices)


def knows(name: str) -> bool:
    try:
        make_book().entry(name)
    except UnknownName:
        return False
    return True


def misread(name: str, carried: str) -> Iterator[str]:
    """Why an old row of this route would not be understood. Lists of old wrote names of fields, an = where one may be left out."""
    if not knows(name):
        yield f"{name} is gone"
        return
    today = ROUTES.kind(name)
    types = {field: names.spelled(kind) for field, kind in today.takes().items()}
    before = {today.was.get(one, one): (kind, default) for one, kind, default in split(carried)}
    yield from (f"{one} is asked for" for one in types if one not in today.defaults and one not in before)
    for one, (kind, default) in before.items():
        if kind and one in types and types[one] != kind:
            yield f"{one} was {kind}"
        if default and one in types and kind and repr(today.defaults.get(one)) != default:
            yield f"{one} was {default} where a row did not say"


def split(carried: str) -> Iterator[tuple[str, str, str]]:
    """Name, type, default of each field, from «application: ApplicationId, page: int = 0»."""
    for part in re.split(r", (?=\w+(?::|=|,|$))", carried) if carried else ():
        found = FIELD.fullmatch(part)
        assert found is not None, part
        yield found[1], found[2] or "", found[3] or ""


def test_no_name_is_lost() -> None:
    assert unknown(names.listed()) == set()


def test_every_name_of_today_is_listed() -> None:
    assert names.now() - names.listed() == set(), "make golden adds it"


def test_every_name_of_the_first_release_is_read_still() -> None:
    assert sum(line.startswith("button ") for line in names.listed()) > 160


def test_every_route_has_one_handler() -> None:
    """Routes of the product: a test's own stand in the tests."""
    ours = {kind.id for kind in ROUTES.kinds.values() if kind.__module__.startswith("bot.")}
    assert ours == {name for name, entry in make_book().entries.items() if entry.route is not None}


# Controls


def test_control_a_handler_that_is_gone_is_seen() -> None:
    assert unknown({"button recruiter.nowhere.at_all(application)"}) == {"button recruiter.nowhere.at_all(application)"}
    assert unknown({"alias recruiter.nowhere.at_all is gone.card"}) == {"alias recruiter.nowhere.at_all is gone.card"}
    assert unknown({"timer callback.never"}) == {"timer callback.never"}


def test_control_a_new_field_without_a_default_is_seen() -> None:
    assert unknown({"button recruiter.card.application_card()"}) == {"button recruiter.card.application_card()"}
    assert unknown({"route application.card()"}) == {"route application.card()"}


def test_control_another_type_and_another_default_are_seen() -> None:
    assert list(misread("meeting.days", "application: CandidateId, kind: str, page: int = 0")) == ["application was CandidateId"]
    assert list(misread("meeting.days", "application: ApplicationId, kind: str, page: int = 1")) == ["page was 1 where a row did not say"]


def test_a_field_that_was_renamed_or_has_gone_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    @route("test-names.tea")
    class Tea(Route):
        leaves: str = stored(was=("sort",))

    book = make_book()
    book.entries[Tea.id] = Entry(Tea.id, lambda _turn: None, route=Tea)
    monkeypatch.setattr("tests.releases.test_names.make_book", lambda: book)
    assert list(misread("test-names.tea", "sort: str, milk: bool = False")) == []
    assert list(misread("test-names.tea", "milk: bool = False")) == ["leaves is asked for"]
