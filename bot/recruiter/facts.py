"""What a recruiter's cards say in the same words: the person, the phone, the status and for how long; and that somebody saw it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from bot.conversation.screens import Button, Turn
from bot.wording import formats as words
from bot.wording.statuses import status, title
from core.candidates import trust
from core.candidates.contacts import EMAIL, PHONE, WRITTEN, Told
from core.interviews.reads import BookingCard
from core.kernel.problems import Conflict, Forbidden
from core.kernel.text.phones import pretty
from core.messages import acts as messages
from core.messages import unread
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.privacy import acts as privacy
from core.staff import reads as staff
from core.staff.permissions import Right, Scope, scope
from core.vacancies.rules import label

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LONGEST = 600
"""Characters of a letter or a comment that a card shows."""


def me(turn: Turn) -> int:
    """The colleague whose chat this is."""
    number = turn.conversation.staff_id
    if number is None:
        raise Forbidden("not-allowed")
    return number


def may(turn: Turn, right: Right, owners: frozenset[int]) -> bool:
    """Whether a button is worth showing; the guard itself is bot.conversation.access."""
    reach = scope(turn.roles, right)
    return reach is Scope.ALL or (reach is Scope.OWN and turn.conversation.staff_id in owners)


def seen(turn: Turn, *candidates: int | None) -> None:
    """Whoever is shown a candidate's data leaves a trace; who asked to see one person has looked at what that person wrote."""
    found = [number for number in candidates if number is not None]
    if turn.incoming is not None and len(found) == 1:
        unread.looked(turn.session, me(turn), found[0])
    if found:
        privacy.log_view(turn.session, me(turn), found, channel=turn.conversation.channel, now=turn.now)


def seen_response(turn: Turn, response: int, candidate: int | None) -> None:
    """The same for the card of a response, also of one whose person is no candidate yet."""
    if turn.incoming is not None and candidate is not None:
        unread.looked(turn.session, me(turn), candidate)
    privacy.log_response(turn.session, me(turn), response, candidate, channel=turn.conversation.channel, now=turn.now)


def reaches(turn: Turn, candidate: int, *, alone: bool = False) -> bool:
    """Whether the candidate hears of it from us: he has consented, wants messages and has not blocked us everywhere."""
    try:
        messages.way_to(turn.session, candidate, turn.now, alone=alone)
    except (Conflict, Forbidden):
        return False
    return True


def unproven(turn: Turn, candidate: int) -> list[int]:
    """Of a person's records those whose own chat has shown no right to all the others; none where there is but one."""
    mine = trust.group(turn.session, candidate)
    if len(mine) == 1:
        return []
    return [one for one in mine if one in trust.has_chat(turn.session, mine) and not trust.records(turn.session, one).issuperset(mine)]


class Way(NamedTuple):
    """How the candidate stands to us in chats: whether he hears of us, and whether his own chat has yet to show whose it is."""

    reaches: bool
    doubted: bool


def way(turn: Turn, candidate: int) -> Way:
    alone = len(trust.group(turn.session, candidate)) == 1
    return Way(reaches(turn, candidate, alone=alone), not alone and candidate in unproven(turn, candidate))


def chat(turn: Turn, record: int) -> str:
    """Where the record's own chat is: «чат на сайте»."""
    channel = trust.channel(turn.session, record)
    key = f"chat-{channel}"
    return str(turn.t(key)) if key in turn.texts.keys(turn.locale) else channel


def chat_lines(turn: Turn, candidate: int) -> Iterator[Markup]:
    """Of a person of several records: which of his chats have shown whose they are, and which have not."""
    mine = trust.group(turn.session, candidate)
    doubted = unproven(turn, candidate)
    for one in sorted(trust.has_chat(turn.session, mine)) if len(mine) > 1 else ():
        yield turn.t("app-chat-unproven" if one in doubted else "app-chat-proven", chat=chat(turn, one))


def home(turn: Turn) -> Button:
    return Button(turn.t("button-home"), "home")


def back(turn: Turn) -> Button:
    return Button(turn.t("button-back"), "back")


