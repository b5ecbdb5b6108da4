"""/invite: a way in for a new colleague, and what happens when he follows it."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.wording import formats as words
from bot.wording.paging import cut, of_total, turner
from core.kernel.ids import InvitationId
from core.kernel.storage.sealing import sealed
from core.staff import acts, reads
from core.staff.permissions import GRANTS, Right, Role
from core.staff.reads import OpenInvite

router = Router("staff")
DAYS = 7


def offered_roles() -> tuple[str, ...]:
    """Roles that can do something already; the others are not offered."""
    return tuple(role.value for role in Role if any(role in reaches for reaches in GRANTS.values()))


def role_name(turn: Turn, role: str) -> str:
    return turn.t(f"role-{role.replace('_', '-')}")


def role_names(turn: Turn, roles: Iterable[str]) -> str:
    held = frozenset(roles)
    return ", ".join(role_name(turn, role) for role in Role if role in held) or turn.t("answer-none")


@router.command("invite", Right.USERS_INVITE)
def command_invite(turn: Turn, _rest: str) -> Screen | None:
    return roles_screen(turn)


@router.screen(routes.InviteRoles)
def roles_screen(turn: Turn, chosen: tuple[str, ...] = ()) -> Screen:
    buttons = [
        to(f"{'✅' if role in chosen else '▫️'} {role_name(turn, role)}", routes.InviteRoles(chosen=tuple(sorted({role} ^ set(chosen)))))
        for role in offered_roles()
    ]
    onward = ((to(turn.t("admin-invite-next"), routes.InviteNaming(chosen=chosen), "primary"),),) if chosen else ()
    unused = len(reads.open_invites(turn.session, turn.now))
    known = ((to(turn.t("admin-invites-button", count=unused), routes.InvitesUnused()),),) if unused else ()
    return Screen(turn.t("admin-invite-roles"), (*rows(buttons), *onward, *known, (Button(turn.t("button-home"), "home"),)))


@router.screen(routes.InvitesUnused)
def unused_invites(turn: Turn, page: int = 0) -> Screen:
    """Each still lets somebody in until it is withdrawn."""
    found = reads.open_invites(turn.session, turn.now)
    here = of_total(len(found), page)
    shown = cut(found, here)
    lines = [invite_line(turn, one) for one in shown]
    buttons = [to(turn.t("admin-invite-withdraw", name=one.name), routes.InviteWithdraw(one.id)) for one in shown]
    text = Markup("\n").join([turn.t("admin-invites", count=len(found)), *lines])
    return Screen(text, (*rows(buttons), *turner(here, routes.InvitesUnused()), (Button(turn.t("button-back"), "back"),)))


def invite_line(turn: Turn, one: OpenInvite) -> Markup:
    return turn.t("admin-invites-line", name=one.name, roles=role_names(turn, one.roles), until=words.when(turn, one.expires_at))


@router.action(routes.InviteWithdraw)
def withdraw(turn: Turn, ticket: InvitationId) -> Screen:
    name = acts.withdraw_invite(turn.session, ticket, by=turn.actor, now=turn.now)
    turn.toast("admin-invite-withdrawn", name=name)
    return unused_invites(turn)


@router.screen(routes.InviteNaming)
def name_screen(turn: Turn, chosen: tuple[str, ...]) -> Screen:
    text = turn.t("admin-invite-name", roles=role_names(turn, chosen))
    return Screen(text, ((Button(turn.t("button-back"), "back"),),), typed=routes.Invite(chosen=chosen))


@router.action(routes.Invite)
def invite(turn: Turn, chosen: tuple[str, ...], text: str) -> Screen:
    token = acts.invite(turn.session, by=turn.actor, roles=chosen, name=text, now=turn.now, days=DAYS)
    said = turn.t("admin-invited", name=text, roles=role_names(turn, chosen), days=DAYS, links=Markup("\n").join(links(turn, token)))
    return Screen(said, ((Button(turn.t("button-home"), "home"),),), keep=True)


def links(turn: Turn, token: str) -> list[Markup]:
    """One line for each door the newcomer may take."""
    token = sealed(token)
    web = turn.t("admin-invite-web", link=f"{turn.address}/invite/{token}")
    bot = turn.extra.get("telegram")
    return [turn.t("admin-invite-telegram", link=f"https://t.me/{bot}?start=i_{token}"), web] if bot else [web]


@router.link("i")
def accept(turn: Turn, rest: str) -> Screen:
    """Whoever opens the link first works here from now on, in this very chat."""
    chat = turn.conversation
    staff_id = acts.accept_invite(turn.session, rest, chat.channel, chat.account, chat.chat, now=turn.now)
    card = reads.staff(turn.session, staff_id)
    chat.staff_id, chat.persona, chat.form = staff_id, "staff", None
    acts.set_locale(turn.session, staff_id, chat.locale)
    acts.set_zone(turn.session, staff_id, chat.zone)
    turn.roles = card.roles
    text = turn.t("admin-invite-accepted", name=card.name, company=turn.company, roles=role_names(turn, card.roles))
    return Screen(text, ((Button(turn.t("admin-invite-start"), "home", style="primary"),),), keep=True)
