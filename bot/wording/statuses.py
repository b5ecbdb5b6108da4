"""What states, results and kinds of meetings are called: the admin's names, else the texts that the product comes with."""

from markupsafe import Markup

from bot.conversation.screens import Turn
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Labels


def slug(code: str) -> str:
    """A code as it stands in the names of texts: `first_call.no_answer` is first-call-no-answer."""
    return code.replace(".", "-").replace("_", "-")


def known(turn: Turn, key: str) -> bool:
    return key in turn.texts.keys(turn.locale)


def named(turn: Turn, label: Labels, key: str, code: str) -> Markup:
    """The admin's name, else the text; the code itself where nobody has given it either."""
    name = label.of(turn.locale)
    if name:
        return Markup.escape(name)
    return turn.t(key) if known(turn, key) else Markup.escape(code)


def status(turn: Turn, code: str) -> Markup:
    return named(turn, statuses(turn.session)[code].label, f"status-{slug(code)}", code)


def result(turn: Turn, code: str) -> Markup:
    """What is pressed to record it; the state's name where it has no shorter one."""
    key = f"result-{slug(code)}"
    return turn.t(key) if known(turn, key) else status(turn, code)


def kind(turn: Turn, code: str) -> Markup:
    """What a meeting is called among colleagues, with a small letter."""
    name = statuses(turn.session).type(code).label.of(turn.locale)
    return Markup.escape(small(name)) if name else named(turn, Labels(), f"meet-kind-{slug(code)}", code)


def small(name: str) -> str:
    """With a small letter, unless it begins with an abbreviation: «интервью», «HR-встреча»."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def title(turn: Turn, code: str) -> Markup:
    return named(turn, statuses(turn.session).type(code).label, f"meet-title-{slug(code)}", code)


def candidates_kind(turn: Turn, code: str) -> Markup:
    """What the candidate calls it."""
    return named(turn, statuses(turn.session).type(code).label, f"meeting-{slug(code)}", code)


def set_time(turn: Turn, code: str) -> Markup:
    """The button that sets a time for a meeting of this kind."""
    name, key = statuses(turn.session).type(code).label.of(turn.locale), f"app-button-{slug(code)}"
    return turn.t(key) if not name and known(turn, key) else turn.t("app-button-kind", kind=title(turn, code))
