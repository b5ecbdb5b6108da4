"""Consent: asked in a message of its own, with its full text, before anything of the person is kept; that message is the proof."""

from markupsafe import Markup

from bot.candidate import routes
from bot.candidate.person import consented, home
from bot.candidate.questionnaire import NAME, begin
from bot.conversation import store as memory
from bot.conversation.router import Router, to
from bot.conversation.routes import ROUTES
from bot.conversation.screens import Screen, Turn
from bot.wording import formats as words
from core.candidates import acts as candidates
from core.candidates import reads
from core.candidates.rules import Draft
from core.kernel.ids import VacancyId
from core.kernel.problems import Conflict
from core.privacy import acts as privacy
from core.privacy import reads as texts
from core.privacy.rules import ConsentKind
from core.requests import acts as requests

router = Router("candidate")
WAYS = (routes.ConsentAgree, routes.ConsentAskedAgain, routes.ConsentAskedMeanwhile)
SOURCES = {"telegram": "telegram_bot", "webchat": "career_site"}
RECRUITING = ConsentKind.RECRUITING
HEAD = 60
"""Characters of a paragraph's head at most: «Как отозвать:»."""


def ask(turn: Turn, vacancy: VacancyId) -> Screen:
    """The text in force, and two buttons of equal right."""
    text = texts.current_text(turn.session, RECRUITING, turn.locale)
    yes = to(turn.t("consent-yes"), routes.ConsentAgree(vacancy, sha256=text.sha256))
    no = to(turn.t("consent-no"), routes.ConsentDecline(vacancy, sha256=text.sha256))
    return Screen(said(turn, text.text), ((yes,), (no,)))


def is_outdated(turn: Turn) -> bool:
    """Whether his consent is to a text that no longer covers what would begin now: what was begun goes on, nothing new does without."""
    number = consented(turn)
    return number is not None and texts.must_be_asked(turn.session, number, RECRUITING, turn.now)


def said(turn: Turn, text: str, answer: Markup | None = None) -> Markup:
    """The message: why it is asked, the text word for word and, once given, the answer."""
    parts = [turn.t("consent-lead"), headed(text), answer]
    return Markup("\n\n").join([part for part in parts if part])


def headed(text: str) -> Markup:
    """The text in the same words, with its title and the heads of its paragraphs («Зачем:») in bold."""
    title, *paragraphs = text.split("\n\n")
    first = Markup("<b>{}</b>").format(title) if paragraphs and len(title) <= HEAD else Markup.escape(title)
    return Markup("\n\n").join([first, *(bold_head(paragraph) for paragraph in paragraphs)])


def bold_head(paragraph: str) -> Markup:
    head, colon, rest = paragraph.partition(":")
    if not colon or len(head) > HEAD or "\n" in head:
        return Markup.escape(paragraph)
    return Markup("<b>{}:</b>{}").format(head, rest)


def moment(turn: Turn) -> str:
    """Say «24 ноября 2026 г., 12:00 (МСК)»: this is read years later."""
    here = turn.now.astimezone(turn.zone)
    return f"{words.full_date(turn, here.date())}, {words.hour(turn, turn.now)} ({words.zone_name(turn)})"


@router.action(routes.ConsentAgree)
def agree(turn: Turn, vacancy: VacancyId, sha256: str) -> Screen | None:
    """Keeps the consent to exactly the text that stands in the pressed message; from now on the person is known."""
    text = texts.text_by_hash(turn.session, sha256)
    if text is None:
        raise Conflict("step-over")
    chat, now = turn.conversation, turn.now
    chat.candidate_id = person(turn)
    privacy.give(
        turn.session,
        chat.candidate_id,
        RECRUITING,
        text_hash=sha256,
        channel=chat.channel,
        channel_user=chat.chat,
        evidence=evidence(turn),
        now=now,
    )
    requests.renewed(turn.session, chat.candidate_id, now)
    turn.close(said(turn, text.text, turn.t("consent-given", at=moment(turn))))
    return None if answers(turn, vacancy) else begin(turn, vacancy)


def answers(turn: Turn, vacancy: int) -> bool:
    """Whether he is answering this vacancy's questions already: he was asked for his consent twice."""
    form = turn.conversation.form
    return form is not None and form["form"] == NAME and form["args"] == {"vacancy": vacancy}


def person(turn: Turn) -> int:
    """The candidate this account is; a new one, hidden from the base, where nobody knows it."""
    chat = turn.conversation
    found = chat.candidate_id or reads.by_identity(turn.session, chat.channel, chat.account, chat.chat)
    number = register(turn) if found is None else found
    candidates.bind_channel(turn.session, number, chat.channel, chat.account, chat.chat, now=turn.now)
    return number


def register(turn: Turn) -> int:
    chat = turn.conversation
    source = SOURCES.get(chat.channel, "site")
    draft = Draft(locale=chat.locale, zone=chat.zone, source=source, entrance_type="response")
    return candidates.register(turn.session, draft, now=turn.now)


def evidence(turn: Turn) -> str:
    """The message under which the button was pressed."""
    ref = turn.incoming.ref if turn.incoming else None
    return f"message:{ref}" if ref else f"screen:{turn.conversation.current}"


@router.action(routes.ConsentDecline)
def decline(turn: Turn, vacancy: VacancyId, sha256: str) -> Screen:
    known, anew = consented(turn) is not None, is_outdated(turn)
    if known and not anew:
        raise Conflict("step-over")
    text = texts.text_by_hash(turn.session, sha256)
    turn.close(said(turn, text.text if text else "", turn.t("consent-refused", at=moment(turn))))
    again = to(turn.t("consent-again"), routes.ConsentAskedAgain(vacancy))
    return Screen(turn.t("consent-without-new" if known else "consent-without"), ((again,), (home(turn),)))


@router.action(routes.ConsentAskedAgain)
def asked_again(turn: Turn, vacancy: VacancyId) -> Screen:
    turn.close(turn.t("consent-without"))
    return ask(turn, vacancy)


@router.action(routes.ConsentAskedMeanwhile)
def asked_meanwhile(turn: Turn, vacancy: VacancyId) -> Screen | None:
    """Back from a question that was typed in place of an answer; who has agreed in between goes on from there."""
    turn.close(turn.t("talk-guest-consent"))
    if consented(turn) is None or is_outdated(turn):
        return ask(turn, vacancy)
    return None if answers(turn, vacancy) else begin(turn, vacancy)


def asked(turn: Turn) -> VacancyId | None:
    """The vacancy for whose sake the newest screen asks for consent, or leads back to it."""
    current = memory.shown_by_id(turn.session, turn.conversation.current)
    buttons = current.buttons if current is not None and current.live else []
    return next((button["args"]["vacancy"] for button in buttons if ROUTES.kinds.get(button.get("action", "")) in WAYS), None)
