"""Files that nobody refers to any more: found every night, and after somebody was erased."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from bot.channels.webchat.model import files
from bot.conversation.model import conversations
from core.candidates.model import Attachment
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox

DIGEST = re.compile(r"[0-9a-f]{64}")
MANY = 500


def needed(session: Session, digests: Iterable[str]) -> frozenset[str]:
    """Which of these files are referred to: by a person's card, a web chat, a half-filled form, or what waits in the queues."""
    wanted = list(digests)
    found = frozenset[str]().union(*(stored(session, wanted[n : n + MANY]) for n in range(0, len(wanted), MANY)))
    return found | frozenset(wanted) & frozenset(waiting(session))


def stored(session: Session, digests: list[str]) -> frozenset[str]:
    cards = session.execute(select(Attachment.file_sha256).where(Attachment.file_sha256.in_(digests))).scalars()
    chats = session.execute(select(files.c.sha256).where(files.c.sha256.in_(digests))).scalars()
    return frozenset(digest for digest in (*cards, *chats) if digest is not None)


def waiting(session: Session) -> Iterator[str]:
    """What is on its way: looked for in the words, for each kind of row names it in its own way."""
    coming = select(inbox.c.body).where(inbox.c.state.in_(("new", "dead")), inbox.c.body.contains("sha256"))
    going = select(outbox.c.body).where(outbox.c.state.in_(("new", "sending", "dead")), outbox.c.body.contains("sha256"))
    forms = select(cast(conversations.c.form, Text)).where(conversations.c.form.is_not(None))
    for query in (coming, going, forms):
        for (body,) in session.execute(query):
            yield from DIGEST.findall(body or "")
