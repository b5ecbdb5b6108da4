"""/users and /role: who works here, as whom, and who no longer does."""

from markupsafe import Markup

from bot.admin import routes
from bot.admin.invites import offered_roles, role_name, role_names
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.wording.paging import cut, of_total, turner
from core.kernel.ids import StaffId
from core.kernel.problems import Invalid
from core.pipeline import handover
from core.staff import acts, reads
from core.staff.permissions import Right
from core.staff.reads import StaffCard

router = Router("staff")


@router.command("users", Right.USERS_MANAGE)
def command_users(turn: Turn, _rest: str) -> Screen | None:
    return users(turn)


@router.command("role", Right.ROLES_CHANGE)
def command_role(turn: Turn, rest: str) -> Screen | None:
    """«/role Анна» goes straight to the colleague where only one is called so; from there back to everybody."""
    found = named(turn, rest)
    if not rest or len(found) != 1:
        return users(turn, name=rest)
    turn.stack = [list(routes.Users().stored())]
    return roles_of(turn, staff=found[0].id)


@router.screen(routes.Users)
def users(turn: Turn, page: int = 0, name: str = "") -> Screen:
    found = named(turn, name)
    here = of_total(len(found), page)
    lines = rows([to(line(turn, user), routes.UserCard(user.id)) for user in cut(found, here)])
    last = ((to(turn.t("admin-invite-button"), routes.InviteRoles()),), (Button(turn.t("button-home"), "home"),))
    return Screen(turn.t("admin-users", count=len(found)), (*lines, *turner(here, routes.Users(name=name)), *last))


def named(turn: Turn, name: str) -> list[StaffCard]:
    wanted = name.casefold().strip()
    return [user for user in reads.users(turn.session) if wanted in user.name.casefold()]


def line(turn: Turn, user: StaffCard) -> str:
    mark = "" if user.active else "🚫 "
    return f"{mark}{user.name} · {role_names(turn, user.roles)}"


@router.screen(routes.UserCard)
def user_card(turn: Turn, staff: StaffId) -> Screen:
    user = reads.staff(turn.session, staff)
    where = ", ".join(sorted({account.channel for account in reads.identities_of(turn.session, staff)})) or turn.t("answer-none")
    state = turn.t("admin-user-active" if user.active else "admin-user-left")
    text = turn.t("admin-user", name=user.name, roles=role_names(turn, user.roles), zone=user.zone, channels=where, state=state)
    change = [to(turn.t("admin-roles-button"), routes.UserRoles(staff)), to(turn.t("admin-sessions-button"), routes.StaffSessions(staff))]
    leave = to(turn.t("admin-deactivate-button"), routes.UserLeaving(staff), "danger")
    door = leave if user.active else to(turn.t("admin-reactivate-button"), routes.UserReactivate(staff))
    return Screen(text, (*rows(change if user.active else []), (door,), (Button(turn.t("button-back"), "back"),)))


@router.screen(routes.UserRoles)
def roles_of(turn: Turn, staff: StaffId) -> Screen:
    """Every press on a role is in force at once."""
    user = reads.staff(turn.session, staff)
    buttons = [
        to(
            f"{'✅' if role in user.roles else '▫️'} {role_name(turn, role)}",
            routes.UserRoleSet(staff, role=role, held=role not in user.roles),
        )
        for role in offered_roles()
    ]
    return Screen(turn.t("admin-roles", name=user.name), (*rows(buttons), (Button(turn.t("button-back"), "back"),)))


@router.action(routes.UserRoleSet)
def set_role(turn: Turn, staff: StaffId, role: str, held: bool) -> Screen:  # noqa: FBT001 - a button's argument
    """Gives the role or takes it, as the button said: two who press the same at once mean the same."""
    before = frozenset(acts.locked(turn.session, staff).roles)
    wanted = before | {role} if held else before - {role}
    if not wanted:
        raise Invalid("role-last")
    if wanted != before:
        acts.set_roles(turn.session, staff, wanted, by=turn.actor, now=turn.now)
    return roles_of(turn, staff=staff)


@router.screen(routes.UserLeaving)
def leaving(turn: Turn, staff: StaffId, page: int = 0) -> Screen:
    """A question first: from the next press on the colleague may do nothing; where he has work in hand, also to whom it goes."""
    known = handover.successors(turn.session, staff)
    held = handover.in_hand(turn.session, staff)
    if not any(held) or not known:
        return surely(turn, staff=staff)
    here = of_total(len(known), page)
    names = [to(user.name, routes.UserLeavingSure(staff, heir=user.id)) for user in cut(known, here)]
    text = turn.t("admin-heir", name=reads.staff(turn.session, staff).name, **held._asdict())
    return Screen(text, (*rows(names), *turner(here, routes.UserLeaving(staff)), (Button(turn.t("button-back"), "back"),)))


@router.screen(routes.UserLeavingSure)
def surely(turn: Turn, staff: StaffId, heir: StaffId | None = None) -> Screen:
    name = reads.staff(turn.session, staff).name
    parts = [turn.t("admin-deactivate", name=name)]
    if heir is not None:
        parts.append(turn.t("admin-deactivate-heir", heir=reads.staff(turn.session, heir).name))
    elif any(handover.in_hand(turn.session, staff)):
        parts.append(turn.t("admin-deactivate-nobody"))
    sure = to(turn.t("admin-deactivate-sure"), routes.UserDeactivate(staff, heir=heir), "danger")
    return Screen(Markup("\n\n").join(parts), ((sure,), (Button(turn.t("button-back"), "back"),)))


@router.action(routes.UserDeactivate)
def deactivate(turn: Turn, staff: StaffId, heir: StaffId | None = None) -> Screen:
    handover.offboard(turn.session, staff, heir, by=turn.actor, now=turn.now)
    name = reads.staff(turn.session, staff).name
    if heir is None:
        turn.toast("admin-deactivated", name=name)
    else:
        turn.toast("admin-handed-over", name=name, heir=reads.staff(turn.session, heir).name)
    return user_card(turn, staff=staff)


@router.notice("work.handed-over")
def handed_over(turn: Turn, colleague: int, vacancies: int, applications: int, callbacks: int) -> Screen:
    """What the heir hears; the cards themselves stand in his lists from now on."""
    counts = {"vacancies": vacancies, "applications": applications, "callbacks": callbacks}
    text = turn.t("admin-inherited", name=reads.staff(turn.session, colleague).name, **counts)
    return Screen(text, ((Button(turn.t("button-home"), "home"),),))


@router.action(routes.UserReactivate)
def reactivate(turn: Turn, staff: StaffId) -> Screen:
    acts.reactivate(turn.session, staff, by=turn.actor, now=turn.now)
    turn.toast("admin-reactivated", name=reads.staff(turn.session, staff).name)
    return user_card(turn, staff=staff)
