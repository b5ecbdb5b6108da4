"""/language, /stop, /help: the candidate's own settings."""

from markupsafe import Markup

from bot.candidate import my_data, routes
from bot.candidate.person import home, silenced
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn
from bot.wording.zones import label
from core.candidates import acts as candidates
from core.kernel.text.i18n import LOCALES

router = Router("candidate")
NAMES = {"ru": "Русский", "en": "English"}
COMMANDS = ("start", "status", "help", "language", "mydata", "stop", "delete")


@router.command("help")
def command_help(turn: Turn, _rest: str) -> Screen | None:
    return help_screen(turn)


@router.screen(routes.Help)
def help_screen(turn: Turn) -> Screen:
    lines = [Markup("/{}: {}").format(word, turn.t(f"command-{word}")) for word in COMMANDS]
    text = Markup("\n").join([turn.t("help-candidate", company=turn.company), Markup(), *lines])
    return Screen(text, ((my_data.button(turn),), (home(turn),)))


@router.command("language")
def command_language(turn: Turn, rest: str) -> Screen | None:
    wanted = rest.strip().casefold()[:2]
    return speak(turn, locale=wanted) if wanted in LOCALES else languages(turn)


@router.screen(routes.Languages)
def languages(turn: Turn) -> Screen:
    buttons = tuple(to(f"✅ {name}" if code == turn.locale else name, routes.Speak(locale=code)) for code, name in NAMES.items())
    zone = to(turn.t("zone-mine", zone=label(turn, turn.conversation.zone)), routes.Zones())
    return Screen(turn.t("language-ask"), (buttons, (zone,), (home(turn),)))


@router.action(routes.Speak)
def speak(turn: Turn, locale: str) -> Screen:
    """From here on everything is said in this language, reminders too."""
    turn.conversation.locale = locale
    if turn.conversation.candidate_id is not None:
        candidates.set_locale(turn.session, turn.conversation.candidate_id, locale)
    return Screen(turn.t("language-set"), ((home(turn),),))


@router.command("stop")
def command_stop(turn: Turn, _rest: str) -> Screen | None:
    """No more messages of ours; what was applied for stays, and one word brings everything back."""
    turn.conversation.form = None
    number = turn.conversation.candidate_id
    if number is None:
        return Screen(turn.t("stop-guest"))
    if not silenced(turn):
        candidates.opt_out(turn.session, number, now=turn.now)
    return Screen(turn.t("stop-done"))
