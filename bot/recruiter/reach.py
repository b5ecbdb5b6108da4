"""How far a colleague's rights go where no argument names an object: whose things a list shows, what a typed number may open."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.conversation.router import to
from bot.conversation.routes import Route
from bot.conversation.screens import Row, Turn
from bot.recruiter.facts import may, me
from core.kernel.problems import Forbidden
from core.staff import reads as staff
from core.staff.permissions import Right, Scope, scope


def whose(turn: Turn, right: Right, *, mine: bool = False) -> int | None:
    """The only colleague whose things may be shown, or are wanted (`mine`); None where everybody's are."""
    return None if scope(turn.roles, right) is Scope.ALL and not mine else me(turn)


def switch(turn: Turn, right: Right, route: Route, *, mine: bool) -> tuple[Row, ...]:
    """«Только мои» and «Вся команда», for whoever may see everybody's."""
    if scope(turn.roles, right) is not Scope.ALL:
        return ()
    return ((to(turn.t("desk-button-team" if mine else "desk-button-mine"), route.but(mine=not mine)),),)


def hosts(turn: Turn, owners: Iterable[int]) -> Mapping[int, Markup]:
    """« · Анна Серова» behind what is another colleague's; nothing behind one's own."""
    others = staff.names_of(turn.session, {*owners} - {me(turn)})
    return {me(turn): Markup(""), **{number: Markup(" · <i>{}</i>").format(name) for number, name in others.items()}}


def guard(turn: Turn, right: Right, owners: frozenset[int]) -> None:
    """What bot.conversation.access does with a named object, for a command that found it by what was typed."""
    if not may(turn, right, owners):
        raise Forbidden("not-yours")
