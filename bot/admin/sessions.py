"""Where a colleague is signed in, for whoever manages people: ending his sessions, and a new way in for him."""

from markupsafe import Markup

from bot.admin import routes
from bot.cards import places
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn
from core.kernel.ids import StaffId
from core.kernel.storage.sealing import sealed
from core.staff import acts, reads

router = Router("staff")
MINUTES = 60


@router.screen(routes.StaffSessions)
def sessions(turn: Turn, staff: StaffId) -> Screen:
    found = places.places(turn.session, staff, turn.now)
    head = turn.t("admin-sessions", name=reads.staff(turn.session, staff).name, count=len(found))
    text = Markup("\n").join([head, *(places.place_line(turn, one) for one in found)])
    ending = ((to(turn.t("admin-sessions-end"), routes.StaffSessionsEnd(staff), "danger"),),) if found else ()
    return Screen(text, (*ending, (to(turn.t("admin-login-button"), routes.StaffLogin(staff)),), (Button(turn.t("button-back"), "back"),)))


@router.action(routes.StaffSessionsEnd)
def end_all(turn: Turn, staff: StaffId) -> Screen:
    """His browsers are signed out at once; what he may do stays as it is."""
    places.end_others(turn.session, staff)
    acts.end_logins(turn.session, staff, turn.now)
    acts.audit(turn.session, turn.actor, "sessions.ended", f"staff:{staff}", turn.now)
    turn.toast("admin-sessions-ended", name=reads.staff(turn.session, staff).name)
    return sessions(turn, staff=staff)


@router.action(routes.StaffLogin)
def login(turn: Turn, staff: StaffId) -> Screen:
    """For a colleague who has no chat to ask for it in, e.g. one who has come back."""
    token = acts.login_link(turn.session, staff, now=turn.now, minutes=MINUTES)
    acts.audit(turn.session, turn.actor, "login.issued", f"staff:{staff}", turn.now)
    name = reads.staff(turn.session, staff).name
    text = turn.t("admin-login", name=name, link=f"{turn.address}/login/{sealed(token)}", minutes=MINUTES)
    return Screen(text, ((Button(turn.t("button-home"), "home"),),), keep=True)
