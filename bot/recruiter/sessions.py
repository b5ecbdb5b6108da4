"""/sessions and /logout: where a colleague is signed in to the web chat, and ending it."""

from markupsafe import Markup

from bot.cards import places
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import home, me

router = Router("staff")


@router.command("sessions")
def command_sessions(turn: Turn, _rest: str) -> Screen | None:
    return sessions(turn)


@router.command("logout")
def command_logout(turn: Turn, _rest: str) -> Screen | None:
    """In the web chat the browser in which it was typed is signed out; a messenger's own login is not ours to end."""
    here = session_of(turn)
    if not here:
        turn.toast("desk-logout-elsewhere")
        return sessions(turn)
    places.end(turn.session, me(turn), here)
    return Screen(turn.t("desk-logout-done"), keep=True)


@router.screen(routes.Sessions)
def sessions(turn: Turn) -> Screen:
    found, here = places.places(turn.session, me(turn), turn.now), session_of(turn)
    elsewhere = [one for one in found if one.handle != here]
    buttons = [
        to(turn.t("desk-session-end", place=places.place_name(turn, one)), routes.SessionEnd(handle=one.handle)) for one in elsewhere
    ]
    rest = to(turn.t("desk-sessions-end-others" if here else "desk-sessions-end-all"), routes.SessionsEndOthers(), "danger")
    text = Markup("\n").join([turn.t("desk-sessions", count=len(found)), *(places.place_line(turn, one, here) for one in found)])
    return Screen(text, (*rows(buttons), *(((rest,),) if buttons else ()), (home(turn),)))


@router.action(routes.SessionEnd)
def end(turn: Turn, handle: str) -> Screen:
    places.end(turn.session, me(turn), handle)
    turn.toast("desk-session-ended")
    return sessions(turn)


@router.action(routes.SessionsEndOthers)
def end_others(turn: Turn) -> Screen:
    count = places.end_others(turn.session, me(turn), session_of(turn))
    turn.toast("desk-sessions-ended", count=count)
    return sessions(turn)


def session_of(turn: Turn) -> str:
    """The session in which the person acts; empty in a messenger."""
    return turn.incoming.session if turn.incoming is not None else ""
