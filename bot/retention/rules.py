"""What goes at night beside the kernel's own rows, and why the rest may stay: every table that grows is named here or in `STAYS`."""

from types import MappingProxyType

from sqlalchemy import ColumnElement, String, Table, and_, cast, exists, or_

from bot.channels.webchat.model import chats, entries, files, sessions
from bot.conversation.model import conversations, shown
from core.boards.model import Response, ResponseSign
from core.candidates.model import ProofCode
from core.interviews.model import Booking, Slot
from core.kernel.operations.retention import AGED, ANCIENT, KERNEL, NOW, OLD, STALE, Rule
from core.privacy.model import AccessLog
from core.staff.model import AuditEntry, Invite, LoginLink

_CURRENT = exists().where(conversations.c.id == shown.c.conversation_id, conversations.c.current == shown.c.id)
"""What stands last in a chat takes the person's next words."""
_DEAD = and_(~shown.c.live, shown.c.shown_at < OLD, ~_CURRENT)
_BLANK = {"text": "", "rows": [], "stack": []}
_STANDS = exists().where(
    chats.c.id == entries.c.chat_id,
    conversations.c.chat == chats.c.name,
    conversations.c.channel == "webchat",
    conversations.c.current == shown.c.id,
    shown.c.ref == cast(entries.c.id, String),
)
"""The bubble in which a chat's present screen stands: it may have come long ago and changed since."""


def table_of(model: type) -> Table:
    found: Table = model.__table__  # type: ignore[attr-defined]
    return found


def spent(table: Table) -> ColumnElement[bool]:
    """Used or too old for so long that nobody has to be told which."""
    return or_(table.c.used_at < OLD, table.c.expires_at < OLD)


_responses, _signs = map(table_of, (Response, ResponseSign))
_NOBODYS = and_(_responses.c.candidate_id.is_(None), _responses.c.decided_at < ANCIENT)
"""Of people who were refused at the first look: in no base, so no term of a person's is theirs."""
_codes, _slots, _bookings, _looks, _audit = map(table_of, (ProofCode, Slot, Booking, AccessLog, AuditEntry))
_LINKS = tuple(map(table_of, (LoginLink, Invite)))
RULES = (
    *KERNEL,
    Rule(shown, and_(shown.c.shown_at < ANCIENT, ~_CURRENT)),
    Rule(shown, and_(_DEAD, shown.c.ref.is_(None))),
    Rule(shown, and_(_DEAD, shown.c.text != ""), _BLANK),
    Rule(shown, and_(shown.c.live, shown.c.shown_at < STALE, ~_CURRENT), {**_BLANK, "live": False}),
    Rule(sessions, sessions.c.expires_at < NOW),
    *(Rule(table, spent(table)) for table in _LINKS),
    Rule(entries, and_(entries.c.at < ANCIENT, ~_STANDS)),
    Rule(files, files.c.at < ANCIENT),
    Rule(_codes, _codes.c.expires_at < OLD),
    Rule(_slots, and_(_slots.c.end_at < OLD, ~exists().where(_bookings.c.slot_id == _slots.c.id))),
    Rule(_responses, and_(_NOBODYS, cast(_responses.c.draft, String) != "{}"), {"draft": {}, "comment": ""}),
    Rule(_signs, exists().where(_responses.c.id == _signs.c.response_id, _NOBODYS)),
    Rule(_looks, _looks.c.at < AGED),
    Rule(_audit, _audit.c.at < AGED),
)
"""A dead screen that stands somewhere is known by its message still: words that reply to it are for a person, not an answer to a form."""
PERSON = "goes with the person, whose term is watched every night (core/requests)"
COMPANY = "as large as the company, however long it works"
PROOF = "proves what was allowed and what was destroyed; a few numbers a person, no words"
STAYS = MappingProxyType(
    dict.fromkeys(("applications", "attachments", "bookings", "callbacks", "candidates", "channel_identities", "contacts"), PERSON)
    | dict.fromkeys(("conversations", "events", "merge_moves", "merges", "messages", "proofs"), PERSON)
    | dict.fromkeys(("webchat_chats",), PERSON)
    | dict.fromkeys(("consents", "erased_ids", "erasure_acts", "pd_requests"), PROOF)
    | dict.fromkeys(("consent_texts", "dictionary_entries", "publications", "screening_questions", "slot_exceptions"), COMPANY)
    | dict.fromkeys(
        ("event_types", "slot_rules", "staff_identities", "staff_users", "status_revisions", "status_rules", "vacancies"), COMPANY
    )
    | {"alarms": "one for what stands still", "leases": "one for each thing that one process does", "pulses": "forgotten after a day"}
    | {"unread": "one for a person whom a colleague has not read yet"},
)
"""Why nothing of these tables has to go at night."""
