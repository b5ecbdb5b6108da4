"""Where a colleague is signed in, beside the messengers that know him by themselves: the sessions of the web chat, each a browser.

A session is called by the first letters of its token's hash, which open nothing.
"""

from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, bindparam, column, delete, func, or_, select, table
from sqlalchemy.orm import Session

from bot.conversation.model import conversations
from bot.conversation.screens import Turn
from bot.wording import formats as words
from core.kernel.database.columns import Instant
from core.kernel.database.compiled import Prepared
from core.kernel.database.hints import hint
from core.staff.model import StaffUser

HANDLE = 16
_chats = table("webchat_chats", column("id"), column("name"))
_sessions = table(
    "webchat_sessions",
    column("token_hash"),
    column("chat_id"),
    column("agent"),
    column("opened_at", Instant()),
    column("seen_at", Instant()),
    column("expires_at", Instant()),
)
_handle = func.substr(_sessions.c.token_hash, 1, HANDLE)
_HIS = (
    select(_chats.c.id)
    .join(conversations, and_(conversations.c.channel == "webchat", conversations.c.chat == _chats.c.name))
    .where(conversations.c.staff_id == bindparam("whose"))
)
_LIVE = Prepared(
    select(_handle.label("handle"), _sessions.c.agent, _sessions.c.opened_at, _sessions.c.seen_at)
    .join(StaffUser, StaffUser.id == bindparam("whose"))
    .where(
        _sessions.c.chat_id.in_(_HIS),
        _sessions.c.expires_at > bindparam("now", type_=Instant()),
        or_(StaffUser.signed_out_at.is_(None), _sessions.c.opened_at > StaffUser.signed_out_at),
    )
    .order_by(_sessions.c.seen_at.desc(), _sessions.c.token_hash)
    .limit(bindparam("limit")),
)
MOST = 12
"""So many are listed; all can be ended."""


class Place(NamedTuple):
    """One session. `opened` is None where the first release opened it; `agent` names the browser, empty where it is none that we know."""

    handle: str
    agent: str | None
    opened: datetime | None
    seen: datetime


def places(session: Session, staff_id: int, now: datetime) -> list[Place]:
    """Where the colleague is signed in, the last used first."""
    return [Place(*row) for row in _LIVE.rows(session, {"whose": staff_id, "now": now, "limit": MOST})]


def end(session: Session, staff_id: int, handle: str) -> bool:
    """Ends one of his sessions; False where it is over or not his."""
    return bool(ended(session, staff_id, _handle == handle))


def end_others(session: Session, staff_id: int, handle: str = "") -> int:
    """Ends all of his sessions but this one; how many."""
    return ended(session, staff_id, _handle != handle)


def ended(session: Session, staff_id: int, which: ColumnElement[bool]) -> int:
    """His streams hear of it at once."""
    gone = delete(_sessions).where(_sessions.c.chat_id.in_(_HIS), which).returning(_sessions.c.token_hash)
    count = len(session.execute(gone, {"whose": staff_id}).all())
    hint(session, "people")
    return count


def place_name(turn: Turn, place: Place) -> str:
    """What a session is called in a list of them."""
    return place.agent or str(turn.t("desk-session-unknown"))


def place_line(turn: Turn, place: Place, here: str = "") -> Markup:
    key = "desk-session-here" if here and place.handle == here else "desk-session"
    return turn.t(key, place=place_name(turn, place), when=words.when(turn, place.seen))
