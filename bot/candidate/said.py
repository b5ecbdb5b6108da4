"""What a candidate has said, as his recruiters read it in the thread: the words with all that came with them."""

from collections.abc import Iterator

from bot.conversation.markup import plain
from bot.conversation.screens import Incoming, Turn

KINDS = frozenset({"sticker", "dice", "location", "venue", "poll", "story", "checklist", "invoice", "giveaway", "paid_media"})


def said(turn: Turn, incoming: Incoming) -> str:
    """Plain text: who said it first, what it answers, the words, whose contact it is, what is no words at all."""
    return "\n".join(lines(turn, incoming))


def lines(turn: Turn, incoming: Incoming) -> Iterator[str]:
    if incoming.origin:
        yield plain(turn.t("said-forwarded", name=incoming.origin))
    if incoming.quote:
        yield plain(turn.t("said-quote", words=incoming.quote))
    words = incoming.text or incoming.phone or ""
    if incoming.card:
        yield plain(turn.t("said-contact", name=incoming.card, phone=words))
    elif words:
        yield words
    if incoming.other is not None:
        yield plain(other(turn, *incoming.other))


def other(turn: Turn, kind: str, told: str) -> str:
    name = turn.t(f"said-{kind.replace('_', '-')}") if kind in KINDS else turn.t("said-unknown", kind=kind.replace("_", " "))
    return f"{name}: {told}" if told else str(name)
