"""How far a colleague's rights go where no argument names an object: whose things a list shows, what a typed number may open."""

from bot.conversation import Turn
from bot.recruiter.facts import may, me
from core.kernel.problems import Forbidden
from core.staff.permissions import Right, Scope, scope


def whose(turn: Turn, right: Right) -> int | None:
    """The only colleague whose things may be shown; None where everybody's may."""
    return None if scope(turn.roles, right) is Scope.ALL else me(turn)


def guard(turn: Turn, right: Right, owners: frozenset[int]) -> None:
    """What bot.access does with a named object, for a command that found it by what was typed."""
    if not may(turn, right, owners):
        raise Forbidden("not-yours")
