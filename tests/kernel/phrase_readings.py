"""Phrases with the readings that are expected of them, and what the grammar makes of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.text.sums import parse_pay
from core.kernel.time.amounts import parse_count, parse_minutes
from core.kernel.time.days import parse_days
from core.kernel.time.hours import parse_hours
from core.kernel.time.phrases import parse_moment

HERE = Path(__file__).parent / "phrases"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
HOURS = ((time(9), time(20)),)
ASKS = ("time-which-half", "time-needs-hour", "time-needs-day", "time-which-day", "time-hour-or-length", "amount-which")


@dataclass(slots=True)
class Figures:
    """`wrong` is worst: something was taken that was not meant."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.right + len(self.missed) + len(self.wrong)

    @property
    def understood(self) -> float:
        return self.right / self.all

    def __str__(self) -> str:
        others = f"{len(self.missed)} asked or refused for nothing, {len(self.wrong)} taken wrong"
        return f"{self.all} phrases: {self.understood:.1%} as expected, {others}"


def phrases(name: str) -> Iterator[tuple[str, str, str]]:
    """Kind, phrase, reading."""
    kind = ""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            kind = line.split()[1]
        elif line and not line.startswith("#"):
            phrase, _, reading = line.rpartition(" | ")
            yield kind, phrase, reading


def shown(at: date, form: str) -> str:
    return f"{at:{form}}" if at.year == NOW.year else f"{at:%d.%m.%Y}{f' {at:%H:%M}' if isinstance(at, datetime) else ''}"


def moment(phrase: str) -> str:
    found = parse_moment(phrase, NOW, MOSCOW, hours=HOURS)
    if found.kind == "elapsed":
        minutes = (found.at - NOW) // timedelta(minutes=1)
        return f"+{minutes // 60}:{minutes % 60:02}"
    return shown(found.wall, "%d.%m %H:%M")


def hours(phrase: str) -> str:
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in parse_hours(phrase))


def days(phrase: str) -> str:
    found = parse_days(phrase, NOW, MOSCOW)
    return "-".join(shown(day, "%d.%m") for day in dict.fromkeys((found[0], found[-1])))


def pay(phrase: str) -> str:
    found = parse_pay(phrase)
    sums = f"{found.low or ''}-{found.high or ''}"
    return " ".join(part for part in (sums, found.tax, "" if found.per == "month" else found.per) if part)


KINDS: dict[str, Callable[[str], str]] = {
    "moment": moment,
    "hours": hours,
    "days": days,
    "length": lambda phrase: str(parse_minutes(phrase)),
    "count": lambda phrase: str(parse_count(phrase)),
    "pay": pay,
}


def reading(kind: str, phrase: str) -> str:
    try:
        return KINDS[kind](phrase)
    except Invalid as problem:
        return "asks" if problem.key in ASKS else "refused"


def measured(name: str) -> Figures:
    figures = Figures()
    for kind, phrase, expected in phrases(name):
        got = reading(kind, phrase)
        if got == expected:
            figures.right += 1
        elif got in {"asks", "refused"}:
            figures.missed.append(f"{kind}: {phrase} → {got}, not {expected}")
        else:
            figures.wrong.append(f"{kind}: {phrase} → {got}, not {expected}")
    return figures
