"""Where the buttons of a colleague's own desk lead: the day, hours, settings."""

from bot.conversation.routes import Route, route
from core.kernel.ids import RuleId
from core.staff.permissions import Right


@route("login", aliases=("recruiter.desk.login",))
class Login(Route):
    pass


@route("settings", aliases=("recruiter.desk.settings",))
class Settings(Route):
    pass


@route("language", aliases=("recruiter.desk.language",))
class Language(Route):
    pass


@route("language.set", aliases=("recruiter.desk.set_language",))
class LanguageSet(Route):
    code: str


@route("zones", aliases=("recruiter.desk.zones",))
class Zones(Route):
    pass


@route("zone.set", aliases=("recruiter.desk.set_zone",))
class ZoneSet(Route):
    zone: str


@route("quiet.hours", aliases=("recruiter.desk.quiet_hours",))
class QuietHours(Route):
    pass


@route("quiet.hours-set", aliases=("recruiter.desk.set_quiet",))
class QuietHoursSet(Route):
    start: int | None
    end: int | None


@route("desk.home", aliases=("recruiter.home.home_screen",))
class Home(Route):
    pass


@route("sessions", aliases=("recruiter.sessions.sessions",))
class Sessions(Route):
    pass


@route("session.end", aliases=("recruiter.sessions.end",))
class SessionEnd(Route):
    handle: str


@route("sessions.end-others", aliases=("recruiter.sessions.end_others",))
class SessionsEndOthers(Route):
    pass


@route("slots", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.slots",))
class Slots(Route):
    pass


@route("rule.card", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.rule_card",))
class RuleCard(Route):
    rule: RuleId


@route("rule.end-sure", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.ending",))
class RuleEndSure(Route):
    rule: RuleId


@route("rule.end", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.end_rule",))
class RuleEnd(Route):
    rule: RuleId


@route("rule.add", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.add_rule",))
class RuleAdd(Route):
    pass


@route("rule.change", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.change",))
class RuleChange(Route):
    rule: RuleId


@route("rule.place", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.add_place",))
class RulePlace(Route):
    rule: RuleId


@route("special.days", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.special_days",))
class SpecialDays(Route):
    pass


@route("special.day", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.special_day",))
class SpecialDay(Route):
    text: str = ""


@route("day.off", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.day_off",))
class DayOff(Route):
    day: str


@route("day.usual", right=Right.SLOTS_KEEP, aliases=("recruiter.slots.usual_day",))
class DayUsual(Route):
    day: str
    last: str = ""


@route("today", right=Right.TODAY_VIEW, aliases=("recruiter.today.today",))
class Today(Route):
    mine: bool = False


@route("decisions", right=Right.TODAY_VIEW, aliases=("recruiter.today.decisions",))
class Decisions(Route):
    page: int = 0
    mine: bool = False
