"""What holds of staff, tokens and dictionaries without asking a database."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.text.signs import clean_line
from core.staff.permissions import Role

REJECT_REASON = "reject_reason"
QUIET = (time(22), time(8))
"""When nothing rings that can wait, where a colleague has not said otherwise."""
_UNLAWFUL = re.compile(
    r"\b(возраст\w*|молод\w*|стар(ый|ая|ик\w*|ше)|пенсион\w*|пол(а|у|ом)?|мужчин\w*|женщин\w*|беремен\w*|декрет\w*|дет(и|ей|ьми|ям)|реб[её]н\w*"
    r"|сем(ья|ьи|ье|ью|ьей|ейн\w*)|муж|жена|замуж\w*|женат\w*|здоров\w*|болезн\w*|боле(ет|ющ\w*)|инвалид\w*|национальн\w*|раса|расов\w*|этнич\w*"
    r"|вероисповедан\w*|религи\w*|age|ages|aged|old|young\w*|sex|gender|male|female|m[ae]n|wom[ae]n|pregnan\w*|maternity|child\w*|family|marri\w*"
    r"|health\w*|ill|illness|disab\w*|nationalit\w*|rac(e|ial)|ethnic\w*|religio\w*)\b",
    re.IGNORECASE,
)


def new_token() -> str:
    """A secret that fits a deep link; only its digest is kept."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def checked_roles(roles: Iterable[str]) -> list[str]:
    """The roles in the order of the table, each once; raises Invalid for none and for words that are no role."""
    wanted = set(roles)
    known = [role.value for role in Role if role in wanted]
    if not known or len(known) != len(wanted):
        raise Invalid("role-unknown")
    return known


def checked_name(name: str, limit: int) -> str:
    tidy = clean_line(name)
    if not 0 < len(tidy) <= limit:
        raise Invalid("name-unusable", limit=limit)
    return tidy


def is_lawful(dictionary: str, *names: str) -> bool:
    """No reason for a rejection may speak of age, sex, family, health or nationality."""
    return dictionary != REJECT_REASON or not any(_UNLAWFUL.search(name) for name in names)


def quiet_hours(quiet_from: time | None, quiet_to: time | None, chosen: bool) -> tuple[time, time] | None:  # noqa: FBT001 - a row's columns
    """The chosen ones, which may be none; those of the house where nothing was chosen."""
    if not chosen and quiet_from is None:
        return QUIET
    return (quiet_from, quiet_to) if quiet_from is not None and quiet_to is not None else None


def quiet_until(now: datetime, zone: str, quiet_from: time | None, quiet_to: time | None) -> datetime | None:
    """When the quiet hours that hold at `now` are over; None outside of them. They may pass midnight."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return None
    local = now.astimezone(ZoneInfo(zone))
    clock = local.time()
    over_midnight = quiet_from > quiet_to
    if not (quiet_from <= clock or clock < quiet_to if over_midnight else quiet_from <= clock < quiet_to):
        return None
    day = local.date() + timedelta(days=1) if over_midnight and clock >= quiet_from else local.date()
    return datetime.combine(day, quiet_to, ZoneInfo(zone)).astimezone(now.tzinfo)
