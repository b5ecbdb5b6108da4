"""Every command, press, notice and deep link passes here: the right, and whether the object is the person's own.

Handlers name their objects in their arguments (`vacancy=5`, `application=7`): each such name has an owner's rule below, so no handler
can forget to ask. Menus and buttons are cosmetic; this is the guard.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.router import Entry
from bot.conversation.screens import Conversation
from core.kernel.problems import Forbidden, NotFound, Problem
from core.staff.permissions import Scope, scope

Owners = Callable[[Session, int], frozenset[int]]
"""Which staff an object belongs to; raises NotFound where there is no such object."""
Belongs = Callable[[Session, int, int], bool]
"""Whether an object belongs to a candidate."""


class Access:
    def __init__(self, staff_owns: dict[str, Owners], candidate_owns: dict[str, Belongs]) -> None:
        self._staff_owns = staff_owns
        self._candidate_owns = candidate_owns

    def check(self, session: Session, who: Conversation, roles: frozenset[str], entry: Entry, args: dict[str, Any]) -> None:
        """Raises Forbidden or NotFound; returns where the person may."""
        if entry.persona and entry.persona != who.persona:
            raise Forbidden("not-allowed")
        if who.persona == "staff":
            self._staff(session, who.staff_id, roles, entry, args)
        else:
            self._candidate(session, who, args)

    def lets(self, session: Session, staff_id: int, roles: frozenset[str], entry: Entry, args: dict[str, Any]) -> bool:
        """Whether a colleague may see it, wherever he is."""
        try:
            self._staff(session, staff_id, roles, entry, args)
        except Problem:
            return False
        return True

    def _staff(self, session: Session, staff_id: int | None, roles: frozenset[str], entry: Entry, args: dict[str, Any]) -> None:
        if entry.right is None:
            return
        reach = scope(roles, entry.right)
        if reach is None:
            raise Forbidden("not-allowed")
        for name, value in args.items():
            owners = self._staff_owns.get(name)
            if owners is None or value is None:
                continue
            if staff_id not in owners(session, value) and reach is not Scope.ALL:
                raise Forbidden("not-yours")

    def _candidate(self, session: Session, who: Conversation, args: dict[str, Any]) -> None:
        for name, value in args.items():
            belongs = self._candidate_owns.get(name)
            if belongs is None or value is None:
                continue
            if who.candidate_id is None or not belongs(session, value, who.candidate_id):
                raise NotFound("not-found")
