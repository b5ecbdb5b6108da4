"""Times in words: a corpus, phrases held out, phrases made by the thousand, clocks that jump, and what breaks when a guard is taken out."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from core.kernel.problems import Invalid
from core.kernel.time import phrases as grammar
from core.kernel.time import tokens
from core.kernel.time.phrases import parse_moment
from tests.kernel.phrase_readings import HOURS, MOSCOW, NOW, measured, phrases, reading

FEWEST, LEAST = 500, 0.97
HELD_OUT = 150
TODAY = date(2026, 11, 25)


def test_the_corpus_is_understood_and_nothing_is_taken_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured("corpus.txt")
    with capsys.disabled():
        print(f"\ncorpus: {figures}")  # noqa: T201 - the figures are to be read
    assert figures.wrong == []
    assert figures.all >= FEWEST
    assert figures.understood >= LEAST, figures.missed


def test_phrases_that_were_held_out_are_understood_too(capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured("heldout.txt")
    with capsys.disabled():
        print(f"\nheld out: {figures}")  # noqa: T201 - the figures are to be read
    assert figures.all >= HELD_OUT
    assert figures.understood >= LEAST, figures.missed


# Phrases made of a day, a clock and what people say around them

DAYS: dict[str, date] = {
    "сегодня": TODAY,
    "завтра": TODAY + timedelta(days=1),
    "послезавтра": TODAY + timedelta(days=2),
    "после завтра": TODAY + timedelta(days=2),
    "в пятницу": date(2026, 11, 27),
    "пт": date(2026, 11, 27),
    "в эту субботу": date(2026, 11, 28),
    "в следующий вторник": date(2026, 12, 1),
    "на следующей неделе в чт": date(2026, 12, 3),
    "через неделю": date(2026, 12, 2),
    "через 3 дня": date(2026, 11, 28),
    "25 декабря": date(2026, 12, 25),
    "двадцать пятого декабря": date(2026, 12, 25),
    "25.12": date(2026, 12, 25),
    "25.12.2026": date(2026, 12, 25),
    "25/12": date(2026, 12, 25),
    "26-го": date(2026, 11, 26),
    "12 января": date(2027, 1, 12),
    "tomorrow": TODAY + timedelta(days=1),
    "on friday": date(2026, 11, 27),
    "dec 25th": date(2026, 12, 25),
}
HOURS_IN_WORDS = "час два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать".split()  # noqa: SIM905 - a list of words
TO_HOURS = "часу двум трём четырём пяти шести семи восьми девяти десяти одиннадцати двенадцати".split()  # noqa: SIM905
OF_HOURS = "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого".split()  # noqa: SIM905


def in_the_day(hour: int) -> int:
    """What the hour on a dial means from nine to eight in the evening."""
    return hour if hour >= 8 else hour + 12


def clocks() -> dict[str, time]:
    found: dict[str, time] = {}
    for hour, minute in product(range(12, 24), (0, 5, 30, 45)):
        at = time(hour, minute)
        found |= {f"{hour}:{minute:02}": at, f"в {hour}.{minute:02}": at, f"в {hour} {minute:02}": at, f"{hour}ч {minute}мин": at}
        found[f"{hour}{minute:02}"] = at
        if minute != 5:
            found[f"в {hour}-{minute:02}"] = at
    for hour in range(1, 13):
        day = time(in_the_day(hour) % 24)
        words = HOURS_IN_WORDS[hour - 1]
        found |= {f"в {words}": day, f"к {TO_HOURS[hour - 1]}": day, f"около {hour}": day, f"часов в {hour}": day, f"after {hour}": day}
        half = time(in_the_day(hour - 1 or 12) % 24, 30)
        found |= {f"пол{OF_HOURS[hour - 1]}": half, f"в половине {OF_HOURS[hour - 1]}": half}
        if hour not in {8, 12, 1}:
            found[f"без четверти {words}"] = time(in_the_day(hour - 1), 45)
        if hour < 11 and hour != 7:
            found[f"с {hour} до {hour + 1}"] = day
    for hour in range(1, 12):
        found |= {f"в {hour} утра": time(hour), f"{hour}am": time(hour), f"{hour} pm": time(hour + 12)}
        if hour >= 4:
            found[f"в {hour} вечера"] = time(hour + 12)
    return found


AROUND = ("{}", "давайте {}", "можно {}?", "ок, {}", "перезвоните {} пожалуйста", "{} 👍")
ORDERS = ("{day} {clock}", "{clock} {day}", "{day}, {clock}")


def made() -> list[tuple[str, date, time]]:
    """Every day with every clock, one order and one filler each in turn."""
    shapes = [around.format(order) for around, order in product(AROUND, ORDERS)]
    pairs = product(DAYS.items(), clocks().items())
    return [(shapes[at % len(shapes)].format(day=day, clock=clock), on, to) for at, ((day, on), (clock, to)) in enumerate(pairs)]


def is_two_numbers(phrase: str) -> bool:
    """«14 30 25.12», «1430 25 декабря», «7 26-го»: figures beside figures are another phrase."""
    return any(before[-1:].isdigit() and after[:1].isdigit() for before, after in zip(phrase.split(), phrase.split()[1:], strict=False))


def test_made_phrases_read_back_to_what_they_were_made_of() -> None:
    wrong, unread, count = [], [], 0
    for phrase, day, at in made():
        expected = datetime.combine(day, at)
        if is_two_numbers(phrase) or expected <= datetime.combine(TODAY, time(12)):
            continue
        count += 1
        try:
            got = parse_moment(phrase, NOW, MOSCOW, hours=HOURS).wall
        except Invalid as problem:
            unread.append(f"{phrase}: {problem.key}")
            continue
        if got != expected:
            wrong.append(f"{phrase}: {got}, not {expected}")
    assert wrong == []
    assert count > 4000
    assert len(unread) < count / 100, unread[:40]


@pytest.mark.parametrize("minutes", range(1, 24 * 60, 37))
def test_lengths_read_back(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    said = [f"через {minutes} мин", f"минут через {minutes}", f"in {minutes} minutes", f"+{minutes}м"]
    said += [f"через {hours} ч {rest} мин", f"через {hours} часа и {rest} минут"] if hours and rest else []
    assert {parse_moment(phrase, NOW, MOSCOW).at - NOW for phrase in said} == {timedelta(minutes=minutes)}


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Vladivostok", "26.11 10:00"), ("Europe/Kaliningrad", "26.11 10:00"), ("UTC", "26.11 10:00")]
)
def test_a_wall_time_is_of_the_clock_of_who_says_it(zone: str, shown: str) -> None:
    spoken = parse_moment("завтра в 10", datetime(2026, 11, 25, 9, tzinfo=UTC), ZoneInfo(zone))
    assert f"{spoken.at.astimezone(ZoneInfo(zone)):%d.%m %H:%M}" == f"{spoken.wall:%d.%m %H:%M}" == shown


def test_a_time_that_clocks_skip_is_moved_and_says_so() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spoken = parse_moment("завтра в 02:30", datetime(2027, 3, 27, 9, tzinfo=UTC), berlin)
    assert (spoken.moved, f"{spoken.wall:%d.%m %H:%M}") == (True, "28.03 03:00")
    twice = parse_moment("завтра в 02:30", datetime(2026, 10, 24, 9, tzinfo=UTC), berlin)
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "the first of the two"
    later = parse_moment("через 2 часа", datetime(2027, 3, 28, 0, tzinfo=UTC), berlin)
    assert (later.at, f"{later.wall:%H:%M}") == (datetime(2027, 3, 28, 2, tzinfo=UTC), "04:00")


@pytest.mark.parametrize(
    ("hours", "phrase", "expected"),
    [
        ((time(9), time(18)), "завтра в 7", "time-which-half"),
        ((time(9), time(18)), "завтра в 2", "26.11 14:00"),
        ((time(14), time(22)), "завтра в 9", "time-which-half"),
        ((time(9), time(21)), "в 8", "time-which-half"),
        ((time(0), time(0)), "завтра в 3", "time-which-half"),
        ((time(20), time(4)), "завтра в 1", "26.11 01:00"),
    ],
)
def test_working_hours_decide_and_where_they_cannot_it_is_asked(hours: tuple[time, time], phrase: str, expected: str) -> None:
    try:
        got = f"{parse_moment(phrase, NOW, MOSCOW, hours=(hours,)).wall:%d.%m %H:%M}"
    except Invalid as problem:
        got = problem.key
    assert got == expected


def test_a_line_is_read_within_a_turn() -> None:
    reading("moment", "звтра в 10")  # what is built once
    said = [(kind, phrase) for kind, phrase, _ in phrases("corpus.txt")]
    started = perf_counter()
    for kind, phrase in said:
        reading(kind, phrase)
    assert (perf_counter() - started) / len(said) < 0.005, "a twentieth of it on an idle machine"


@pytest.mark.parametrize("typed", ["9" * 5000, "завтра " * 500, "-" * 119, "пол" * 40, "\x00", "１４：３０ завтра", "́" * 50, "в 10 " * 24])
def test_nonsense_is_refused_and_never_a_fault(typed: str) -> None:
    try:
        parse_moment(typed, NOW, MOSCOW)
    except Invalid as problem:
        assert problem.key.startswith("time-")  # noqa: PT017 - either is well


# Controls


def test_control_an_unknown_word_that_is_passed_over_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "mended", lambda _said: ())
    assert measured("corpus.txt").wrong


def test_control_working_hours_that_decide_nothing_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "of_two", lambda early, _late, _scene: early)
    assert measured("corpus.txt").wrong
