"""Words for a person: what a candidate writes or sends outside of a form reaches his recruiters; a guest's words are not kept."""

from dataclasses import replace
from datetime import timedelta

from bot.candidate import consent, routes
from bot.candidate.person import attach, consented, home, me, silenced
from bot.candidate.said import said
from bot.candidate.vacancies import apply_row
from bot.conversation import store as memory
from bot.conversation.forms import LARGEST_FILE, MEGABYTE
from bot.conversation.markup import plain
from bot.conversation.owners import of_thread
from bot.conversation.router import Router, to
from bot.conversation.routes import ROUTES
from bot.conversation.screens import Button, FileRef, Incoming, Screen, Turn
from core.kernel.problems import Invalid
from core.messages import acts as messages
from core.messages import reads as threads
from core.messages import unread
from core.vacancies import reads as vacancies
from core.vacancies.reads import VacancyCard

router = Router("candidate")
SILENT = timedelta(minutes=10)
"""Whoever goes on writing within it has heard already that it is handed on."""
KEY = 160
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MANY, A_DAY = 12, 200
"""After so many messages within a minute he is told that all of them arrive; more than so many a day are not taken, and he is told so."""


@router.free_text(anything=True)
def talk(turn: Turn) -> Screen | None:
    incoming = turn.incoming
    if incoming is None:
        return None
    if consented(turn) is None:
        return None if incoming.edited else for_guest(turn)
    if incoming.edited:
        return corrected(turn, incoming)
    said_before, burst = lately(turn), so_many(turn)
    hand_on(turn, incoming, said(turn, incoming))
    if burst == MANY:
        return Screen(turn.t("talk-many"), ((to(turn.t("status-button"), routes.Applications()),),))
    if silenced(turn):
        return Screen(turn.t("talk-opted-out"), ((home(turn),),))
    return None if said_before else Screen(turn.t("talk-handed-on"), ((to(turn.t("status-button"), routes.Applications()),),))


def for_guest(turn: Turn) -> Screen:
    """Nothing of his is kept: how his words would reach somebody, or when there will be a way again; of a file it is said."""
    if turn.incoming is not None and turn.incoming.file is not None:
        turn.toast("talk-guest-file")
    vacancy = consent.asked(turn)
    if vacancy is not None:
        again = to(turn.t("consent-again"), routes.ConsentAskedMeanwhile(vacancy), "primary")
        return Screen(turn.t("talk-guest-consent"), ((again,), (home(turn),)))
    reading = read_now(turn)
    if reading is not None:
        return Screen(turn.t("talk-guest-vacancy", vacancy=reading.name), (apply_row(turn, reading.id), (home(turn),)))
    key = "talk-guest" if vacancies.count_opened(turn.session) else "talk-guest-later"
    return Screen(turn.t(key), ((Button(turn.t("vacancies-button"), "home", style="primary"),),))


def read_now(turn: Turn) -> VacancyCard | None:
    """The open vacancy to which he could respond by a button that stands before him."""
    current = memory.shown_by_id(turn.session, turn.conversation.current)
    buttons = current.buttons if current is not None else []
    number = next((button["args"]["vacancy"] for button in buttons if ROUTES.same(button.get("action", ""), routes.Apply)), None)
    card = vacancies.card(turn.session, number) if number is not None else None
    return card if card is not None and card.state == "opened" else None


def so_many(turn: Turn) -> int:
    """How many messages came within the last minute before this one; raises Invalid for whoever has written enough for a day."""
    number = me(turn)
    if unread.count_since(turn.session, number, turn.now - DAY, A_DAY) >= A_DAY:
        raise Invalid("talk-enough", most=A_DAY)
    return unread.count_since(turn.session, number, turn.now - MINUTE, MANY + 1)


def lately(turn: Turn) -> bool:
    """Whether he only goes on writing: then he knows already that it is handed on. What was asked of him since is answered anew."""
    direction, at = threads.last(turn.session, me(turn)) or ("", turn.now)
    if direction != "in" or at <= turn.now - SILENT:
        return False
    current = memory.shown_by_id(turn.session, turn.conversation.current)
    return current is None or current.shown_at < at or current.text in {str(turn.t(key)) for key in ("talk-handed-on", "talk-many")}


def corrected(turn: Turn, incoming: Incoming) -> Screen | None:
    """A message that was changed afterwards: the last version counts; where the first was acted on, it is handed on and that is said."""
    text = said(turn, incoming)
    if messages.correct(turn.session, key_of(incoming), text, readers=readers(turn), now=turn.now) != "acted-on":
        return None
    hand_on(turn, replace(incoming, message="", file=None), plain(turn.t("said-corrected", words=text)))
    return Screen(turn.t("talk-corrected-late"), ((to(turn.t("status-button"), routes.Applications()),),))


def hand_on(turn: Turn, incoming: Incoming, text: str) -> None:
    number = attached(turn, incoming.file) if incoming.file else None
    messages.receive(
        turn.session,
        me(turn),
        channel=incoming.channel,
        text=text,
        key=key_of(incoming),
        now=turn.now,
        attachment_id=number,
        readers=readers(turn),
    )


def key_of(incoming: Incoming) -> str:
    """The message's own where the messenger numbers them, so that it is known when it is changed; else the update's."""
    if incoming.message:
        return f"{incoming.channel}:{incoming.account}:{incoming.chat}:m{incoming.message}"[:KEY]
    return f"{incoming.channel}:{incoming.key}"[:KEY]


def attached(turn: Turn, file: FileRef) -> int:
    if file.size > LARGEST_FILE:
        raise Invalid("form-file-too-big", most=LARGEST_FILE // MEGABYTE)
    if not file.is_there:
        raise Invalid("file-not-kept")
    told = {"name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256, "remote": file.remote}
    return attach(turn, kind_of(file.media_type), told)


def kind_of(media_type: str) -> str:
    """What a file that nobody asked for most likely is."""
    return {"image": "photo", "audio": "voice", "video": "extra_comment"}.get(media_type.partition("/")[0], "resume")


def readers(turn: Turn) -> frozenset[int]:
    """Whose the candidate is; before that whose vacancies he responded to; else everybody who recruits."""
    return of_thread(turn.session, me(turn))
