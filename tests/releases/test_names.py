"""What is stored by name outlives the code: a name once given is understood for ever."""

from bot.app import make_book
from core.kernel.problems import UnknownName
from tests.releases import names


def unknown(stored: set[str]) -> set[str]:
    """Those that this code would not understand any more: gone, or asking for an argument that old buttons do not carry."""
    return {line for line in stored if not is_understood(line)}


def is_understood(line: str) -> bool:
    kind, _, rest = line.partition(" ")
    if kind != "button":
        return line in names.now() or (kind == "notice" and tuple(rest.split(" ")) in make_book().retired_notices)
    name, _, carried = rest.rstrip(")").partition("(")
    try:
        wanted = names.arguments(make_book().entry(name).call)
    except UnknownName:
        return False
    given = {one.rstrip("=") for one in carried.split(", ")}
    return all(one.endswith("=") or one in given for one in wanted)


def test_no_name_is_lost() -> None:
    assert unknown(names.listed()) == set()


def test_every_name_of_today_is_listed() -> None:
    assert names.now() - names.listed() == set(), "make golden adds it"


def test_control_a_handler_that_is_gone_is_seen() -> None:
    assert unknown({"button recruiter.nowhere.at_all(application)"}) == {"button recruiter.nowhere.at_all(application)"}
    assert unknown({"timer callback.never"}) == {"timer callback.never"}


def test_control_a_new_argument_without_a_default_is_seen() -> None:
    assert unknown({"button recruiter.card.application_card()"}) == {"button recruiter.card.application_card()"}
