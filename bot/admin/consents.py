"""/consent: the text that candidates agree to, and a new version of it in the company's own words."""

from markupsafe import Markup

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn
from bot.recruiter.incoming_files import only_words
from bot.wording import formats as words
from core.kernel.problems import Invalid
from core.privacy import acts, reads
from core.privacy.rules import ConsentKind
from core.staff import acts as staff
from core.staff.permissions import Right

router = Router("staff")
SHORTEST, LONGEST = 200, 12_000
"""Characters of a text that could be a consent; a longer one no messenger shows as one message."""
HEAD = 300
RECRUITING = ConsentKind.RECRUITING


@router.command("consent", Right.CONSENT_PUBLISH)
def command_consent(turn: Turn, _rest: str) -> Screen | None:
    return consent(turn)


@router.screen(routes.Consent)
def consent(turn: Turn) -> Screen:
    """The text in force, word for word."""
    text = reads.current_text(turn.session, RECRUITING, turn.locale)
    about = {"version": text.version, "at": words.day(turn, text.published_at), "hash": text.sha256[:12]}
    head = turn.t("consent-admin-sample" if text.sample else "consent-admin-own", **about)
    write = to(turn.t("consent-admin-write"), routes.ConsentRussian(), "primary")
    return Screen(Markup("\n\n").join([head, Markup.escape(text.text)]), ((write,), (Button(turn.t("button-home"), "home"),)))


@router.screen(routes.ConsentRussian)
def russian(turn: Turn, ru: str = "") -> Screen:
    """A text longer than a message comes in several: each is added to what came before."""
    if not ru:
        return Screen(turn.t("consent-admin-ru"), ((back(turn),),), typed=routes.ConsentTookRussian(ru=""))
    on = to(turn.t("consent-admin-next"), routes.ConsentEnglish(ru=ru), "primary")
    text = turn.t("consent-admin-so-far", count=len(ru), head=head_of(ru))
    return Screen(
        text, ((on,), (to(turn.t("consent-admin-anew"), routes.ConsentRussian()),), (back(turn),)), typed=routes.ConsentTookRussian(ru=ru)
    )


@router.action(routes.ConsentTookRussian)
def took_russian(turn: Turn, ru: str, text: str) -> Screen:
    return russian(turn, ru=joined(turn, ru, text))


@router.screen(routes.ConsentEnglish)
def english(turn: Turn, ru: str, en: str = "") -> Screen:
    if len(ru) < SHORTEST:
        raise Invalid("consent-too-short", least=SHORTEST)
    on = to(turn.t("consent-admin-check" if en else "consent-admin-no-english"), routes.ConsentCheck(ru=ru, en=en), "primary")
    text = turn.t("consent-admin-so-far", count=len(en), head=head_of(en)) if en else turn.t("consent-admin-en")
    return Screen(text, ((on,), (back(turn),)), typed=routes.ConsentTookEnglish(ru=ru, en=en))


@router.action(routes.ConsentTookEnglish)
def took_english(turn: Turn, ru: str, en: str, text: str) -> Screen:
    return english(turn, ru=ru, en=joined(turn, en, text))


@router.screen(routes.ConsentCheck)
def checking(turn: Turn, ru: str, en: str) -> Screen:
    """The whole text once more, and whether earlier consents cover it."""
    parts = [turn.t("consent-admin-checking"), Markup.escape(ru), *([Markup.escape(en)] if en else [])]
    anew = to(turn.t("consent-admin-publish-anew"), routes.ConsentPublish(ru=ru, en=en, anew=True), "danger")
    same = to(turn.t("consent-admin-publish"), routes.ConsentPublish(ru=ru, en=en, anew=False), "primary")
    return Screen(Markup("\n\n").join(parts), ((same,), (anew,), (back(turn),)))


@router.action(routes.ConsentPublish)
def publish(turn: Turn, ru: str, en: str, anew: bool) -> Screen:  # noqa: FBT001 - a button's argument
    texts = {"ru": ru, **({"en": en} if en else {})}
    version = acts.publish_text(turn.session, RECRUITING, texts, now=turn.now, anew=anew)
    about = {"hash": reads.current_text(turn.session, RECRUITING, "ru").sha256[:12], "anew": "yes" if anew else "no"}
    staff.audit(turn.session, turn.actor, "consent.published", f"consent:{version}", turn.now, **about)
    turn.toast("consent-admin-published", version=version)
    return consent(turn)


def joined(turn: Turn, before: str, text: str) -> str:
    """Two parts of one text; raises Invalid where it grows too long to be shown, or a file came instead."""
    only_words(turn)
    whole = "\n\n".join(part for part in (before, text.strip()) if part)
    if len(whole) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    return whole


def head_of(text: str) -> str:
    return text if len(text) <= HEAD else text[:HEAD].rstrip() + "…"


def back(turn: Turn) -> Button:
    return Button(turn.t("button-back"), "back")
