"""Who can be reached: a chat and the candidate behind it are blocked together, and reached again together. And whose number is his own."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.screens import Conversation, Incoming
from core.candidates import acts as candidates
from core.pipeline import proofs


def heard(session: Session, conversation: Conversation, incoming: Incoming, now: datetime) -> None:
    """Notes what an update says of it: whoever does anything but block us can be reached."""
    if incoming.kind == "stop":
        conversation.blocked_at = now
        gone(session, conversation, now)
    elif conversation.blocked_at is not None:
        conversation.blocked_at = None
        if conversation.candidate_id is not None:
            candidates.mark_reached(session, conversation.channel, conversation.account, conversation.chat, now=now)
    if incoming.vouched and incoming.phone and conversation.candidate_id is not None:
        proofs.vouch(session, conversation.candidate_id, incoming.phone, now=now)


def gone(session: Session, conversation: Conversation, now: datetime) -> None:
    """The messenger says that nothing gets to this chat any more."""
    if conversation.candidate_id is not None:
        candidates.mark_blocked(session, conversation.channel, conversation.account, conversation.chat, now=now)
