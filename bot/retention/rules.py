"""What goes at night beside the kernel's own rows: screens that are over, sessions and links that open nothing any more."""

from sqlalchemy import ColumnElement, Table, and_, exists, or_

from bot.channels.webchat.model import sessions
from bot.conversation.model import conversations, shown
from core.kernel.operations.retention import ANCIENT, KERNEL, NOW, OLD, Rule
from core.staff.model import Invite, LoginLink

_CURRENT = exists().where(conversations.c.id == shown.c.conversation_id, conversations.c.current == shown.c.id)
"""What stands last in a chat takes the person's next words."""
_DEAD = and_(~shown.c.live, shown.c.shown_at < OLD, ~_CURRENT)


def spent(table: Table) -> ColumnElement[bool]:
    """Used or too old for so long that nobody has to be told which."""
    return or_(table.c.used_at < OLD, table.c.expires_at < OLD)


_LINKS = tuple(model.metadata.tables[model.__tablename__] for model in (LoginLink, Invite))
RULES = (
    *KERNEL,
    Rule(shown, and_(shown.c.shown_at < ANCIENT, ~_CURRENT)),
    Rule(shown, and_(_DEAD, shown.c.ref.is_(None))),
    Rule(shown, and_(_DEAD, shown.c.text != ""), {"text": "", "rows": [], "stack": []}),
    Rule(sessions, sessions.c.expires_at < NOW),
    *(Rule(table, spent(table)) for table in _LINKS),
)
"""A dead screen that stands somewhere is known by its message still: words that reply to it are for a person, not an answer to a form."""
