"""Where else somebody stands: chats of the person's own, and what colleagues were shown. Found by a reader, taken away by the writer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import escape
from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.channels.webchat import entries as webchat
from bot.channels.webchat.entries import Bubble
from bot.channels.webchat.model import chats, entries, files
from bot.channels.webchat.parse import CHANNEL
from bot.conversation.model import conversations, shown
from bot.retention import guests
from bot.retention.guests import Place, Queued
from core.boards import erasure as boards
from core.candidates import erasure as people
from core.candidates.model import Attachment
from core.kernel.database import documents
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox
from core.pipeline.model import Application

NOTHING = Queued((), ())
BLANK = "🗑"
"""What stands in a bubble whose words are gone."""
PORTION = 500
SHORTEST = 4
"""Letters of a word that says something about whose it is."""
Objects = dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Traces:
    """`screens` are what colleagues were shown of the person, `bubbles` the same in their web chats, with the chats' names."""

    numbers: tuple[int, ...]
    own: list[Place] = field(default_factory=list)
    shared: tuple[int, ...] = ()
    queued: Queued = NOTHING
    screens: tuple[int, ...] = ()
    bubbles: tuple[tuple[str, int], ...] = ()
    words: Queued = NOTHING


def found(session: Session, candidate: int) -> Traces:
    """A look through all that was shown to colleagues and still has words: once for an erasure, by a reader."""
    numbers = people.rows_of(session, candidate)
    marks = written(people.marks(session, numbers) | boards.marks(session, numbers))
    whose = select(conversations.c.id, conversations.c.channel, conversations.c.account, conversations.c.chat, conversations.c.staff_id)
    mine = session.execute(whose.where(conversations.c.candidate_id.in_(numbers))).all()
    own = [Place(row.id, row.channel, row.account, row.chat) for row in mine if row.staff_id is None]
    shared = tuple(row.id for row in mine if row.staff_id is not None)
    screens = shown_of(session, objects(session, numbers), marks)
    bubbles = bubbles_of(session, screens, marks)
    queued, words = guests.queued(session, own), words_of(session, frozenset(screens), marks, spoken(marks))
    return Traces(numbers, own, shared, queued, screens, bubbles, words)


def spoken(marks: Iterable[str]) -> tuple[str, ...]:
    """What a colleague may have typed of it: each word of a name by itself, too."""
    return tuple({word for mark in marks for word in (mark, *mark.split()) if len(word) >= SHORTEST})


def written(marks: Iterable[str]) -> tuple[str, ...]:
    """As they stand in a text, in a text of markup, and in JSON."""
    return tuple({form for mark in marks for form in (mark, str(escape(mark)), documents.written(mark)[1:-1])})


def objects(session: Session, numbers: Sequence[int]) -> Objects:
    """What a screen's arguments may name of the person."""
    applied = session.execute(select(Application.id).where(Application.candidate_id.in_(numbers))).scalars()
    responses = (row.id for row in boards.of_people(session, numbers))
    return {"candidate": frozenset(numbers), "application": frozenset(applied), "response": frozenset(responses)}


def shown_of(session: Session, about: Objects, marks: tuple[str, ...]) -> tuple[int, ...]:
    """Screens of colleagues that are about the person or name them."""
    columns = (shown.c.id, shown.c.text, shown.c.rows, shown.c.at, shown.c.typed, shown.c.stack)
    theirs = select(*columns).join(conversations, conversations.c.id == shown.c.conversation_id)
    rows = streamed(session, theirs.where(conversations.c.staff_id.is_not(None)).order_by(shown.c.id))
    return tuple(row.id for row in rows if is_about(row, about) or names(row, marks))


def is_about(row: Any, about: Objects) -> bool:
    ways = [way for way in (row.at, row.typed) if way]
    told = [args for _, args in ways] + [button.get("args", {}) for line in row.rows for button in line]
    return any(args.get(name) in numbers for args in told for name, numbers in about.items())


def names(row: Any, marks: tuple[str, ...]) -> bool:
    said = f"{row.text}{documents.written(row.rows)}{documents.written(row.stack)}{documents.written(row.typed)}"
    return any(mark in said for mark in marks)


