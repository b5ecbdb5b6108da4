"""What may stand where something else is expected, and updates bent with it. Everything is drawn from one `Random`: a seed tells it all."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

Path = tuple[str | int, ...]
STRINGS = (
    "",
    " ",
    "\n\n",
    "\x00",
    "имя\x00фамилия",
    "\ud800",
    "хвост \udfff",
    "\u202eотклик\u202c",
    "\u2067مرحبا\u2069 123",
    "\u200b\u200d\ufeff",
    "👩‍👩‍👧‍👦🏳️‍🌈" * 40,
    "e\u0301" * 300,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "ﷺ" * 500,
    "я" * 4097,
    "w" * 20_001,
    "<b>не закрыто",
    "</a><script>alert(1)</script>&amp;&#0;",
    "{ $name } { MISSING } }{",
    "%s %d {0} ${x} '; DROP TABLE candidates; --",
    "/",
    "//",
    "/start@",
    "/\u200bstart",
    "../../../etc/passwd",
    "nan",
    "-inf",
    "1e999",
    "-1",
    "0",
    "²",
    "٣",
    "½",
    "Ⅻ",
    "1_000",
    "9" * 400,
    "+7 (912) 345-67-89",
    "+00000000000000",
    "null",
    "true",
    "0001-01-01",
    "9999-12-31T23:59:59",
    "\x1b[31m",
    "\u2028\u2029",
    "ｆｕｌｌｗｉｄｔｈ １２",
    "İıſß",
)
NUMBERS = (0, -1, 1, True, 2**31, -(2**31) - 1, 2**53, 2**63, -(2**63) - 1, 10**40, 0.5, -1e308, 1e308, 253402300800, -62135596801)
SPOKEN = """
завтра послезавтра сегодня через полчаса час часа часов минут дней недель месяц год пн вт среда пятницу воскресенье утром вечером
дня ночи полдень полночь в до с по и не выходной каждый будни выходные января 31 февраля 29 30 00 0 1 3 7 12 14 23 24 25 60 61 99
2026 2027 1900 9999 99999999999 -1 +5 10:00 14:30 24:00 25:61 00:00 9-18 18-9 10:00-10:00 31.02 29.02 32.13 1.1.1 . , : - – — /
тысяч тыс т.р. руб ₽ $ от 60к 80 000 100000000000000 млн млрд на руки gross tomorrow in 2 hours next monday am pm noon today at ² ٣ ½
"""
WORDS = tuple(SPOKEN.split())


def phrase(random: Random) -> str:
    """Words of times, hours, days and money in any order: what is typed where a time or a salary is asked."""
    return random.choice((" ", " ", "", "  ", "\u00a0", "-")).join(random.choices(WORDS, k=random.randint(1, 6)))


def string(random: Random) -> str:
    kind = random.random()
    if kind < 0.45:
        return random.choice(STRINGS)
    if kind < 0.85:
        return phrase(random)
    return "".join(
        chr(random.choice((random.randrange(1, 0x500), random.randrange(0x2000, 0x2100), random.randrange(0x10000)))) for _ in range(12)
    )


def nested(random: Random) -> Any:
    found: Any = random.choice((0, "x", None))
    for _ in range(random.choice((3, 60, 300))):
        found = [found] if random.random() < 0.5 else {"a": found}
    return found


def anything(random: Random) -> Any:
    kind = random.random()
    if kind < 0.25:
        return None
    if kind < 0.55:
        return string(random)
    if kind < 0.8:
        return random.choice(NUMBERS)
    return random.choice(([], {}, [None], [[]], {"id": None}, nested(random)))


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every place inside, the whole itself left out."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*here, step)
        yield from paths(inner, (*here, step))


def mutated(random: Random, update: dict[str, Any]) -> dict[str, Any]:
    """The same with one to three of its fields gone, replaced or doubled."""
    found = copy.deepcopy(update)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        known = list(paths(found))
        if known:
            bend(random, found, random.choice(known))
    return found


def bend(random: Random, whole: dict[str, Any], path: Path) -> None:
    """Replaces what stands at `path`."""
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    kind = random.random()
    if kind < 0.2 and isinstance(inner, dict):
        del inner[path[-1]]
    elif kind < 0.3:
        inner[path[-1]] = [inner[path[-1]]] * 2
    elif isinstance(inner[path[-1]], str) and kind < 0.75:
        inner[path[-1]] = string(random)
    elif isinstance(inner[path[-1]], int) and kind < 0.75:
        inner[path[-1]] = random.choice(NUMBERS)
    else:
        inner[path[-1]] = anything(random)
