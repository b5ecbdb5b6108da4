"""«Написать рекрутеру»: whatever is typed in this chat reaches him, so it is only said; an open form steps aside for it and waits."""

from typing import Any

from bot.candidate import routes
from bot.candidate.person import home
from bot.conversation.forms import taken_up
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn
from core.kernel.ids import ApplicationId
from core.pipeline import reads

router = Router("candidate")


def button(turn: Turn, application: ApplicationId | None = None) -> Button:
    return to(turn.t("write-button"), routes.Write(application=application))


@router.action(routes.Write)
def write(turn: Turn, application: ApplicationId | None = None) -> Screen:
    """Half-filled answers are not lost: they lie in the button that takes the form up again."""
    name = reads.card(turn.session, application).owner if application is not None else ""
    text = turn.t("write-to", name=name) if name else turn.t("write-anybody")
    form, turn.conversation.form = turn.conversation.form, None
    again = ((to(turn.t("form-resume"), routes.FormTakeUp(form=form)),),) if form is not None else ()
    return Screen(text, (*again, (home(turn),)), keep=form is not None)


@router.action(routes.FormTakeUp)
def take_up(turn: Turn, form: dict[str, Any]) -> Screen | None:
    """The form as it was left; one that was begun meanwhile stays."""
    turn.conversation.form = taken_up(turn.conversation.form or form)
    return None
