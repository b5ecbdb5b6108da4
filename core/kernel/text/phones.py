"""Phone numbers: kept as E.164, shown the way people write them.

Digits without a plus may be read in more ways than one: typed, «4740612345» is Lipetsk or Norway. Who typed it is asked; a number that a
messenger or a board hands over is international, whether it has its plus or not.
"""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from core.kernel.problems import Invalid

LONGEST = 64
FEWEST, FEWEST_DIGITS = 5, 7
"""Digits of the shortest numbers, with a plus and without."""
FULL = 11
"""Digits of a Russian number with its 7 or 8."""
ABROAD, BELARUS = "00", "80"
EIGHT = re.compile(r"\+?\s*7[\s(-]*8(?=(?:\D*\d){10}\D*$)")
"""«+7 8 912 …»: both ways into the country at once."""
NATIONAL = re.compile(r"^\D*\(|^\s*8[\s.(-]")
"""Written as one writes at home: the town's code in brackets, the 8 apart."""
GROUPED = re.compile(r"^\s*\d{3}[ -]\d{3}-\d{2}-\d{2}\s*$")
"""So is «960 771-23-45», where somebody typed it."""


def normalise(text: str, region: str = "RU") -> str:
    """E.164 of what a person typed. Invalid("phone-invalid") when it is nobody's number, "phone-two-ways" when it may be either of two."""
    found = readings(text, region)
    if not found:
        raise Invalid("phone-invalid")
    if len(found) > 1:
        raise Invalid("phone-two-ways", one=pretty(found[0]), other=pretty(found[1]))
    return found[0]


def readings(text: str, region: str = "RU") -> tuple[str, ...]:
    """Every number that was meant by what a person typed, the likeliest first; none where it is no number."""
    digits = digits_of(text)
    if len(text) > LONGEST or len(digits) < (FEWEST if "+" in text else FEWEST_DIGITS):
        return ()
    if "+" in text or digits.startswith(ABROAD):
        return first(valid(f"+{digits.removeprefix(ABROAD)}", None), *at_home(text, digits, region))
    home = at_home(text, digits, region)
    if home and (NATIONAL.search(text) or GROUPED.search(text) or (len(digits) == FULL and digits[0] == "7")):
        return first(*home)
    found = [*home, valid(f"+{digits}", None)]
    return tuple(dict.fromkeys(e164(number) for number in found if number is not None))


def at_home(text: str, digits: str, region: str) -> list[PhoneNumber]:
    """As one dials it here, or in Belarus, where «8 0» goes before it; «+8 912» is meant so too."""
    ways = [valid(EIGHT.sub("8", text), region), valid(digits, region)]
    if digits.startswith(BELARUS) and len(digits) == FULL:
        ways.append(valid(digits, "BY"))
    return [number for number in ways if number is not None][:1]


def first(*found: PhoneNumber | None) -> tuple[str, ...]:
    return tuple(e164(number) for number in found if number is not None)[:1]


def international(text: str, region: str = "RU") -> str | None:
    """E.164 of what a messenger or a board hands over, with or without its plus; None when it is nobody's number."""
    found = None if len(text) > LONGEST or NATIONAL.search(text) else valid(f"+{digits_of(text)}", None)
    return e164(found) if found is not None else next(iter(readings(text, region)), None)


def digits_of(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def valid(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    number.extension = None
    return number if phonenumbers.is_valid_number(number) else None


def pretty(kept: str) -> str:
    """Say «+7 912 345-67-89»; digits that may be read in two ways are shown with both; what is no number is shown as it is."""
    number = valid(kept, None) if kept.startswith("+") else None
    if number is None:
        ways = readings(kept) if kept.isdecimal() else ()
        return f"{kept} ({' / '.join(map(pretty, ways))})" if len(ways) > 1 else kept
    if number.country_code == 7:  # noqa: PLR2004 - the one country code that two countries write alike
        own = str(number.national_number)
        return f"+7 {own[:3]} {own[3:6]}-{own[6:8]}-{own[8:]}"
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def region_of(kept: str) -> str:
    """The country's code, empty where nobody knows."""
    number = valid(kept, None)
    return (phonenumbers.region_code_for_number(number) if number is not None else None) or ""


def alike(kept: str) -> tuple[str, ...]:
    """The forms in which the same number may be kept: its E.164, and its bare digits where those can be read in two ways."""
    if not kept.startswith("+"):
        return (kept, *readings(kept))
    bare = kept[1:]
    return (kept, bare, bare[1:]) if bare.startswith("7") else (kept, bare)


def tail(e164: str, n: int = 4) -> str:
    """The last digits, by which staff tell numbers apart without showing them."""
    return e164[-n:] if n > 0 else ""