def span(turn: Turn, length: timedelta) -> Markup:
    """«2 дня», «3 ч», «15 мин»: the largest whole unit. What lies ahead is rounded up; what is behind, less than nothing, down."""
    days, hours, minutes = (-(-length // unit) for unit in (DAY, HOUR, MINUTE))
    if abs(hours) >= DAY // HOUR:
        return turn.t("span-days", count=abs(days))
    if abs(minutes) >= HOUR // MINUTE:
        return turn.t("span-hours", count=abs(hours))
    return turn.t("span-minutes", count=abs(minutes))


def lasting(turn: Turn, length: timedelta) -> Markup:
    """How long something has been so: «только что», «2 дня»."""
    return span(turn, -length) if length >= MINUTE else turn.t("span-now")


def deadline(turn: Turn, due: datetime | None, left: str = "app-left") -> Markup:
    """«осталось 2 дня», «просрочено на 3 ч»; nothing where nothing is due."""
    if due is None:
        return Markup("")
    return turn.t(left if due > turn.now else "app-overdue", span=span(turn, due - turn.now))


def phone(turn: Turn, number: str | None, *, doubtful: bool = False) -> Markup:
    """Plain text: every messenger makes a number that can be pressed of it. `doubtful`: only typing speaks for it."""
    if not number:
        return turn.t("app-no-phone")
    return turn.t("app-phone-doubtful" if doubtful else "app-phone", phone=pretty(number))


def contact(turn: Turn, told: Told, *, doubtful: bool = False) -> Markup:
    """One contact with what was said of it; what could not be read as it was written."""
    if told.kind == WRITTEN:
        return turn.t("app-written", text=told.remark)
    line = phone(turn, told.value, doubtful=doubtful) if told.kind == PHONE else turn.t("app-email", email=told.value)
    return turn.t("app-remark", line=line, remark=told.remark) if told.remark else line


def contacts(turn: Turn, told: Iterable[Told], *, doubtful: frozenset[str] = frozenset()) -> Iterator[Markup]:
    """Phones first, then addresses, then what could not be read; `doubtful` are phones that only typing speaks for."""
    kinds = (PHONE, EMAIL, WRITTEN)
    for one in sorted((one for one in told if one.kind in kinds), key=lambda one: kinds.index(one.kind)):
        yield contact(turn, one, doubtful=one.value in doubtful)


def call_by(turn: Turn, told: tuple[Told, ...], *, doubtful: frozenset[str] = frozenset()) -> Iterator[Markup]:
    """What to call the person by: the phones, what could not be read, and where there is no phone the addresses."""
    numbers = [one for one in told if one.kind == PHONE]
    if not numbers:
        yield phone(turn, None)
    others = [one for one in told if one.kind == WRITTEN or (one.kind == EMAIL and not numbers)]
    yield from contacts(turn, [*numbers, *others], doubtful=doubtful)


def kept_back(turn: Turn, why: str, again: datetime | None) -> Markup:
    """Why a board's contacts are not all there, and when they are asked for again."""
    if not why:
        return turn.t("resp-contacts-hidden")
    reason = turn.t(f"resp-contacts-{why}")
    then = turn.t("resp-contacts-again", at=words.when(turn, again)) if again is not None else turn.t("resp-contacts-never")
    return Markup("{} {}").format(reason, then)


def vacancy(turn: Turn, number: int, name: str) -> Markup:
    return turn.t("app-vacancy", label=label(number), name=name)


def source(turn: Turn, code: str) -> str:
    return staff.entry_name(turn.session, "source", code, turn.locale)


def opening(text: str) -> str:
    """With a capital, for what begins a line: «Сегодня, вт, 25 нояб.»."""
    return text[:1].upper() + text[1:]


def short(text: str, limit: int = LONGEST) -> str:
    """At most `limit` characters, cut at a word."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,.") + "…"


def status_line(turn: Turn, card: ApplicationCard) -> Markup:
    """Which status, since how long, and how long is left."""
    parts = [turn.t("app-status", status=status(turn, card.status), span=lasting(turn, turn.now - card.status_since))]
    left = Markup("") if is_ahead(turn, card) else deadline(turn, card.due_at, "app-left-to-decide")
    return Markup(", ").join([*parts, left]) if left else parts[0]


def is_ahead(turn: Turn, card: ApplicationCard) -> bool:
    """A meeting that is set has a time of its own: until it is over nothing is due."""
    return statuses(turn.session)[card.status].has(Trait.SCHEDULED) and card.due_at is not None and card.due_at > turn.now


def by_phone(turn: Turn, kind: str) -> bool:
    """Such a meeting has no place, whatever its slot says."""
    return statuses(turn.session).type(kind).by_phone


def where(turn: Turn, booking: BookingCard) -> Markup:
    """The place or the link of a meeting, one line; nothing where it has none, or is a call."""
    if by_phone(turn, booking.kind):
        return Markup("")
    lines = [turn.t("meet-place", place=booking.place)] if booking.place else []
    if booking.link:
        lines.append(turn.t("meet-link", link=booking.link))
    return Markup("\n").join(lines)


def meeting_line(turn: Turn, booking: BookingCard) -> Markup:
    """Which meeting, when, and whether he has said that he comes, while that still matters."""
    state = "past" if booking.start_at <= turn.now else "confirmed" if booking.state == "confirmed" else "booked"
    return turn.t(f"meet-line-{state}", kind=title(turn, booking.kind), at=words.when(turn, booking.start_at))


def headline(turn: Turn, card: ApplicationCard) -> Markup:
    """Who, on which vacancy: the top of everything said of an application."""
    return Markup("<b>{}</b>\n{}").format(card.candidate, vacancy(turn, card.vacancy_number, card.vacancy))
