"""What every colleague may do for himself: see his commands, enter the web chat, choose language, zone and quiet hours."""

from datetime import datetime, time
from typing import NamedTuple

from markupsafe import Markup

from bot.admin.invites import role_names
from bot.conversation.commands import commands_for
from bot.conversation.router import Book, Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import back, home, me
from bot.wording import formats as words
from bot.wording.zones import ZONES, label
from core.kernel.storage.sealing import sealed
from core.staff import acts, reads
from core.staff.permissions import Right, scope

router = Router("staff")
MINUTES = 15
LANGUAGES = (("ru", "Русский"), ("en", "English"))


class Quiet(NamedTuple):
    """Hours within which nothing rings that can wait."""

    start: int
    end: int


QUIETS = (Quiet(20, 9), Quiet(21, 8), Quiet(22, 8), Quiet(23, 7))


@router.command("help")
def command_help(turn: Turn, _rest: str) -> Screen | None:
    book: Book = turn.extra["book"]
    found = commands_for(book, "staff", turn.roles)
    lines = [Markup("/{} — {}").format(command.word, turn.t(command.help_key)) for command in found]
    more = [turn.t("desk-help-more")] if scope(turn.roles, Right.CANDIDATE_FIND) is not None else []
    text = Markup("\n").join([turn.t("desk-help"), Markup(), *lines, Markup(), *more, turn.t("desk-help-cancel")])
    return Screen(text, ((home(turn),),))


@router.command("login")
def command_login(turn: Turn, _rest: str) -> Screen | None:
    return login(turn)


@router.action(routes.Login)
def login(turn: Turn) -> Screen:
    """The link is a password: it is told once, works once, and not for long."""
    token = acts.login_link(turn.session, me(turn), now=turn.now, minutes=MINUTES)
    return Screen(turn.t("desk-login", link=f"{turn.address}/login/{sealed(token)}", minutes=MINUTES), keep=True)


# Settings


@router.command("me")
def command_me(turn: Turn, _rest: str) -> Screen | None:
    return settings(turn)


@router.screen(routes.Settings)
def settings(turn: Turn) -> Screen:
    card = reads.staff(turn.session, me(turn))
    hours = reads.quiet_hours(turn.session, card.id)
    edges = {"start": f"{hours[0]:%H:%M}", "end": f"{hours[1]:%H:%M}"} if hours else {}
    quiet = turn.t("desk-quiet-span" if hours else "desk-quiet-none", zone=words.zone_name(turn), **edges)
    text = turn.t(
        "desk-me",
        name=card.name,
        roles=role_names(turn, card.roles),
        zone=label(turn, turn.conversation.zone),
        language=dict(LANGUAGES)[turn.locale],
        quiet=quiet,
    )
    choices = [
        to(turn.t("desk-me-language"), routes.Language()),
        to(turn.t("desk-me-zone"), routes.Zones()),
        to(turn.t("desk-me-quiet"), routes.QuietHours()),
        to(turn.t("desk-me-login"), routes.Login()),
        to(turn.t("desk-me-sessions"), routes.Sessions()),
    ]
    return Screen(text, (*rows(choices, 2), (home(turn),)))


@router.command("language")
def command_language(turn: Turn, _rest: str) -> Screen | None:
    return language(turn)


@router.screen(routes.Language)
def language(turn: Turn) -> Screen:
    buttons = [to(f"{'✅ ' if code == turn.locale else ''}{name}", routes.LanguageSet(code=code)) for code, name in LANGUAGES]
    return Screen(turn.t("desk-language"), (*rows(buttons, 2), (back(turn),)))


@router.action(routes.LanguageSet)
def set_language(turn: Turn, code: str) -> Screen:
    acts.set_locale(turn.session, me(turn), code)
    turn.conversation.locale = code
    turn.toast("desk-language-set")
    return settings(turn)


@router.screen(routes.Zones)
def zones(turn: Turn) -> Screen:
    buttons = [to(f"{'✅ ' if zone == turn.conversation.zone else ''}{label(turn, zone)}", routes.ZoneSet(zone=zone)) for zone in ZONES]
    return Screen(turn.t("desk-zone"), (*rows(buttons, 2), (back(turn),)))


@router.action(routes.ZoneSet)
def set_zone(turn: Turn, zone: str) -> Screen:
    acts.set_zone(turn.session, me(turn), zone)
    turn.conversation.zone = zone
    turn.toast("desk-zone-set", time=clock_of(turn, turn.now))
    return settings(turn)


def clock_of(turn: Turn, at: datetime) -> str:
    return f"{words.hour(turn, at)} ({words.zone_name(turn, at)})"


@router.screen(routes.QuietHours)
def quiet_hours(turn: Turn) -> Screen:
    buttons = [to(f"{start:02}:00–{end:02}:00", routes.QuietHoursSet(start=start, end=end)) for start, end in QUIETS]
    off = to(turn.t("desk-quiet-off"), routes.QuietHoursSet(start=None, end=None))
    return Screen(turn.t("desk-quiet", zone=words.zone_name(turn)), (*rows(buttons, 2), (off,), (back(turn),)))


@router.action(routes.QuietHoursSet)
def set_quiet(turn: Turn, start: int | None, end: int | None) -> Screen:
    hours = (None, None) if start is None or end is None else (time(start), time(end))
    acts.set_quiet_hours(turn.session, me(turn), *hours)
    return settings(turn)
