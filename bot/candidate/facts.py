"""What a candidate is told of a meeting: when, where, with whom, and a file for his calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.candidate.person import files
from bot.conversation.screens import Attached, Turn
from bot.wording import formats as words
from bot.wording.calendar_file import Meeting, ics
from bot.wording.statuses import candidates_kind
from core.interviews.reads import BookingCard
from core.kernel.text.phones import pretty
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.reads import statuses

NOTICE = "60"
MINUTE = timedelta(minutes=1)


def notice(turn: Turn) -> timedelta:
    """How long before its beginning a time can be booked at the latest."""
    return timedelta(minutes=int(turn.extra.get("notice", NOTICE)))


def kind(turn: Turn, code: str) -> Markup:
    return candidates_kind(turn, code)


def dated(turn: Turn, at: datetime) -> str:
    """Say «ср, 25 нояб., 10:00 (МСК)»: for what stays in the chat, where «завтра» would be wrong tomorrow."""
    day = words.day_words(at.astimezone(turn.zone).date(), turn.locale)
    return f"{day}, {words.hour(turn, at)} ({words.zone_name(turn, at)})"


def lines(turn: Turn, card: ApplicationCard, meeting: BookingCard, at: str) -> Iterator[Markup]:
    yield turn.t("meeting-vacancy", vacancy=card.vacancy)
    yield turn.t("meeting-when", at=at, minutes=(meeting.end_at - meeting.start_at) // MINUTE)
    if office := office_time(turn, meeting):
        yield turn.t("meeting-office-time", at=office)
    yield from where(turn, card, meeting)
    yield turn.t("meeting-with", name=card.owner)


def where(turn: Turn, card: ApplicationCard, meeting: BookingCard) -> Iterator[Markup]:
    """Where to come; to a phone interview nobody comes, whatever place its slot has."""
    if by_phone(turn, meeting):
        if card.phone:
            yield turn.t("meeting-phone", phone=pretty(card.phone))
        return
    if meeting.place:
        yield turn.t("meeting-place", place=meeting.place)
    if meeting.link:
        yield turn.t("meeting-link", link=meeting.link)


def by_phone(turn: Turn, meeting: BookingCard) -> bool:
    return statuses(turn.session).type(meeting.kind).by_phone


def office_time(turn: Turn, meeting: BookingCard) -> str:
    """The same time on the host's clock, where it differs from the reader's."""
    zone = ZoneInfo(meeting.zone)
    there, here = meeting.start_at.astimezone(zone), meeting.start_at.astimezone(turn.zone)
    if there.utcoffset() == here.utcoffset():
        return ""
    return f"{words.day_words(there.date(), turn.locale)}, {there:%H:%M} ({words.offset_name(meeting.start_at, zone, turn.locale)})"


def invitation(
    turn: Turn, heading: Markup, card: ApplicationCard, meeting: BookingCard, ending: str = "", *, stays: bool = False
) -> Markup:
    """Everything about a meeting; `stays`: the message will be read on other days too."""
    at = dated(turn, meeting.start_at) if stays else words.when(turn, meeting.start_at)
    parts = [heading, Markup("\n").join(lines(turn, card, meeting, at)), turn.t(ending) if ending else ""]
    return Markup("\n\n").join([part for part in parts if part])


def calendar(turn: Turn, card: ApplicationCard, meeting: BookingCard) -> Attached:
    """The meeting as a file; the same meeting moved is the same event of a calendar."""
    on_phone = by_phone(turn, meeting)
    told = Meeting(
        booking=meeting.id,
        version=meeting.version,
        start=meeting.start_at,
        end=meeting.end_at,
        title=f"{kind(turn, meeting.kind)}: {card.vacancy}".replace("&amp;", "&"),
        company=turn.company,
        place=call_to(turn, card, meeting) if on_phone else meeting.place,
        link="" if on_phone else meeting.link,
        with_whom=card.owner,
    )
    return Attached(files(turn).keep(ics(told, turn.now)), f"{turn.t('meeting-file')}.ics", "text/calendar")


def call_to(turn: Turn, card: ApplicationCard, meeting: BookingCard) -> str:
    """What a calendar shows as the place of a phone interview: «Телефонное интервью: +7 912 …»."""
    return ": ".join([str(kind(turn, meeting.kind)), *([pretty(card.phone)] if card.phone else [])])