def bubbles_of(session: Session, screens: Sequence[int], marks: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    refs = frozenset[int]()
    for n in range(0, len(screens), PORTION):
        standing = select(shown.c.ref).where(shown.c.id.in_(screens[n : n + PORTION]), shown.c.ref.is_not(None))
        refs |= {int(ref) for ref in session.execute(standing).scalars() if ref.isdecimal()}
    theirs = select(chats.c.name, entries.c.id, entries.c.html, entries.c.files, entries.c.buttons)
    rows = streamed(session, theirs.join(chats, chats.c.id == entries.c.chat_id).where(chats.c.seat == "staff"))
    said = ((row, f"{row.html}{documents.written(row.buttons)}") for row in rows)
    return tuple((row.name, row.id) for row, words in said if row.id in refs or any(mark in words for mark in marks))


def words_of(session: Session, screens: frozenset[int], marks: tuple[str, ...], typed: tuple[str, ...]) -> Queued:
    """Rows of the queues that hold what colleagues typed of the person or were sent."""
    came = select(inbox.c.id, inbox.c.body).where(inbox.c.body != "{}", inbox.c.source.not_in(("timer", "notice")))
    went = select(outbox.c.id, outbox.c.body).where(outbox.c.body != "{}", outbox.c.kind.in_(("send", "edit", "file", "toast")))
    heard = (row.id for row in streamed(session, came) if any(word in row.body for word in typed))
    sent = (row.id for row in streamed(session, went) if any(mark in row.body for mark in marks) or screen_in(row.body) in screens)
    return Queued(tuple(heard), tuple(sent))


def streamed(session: Session, query: Any) -> Any:
    return session.execute(query.execution_options(yield_per=PORTION))


def screen_in(body: str) -> int | None:
    number = documents.read(body).get("shown") if '"shown"' in body else None
    return int(number) if number is not None else None


def erase(session: Session, traces: Traces, digests: Sequence[str], now: datetime) -> dict[str, int]:
    """Takes all of it away; how much. `digests`: the person's files, which colleagues' chats let go of too."""
    still = select(conversations.c.id).where(conversations.c.candidate_id.in_(traces.numbers)).order_by(conversations.c.id)
    session.execute(still.with_for_update())
    guests.forget_queued(session, traces.queued, now)
    guests.end_conversations(session, traces.own)
    stay = update(conversations).where(or_(conversations.c.id.in_(traces.shared), conversations.c.candidate_id.in_(traces.numbers)))
    session.execute(stay.values(candidate_id=None, form=None, current=None))
    blank: dict[str, Any] = {"text": "", "rows": [], "stack": [], "at": None, "typed": None, "live": False}
    session.execute(update(shown).where(shown.c.id.in_(traces.screens)).values(blank))
    for chat, number in traces.bubbles:
        webchat.change(session, chat, number, Bubble(BLANK))
    session.execute(update(entries).where(entries.c.id.in_([number for _, number in traces.bubbles])).values(files=[]))
    kept = session.execute(delete(files).where(files.c.sha256.in_(digests)).returning(files.c.id)).all()
    forget_words(session, traces, now)
    heard = {"chats": len(traces.own), "screens": len(traces.screens), "bubbles": len(traces.bubbles), "chat_files": len(kept)}
    return {**heard, "queued": sum(map(len, (*traces.queued, *traces.words)))}


def forget_words(session: Session, traces: Traces, now: datetime) -> None:
    told = and_(inbox.c.source == "notice", inbox.c.lane.in_([f"candidate:{number}" for number in traces.numbers]))
    session.execute(update(inbox).where(told, inbox.c.state == "new").values(state="done", done_at=now))
    session.execute(update(inbox).where(inbox.c.id.in_(traces.words.came), inbox.c.state == "done").values(body="{}"))
    went = update(outbox).where(outbox.c.id.in_(traces.words.went))
    session.execute(went.where(outbox.c.state.in_(("new", "dead"))).values(state="cancelled", ended_at=now))
    session.execute(went.where(outbox.c.state != "sending").values(body="{}"))


def files_of(session: Session, candidate: int) -> tuple[str, ...]:
    """Fingerprints of all files that are the person's: on the card, and in the chats that go."""
    numbers = people.rows_of(session, candidate)
    own = select(chats.c.id).join(conversations, and_(conversations.c.channel == CHANNEL, conversations.c.chat == chats.c.name))
    mine = own.where(conversations.c.candidate_id.in_(numbers), conversations.c.staff_id.is_(None))
    cards = session.execute(select(Attachment.file_sha256).where(Attachment.candidate_id.in_(numbers))).scalars()
    sent = session.execute(select(files.c.sha256).where(files.c.chat_id.in_(mine))).scalars()
    return tuple(sorted({digest for digest in (*cards, *sent) if digest is not None}))
